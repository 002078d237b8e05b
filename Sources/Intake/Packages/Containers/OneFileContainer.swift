import Archive
import Bytes

/// A table that came alone, as a package of one file: a catalogue whose files may come later.
final class OneFileContainer: Container {
    private let file: OpenFile
    private let name: FileName
    private let size: Int64
    private var isGiven = false
    private var offset: Int64 = 0

    init(path: String, name: FileName) throws {
        file = try OpenFile.reading(path)
        size = try file.size()
        self.name = name
    }

    var promised: (files: Int64, bytes: Int64)? { (1, size) }

    func next() throws -> ContainerEntry? {
        guard !isGiven else { return nil }
        isGiven = true
        return ContainerEntry(
            sort: .file, rawName: name, name: ChineseText.name(name), size: size, packedSize: nil, isEncrypted: false)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = try file.read(into: buffer, at: offset)
        offset += Int64(count)
        return count
    }
}
