import Archive
import Bytes
import Formats

/// Which container a path holds, by its first bytes.
enum ContainerSort: Hashable {
    case folder, zip, tar
    /// A table under its own name: a catalogue without files.
    case table(FileName)
    /// Something else, by its common name: `7z`, `RAR`, `gzip` …
    case other(String)

    /// - Parameter name: the name it came under, which tells a text that is a table (CSV) from others.
    init(path: String, name: FileName) throws {
        guard !DurableFile.isFolder(path) else {
            self = .folder
            return
        }
        let file = try OpenFile.reading(path)
        let head = try file.read(upTo: 512, at: 0)
        let known: [(String, Int, [UInt8])] = [
            ("7z", 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), ("RAR", 0, Array("Rar!".utf8)), ("gzip", 0, [0x1F, 0x8B]),
            ("bzip2", 0, Array("BZh".utf8)), ("xz", 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A]),
            ("zstd", 0, [0x28, 0xB5, 0x2F, 0xFD]), ("PDF", 0, Array("%PDF".utf8)),
        ]
        if SpreadsheetNames.isTable(name), try Table.isTable(path: path) {
            self = .table(name.lastComponent)
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if head.count == 512, head[257..<262].elementsEqual("ustar".utf8) || (try? TarHeader(head)) != nil {
            self = .tar
        } else if let sort = known.first(where: { head.dropFirst($0.1).starts(with: $0.2) }) {
            self = .other(sort.0)
        } else {
            // A ZIP may have other bytes in front of it: its end tells.
            self = (try? ZipDirectory(path: path, limit: 1)) != nil ? .zip : .other("")
        }
    }

    /// - Throws: `ContainerFault` if it cannot be opened.
    func open(_ path: String, limits: UnpackLimits) throws -> any Container {
        switch self {
        case .folder: try FolderContainer(path: path, limits: limits)
        case .zip: try ZipContainer(path: path, limits: limits)
        case .tar: try TarContainer(path: path)
        case .table(let name): try OneFileContainer(path: path, name: name)
        case .other(let name): throw ContainerFault.broken(reason: name)
        }
    }
}
