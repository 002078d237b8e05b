import Archive
import Bytes

/// A TAR with names as bytes: ustar, GNU long names and sizes, pax paths and sizes.
///
/// Written here because libarchive hands names through the locale, and an archive must know them byte by byte.
/// Source: POSIX.1-2017 pax; GNU tar manual, "Basic Tar Format".
final class TarContainer: Container {
    /// A long name or a pax header larger than this is not one.
    private static let headLimit: Int64 = 1 << 20
    /// More headers than this before one entry, or more values for all entries, are made to keep readers busy.
    private static let headersLimit = 32
    private static let globalsLimit = 1000

    private let file: OpenFile
    private let size: Int64
    private var cursor: Int64 = 0
    /// What is left of the current entry, and where the next header stands.
    private var left: Int64 = 0
    private var following: Int64 = 0
    private var globals: [String: [UInt8]] = [:]

    init(path: String) throws {
        file = try OpenFile.reading(path)
        size = try file.size()
    }

    /// How many entries there are only the end tells.
    var promised: (files: Int64, bytes: Int64)? { (0, size) }

    func next() throws -> ContainerEntry? {
        var long: [UInt8]?
        var attributes: [String: [UInt8]] = globals
        for _ in 0..<TarContainer.headersLimit {
            cursor = following
            guard let header = try header() else { return nil }
            let next = cursor + (header.size + 511) / 512 * 512
            switch header.type {
            case UInt8(ascii: "L"): long = try body(of: header).prefix { $0 != 0 }.map(\.self)
            case UInt8(ascii: "K"): _ = try body(of: header)
            case UInt8(ascii: "x"):
                attributes.merge(try TarContainer.attributes(try body(of: header))) { _, new in new }
            case UInt8(ascii: "g"):
                globals.merge(try TarContainer.attributes(try body(of: header))) { _, new in new }
                guard globals.count <= TarContainer.globalsLimit else {
                    throw ContainerFault.broken(reason: "too many values in global headers")
                }
                attributes.merge(globals) { own, _ in own }
            default:
                return try entry(header, long: long, attributes: attributes)
            }
            following = next
        }
        throw ContainerFault.broken(reason: "more than \(TarContainer.headersLimit) headers before one entry")
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = Int(min(Int64(buffer.count), left))
        guard wanted > 0 else { return 0 }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: cursor)
        guard count == wanted else { throw ContainerFault.cutOff }
        cursor += Int64(count)
        left -= Int64(count)
        return count
    }

    /// `nil` at the end: two blocks of zeros, or the end of the file at a block's edge.
    private func header() throws -> TarHeader? {
        let block = try file.read(upTo: 512, at: cursor)
        if block.isEmpty && cursor > 0 { return nil }
        guard block.count == 512 else { throw ContainerFault.cutOff }
        cursor += 512
        if block.allSatisfy({ $0 == 0 }) { return nil }
        return try TarHeader(block)
    }

    private func body(of header: TarHeader) throws -> [UInt8] {
        guard header.size <= TarContainer.headLimit else {
            throw ContainerFault.broken(reason: "a name of \(header.size) bytes")
        }
        let bytes = try file.read(upTo: Int(header.size), at: cursor)
        guard bytes.count == Int(header.size) else { throw ContainerFault.cutOff }
        return bytes
    }

    private func entry(
        _ header: TarHeader, long: [UInt8]?, attributes: [String: [UInt8]]
    ) throws -> ContainerEntry {
        var content = header.size
        if let text = attributes["size"] {
            guard let number = Int64(String(decoding: text, as: UTF8.self)), number >= 0 else {
                throw ContainerFault.broken(reason: "a size that is not a number")
            }
            content = number
        }
        let isSparse = attributes.keys.contains { $0.hasPrefix("GNU.sparse") }
        let short = header.prefix.isEmpty ? header.name : header.prefix + [UInt8(ascii: "/")] + header.name
        let raw = FileName(bytes: attributes["path"] ?? long ?? short)
        let sort = isSparse ? .special : TarContainer.sort(header.type, raw)
        // Only files have content; a hard link's size is that of its target.
        let body = header.type == UInt8(ascii: "1") || header.type == UInt8(ascii: "2") ? 0 : content
        // Looked at before it is rounded up: the largest number there is would not survive that.
        guard body <= size - cursor else { throw ContainerFault.cutOff }
        left = body
        following = cursor + (body + 511) / 512 * 512
        guard following <= size + 511 else { throw ContainerFault.cutOff }
        return ContainerEntry(
            sort: sort, rawName: raw, name: ChineseText.name(raw), size: body, packedSize: nil, isEncrypted: false)
    }

    private static func sort(_ type: UInt8, _ name: FileName) -> ContainerEntry.Sort {
        switch type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): name.bytes.last == UInt8(ascii: "/") ? .folder : .file
        case UInt8(ascii: "1"): .hardLink
        case UInt8(ascii: "2"): .symbolicLink
        case UInt8(ascii: "5"): .folder
        default: .special
        }
    }

    /// `25 path=…\n` again and again.
    private static func attributes(_ bytes: [UInt8]) throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        var rest = bytes[...]
        while let first = rest.first, first != 0 {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > space - rest.startIndex + 1,
                length <= rest.count, rest[rest.startIndex + length - 1] == UInt8(ascii: "\n"),
                let equals = rest[(space + 1)...].firstIndex(of: UInt8(ascii: "="))
            else { throw ContainerFault.broken(reason: "a pax header that cannot be read") }
            let end = rest.startIndex + length
            guard equals < end else { throw ContainerFault.broken(reason: "a pax header that cannot be read") }
            found[String(decoding: rest[(space + 1)..<equals], as: UTF8.self)] = Array(rest[(equals + 1)..<(end - 1)])
            rest = rest[end...]
        }
        return found
    }
}
