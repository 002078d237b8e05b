package import Archive
package import Catalogue

/// What the public may see of one published unit, and nothing more (公布的档案).
///
/// Only `ReadingRoom` makes one, from a `PublicationRight`: there is no way to make one of a closed unit.
package struct PublicRecord: Hashable, Sendable {
    package let publicID: String
    package let level: Level
    package let code: String
    package let title: String
    /// The date as written, and its interval where it is known.
    package let date: String?
    package let dates: UnitDates?
    package let year: Int?
    package let author: String?
    package let documentNumber: String?
    package let fonds: PublicPlace
    package let category: PublicPlace?
    /// The address of what it stands right below: a category, an 案卷, or the 全宗 itself.
    package let shelf: String?
    /// How much of it is public: entry, page images, full text.
    package let published: PublicationLevel
    package let publishedFrom: Day
    package let openedFrom: Day
    /// The elements readers may see at this level, in the order of DA/T 18.
    package let description: [PublicElement]
    /// Whether it holds today, if it was published by government.
    package let validity: Validity?
    /// What it repealed or amended, or what repealed or amended it.
    package let relations: [PublicRelation]
    /// What can be looked at; empty at the level of the catalogue entry.
    package let files: [PublicFile]
    /// Its visible neighbours on the shelf.
    package let previous: PublicNeighbour?
    package let next: PublicNeighbour?
    /// How to cite it. Source: GB/T 7714-2015.
    package let citation: String
    /// The version of the description, for caches.
    package let version: Int64
    package let changedAt: Instant
}

/// One line of a public description.
package struct PublicElement: Hashable, Sendable {
    package let identifier: String
    package let name: Words
    package let value: String
}

/// A 全宗 or 类别 that something published lies in.
package struct PublicPlace: Hashable, Sendable {
    package let publicID: String
    package let code: String
    package let title: String
}

/// A published unit next to another.
package struct PublicNeighbour: Hashable, Sendable {
    package let publicID: String
    package let code: String
    package let title: String
}

/// A file of a unit published with images or full text.
package struct PublicFile: Hashable, Sendable {
    /// Its number in the unit, from 1.
    package let n: Int
    /// What it is for: main text, attachment.
    package let role: Words
    /// A name for downloads: the reference code and what the file is, never the name it had in the agency.
    package let name: String
    package let mime: String
    package let format: String
    package let bytes: Int64
    package let pages: Int?
    /// SHA-256, for readers who check and as an ETag.
    package let digest: Digest
    /// Whether its pages can be shown as images.
    package let hasImages: Bool
}
