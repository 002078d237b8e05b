import Archive
import Bytes
import Foundation
import Glibc

/// Where keys of tables are laid aside while a database is read: one file without a name for all of them.
final class KeySpill {
    private let area: String?
    private var file: OpenFile?
    private var end: Int64 = 0

    init(in area: String?) { self.area = area }

    /// - Throws: `BytesProblem`, `FullDisk`
    func append(_ bytes: [UInt8]) throws -> Int64 {
        let file = try self.file ?? nameless()
        self.file = file
        try file.write(bytes)
        defer { end += Int64(bytes.count) }
        return end
    }

    func read(_ count: Int, at offset: Int64) throws -> [UInt8] {
        guard let file else { return [] }
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try file.read(upTo: count - bytes.count, at: offset + Int64(bytes.count))
            guard !piece.isEmpty else { throw BytesProblem.unreadable(file.path, system: EIO) }
            bytes += piece
        }
        return bytes
    }

    private func nameless() throws -> OpenFile {
        let folder = area ?? FileManager.default.temporaryDirectory.path
        let path = "\(folder)/keys-\(randomBytes(8).hex)"
        let file = try OpenFile.creating(path, mode: 0o600)
        unlink(path)
        return file
    }
}

/// The keys in one or several columns of a table, whatever their number in little memory: they are sorted into parts by their hash, and
/// one part at a time is looked at.
///
/// A key is known by 128 bits of hash, made with numbers of this process alone: that two keys of a table share them does not happen.
final class KeyStore {
    struct Key: Hashable {
        let first: UInt64
        let second: UInt64
    }

    static let parts = 64
    private static let most = 1 << 18

    private let spill: KeySpill
    private var buffers = [[UInt8]](repeating: [], count: parts)
    private var chunks = [[(offset: Int64, count: Int)]](repeating: [], count: parts)
    private var held = 0

    init(_ spill: KeySpill) { self.spill = spill }

    static func key(_ values: [String]) -> Key {
        func hash(_ salt: Int) -> UInt64 {
            var hasher = Hasher()
            hasher.combine(salt)
            for value in values { hasher.combine(value) }
            return UInt64(bitPattern: Int64(hasher.finalize()))
        }
        return Key(first: hash(1), second: hash(2))
    }

    func add(_ key: Key, line: Int) throws {
        let part = Int(key.first % UInt64(KeyStore.parts))
        for number in [key.first, key.second, UInt64(line)] {
            withUnsafeBytes(of: number) { buffers[part].append(contentsOf: $0) }
        }
        held += 24
        if held >= KeyStore.most { try flush() }
    }

    /// Lays aside what is still in memory.
    func flush() throws {
        for part in buffers.indices where !buffers[part].isEmpty {
            chunks[part].append((try spill.append(buffers[part]), buffers[part].count))
            buffers[part] = []
        }
        held = 0
    }

    /// The keys of one part with their lines.
    func part(_ part: Int) throws -> [(key: Key, line: Int)] {
        var bytes: [UInt8] = []
        for chunk in chunks[part] { bytes += try spill.read(chunk.count, at: chunk.offset) }
        bytes += buffers[part]
        return bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: 24).map { place in
                func number(_ offset: Int) -> UInt64 {
                    raw.loadUnaligned(fromByteOffset: place + offset, as: UInt64.self)
                }
                return (Key(first: number(0), second: number(8)), Int(number(16)))
            }
        }
    }

    /// Lines whose key stood before, with the line where it did.
    func repeated(_ body: (_ line: Int, _ earlier: Int) -> Void) throws {
        for place in 0..<KeyStore.parts {
            var firsts: [Key: Int] = [:]
            for (key, line) in try part(place) {
                if let earlier = firsts[key] { body(line, earlier) } else { firsts[key] = line }
            }
        }
    }

    /// Lines whose key `others` does not have.
    func missing(in others: KeyStore, _ body: (_ line: Int) -> Void) throws {
        for place in 0..<KeyStore.parts {
            let mine = try part(place)
            guard !mine.isEmpty else { continue }
            let known = Set(try others.part(place).map(\.key))
            for (key, line) in mine where !known.contains(key) { body(line) }
        }
    }
}
