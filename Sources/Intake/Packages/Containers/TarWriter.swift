import Archive
package import Bytes
import Glibc
import Synchronization

/// A folder as a TAR (pax): how `receive FOLDER` hands a folder over. The same folder gives the same bytes: names in
/// order, no owners, times in whole seconds.
package struct TarWriter: Sendable {
    private let root: String

    package init(folder: String) throws {
        guard DurableFile.isFolder(folder) else { throw IntakeProblem.unreadable(folder) }
        root = folder
    }

    /// The TAR's bytes in order. Links and devices are written as what they are, so that the checks can name them.
    package var bytes: ByteStream {
        let writing = Mutex<Writing?>(nil)
        return ByteStream { [root] in
            try await onFileThread {
                try writing.withLock { state in
                    if state == nil { state = try Writing(root) }
                    return try state!.piece()
                }
            }
        }
    }
}

/// The state of one writing: where the walk is, and the file being copied.
private struct Writing: @unchecked Sendable {
    private var walk: FolderWalk
    private var file: OpenFile?
    private var offset: Int64 = 0
    private var left: Int64 = 0
    private var ended = false

    init(_ root: String) throws { walk = try FolderWalk(root: root, depth: 1000) }

    /// Up to 1 MiB and a little, `nil` at the end.
    mutating func piece() throws -> [UInt8]? {
        var out: [UInt8] = []
        while out.count < ByteStream.chunk - 4096 {
            if let file {
                let wanted = Int(min(left, Int64(ByteStream.chunk - 4096 - out.count)))
                let bytes = try file.read(upTo: wanted, at: offset)
                guard bytes.count == wanted else { throw BytesProblem.unreadable(file.path, system: EIO) }
                out += bytes
                offset += Int64(wanted)
                left -= Int64(wanted)
                if left == 0 {
                    out += [UInt8](repeating: 0, count: Int(-offset & 511))
                    self.file = nil
                }
            } else if let step = try walk.next() {
                out += TarMember(step).header
                guard step.sort == .file, step.size > 0 else { continue }
                (file, offset, left) = (try walk.open(step.name), 0, step.size)
            } else if ended {
                break
            } else {
                out += [UInt8](repeating: 0, count: 1024)
                ended = true
            }
        }
        return out.isEmpty ? nil : out
    }
}

/// The header blocks of one member.
private struct TarMember {
    let step: FolderWalk.Step

    init(_ step: FolderWalk.Step) { self.step = step }

    private var isFolder: Bool { step.sort == .folder }
    private var name: [UInt8] { step.name.bytes + (isFolder ? [UInt8(ascii: "/")] : []) }

    /// A pax header before the usual one where a name or size does not fit into it.
    var header: [UInt8] {
        let fits = name.count <= 100 && name.allSatisfy { $0 < 128 } && step.size < 1 << 33
        guard !fits else { return block(name: name, size: step.size, type: type) }
        let records = record("path", name) + record("size", Array(String(step.size).utf8))
        let padded = records + [UInt8](repeating: 0, count: -records.count & 511)
        return block(name: Array("pax".utf8), size: Int64(records.count), type: UInt8(ascii: "x")) + padded
            + block(name: Array(name.suffix(100)), size: min(step.size, (1 << 33) - 1), type: type)
    }

    private var type: UInt8 {
        switch step.sort {
        case .file, .hardLink: UInt8(ascii: "0")
        case .folder: UInt8(ascii: "5")
        case .symbolicLink: UInt8(ascii: "2")
        case .special: UInt8(ascii: "3")
        }
    }

    private func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
        var length = rest.count + 1
        while String(length).utf8.count + rest.count != length { length += 1 }
        return Array(String(length).utf8) + rest
    }

    private func block(name: [UInt8], size: Int64, type: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Sequence<UInt8>, at place: Int) {
            for (offset, byte) in bytes.enumerated() { block[place + offset] = byte }
        }
        func octal(_ number: Int64, _ width: Int) -> [UInt8] {
            let digits = String(number, radix: 8)
            return Array((String(repeating: "0", count: max(0, width - digits.count)) + digits).utf8)
        }
        put(name, at: 0)
        put(octal(isFolder ? 0o755 : 0o644, 7), at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(size, 11), at: 124)
        put(octal(max(0, step.changed), 11), at: 136)
        put("        ".utf8, at: 148)
        block[156] = type
        put("ustar\u{0}00".utf8, at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, 6) + [0, UInt8(ascii: " ")], at: 148)
        return block
    }
}
