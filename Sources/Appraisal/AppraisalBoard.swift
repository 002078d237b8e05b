package import Archive
package import Ledger
package import Tables

/// Where opening and publication are decided (档案开放审核): nobody else can make an `OpenRecord` or a `PublicationRight`.
///
/// A decision is an act document about many units, one event, and the rows of `access` that hold now; `apply` makes the
/// rows for the live path and for `replay` alike. What takes away is at once; what is given begins on its day.
package final class AppraisalBoard: Sendable {
    let database: any Database
    let ledger: Ledger
    let clock: Clock

    package init(database: any Database, ledger: Ledger, clock: Clock) {
        self.database = database
        self.ledger = ledger
        self.clock = clock
    }

    /// How many units one decision takes.
    package static let limit = 100_000

    /// Reviewers give; archivists and the archives authority may also take away.
    static func mayGive(_ agent: Agent) throws(AppraisalProblem) {
        guard agent.role == .reviewer || agent.role == .program else { throw .notAllowed(agent.role) }
    }

    static func mayTakeAway(_ agent: Agent) throws(AppraisalProblem) {
        guard [.reviewer, .archivist, .supervisor, .program].contains(agent.role) else { throw .notAllowed(agent.role) }
    }
}

/// What a decision came to.
package struct DecisionReceipt: Hashable, Sendable {
    package let id: DecisionID
    package let units: Int
    /// Whether it holds already, or begins on a later day.
    package let hasBegun: Bool
}
