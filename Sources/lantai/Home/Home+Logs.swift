import Glibc

extension Home {
    /// A log file, open for appending.
    func openLog(_ name: String) throws -> Int32 {
        let path = logs + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw HomeProblem.creating(path) }
        return descriptor
    }
}
