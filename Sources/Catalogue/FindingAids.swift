package import Archive
package import Ledger
package import Tables

/// The catalogue (检索工具): the tree of described units, read by page, corrected with history.
///
/// Each change writes an act document first, then changes rows and appends one event in one transaction. The rows are
/// made by `apply`, which `replay` shares: a rebuild makes the same catalogue from the same acts.
package final class FindingAids: Sendable {
    let database: any Database
    let ledger: Ledger
    let clock: Clock
    /// Whether this node may hold state secrets.
    let classified: Bool
    /// What rooms downstream do in the transaction of a move: they keep a unit's place beside what they know of it.
    let placed: @Sendable (Event, JSON, any Transaction) throws -> Void

    package init(
        database: any Database, ledger: Ledger, clock: Clock, classified: Bool = false,
        placed: @escaping @Sendable (Event, JSON, any Transaction) throws -> Void = { _, _, _ in }
    ) {
        self.database = database
        self.ledger = ledger
        self.clock = clock
        self.classified = classified
        self.placed = placed
    }

    /// Who may change descriptions: archivists, and programs on their behalf.
    static func mayDescribe(_ agent: Agent) throws(CatalogueProblem) {
        guard agent.role == .archivist || agent.role == .program else { throw .notAllowed(agent.role) }
    }
}
