import Archive
import Bytes

/// Where the bytes of one transfer lie until they are in the stacks (暂存区): the container as received, what was in it
/// under numbers, the text found in that.
struct Staging: Sendable {
    let folder: String

    /// Where the folder goes if the package must not stay among the others (隔离区).
    let quarantine: String

    init(_ id: AccessionID, in scratch: Scratch) {
        folder = scratch.path("staging", id.text)
        quarantine = scratch.path("quarantine", id.text)
    }

    var container: String { folder + "/package" }
    var files: String { folder + "/files" }
    var texts: String { folder + "/text" }

    func file(_ n: Int64) -> String { "\(files)/\(n)" }
    func text(_ n: Int64) -> String { "\(texts)/\(n)" }

    /// The name it came with, where that must not stand in the register.
    var name: String { folder + "/name" }
    /// The report that names what is quarantined, for the person in charge.
    var fullReport: String { folder + "/report.json" }

    /// Moves the container and the full report out of staging, readable by the program alone. Done before, or nothing
    /// there: no error.
    func moveToQuarantine() throws {
        guard DurableFile.exists(folder) else { return }
        try removeUnpacked()
        try DurableFile.makeFolder(DurableFile.folder(of: quarantine), mode: 0o700)
        try DurableFile.rename(folder, to: quarantine)
    }

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
