import Archive
import Bytes

/// The central directory of a ZIP, read for what libzip does not tell: names with their exact bytes, and the UTF-8 flag.
struct ZipDirectory {
    struct Line {
        let flags: UInt16
        let name: FileName
        let extra: [UInt8]
    }

    private let file: OpenFile
    /// Where each line begins: a directory of 100,000 is read again line by line and not held.
    private var starts: [Int64] = []

    var count: Int { starts.count }

    /// Source: PKWARE APPNOTE 6.3, 4.3.12 to 4.3.16.
    init(path: String, limit: Int) throws {
        file = try OpenFile.reading(path)
        let (start, end) = try ZipDirectory.place(in: file)
        let size = try file.size()
        var cursor = start
        while cursor < end {
            let head = try file.read(upTo: 46, at: cursor)
            guard head.count == 46, head.number(4, at: 0) == 0x0201_4b50 else { break }
            let name = Int(head.number(2, at: 28))
            let extra = Int(head.number(2, at: 30))
            let comment = Int64(head.number(2, at: 32))
            guard cursor + 46 + Int64(name + extra) <= size else { throw ContainerFault.cutOff }
            starts.append(cursor)
            // One more than allowed is enough to say so.
            if starts.count > limit { return }
            cursor += 46 + Int64(name + extra) + comment
        }
    }

    /// Line `place`, from 0.
    func line(_ place: Int) throws -> Line {
        let head = try file.read(upTo: 46, at: starts[place])
        guard head.count == 46 else { throw ContainerFault.cutOff }
        let name = Int(head.number(2, at: 28))
        let rest = try file.read(upTo: name + Int(head.number(2, at: 30)), at: starts[place] + 46)
        guard rest.count >= name else { throw ContainerFault.cutOff }
        return Line(
            flags: UInt16(head.number(2, at: 8)), name: FileName(bytes: Array(rest[..<name])),
            extra: Array(rest[name...]))
    }

    /// Where the central directory begins and ends, by the end record (and its 64-bit form).
    private static func place(in file: OpenFile) throws -> (start: Int64, end: Int64) {
        let size = try file.size()
        let tailStart = max(0, size - 65_557)
        let tail = try file.read(upTo: Int(size - tailStart), at: tailStart)
        guard tail.count >= 22,
            let found = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
                tail.number(4, at: $0) == 0x0605_4b50
            })
        else { throw ContainerFault.cutOff }
        let record = tailStart + Int64(found)
        var length = Int64(tail.number(4, at: found + 12))
        var end = record
        // More than 65,535 entries have a 64-bit end record too, where all else still fits into 32 bits.
        if found >= 20, tail.number(4, at: found - 20) == 0x0706_4b50 {
            let large = Int64(bitPattern: tail.number(8, at: found - 12))
            let head = try file.read(upTo: 56, at: max(0, large))
            guard head.count == 56, head.number(4, at: 0) == 0x0606_4b50 else {
                throw ContainerFault.broken(reason: "no 64-bit end record")
            }
            length = Int64(bitPattern: head.number(8, at: 40))
            end = large
        }
        guard length >= 0, length <= end else { throw ContainerFault.broken(reason: "directory longer than the file") }
        // Counted back from its end, so that bytes put before the archive do not matter.
        return (end - length, end)
    }
}

extension [UInt8] {
    /// The little-endian number in `count` bytes from `place`.
    func number(_ count: Int, at place: Int) -> UInt64 {
        (0..<count).reduce(0) { $0 | UInt64(self[place + $1]) << (8 * UInt64($1)) }
    }
}
