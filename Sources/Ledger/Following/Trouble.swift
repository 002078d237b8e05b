package import Archive

/// Why a follower stands still just now. It tries again by itself.
package struct Trouble: Sendable {
    package let follower: String
    /// The event it stands before; `nil` if not even its bookmark could be read.
    package let index: EventIndex?
    package let subject: String?
    /// Whether it is the closing, withdrawal or hold of something: never parked, and readers may still see what they
    /// should not.
    package let isNarrowing: Bool
    package let since: Instant
    package let tries: Int
    package let code: String
    package let what: Words
    package let next: Words
}

/// How far a follower has come.
package struct FollowerState: Sendable {
    package let name: String
    package let bookmark: EventIndex
    /// Events of its kinds after the bookmark.
    package let behind: Int
    package let parked: Int
    package let trouble: Trouble?
}
