import Archive
import Ledger

/// Something done to many items at once (批量办理), as the ledger tells of it: by whom, when, to how many.
struct Batch: Sendable {
    /// What its events are about: the number by which it is found.
    let id: DecisionID
    let kind: EventKind
    let at: Instant
    let agent: Agent
    /// How many items, over all its events.
    var units: Int64
    let words: Words
    /// The batch that this one undid.
    let undoes: DecisionID?
    /// Whether it gave or confirmed something, so that it can be undone.
    let isUndoable: Bool

    /// The events that make a batch. What opens or narrows on its day follows from these.
    static let kinds: Set<EventKind> = [.confirmed, .unconfirmed, .decided, .published, .withdrawn]
    /// How long a batch stands in the lists: thirty days. Its own page stays.
    static let shown: Duration = .seconds(30 * 86_400)

    init?(_ event: Event) {
        guard Batch.kinds.contains(event.kind), let id = DecisionID(text: event.subject) else { return nil }
        self.id = id
        (kind, at, agent) = (event.kind, event.at, event.agent)
        units = event.facts["units"]?.int ?? 0
        undoes = event.facts["undoes"]?.string.flatMap(DecisionID.init(text:))
        switch event.kind {
        case .confirmed:
            words = event.kind.words
            isUndoable = true
        case .unconfirmed:
            words = event.kind.words
            isUndoable = false
        default:
            words = event.decisionWords
            isUndoable = event.isUndoable
        }
    }

    /// Whose act it was, and who may undo it.
    var duty: Duty { kind == .confirmed || kind == .unconfirmed ? .describe : .decide }

    var path: Path { "/desk/batches/\(id.text)" }
}

extension Array where Element == Batch {
    /// The batches these events make, each once: a large one has an event for each part.
    init(of events: [Event]) {
        self = []
        var places: [DecisionID: Int] = [:]
        for event in events {
            guard let batch = Batch(event) else { continue }
            if let place = places[batch.id] {
                self[place].units += batch.units
            } else {
                places[batch.id] = count
                append(batch)
            }
        }
    }
}
