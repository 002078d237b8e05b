/// One row of a table (电子表格, CSV) as a person sees it: text in columns.
package struct TableRow: Hashable, Sendable {
    /// From 1, as the spreadsheet numbers it; in CSV the line its first cell begins on.
    package let number: Int
    /// By column from the first, without white space around; the last one is never empty.
    package let cells: [String]
    /// How many cells the file writes, empty ones at the end too.
    package let width: Int

    /// - Parameter cells: as read; empty ones at the end are dropped.
    init(number: Int, cells: [String]) {
        self.number = number
        width = cells.count
        let plain = cells.map(\.trimmed)
        self.cells = Array(plain[..<((plain.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }

    /// The text in column `place` (from 0); empty beyond the last.
    package subscript(_ place: Int) -> String { cells.indices.contains(place) ? cells[place] : "" }

    /// `A`, `B` … `AA`: how spreadsheets call column `place` (from 0).
    package static func letters(of place: Int) -> String {
        var rest = place
        var letters = ""
        repeat {
            letters = String(UnicodeScalar(UInt8(65 + rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}
