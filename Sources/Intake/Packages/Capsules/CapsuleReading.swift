import Archive
import Formats

/// Reads a capsule from front to back. What is packed in it (编码数据) goes on as it is decoded, and is never held.
struct CapsuleReading {
    /// One 编码数据.
    struct DataBlock: Sendable {
        var isEmpty = true
        var isBroken = false
    }

    /// Where decoded bytes go: the place of their 编码数据 among all, and the next bytes; none at its end.
    typealias Sink = (_ place: Int, _ bytes: [UInt8]) throws -> Void

    /// What stands beside the packed data is some kilobytes for each layer.
    static func limits(_ bytes: Int64) -> XMLLimits {
        XMLLimits(bytes: bytes, depth: 160, elements: 200_000, kept: 32 << 20)
    }

    /// - Throws: `UnreadableReason` if it is no capsule; what `sink` throws.
    static func read(_ path: String, limit: Int64, sink: Sink? = nil) throws -> Capsule {
        var builder = TreeBuilder(root: nil, limit: 32 << 20)
        var data: [DataBlock] = []
        var stream: Base64Stream?
        var root: XMLNode?
        do {
            try SafeXML.events(path: path, limits: limits(limit)) { event in
                switch event {
                case .start(let node) where node.name == "编码数据":
                    data.append(DataBlock())
                    stream = Base64Stream()
                case .text(let text) where stream != nil:
                    let bytes = stream?.decode(text) ?? []
                    if !bytes.isEmpty { try sink?(data.count - 1, bytes) }
                    return
                case .end("编码数据"):
                    let rest = stream?.finish() ?? []
                    data[data.count - 1].isEmpty = stream?.isEmpty ?? true
                    data[data.count - 1].isBroken = stream?.isBroken ?? false
                    stream = nil
                    if !rest.isEmpty { try sink?(data.count - 1, rest) }
                    try sink?(data.count - 1, [])
                default: break
                }
                if let done = try builder.take(event) { root = done }
            }
        } catch let problem as XMLProblem {
            if case .unreadable = problem { throw problem }
            throw UnreadableReason.xml(problem)
        }
        guard let root, root.name == Capsule.name else { throw UnreadableReason.unexpected(root: root?.name ?? "") }
        return Capsule(root, data)
    }
}
