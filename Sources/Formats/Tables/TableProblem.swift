package import Archive

/// Why a table could not be read.
package enum TableProblem: Explained, Hashable {
    case unreadable(system: Int32)
    /// Neither XLSX nor text.
    case notATable
    /// The old binary form (XLS, ET), which is not read.
    case oldSpreadsheet
    case locked
    case damaged(Words)
    /// The bytes of a line are not of the file's encoding.
    case encoding(String, line: Int)
    /// A quotation mark that is never closed.
    case openQuote(line: Int)
    case tooLarge(TableLimits.Kind, row: Int)

    /// The row or line it was met at, where there is one.
    package var row: Int? {
        switch self {
        case .encoding(_, let line), .openQuote(let line): line
        case .tooLarge(.file, _): nil
        case .tooLarge(_, let row): row
        default: nil
        }
    }

    package var code: String {
        switch self {
        case .unreadable: "formats.table-unreadable"
        case .notATable: "formats.not-a-table"
        case .oldSpreadsheet: "formats.old-spreadsheet"
        case .locked: "formats.table-locked"
        case .damaged: "formats.table-damaged"
        case .encoding: "formats.table-encoding"
        case .openQuote: "formats.table-open-quote"
        case .tooLarge: "formats.table-too-large"
        }
    }

    package var what: Words {
        switch self {
        case .unreadable(let system):
            Words(zh: "表格打不开（系统错误 \(system)）。", en: "The table cannot be opened (system error \(system)).")
        case .notATable:
            Words(zh: "这个文件不是电子表格（XLSX），也不是文本（CSV）。", en: "The file is neither a spreadsheet (XLSX) nor text (CSV).")
        case .oldSpreadsheet:
            Words(
                zh: "这是旧式电子表格（XLS、ET），不能直接读取。",
                en: "This is a spreadsheet of the old form (XLS, ET), which is not read.")
        case .locked: Words(zh: "表格设有打开口令。", en: "The table is locked by a password.")
        case .damaged(let words): words
        case .encoding(let name, let line):
            Words(zh: "第 \(line) 行的字节不是 \(name) 编码。", en: "The bytes of line \(line) are not \(name).")
        case .openQuote(let line):
            Words(zh: "第 \(line) 行开始的引号没有配对。", en: "A quotation mark that opens on line \(line) is never closed.")
        case .tooLarge(.file, _):
            Words(
                zh: "\(TableLimits.Kind.file.words.zh)。", en: "It is too large: \(TableLimits.Kind.file.words.en).")
        case .tooLarge(let kind, let row):
            Words(zh: "第 \(row) 行：\(kind.words.zh)。", en: "Row \(row): \(kind.words.en).")
        }
    }

    package var next: Words {
        switch self {
        case .unreadable: Words(zh: "检查文件和权限后再试。", en: "Check the file and its permissions, then try again.")
        case .notATable, .oldSpreadsheet:
            Words(
                zh: "请在表格软件中另存为 XLSX 或 CSV（UTF-8）后再试。",
                en: "Save it as XLSX or CSV (UTF-8) in the spreadsheet program, then try again.")
        case .locked: Words(zh: "请去掉口令后再试。", en: "Remove the password, then try again.")
        case .damaged:
            Words(zh: "请用表格软件打开并另存一次后再试。", en: "Open it in the spreadsheet program, save it again, then try again.")
        case .encoding: Words(zh: "请另存为 UTF-8 编码后再试。", en: "Save it as UTF-8, then try again.")
        case .openQuote: Words(zh: "请补上或删去引号后再试。", en: "Close the quotation mark or remove it, then try again.")
        case .tooLarge: Words(zh: "请拆成几个表格后再试。", en: "Divide it into several tables, then try again.")
        }
    }
}
