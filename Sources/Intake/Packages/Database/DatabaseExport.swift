import Archive

/// A database as it was written out: what is said of it, its tables with their columns and keys, and what was found when the files
/// were read.
struct DatabaseExport: Sendable {
    /// One thing the description says of the database: 题名, 起止日期.
    struct Fact: Sendable {
        let value: String
        /// The file of the description that says it, and the line there.
        let file: Int64
        let line: Int
    }

    struct Column: Sendable {
        let name: String
        /// As written: `VARCHAR(20)`, `整数`.
        let type: String
        /// `nil`: nothing is said, so it may.
        let mayBeEmpty: Bool?
        let note: String
        let file: Int64
        let line: Int
    }

    struct ForeignKey: Sendable {
        let columns: [String]
        let table: String
        /// Empty: the primary key of that table.
        let referred: [String]
        let file: Int64
        let line: Int
    }

    struct Table: Sendable {
        let name: String
        /// The file or folder of its rows, as written; empty: by its name.
        let place: String
        /// As written.
        let rows: String
        let note: String
        let line: Int
        var columns: [Column] = []
        var primaryKey: [String] = []
        var foreignKeys: [ForeignKey] = []
        /// The file of its rows; `nil` where there is none.
        var file: Int64?
        /// Rows that the file holds, without the headings.
        var counted: Int64 = 0

        func column(_ name: String) -> Int? {
            columns.firstIndex { $0.name == name } ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
        }
    }

    /// The description's own files, the first of them the one to name.
    var sources: [Int64] = []
    /// By our names: 题名, 数据库名称, 责任者 …
    var facts: [String: Fact] = [:]
    /// In the order of the description.
    var tables: [Table] = []
    var faults: [DatabaseFault] = []
    /// Tables as CSV that the description does not name.
    var undescribed: [Int64] = []

    func value(_ name: String) -> String { facts[name]?.value ?? "" }

    var sender: String? {
        ["移交单位", "责任者"].map(value).first { !$0.isEmpty }
    }

    var rows: Int64 { tables.reduce(0) { $0 + $1.counted } }

    func table(_ name: String) -> Int? {
        tables.firstIndex { $0.name == name } ?? tables.firstIndex { $0.name.lowercased() == name.lowercased() }
    }
}

/// What is wrong with a database or with its description.
struct DatabaseFault: Sendable {
    /// The check that tells it.
    enum Part: Hashable, Sendable { case described, tables, values, keys }

    let part: Part
    var severity = Finding.Severity.blocking
    let file: FileName
    /// `人员.出生日期`, or the name of a table.
    var element: String?
    var line: Int?
    let what: Words
}

/// Gathers faults and stays small where one occurs a million times: of one kind in one column some are told, of the rest the number.
struct DatabaseFaults {
    private(set) var told: [DatabaseFault] = []
    private var counts: [String: (count: Int64, last: DatabaseFault)] = [:]

    /// Told one by one, of one kind in one column.
    private static let most = 20

    /// - Parameter kind: what is counted together within one element.
    mutating func add(_ fault: DatabaseFault, kind: String) {
        let key = "\(fault.part) \(fault.element ?? "") \(kind)"
        let count = counts[key]?.count ?? 0
        counts[key] = (count + 1, fault)
        if count < DatabaseFaults.most { told.append(fault) }
    }

    /// All that is told, with the numbers of the rest.
    var all: [DatabaseFault] {
        let rest = counts.filter { $0.value.count > DatabaseFaults.most }.sorted { $0.key < $1.key }
        return told
            + rest.map { _, found in
                let more = found.count - Int64(DatabaseFaults.most)
                return DatabaseFault(
                    part: found.last.part, severity: found.last.severity, file: found.last.file,
                    element: found.last.element, line: nil,
                    what: Words(
                        zh: "“\(found.last.element ?? "")”里同类的问题还有 \(more) 处，没有逐一列出。",
                        en: "There are \(more) more of the same in \(found.last.element ?? ""), not told one by one."))
            }
    }
}
