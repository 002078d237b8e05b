import Archive
import Foundation
import Synchronization

/// Tells on standard error how far long work is, at most once a second: `1200/100000`.
final class ProgressLine: Sendable {
    private let told = Mutex(ContinuousClock.now - .seconds(1))

    func tell(_ done: Int64, _ total: Int64) {
        let isDue = told.withLock { last in
            let now = ContinuousClock.now
            guard now - last >= .seconds(1) else { return false }
            last = now
            return true
        }
        if isDue { FileHandle.standardError.write(Data("\(done)/\(total)\n".utf8)) }
    }
}
