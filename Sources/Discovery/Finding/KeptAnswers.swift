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
        let (entries, live, epoch) = file.shelf.withLock { ($0.count, $0.liveCount, $0.knownEpoch) }
        return (
            file,
            KeptAnswers.State(
                path: file.path, entries: entries, live: live, epoch: epoch, reach: reach.fingerprint)
        )
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
    package func latest(by maker: String, reach: Reach, limit: Int) async throws(DiscoveryProblem) -> FindAnswer {
        let (_, state) = try await state(for: reach)
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
