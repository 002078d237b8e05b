import Foundation
import Synchronization
import Tables

/// Threads that each own one connection and take work from one list. libpq waits for the network, so it may never do so
/// on the threads that all tasks share.
final class ConnectionThreads: Sendable {
    typealias Work = @Sendable (PostgresSession) -> Void

    private struct State {
        var waiting: [Work] = []
        var running: Int
        var isClosed = false
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    /// Counts what waits, and once more for each thread when all is over.
    private let signal = DispatchSemaphore(value: 0)
    private let count: Int

    /// - Parameter session: makes the session of one thread, on that thread.
    init(_ count: Int, name: String, session: @escaping @Sendable () -> PostgresSession) {
        self.count = count
        state = Mutex(State(running: count))
        for number in 1...count {
            let thread = Thread { [self] in serve(session()) }
            thread.name = "\(name) \(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// `false` once closed.
    func add(_ work: @escaping Work) -> Bool {
        let isTaken = state.withLock { state in
            if state.isClosed { return false }
            state.waiting.append(work)
            return true
        }
        if isTaken { signal.signal() }
        return isTaken
    }

    /// Takes nothing more, finishes what waits, ends the threads and their connections.
    func close() async {
        await withCheckedContinuation { continuation in
            let (isOver, isFirst) = state.withLock { state in
                let isFirst = !state.isClosed
                state.isClosed = true
                if state.running > 0 { state.closing.append(continuation) }
                return (state.running == 0, isFirst)
            }
            if isFirst { for _ in 0..<count { signal.signal() } }
            if isOver { continuation.resume() }
        }
    }

    private func serve(_ session: PostgresSession) {
        while true {
            if !session.mayRest {
                signal.wait()
            } else if signal.wait(timeout: .now() + .seconds(session.settings.idleSeconds)) == .timedOut {
                session.drop()
                signal.wait()
            }
            guard let work = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) else { break }
            work(session)
        }
        session.drop()
        let closing = state.withLock { state in
            state.running -= 1
            defer { if state.running == 0 { state.closing = [] } }
            return state.running == 0 ? state.closing : []
        }
        for continuation in closing { continuation.resume() }
    }
}
