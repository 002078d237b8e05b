/// What the order by relevance rests on: how rare each of the words is, and how long records are, within reach.
///
/// Whole numbers, carried in the place where a page ends, so that the next page counts as the first did.
struct Weights: Hashable, Sendable {
    /// Mean length of records in bytes.
    let average: Int
    /// By clause, in thousandths.
    let rarities: [Int]
}
