package import Archive

/// A room's part that works when something has happened: it takes events of its kinds, one after the other, in the order
/// of the ledger.
///
/// An event says "look again", not "do this": a handler reads the state from rows and acts of now, since an event may
/// reach it twice, or (once parked and retried) after later ones of other subjects, and a narrowing one may overtake
/// parked events of its own subject.
package protocol Follower: Sendable {
    /// Stable: it names the bookmark.
    var name: String { get }
    var kinds: Set<EventKind> { get }

    /// Index of the last event settled, -1 at first. Kept with what the follower builds.
    func bookmark() async throws -> EventIndex

    /// Idempotent. When it returns, its effects and the bookmark are durable together: in the same transaction, or inside
    /// the index file. The bookmark only moves forward: a parked event that is retried has an index behind it.
    ///
    /// Throwing an `Explained` error that `isTransient` pauses the follower; any other parks the event's subject after
    /// three tries.
    func handle(_ event: Event, at index: EventIndex) async throws

    /// Moves the bookmark forward without work: the event's subject is parked, or nothing of the follower's kinds came
    /// for long.
    func skip(to index: EventIndex) async throws
}
