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
                out += TarMember(step.name, step.sort, size: step.size, changed: step.changed).header
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
