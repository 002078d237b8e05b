/// An error a person can act on: a stable code, what went wrong, and what to do next.
///
/// `code` is `room.short-name`, never changed once released, so that programs can rely on it.
package protocol Explained: Error, Sendable, CustomStringConvertible {
    var code: String { get }
    var what: Words { get }
    var next: Words { get }
    /// `true` when trying again later may succeed (a full disk, a lost connection): such failures pause work, never park it.
    var isTransient: Bool { get }
}

extension Explained {
    package var isTransient: Bool { false }
    package var description: String { "\(code): \(what.en) \(next.en)" }
}
