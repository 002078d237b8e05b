import Archive

/// The header blocks of one member.
struct TarMember {
    private let path: FileName
    private let sort: ContainerEntry.Sort
    private let size: Int64
    /// Seconds since 1970.
    private let changed: Int64

    init(_ path: FileName, _ sort: ContainerEntry.Sort, size: Int64, changed: Int64) {
        (self.path, self.sort, self.size, self.changed) = (path, sort, size, changed)
    }

    private var isFolder: Bool { sort == .folder }
    private var name: [UInt8] { path.bytes + (isFolder ? [UInt8(ascii: "/")] : []) }

    /// A pax header before the usual one where a name or size does not fit into it.
    var header: [UInt8] {
        let fits = name.count <= 100 && name.allSatisfy { $0 < 128 } && size < 1 << 33
        guard !fits else { return block(name: name, size: size, type: type) }
        let records = record("path", name) + record("size", Array(String(size).utf8))
        let padded = records + [UInt8](repeating: 0, count: -records.count & 511)
        return block(name: Array("pax".utf8), size: Int64(records.count), type: UInt8(ascii: "x")) + padded
            + block(name: Array(name.suffix(100)), size: min(size, (1 << 33) - 1), type: type)
    }

    private var type: UInt8 {
        switch sort {
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
        put(octal(max(0, changed), 11), at: 136)
        put("        ".utf8, at: 148)
        block[156] = type
        put("ustar\u{0}00".utf8, at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        put(octal(sum, 6) + [0, UInt8(ascii: " ")], at: 148)
        return block
    }
}
