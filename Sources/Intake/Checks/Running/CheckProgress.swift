import Synchronization

/// How far the checking of a package has come: files and bytes, since one file may be the whole package.
package struct CheckProgress: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable {
        /// Files are taken out of the container and digested.
        case unpacking
        /// Files are opened and records are read.
        case checking
    }

    package let stage: Stage
    /// Files of the container; while checking, files and records. 0 in all: not known yet.
    package var done: Int64 = 0
    package var total: Int64 = 0
    /// Bytes of files unpacked. 0 in all: not known.
    package var bytes: Int64 = 0
    package var totalBytes: Int64 = 0
}

/// Counts what is unpacked on one thread and told from another.
final class UnpackMeter: Sendable {
    private let state = Mutex(CheckProgress(stage: .unpacking))

    var now: CheckProgress { state.withLock { $0 } }

    /// What the container promises; it is told, not believed.
    func expect(files: Int64, bytes: Int64) { state.withLock { ($0.total, $0.totalBytes) = (files, bytes) } }
    func add(bytes: Int) { state.withLock { $0.bytes += Int64(bytes) } }
    func addFile() { state.withLock { $0.done += 1 } }
}
