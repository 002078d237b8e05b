import Archive

/// The names that files of a record get in an export: those of the transfer, below the folder they all lay in, byte by
/// byte; changed only where a file system or a reader of bags could not take them (`metadata/payload.json` says which file
/// is which).
struct PayloadNames {
    private var used: Set<FileName> = []
    /// A file cannot be where another file's folder is.
    private var folders: Set<FileName> = []
    private let common: Int

    /// - Parameter names: the paths of all files of the record in the transfer.
    init(_ names: [FileName]) {
        var common = names.first.map { Array($0.components.dropLast()) } ?? []
        for name in names {
            let folders = name.components.dropLast()
            common = Array(zip(common, folders).prefix { $0 == $1 }.map(\.0))
        }
        self.common = common.count
    }

    /// A name for file `n`, different from all given before.
    mutating func name(for path: FileName, n: Int64) -> FileName {
        var parts = path.components.dropFirst(common).map { PayloadNames.safe($0.bytes) }
        if parts.isEmpty { parts = [Array("file".utf8)] }
        var name = FileName(bytes: Array(parts.joined(separator: [UInt8(ascii: "/")])))
        while used.contains(name) || folders.contains(name) || name.folders.contains(where: used.contains) {
            // The first part: what is in the way may be a folder.
            parts[0] = PayloadNames.shortened(Array("\(n)-".utf8) + parts[0])
            name = FileName(bytes: Array(parts.joined(separator: [UInt8(ascii: "/")])))
        }
        used.insert(name)
        folders.formUnion(name.folders)
        return name
    }

    private static func safe(_ part: [UInt8]) -> [UInt8] {
        if part.isEmpty || part == Array(".".utf8) || part == Array("..".utf8) { return [UInt8(ascii: "_")] }
        var part = part
        // Readers of bags disagree about spaces at either end.
        if part.first == space { part[0] = UInt8(ascii: "_") }
        if part.last == space { part[part.count - 1] = UInt8(ascii: "_") }
        return shortened(
            part.flatMap { byte -> [UInt8] in
                switch byte {
                case 0: [UInt8(ascii: "_")]
                // And about the percent sign: by the standard it is written %25, by many programs as it is.
                case UInt8(ascii: "%"): Array("％".utf8)
                default: [byte]
                }
            })
    }

    private static let space = UInt8(ascii: " ")

    /// At most 255 bytes, as file systems want, the end of the name kept; never cut inside a UTF-8 character.
    private static func shortened(_ part: [UInt8]) -> [UInt8] {
        guard part.count > 255 else { return part }
        let dot = part.lastIndex(of: UInt8(ascii: ".")) ?? part.count
        let end = part.count - dot <= 16 ? Array(part[dot...]) : []
        var cut = 255 - end.count
        while cut > 0 && part[cut] & 0xC0 == 0x80 { cut -= 1 }
        return Array(part[..<cut]) + end
    }
}

extension FileName {
    /// `a` and `a/b` of `a/b/c`.
    fileprivate var folders: [FileName] {
        bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }.map { FileName(bytes: Array(bytes[..<$0])) }
    }
}
