import Synchronization

/// How much may be on its way at once over all uploads of a store. Who comes first goes first.
final class Flight: Sendable {
    private struct State {
        var free: Int
        var waiting: [(places: Int, turn: CheckedContinuation<Void, Never>)] = []
    }

    private let state: Mutex<State>

    init(places: Int) { state = Mutex(State(free: places)) }

    /// Waits for `places`, at most as many as there are.
    func take(_ places: Int) async {
        await withCheckedContinuation { turn in
            let isFree = state.withLock { state in
                guard state.waiting.isEmpty, state.free >= places else {
                    state.waiting.append((places, turn))
                    return false
                }
                state.free -= places
                return true
            }
            if isFree { turn.resume() }
        }
    }

    func give(_ places: Int) {
        let next = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.free += places
            var next: [CheckedContinuation<Void, Never>] = []
            while let first = state.waiting.first, first.places <= state.free {
                state.free -= first.places
                next.append(first.turn)
                state.waiting.removeFirst()
            }
            return next
        }
        for turn in next { turn.resume() }
    }
}
