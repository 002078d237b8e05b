package import Archive

/// A 全宗 in which something is published, and how much.
package struct PublicFonds: Hashable, Sendable {
    package let place: PublicPlace
    /// How many 件 of it are published.
    package let records: Int64
    /// Its categories (类别) in which something is published; the 全宗 itself stands for what is in none.
    package let categories: [Category]

    package struct Category: Hashable, Sendable {
        package let place: PublicPlace
        package let records: Int64
    }
}

/// A line of a list of published records.
package struct PublicEntry: Hashable, Sendable {
    package let publicID: String
    package let code: String
    package let title: String
    package let date: String?
    package let fondsCode: String
    package let published: PublicationLevel
    package let publishedFrom: Day
    /// Hand it back to get the next page.
    package let place: String
}

/// How much is published on a day.
package struct PublicCounts: Hashable, Sendable {
    /// Published 件, and how many of them at each level or more.
    package let records: Int64
    package let withImages: Int64
    package let withText: Int64
    package let fonds: [PublicFonds]
}
