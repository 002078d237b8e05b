import Archive
import Bytes

/// A folder of the file system, read where it lies.
final class FolderContainer: Container {
    private var walk: FolderWalk
    private var current: FileName?
    private var file: OpenFile?
    private var offset: Int64 = 0

    init(path: String, limits: UnpackLimits) throws { walk = try FolderWalk(root: path, depth: limits.depth) }

    func next() throws -> ContainerEntry? {
        file = nil
        guard let step = try walk.next() else { return nil }
        current = step.name
        return ContainerEntry(
            sort: step.sort, rawName: step.name, name: ChineseText.name(step.name), size: step.size, packedSize: nil,
            isEncrypted: false)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if file == nil, let current {
            file = try walk.open(current)
            offset = 0
        }
        guard let file else { return 0 }
        let count = try file.read(into: buffer, at: offset)
        offset += Int64(count)
        return count
    }
}
