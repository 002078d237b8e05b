/// What descriptions of databases call things, as data: our names first, then those of SIARD and of common tools.
enum DatabaseWords {
    enum Item: CaseIterable {
        case table, file, rows, note, primaryKey, column, type, length, mayBeEmpty, references

        fileprivate var names: [String] {
            switch self {
            case .table: ["表名", "表", "表名称", "数据表", "表英文名", "table", "tablename", "table_name"]
            case .file: ["文件", "文件名", "数据文件", "file", "filename", "folder", "path"]
            case .rows: ["行数", "记录数", "条数", "rows", "rowcount", "row_count", "records"]
            case .note: ["说明", "描述", "含义", "备注", "中文名", "description", "remarks", "comment"]
            case .primaryKey: ["主键", "primarykey", "primary_key", "pk", "key"]
            case .column: ["字段名", "字段", "列名", "列", "字段英文名", "name", "column", "columnname", "column_name"]
            case .type: ["类型", "数据类型", "字段类型", "type", "datatype", "data_type"]
            case .length: ["长度", "字段长度", "length", "size"]
            case .mayBeEmpty: ["可空", "允许空", "是否可空", "是否为空", "nullable", "null"]
            case .references: ["外键", "引用", "参照", "references", "foreignkey", "foreign_key", "fk"]
            }
        }
    }

    /// What a heading means; `name` is a table's in one sheet and a column's in the other.
    static func item(_ heading: String, inColumns: Bool) -> Item? {
        let plain = self.plain(heading)
        if plain == "name" || plain == "名称" { return inColumns ? .column : .table }
        return Item.allCases.first { $0.names.contains(plain) }
    }

    /// Our names for what is said of a database.
    private static let facts: [String: [String]] = [
        "数据库名称": ["数据库名称", "数据库名", "名称", "dbname", "name"], "题名": ["题名", "标题", "title"],
        "档号": ["档号", "referencecode"], "全宗号": ["全宗号"], "年度": ["年度"], "保管期限": ["保管期限"], "密级": ["密级"],
        "责任者": ["责任者", "数据所有者", "所有者", "dataowner", "creator"], "移交单位": ["移交单位", "submitter"],
        "起止日期": ["起止日期", "数据起止日期", "时间范围", "dataorigintimespan", "period"],
        "导出日期": ["导出日期", "导出时间", "archivaldate"],
        "数据库产品": ["数据库产品", "数据库软件", "databaseproduct", "producerapplication"],
        "说明": ["说明", "描述", "内容描述", "description"], "表数": ["表数", "表的个数", "tables"],
    ]

    static func fact(_ name: String) -> String? {
        let plain = self.plain(name)
        return facts.first { $0.value.contains(plain) }?.key
    }

    static func plain(_ text: String) -> String {
        NumberText.plain(text).lowercased().filter { !$0.isWhitespace && !":：*".contains($0) }
    }

    /// `nil` for what says neither yes nor no.
    static func isYes(_ text: String) -> Bool? {
        switch plain(text) {
        case "是", "y", "yes", "true", "1", "√", "可", "null": true
        case "否", "n", "no", "false", "0", "×", "不可", "notnull": false
        default: nil
        }
    }

    /// Names in one cell: `部门编号, 年度`.
    static func names(in text: String) -> [String] {
        text.split { ",，;；、+".contains($0) }.map { NumberText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    /// Files that hold a description, without their endings, in small letters.
    static let whole: Set<String> = ["数据库说明", "database"]
    static let ofDatabase: Set<String> = ["数据库", "数据库说明", "database"]
    static let ofTables: Set<String> = ["表", "表清单", "数据表", "tables"]
    static let ofColumns: Set<String> = ["字段", "字段清单", "列", "columns"]
    static let ofKeys: Set<String> = ["外键", "foreignkeys", "foreign_keys"]
}
