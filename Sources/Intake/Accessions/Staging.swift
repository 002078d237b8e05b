import Archive
import Bytes

/// Where the bytes of one transfer lie until they are in the stacks (暂存区): the container as received, what was in it
/// under numbers, the text found in that.
struct Staging: Sendable {
    let folder: String

    init(_ id: AccessionID, in scratch: Scratch) { folder = scratch.path("staging", id.text) }

    var container: String { folder + "/package" }
    var files: String { folder + "/files" }
    var texts: String { folder + "/text" }

    func file(_ n: Int64) -> String { "\(files)/\(n)" }
    func text(_ n: Int64) -> String { "\(texts)/\(n)" }

    /// Empty folders for a new unpacking: what an earlier one left half-done goes.
    func clear() throws {
        try removeUnpacked()
        try DurableFile.makeFolder(files, mode: 0o700)
        try DurableFile.makeFolder(texts, mode: 0o700)
    }

    func removeUnpacked() throws {
        try DurableFile.removeAll(files)
        try DurableFile.removeAll(texts)
    }
}
