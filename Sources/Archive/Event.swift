/// What happened, as a stable word of the ledger.
package struct EventKind: Hashable, Sendable, CustomStringConvertible {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { text }
}

extension EventKind {
    // Intake
    package static let received = EventKind("received")
    package static let checked = EventKind("checked")
    package static let reviewed = EventKind("reviewed")
    package static let returned = EventKind("returned")
    package static let quarantined = EventKind("quarantined")
    package static let signed = EventKind("signed")
    package static let accepted = EventKind("accepted")
    // Preservation
    package static let preserved = EventKind("preserved")
    package static let fixityChecked = EventKind("fixity-checked")
    package static let formatsReviewed = EventKind("formats-reviewed")
    package static let damageFound = EventKind("damage-found")
    package static let repaired = EventKind("repaired")
    package static let virusesScanned = EventKind("viruses-scanned")
    package static let virusFound = EventKind("virus-found")
    package static let virusSettled = EventKind("virus-settled")
    package static let keepingReviewed = EventKind("keeping-reviewed")
    // Catalogue
    package static let drafted = EventKind("drafted")
    package static let described = EventKind("described")
    package static let confirmed = EventKind("confirmed")
    package static let unconfirmed = EventKind("unconfirmed")
    package static let moved = EventKind("moved")
    // Appraisal
    package static let decided = EventKind("decided")
    package static let opened = EventKind("opened")
    package static let narrowed = EventKind("narrowed")
    package static let published = EventKind("published")
    package static let withdrawn = EventKind("withdrawn")
    // House
    package static let accountChanged = EventKind("account-changed")
    package static let signedIn = EventKind("signed-in")
    package static let signInLocked = EventKind("sign-in-locked")
    package static let signedOut = EventKind("signed-out")
    package static let sessionEnded = EventKind("session-ended")
    package static let proofFailed = EventKind("proof-failed")
    package static let settingsChanged = EventKind("settings-changed")
    package static let keyChanged = EventKind("key-changed")
    package static let portalClosed = EventKind("portal-closed")
    package static let portalOpened = EventKind("portal-opened")
    // Safekeeping
    package static let backupMade = EventKind("backup-made")
    package static let restoreDrilled = EventKind("restore-drilled")
    package static let restored = EventKind("restored")
    package static let logContinued = EventKind("log-continued")

    /// Events that take something away from readers: a follower never skips one.
    package static let narrowing: Set<EventKind> = [.narrowed, .withdrawn, .quarantined]
}

/// One line of the ledger, before it has an index: one package, decision or round, never one file.
///
/// Holds no titles, file names or names of persons: those are in the act document.
package struct Event: Hashable, Sendable {
    package let id: EventID
    package let at: Instant
    package let kind: EventKind
    /// What it is about: the text of an `AccessionID`, `UnitID`, `DecisionID`, or an account's identifier.
    package let subject: String
    package let agent: Agent
    /// SHA-256 of the act document that says everything decided; `nil` where the event says it all.
    package let act: Digest?
    /// Small facts a follower needs without opening the act: identifiers, counts, codes of findings. No free text.
    package let facts: [String: JSON]

    package init(
        id: EventID, at: Instant, kind: EventKind, subject: String, agent: Agent, act: Digest? = nil,
        facts: [String: JSON] = [:]
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.subject = subject
        self.agent = agent
        self.act = act
        self.facts = facts
    }
}

/// Where an event stands in the ledger: 0, 1, 2 … in the order of commits.
package typealias EventIndex = Int64
