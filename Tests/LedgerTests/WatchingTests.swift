import Archive
import Bytes
import Ledger
import Synchronization
import Tables
import Testing

@Suite("A ledger in which another process writes")
struct WatchingTests {
    /// A follower of whom only the refusals count.
    private struct Refusing: Follower {
        let name = "refusing"
        let kinds: Set<EventKind> = [.received]
        let settled: Count

        func bookmark() async throws -> EventIndex { settled.value.withLock { $0 } }
        func skip(to index: EventIndex) async throws { settled.value.withLock { $0 = index } }
        func handle(_ event: Event, at index: EventIndex) async throws {
            settled.tries.withLock { $0 += 1 }
            throw Impossible()
        }
    }

    private final class Count: Sendable {
        let value = Mutex<EventIndex>(-1)
        let tries = Mutex(0)
    }

    private struct Impossible: Explained {
        let code = "test.never"
        let what = Words(zh: "不行", en: "no")
        let next = Words(zh: "不行", en: "no")
    }

    @Test("shows size and root as the writer has them, before and after sealing, and wakes who listens")
    func follows() async throws {
        let home = try await TestHome()
        try await home.append(5)
        try await home.ledger.seal()
        try await home.append(3)
        let watched = try await Ledger(watching: home.database, store: home.store, clock: .fixed(TestHome.noon))
        #expect(watched.head == home.ledger.head)
        #expect(watched.unsealed == 3 && watched.damage == nil)
        var arrivals = watched.arrivals().makeAsyncIterator()
        try await home.append(2)
        #expect(watched.lastIndex == 7)
        try await watched.lookForMore()
        #expect(watched.head == home.ledger.head && watched.lastIndex == 9)
        #expect(await arrivals.next() != nil)
        try await home.ledger.seal()
        try await watched.lookForMore()
        #expect(watched.unsealed == 0 && watched.head == home.ledger.head)
    }

    @Test(
        "an event that cannot be settled is not set aside where nobody may write: the follower stands still and says why"
    )
    func standsStill() async throws {
        let home = try await TestHome()
        try await home.append(1)
        let watched = try await Ledger(watching: home.database, store: home.store, clock: .fixed(TestHome.noon))
        let follower = Refusing(settled: Count())
        let runner = FollowerRunner(
            ledger: watched, followers: [follower], clock: .fixed(TestHome.noon), parks: false, sleep: { _ in })
        await #expect(throws: Impossible.self) { try await runner.settle() }
        #expect(follower.settled.tries.withLock { $0 } > 3)
        #expect(runner.troubles().map(\.code) == ["test.never"])
        #expect(try await runner.parked().isEmpty)
        #expect(follower.settled.value.withLock { $0 } == -1)
    }
}
