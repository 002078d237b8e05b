import Archive

/// What photographs must be like, as data with the day from which it holds.
struct PhotoRules: Sendable {
    let standard: String
    let from: Day?
    /// The fewest points of a picture, in all.
    let leastPixels: Int
    /// About the quality of JPEG below which a picture was packed too hard, or packed again.
    let leastQuality: Int
    /// Words in the name of a program that changes pictures: what it wrote is no camera's original.
    let editors: [String]

    /// DA/T 50-2014 asks for originals of good quality. For the numbers we have no source to trust: they are this program's, and all
    /// that rests on them is a warning or for review.
    static let editions = [
        PhotoRules(
            standard: "DA/T 50-2014", from: Day(year: 2015, month: 8, day: 1), leastPixels: 2_000_000, leastQuality: 75,
            editors: [
                "photoshop", "lightroom", "gimp", "acdsee", "美图", "picasa", "snapseed", "光影", "paint", "画图", "wechat",
                "微信",
                "meitu", "photoscape", "affinity", "capture one", "luminar", "xnview", "irfanview",
            ])
    ]

    /// The edition that holds on a day; before the first one that.
    static func inForce(on day: Day) -> PhotoRules {
        editions.last { edition in edition.from.map { $0 <= day } ?? true } ?? editions[0]
    }
}
