package import Appraisal
import Archive
import Synchronization

/// Answers that every page asks for, good for one reach at one state of the index: whatever changes what may be found, or what
/// is found, makes another state. So nothing is kept a moment longer than a question asked anew would find it.
struct KeptAnswers: Sendable {
    struct State: Hashable, Sendable {
        let path: String
        let entries: Int
        let live: Int
        let epoch: Int64
        let reach: String
    }

    let state: State
    var timeline: Timeline?
    /// By the maker's name.
    var byMaker: [String: FindAnswer] = [:]

    init(_ state: State) { self.state = state }

    /// Makers remembered at most.
    static let makers = 1000
}

extension Finder {
    /// The index for `reach`, with all that is known now, and what its answers are good for.
    func state(for reach: Reach) async throws(DiscoveryProblem) -> (IndexFile, KeptAnswers.State) {
        let file = try await index(for: reach).catchUp()
        return (file, KeptAnswers.State(file, reach))
    }

    func kept(for state: KeptAnswers.State) -> KeptAnswers {
        answers.withLock { $0?.state == state ? $0 : nil } ?? KeptAnswers(state)
    }

    func keep(for state: KeptAnswers.State, _ change: (inout KeptAnswers) -> Void) {
        answers.withLock { answers in
            if answers?.state != state { answers = KeptAnswers(state) }
            if answers != nil { change(&answers!) }
        }
    }

    /// The latest records of one maker within `reach`, unmarked, and how many there are.
    ///
    /// - Parameter epoch: the last change to access, as just read: an index that knows of it need not ask again.
    package func latest(
        by maker: String, reach: Reach, limit: Int, at epoch: Int64? = nil
    ) async throws(DiscoveryProblem) -> FindAnswer {
        let known = KeptAnswers.State(index(for: reach).file, reach)
        let state = known.epoch == epoch ? known : try await state(for: reach).1
        if let kept = kept(for: state).byMaker[maker], kept.hits.count >= min(limit, kept.total) { return kept }
        let answer = try await find(
            FindQuery.everything.narrowed(.author, to: maker), reach: reach, sort: .date, limit: limit, marked: false)
        keep(for: state) { kept in
            if kept.byMaker.count >= KeptAnswers.makers { kept.byMaker = [:] }
            kept.byMaker[maker] = answer
        }
        return answer
    }
}

extension KeptAnswers.State {
    init(_ file: IndexFile, _ reach: Reach) {
        self = file.shelf.withLock {
            Self(
                path: file.path, entries: $0.count, live: $0.liveCount, epoch: $0.knownEpoch,
                reach: reach.fingerprint)
        }
    }
}
