package import Archive

/// What undoing an opening or a publication comes to (撤销), unit by unit: counted before anybody does it.
///
/// Only what still stands on the decision is undone; what somebody decided about since is left, with the reason.
package struct Undoing: Sendable {
    package enum Kind: Hashable, Sendable {
        /// The units come under control at once, and back to the board the day after.
        case opening
        /// The units are withdrawn from the public at once; they stay open.
        case publication
    }

    package let kind: Kind
    /// What is undone, with the publication level (0…3) each has now.
    package let units: [(unit: UnitID, level: Int)]
    /// How many of them the public sees today.
    package let published: Int
    /// How many were public at another level before this publication: they are withdrawn whole.
    package let publishedBefore: Int
    /// What is left, and why.
    package let left: [Refusal]
}
