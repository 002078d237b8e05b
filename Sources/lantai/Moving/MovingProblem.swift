import Archive

/// Why the rows could not be moved.
enum MovingProblem: Explained, Equatable {
    case notHere(String)
    case already
    case differs(String)
    case otherShape(String)
    case oddValue(table: String, column: String)

    var code: String {
        switch self {
        case .notHere: "migrate.no-file"
        case .already: "migrate.already"
        case .differs: "migrate.differs"
        case .otherShape: "migrate.other-shape"
        case .oddValue: "migrate.odd-value"
        }
    }

    var what: Words {
        switch self {
        case .notHere(let path): Words(zh: "没有数据库文件 \(path)。", en: "There is no database file \(path).")
        case .already: Words(zh: "本馆的数据已经在 PostgreSQL 里。", en: "The rows of this archive are in PostgreSQL already.")
        case .differs(let table):
            Words(
                zh: "表 \(table) 搬过去以后与原来不一致；没有切换，本馆仍使用原来的数据库文件。",
                en: """
                    The table \(table) does not read there as it does here. Nothing was switched: the archive still uses its \
                    file.
                    """)
        case .otherShape(let table):
            Words(
                zh: "表 \(table) 只在一边有，或两边的列不同；没有切换。",
                en: "The table \(table) is on one side only, or has other columns there. Nothing was switched.")
        case .oddValue(let table, let column):
            Words(
                zh: "表 \(table) 的 \(column) 列里有类型不符的值；没有切换。",
                en:
                    "A value in column \(column) of \(table) is of another type than the column's. Nothing was switched."
            )
        }
    }

    var next: Words {
        switch self {
        case .notHere:
            Words(
                zh: "用 --home 指明正确的文件夹；必要时先运行 lantai rebuild。",
                en: "Name the right home; lantai rebuild makes the file again.")
        case .already:
            Words(zh: "直接运行 lantai serve。", en: "Run lantai serve.")
        case .differs, .otherShape:
            Words(
                zh: "请确认没有别的程序写这两边，再运行一次；仍不一致时请报告此信息。",
                en: "See that nothing else writes to either side, and run it again; if it repeats, report this message."
            )
        case .oddValue:
            Words(
                zh: "请报告此信息；lantai rebuild 会按台账重建数据库文件，之后可再试。",
                en: "Report this message. lantai rebuild makes the file again from the ledger; then try once more.")
        }
    }
}
