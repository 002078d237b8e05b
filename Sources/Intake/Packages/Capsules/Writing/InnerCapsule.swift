import Bytes
import Formats
import Glibc

/// A capsule that is about to be put into another: where its 被签名对象 and 电子签名块 lie in its file, byte for byte.
struct InnerCapsule {
    /// 1 for an original.
    let layers: Int
    /// Identifiers of packed data by the names of their files, the outermost layer's first.
    let identifiers: [String: String]
    private let path: String
    private let range: Range<Int64>

    /// - Throws: `CapsuleProblem.notACapsule` if it cannot be copied as it is.
    init(_ path: String) throws {
        let file = try OpenFile.reading(path)
        let size = try file.size()
        let capsule: Capsule
        do {
            capsule = try CapsuleReading.read(path, limit: max(1, size))
        } catch is UnreadableReason {
            throw CapsuleProblem.notACapsule(path)
        }
        let starts = try InnerCapsule.places(of: "<被签名对象", in: file)
        let ends = try InnerCapsule.places(of: "</被签名对象>", in: file)
        let blocks = try InnerCapsule.places(of: "</电子签名块>", in: file)
        // Each layer once: what stands in a comment, or in another encoding, does not add up.
        guard capsule.root.namespace == CapsuleScheme.namespace, capsule.root.prefix == nil,
            !capsule.layers.isEmpty, capsule.layers.count < Capsule.deepest, starts.count == capsule.layers.count,
            ends.count == starts.count, let start = starts.first, let end = ends.last
        else { throw CapsuleProblem.notACapsule(path) }
        let after = end + Int64("</被签名对象>".utf8.count)
        let isSigned = !capsule.layers[0].signatures.isEmpty
        guard !isSigned || blocks.last.map({ $0 > after }) == true else { throw CapsuleProblem.notACapsule(path) }
        range = start..<(isSigned ? blocks[blocks.count - 1] + Int64("</电子签名块>".utf8.count) : after)
        self.path = path
        layers = capsule.layers.count
        identifiers = Dictionary(
            capsule.encodings.sorted { $0.layer < $1.layer }.map { ($0.document.fileName, $0) }.compactMap {
                name, encoding in
                capsule.source(of: encoding).map { (name, $0.id) }
            }, uniquingKeysWith: { first, _ in first })
    }

    func copy(to out: CapsuleWriter.Output) throws {
        let file = try OpenFile.reading(path)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let piece = try file.read(upTo: Int(min(1 << 18, range.upperBound - offset)), at: offset)
            guard !piece.isEmpty else { throw CapsuleProblem.changed(path) }
            try out.write(piece)
            offset += Int64(piece.count)
        }
    }

    /// Where a text stands in a file, in order.
    private static func places(of text: String, in file: OpenFile) throws -> [Int64] {
        let wanted = Array(text.utf8)
        var found: [Int64] = []
        var offset: Int64 = 0
        while true {
            let piece = try file.read(upTo: 1 << 20, at: offset)
            guard piece.count >= wanted.count else { return found }
            piece.withUnsafeBytes { bytes in
                var start = 0
                while start + wanted.count <= bytes.count,
                    let next = memchr(
                        bytes.baseAddress! + start, Int32(wanted[0]), bytes.count - start - wanted.count + 1)
                {
                    let at = UnsafeRawPointer(next) - bytes.baseAddress!
                    if memcmp(next, wanted, wanted.count) == 0 { found.append(offset + Int64(at)) }
                    start = at + 1
                }
            }
            // What begins near the end of a piece is met whole in the next, and only there.
            offset += Int64(piece.count - wanted.count + 1)
        }
    }
}
