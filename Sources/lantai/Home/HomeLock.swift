import Archive
import Glibc

/// The one lock of a home: whoever holds it may write. Held until the process ends, however it ends.
struct HomeLock: ~Copyable {
    private let descriptor: Int32

    /// `nil` if another process holds it.
    init?(_ home: Home) throws {
        descriptor = open(home.lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw HomeProblem.creating(home.lockFile) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
