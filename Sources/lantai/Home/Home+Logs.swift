import Bytes
import Glibc

extension Home {
    /// A log file, open for appending; a home that was copied without its logs gets the folder anew.
    func openLog(_ name: String) throws -> Int32 {
        try DurableFile.makeFolder(logs, mode: 0o700)
        let path = logs + "/" + name
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw HomeProblem.creating(path) }
        return descriptor
    }
}
