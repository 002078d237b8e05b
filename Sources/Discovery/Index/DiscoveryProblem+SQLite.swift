import Archive
import GRDB
import Glibc

extension DiscoveryProblem {
    /// What an error while the index file at `path` was written means.
    static func writing(_ path: String, _ error: DatabaseError, system: Int32 = errno) -> any Explained {
        full(path, error, system) ?? DiscoveryProblem.unwritable(detail: detail(error))
    }

    /// What an error while it was opened or read means. Opening writes too: a log, a shared map.
    static func reading(_ path: String, _ error: DatabaseError, system: Int32 = errno) -> any Explained {
        full(path, error, system) ?? DiscoveryProblem.unavailable(detail: detail(error))
    }

    /// What the errno of a failed write at `path` means.
    static func writing(_ path: String, system: Int32) -> any Explained {
        FullDisk(at: path, system: system)
            ?? DiscoveryProblem.unwritable(detail: "\(path): \(String(cString: strerror(system)))") as any Explained
    }

    private static func full(_ path: String, _ error: DatabaseError, _ system: Int32) -> (any Explained)? {
        FullDisk(at: path, sqlite: error.extendedResultCode.rawValue, system: system)
    }

    private static func detail(_ error: DatabaseError) -> String {
        error.message ?? "SQLite \(error.resultCode.rawValue)"
    }
}
