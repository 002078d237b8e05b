package import Archive
package import Ledger
import Synchronization
package import Tables

/// Closes the portal for maintenance and opens it again (门户维护).
///
/// Nothing is kept but the ledger's events: the newest of the two kinds says how it is. So it holds in every process of the
/// archive, after a restart, and after a rebuild.
package final class Doorkeeper: Sendable {
    private let database: any Database
    private let ledger: Ledger
    private let clock: Clock
    private let known = Mutex<Known?>(nil)

    /// How the portal stood when the ledger ended with event `last`; `event` said so.
    private struct Known {
        let last: EventIndex
        let event: EventIndex?
        let closure: PortalClosure?
    }

    private static let subject = "portal"
    /// The longest words to readers.
    package static let longest = 500

    package init(database: any Database, ledger: Ledger, clock: Clock) {
        self.database = database
        self.ledger = ledger
        self.clock = clock
    }

    /// How the portal is closed; `nil` while it is open. Asked with every page: the rows are looked at
    /// only when the ledger has grown.
    package func closure() async throws -> PortalClosure? {
        let last = ledger.lastIndex
        let before = known.withLock { $0 }
        if let before, before.last == last { return before.closure }
        let newest = try await ledger.newest(of: [.portalClosed, .portalOpened])
        let closure: PortalClosure?
        if let before, before.event == newest?.0 {
            closure = before.closure
        } else if let event = newest?.1, event.kind == .portalClosed {
            closure = await self.closure(event)
        } else {
            closure = nil
        }
        known.withLock { now in
            // A later look at the ledger knows better.
            if now.map({ $0.last <= last }) ?? true {
                now = Known(last: last, event: newest?.0, closure: closure)
            }
        }
        return closure
    }

    /// What `event` says. Closed is closed, even where the words about it cannot be read.
    private func closure(_ event: Event) async -> PortalClosure {
        var act: JSON?
        if let digest = event.act { act = try? await ledger.act(digest) }
        return PortalClosure(
            since: event.at, until: act?["until"]?.string.flatMap(Instant.init(text:)),
            said: act?["words"]?.string ?? "", saidInEnglish: act?["wordsInEnglish"]?.string ?? "")
    }

    /// Closes the portal, or tells something else about a closed one.
    package func close(until: Instant?, said: String, saidInEnglish: String = "", by agent: Agent) async throws {
        try mayDo(agent)
        if let until, until <= clock.now { throw MaintenanceProblem.past }
        let (said, english) = (said.trimmed, saidInEnglish.trimmed)
        guard max(said.count, english.count) <= Doorkeeper.longest else {
            throw MaintenanceProblem.tooLong(Doorkeeper.longest)
        }
        let act = try await ledger.write(
            act: [
                "schema": "lantai.portal-closed/1", "until": JSON(until?.text), "words": .string(said),
                "wordsInEnglish": .string(english),
            ])
        try await append(.portalClosed, act, by: agent)
    }

    /// Opens the portal; `false` if it was open.
    @discardableResult
    package func open(by agent: Agent) async throws -> Bool {
        try mayDo(agent)
        guard try await closure() != nil else { return false }
        try await append(.portalOpened, nil, by: agent)
        return true
    }

    private func append(_ kind: EventKind, _ act: Digest?, by agent: Agent) async throws {
        let event = ledger.event(kind: kind, subject: Doorkeeper.subject, agent: agent, act: act)
        try await database.write { [ledger] tx in ledger.append(event, in: tx) }
    }

    private func mayDo(_ agent: Agent) throws {
        guard agent.role == .systemAdministrator || agent.role == .program else {
            throw MaintenanceProblem.notAllowed(agent.role)
        }
    }
}
