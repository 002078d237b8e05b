import Dispatch
import GRDB
import Glibc
import Tables

extension SQLiteDatabase {
    /// Copies the rows as they are now into a new file at `path`, while others go on reading and writing. One file, without
    /// a log beside it. The copy is not synced.
    package func copy(to path: String) async throws {
        do {
            let copy = try DatabaseQueue(path: path)
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                DispatchQueue.global().async { [pool] in
                    continuation.resume(with: Result { try pool.backup(to: copy) })
                }
            }
            try copy.close()
        } catch let error as DatabaseError {
            throw TablesProblem.meant(by: error, at: path)
        }
    }
}
