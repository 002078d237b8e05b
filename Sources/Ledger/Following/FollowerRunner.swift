package import Archive
import Tables

/// Keeps the followers at work: each on its own, in the order of the ledger.
package final class FollowerRunner: Sendable {
    private let ledger: Ledger
    private let desks: [Desk]
    private let sleep: @Sendable (Duration) async throws -> Void

    /// How often `settle` tries what keeps failing before it gives up, and how long it waits between at most: somebody
    /// sits before it.
    private static let patience = 5
    private static let longestWait = Duration.seconds(2)

    /// - Parameters:
    ///   - parks: whether events that cannot be settled are set aside, in rows. Where nobody may write, a follower stands
    ///     still before them instead.
    ///   - sleep: waits; a test may count instead.
    package init(
        ledger: Ledger, followers: [any Follower], clock: Clock, parks: Bool = true,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        precondition(Set(followers.map(\.name)).count == followers.count, "two followers share a name")
        self.ledger = ledger
        self.sleep = sleep
        desks = followers.map { Desk($0, ledger, clock, parks: parks) }
    }

    /// Works until the task is cancelled: what is there, then what comes.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for desk in desks { group.addTask { [self] in await run(desk) } }
        }
    }

    private func run(_ desk: Desk) async {
        // Before the first look, so that nothing comes unheard between looking and listening.
        var arrivals = ledger.arrivals().makeAsyncIterator()
        while !Task.isCancelled {
            do {
                if try await desk.advance() { continue }
                guard await arrivals.next() != nil else { return }
            } catch let pause as Pause {
                try? await sleep(pause.length)
            } catch {
                return
            }
        }
    }

    /// Works until no follower has anything left to do, including what their own events set going. For commands and
    /// tests; may be called while `run` is at work.
    /// - Throws: what kept failing (a full disk, a narrowing event that cannot be settled), after the other followers are
    ///   done. Parked events are no error: see `parked`.
    package func settle() async throws {
        // Those that gave up: while others work on, they are not waited for again.
        var failures: [Int: any Error] = [:]
        var hasWorked = true
        while hasWorked {
            hasWorked = false
            let waiting = desks.indices.filter { failures[$0] == nil }
            await withTaskGroup(of: (Int, Result<Bool, any Error>).self) { group in
                for n in waiting { group.addTask { [self] in (n, await settle(desks[n])) } }
                for await (n, outcome) in group {
                    switch outcome {
                    case .success(let worked): hasWorked = hasWorked || worked
                    case .failure(let error): failures[n] = error
                    }
                }
            }
        }
        if let first = failures.min(by: { $0.key < $1.key }) { throw first.value }
    }

    /// Whether there was anything to do.
    private func settle(_ desk: Desk) async -> Result<Bool, any Error> {
        var hasWorked = false
        var failures = 0
        while true {
            do {
                guard try await desk.advance() else { return .success(hasWorked) }
                hasWorked = true
                failures = 0
            } catch let pause as Pause {
                failures += 1
                if failures == FollowerRunner.patience { return .failure(pause.error) }
                do { try await sleep(min(pause.length, FollowerRunner.longestWait)) } catch { return .failure(error) }
            } catch {
                return .failure(error)
            }
        }
    }

    /// Events set aside, by follower and index: for the desk.
    package func parked() async throws -> [Parked] {
        try await ledger.database.read { tx in try Parked.list(where: "again >= 0", in: tx) }
    }

    /// Asks that the parked events of `subject` be tried again, in order: by `run` at once, or by the next `settle`.
    /// - Returns: how many events that are.
    @discardableResult
    package func retry(_ subject: String, follower: String? = nil) async throws -> Int {
        let count = try await ledger.database.write { tx in
            let one: Query = follower.map { " AND follower = \($0)" } ?? ""
            return try tx.run("UPDATE parked SET again = 1 WHERE subject = \(subject)\(sql: one)")
        }
        ledger.wake()
        return count
    }

    /// Followers that stand still just now, and why.
    package func troubles() -> [Trouble] { desks.compactMap(\.trouble) }

    /// How far each follower has come.
    package func states() async throws -> [FollowerState] {
        var states: [FollowerState] = []
        for desk in desks { states.append(try await desk.status()) }
        return states
    }
}
