import Archive

/// How much of a foreign table is read before it is refused.
package struct TableLimits: Hashable, Sendable {
    package var rows: Int
    package var columns: Int
    /// Bytes of the text of one cell.
    package var cellBytes: Int
    /// Rows of separated text whose cells are all empty are given too: in a list they say nothing, in a table of a database they count.
    package var keepsEmptyRows = false

    /// Bytes of a table that is text: a hundred thousand entries take some twenty megabytes.
    package static let textBytes: Int64 = 100 << 20
    /// Bytes of all strings that the cells of a workbook share; they are held in memory.
    static let sharedBytes = 128 << 20

    package init(rows: Int = 1_000_000, columns: Int = 1000, cellBytes: Int = 1 << 20) {
        self.rows = rows
        self.columns = columns
        self.cellBytes = cellBytes
    }

    package enum Kind: String, Hashable, Sendable {
        case rows, columns, cell, shared, file

        var words: Words {
            switch self {
            case .rows: Words(zh: "行数超过上限", en: "there are more rows than are read")
            case .columns: Words(zh: "列数超过上限", en: "there are more columns than are read")
            case .shared: Words(zh: "共享字符串的总量超过上限", en: "the strings it shares are more than is read")
            case .file:
                Words(
                    zh: "文件超过 \(TableLimits.textBytes >> 20) MB，没有读",
                    en: "the file has more than \(TableLimits.textBytes >> 20) MB and was not read")
            case .cell: Words(zh: "有单元格的文字超过上限", en: "a cell holds more text than is read")
            }
        }
    }
}
