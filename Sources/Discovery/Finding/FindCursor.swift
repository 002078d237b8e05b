import Archive
import Foundation

/// Where a page of hits ended: the next one goes on there, even if the index was built anew in between.
///
/// It holds only what the last hit shows (its date, code and public address) and, by relevance, how rare the words are within
/// reach: so it may be given to anybody.
package struct FindCursor: Hashable, Sendable {
    let sort: FindSort
    /// Days since 1970, or the score by relevance.
    let key: Int32
    let codeKey: String
    let publicID: String
    /// What scores were made with.
    let weights: Weights?

    init(sort: FindSort, key: Int32, codeKey: String, publicID: String, weights: Weights? = nil) {
        self.sort = sort
        self.key = key
        self.codeKey = codeKey
        self.publicID = publicID
        self.weights = weights
    }

    /// For an address: letters, digits, `-` and `_`.
    package var text: String {
        var parts: [JSON] = [.string(sort.rawValue), .int(Int64(key)), .string(codeKey), .string(publicID)]
        if let weights { parts += ([weights.average] + weights.rarities).map { .int(Int64($0)) } }
        return Data(JSON.array(parts).text.utf8).base64EncodedString().replacing("+", with: "-")
            .replacing("/", with: "_").replacing("=", with: "")
    }

    /// Reads what `text` writes.
    package init(text: String) throws(DiscoveryProblem) {
        let padded =
            text.replacing("-", with: "+").replacing("_", with: "/")
            + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard text.utf8.count <= 2000, let data = Data(base64Encoded: padded),
            let parts = (try? JSON(parsing: data))?.array, parts.count >= 4,
            let sort = parts[0].string.flatMap(FindSort.init(rawValue:)),
            let key = parts[1].int.flatMap(Int32.init(exactly:)), key > Int32.min, let codeKey = parts[2].string,
            let publicID = parts[3].string
        else { throw .badCursor }
        let numbers = parts.dropFirst(4).map { $0.int.flatMap { Int32(exactly: $0) }.map(Int.init) ?? -1 }
        guard numbers.count <= 1 + QueryReader.mostTerms, numbers.allSatisfy({ $0 >= 0 }) else { throw .badCursor }
        let weights = numbers.first.map { Weights(average: $0, rarities: Array(numbers.dropFirst())) }
        self.init(sort: sort, key: key, codeKey: codeKey, publicID: publicID, weights: weights)
    }
}
