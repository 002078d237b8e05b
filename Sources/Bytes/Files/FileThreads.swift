import Foundation

/// Threads for calls that wait for a disk, so that the cooperative pool never does.
private final class FileThreads: @unchecked Sendable {
    static let shared = FileThreads(count: max(4, 2 * ProcessInfo.processInfo.activeProcessorCount))

    // All below is guarded by `condition`.
    private let condition = NSCondition()
    private var jobs: [@Sendable () -> Void] = []
    private var first = 0

    private init(count: Int) {
        for number in 1...count {
            let thread = Thread { [self] in
                while true { next()() }
            }
            thread.name = "lantai.file.\(number)"
            thread.start()
        }
    }

    func run(_ job: @escaping @Sendable () -> Void) {
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    private func next() -> @Sendable () -> Void {
        condition.lock()
        defer { condition.unlock() }
        while first == jobs.count { condition.wait() }
        let job = jobs[first]
        first += 1
        if first == jobs.count {
            jobs.removeAll(keepingCapacity: true)
            first = 0
        }
        return job
    }
}

/// Runs `body`, which may wait for a disk or compute for long, on a thread kept for such work.
package func onFileThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        FileThreads.shared.run { continuation.resume(with: Result(catching: body)) }
    }
}
