import Synchronization

/// Lets those who work on the same name do so one after the other, in the order in which they came.
final class KeyTurns: Sendable {
    /// Who waits for each name that somebody works on.
    private let waiting = Mutex<[String: [CheckedContinuation<Void, Never>]]>([:])

    func take(_ name: String) async {
        await withCheckedContinuation { turn in
            let isFree = waiting.withLock { waiting in
                guard waiting[name] != nil else {
                    waiting[name] = []
                    return true
                }
                waiting[name]?.append(turn)
                return false
            }
            if isFree { turn.resume() }
        }
    }

    func give(_ name: String) {
        let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
            guard let others = waiting[name], let first = others.first else {
                waiting[name] = nil
                return nil
            }
            waiting[name] = Array(others.dropFirst())
            return first
        }
        next?.resume()
    }
}
