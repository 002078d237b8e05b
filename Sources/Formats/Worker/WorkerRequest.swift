import Archive

/// What the pool asks of a worker about the descriptor it sends along.
struct WorkerRequest: Hashable, Sendable {
    enum Task: Hashable, Sendable {
        /// `looks`: whether pictures are looked at from afar too (`DocumentFacts.Looks`).
        case examine(textBytes: Int, textPages: Int, looks: Bool)
        case pageImage(page: Int, width: Int, turn: Int, webp: Bool)
        case pyramid(page: Int)
        case places(page: Int)
    }

    let task: Task
    /// Only its extension is looked at.
    let name: FileName

    static let mostBytes = 8192

    var wire: [UInt8] {
        var writer = WireWriter()
        switch task {
        case .examine(let bytes, let pages, let looks):
            writer.put(UInt8(1))
            writer.put(Int64(bytes))
            writer.put(Int64(pages * 2 + (looks ? 1 : 0)))
        case .pageImage(let page, let width, let turn, let webp):
            writer.put(UInt8(2))
            writer.put(Int64(page))
            // Four turns are none.
            writer.put(Int64((width * 4 + turn) * 2 + (webp ? 1 : 0)))
        case .pyramid(let page):
            writer.put(UInt8(3))
            writer.put(Int64(page))
            writer.put(Int64(0))
        case .places(let page):
            writer.put(UInt8(4))
            writer.put(Int64(page))
            writer.put(Int64(0))
        }
        writer.put(name.lastComponent.bytes.suffix(1024))
        return writer.bytes
    }

    init(_ task: Task, name: FileName) {
        self.task = task
        self.name = name
    }

    init(wire: [UInt8]) throws {
        var reader = WireReader(wire)
        let kind = try reader.byte()
        let first = Int(try reader.number(0 ... .max))
        let second = Int(try reader.number(0 ... .max))
        switch kind {
        case 1: task = .examine(textBytes: first, textPages: second / 2, looks: second % 2 == 1)
        case 2: task = .pageImage(page: first, width: second / 8, turn: second / 2 % 4, webp: second % 2 == 1)
        case 3: task = .pyramid(page: first)
        case 4: task = .places(page: first)
        default: throw WireReader.Malformed()
        }
        name = FileName(bytes: Array(try reader.run()))
    }
}
