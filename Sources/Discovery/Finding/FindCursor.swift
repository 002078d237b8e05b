package import Archive
import Foundation

/// Where a page of hits ended: the next one goes on there, even if the index was built anew in between.
package struct FindCursor: Hashable, Sendable {
    let sort: FindSort
    let day: Int32
    let codeKey: String
    let unit: UnitID

    init(sort: FindSort, day: Int32, codeKey: String, unit: UnitID) {
        self.sort = sort
        self.day = day
        self.codeKey = codeKey
        self.unit = unit
    }

    /// For an address: letters, digits, `-` and `_`.
    package var text: String {
        let json = JSON.array([.string(sort.rawValue), .int(Int64(day)), .string(codeKey), .string(unit.text)])
        return Data(json.text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// Reads what `text` writes.
    package init(text: String) throws(DiscoveryProblem) {
        let padded =
            text.replacing("-", with: "+").replacing("_", with: "/")
            + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard text.utf8.count <= 2000, let data = Data(base64Encoded: padded),
            let parts = (try? JSON(parsing: data))?.array, parts.count == 4,
            let sort = parts[0].string.flatMap(FindSort.init(rawValue:)),
            let day = parts[1].int.flatMap(Int32.init(exactly:)), let codeKey = parts[2].string,
            let unit = parts[3].string.flatMap(UnitID.init(text:))
        else { throw .badCursor }
        self.init(sort: sort, day: day, codeKey: codeKey, unit: unit)
    }
}
