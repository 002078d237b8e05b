import Archive
import Foundation
import Testing

@testable import Intake

/// A database as an agency writes it out: two tables as CSV, and what they are.
struct MadeDatabase: Sendable {
    enum Form: Sendable { case csv, workbook, siard }

    typealias Row = [String]

    var form = Form.csv
    var facts: [Row] = [
        ["数据库名称", "RSGL"], ["题名", "临江市人事管理数据库"], ["责任者", "临江市人事局"], ["起止日期", "1998-01-01/2019-12-31"],
        ["说明", "在编人员及其部门"], ["数据库产品", "PostgreSQL 9.6"],
    ]
    var tables: [Row] = [["部门", "数据/部门.csv", "3", "编号", "内设机构"], ["人员", "数据/人员.csv", "6", "工号", "在编人员"]]
    var columns: [Row] = [
        ["部门", "编号", "INTEGER", "否", "", ""], ["部门", "名称", "VARCHAR(20)", "否", "", ""],
        ["人员", "工号", "CHAR(6)", "否", "", ""], ["人员", "姓名", "VARCHAR(30)", "否", "", ""],
        ["人员", "部门编号", "INTEGER", "是", "部门.编号", ""], ["人员", "出生日期", "DATE", "是", "", ""],
        ["人员", "工资", "NUMERIC(8,2)", "是", "", ""], ["人员", "在职", "BOOLEAN", "是", "", ""],
        ["人员", "登记时间", "TIMESTAMP", "是", "", "最后一次改动"],
    ]
    var departments: [Row] = [["编号", "名称"], ["1", "办公室"], ["2", "人事科"], ["3", "档案室"]]
    var people: [Row] = [
        ["工号", "姓名", "部门编号", "出生日期", "工资", "在职", "登记时间"],
        ["R00001", "王秀兰", "1", "1968-03-09", "4210.50", "是", "2019-12-30T10:20:00"],
        ["R00002", "李建国", "2", "1971-11-30", "3980", "是", "2019-12-30 10:21:00"],
        ["R00003", "赵敏", "3", "1985-02-28", "3100.00", "否", "2019-12-30T10:22:00"],
        ["R00004", "钱学文", "", "", "", "是", ""],
        ["R00005", "孙,慧", "3", "1990-07-01", "-12.5", "1", "2019-12-30T10:24:00"],
        ["R00006", "周\"明\"", "1", "1979-01-31", "0", "0", "2019-12-30T10:25:00"],
    ]
    var separator = ","
    var lineEnd = "\r\n"
    var encode: @Sendable (String) -> [UInt8] = { Array($0.utf8) }

    func csv(_ rows: [Row]) -> [UInt8] {
        encode(
            rows.map { row in
                row.map { cell in
                    cell.contains { ",\"\n\t;".contains($0) }
                        ? "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : cell
                }.joined(separator: separator) + lineEnd
            }.joined())
    }

    private static let tableHead = ["表名", "文件", "行数", "主键", "说明"]
    private static let columnHead = ["表名", "字段名", "类型", "可空", "外键", "说明"]

    var files: PackageFiles {
        var files = PackageFiles()
        switch form {
        case .csv:
            files["数据库.csv"] = csv(facts)
            files["表.csv"] = csv([Self.tableHead] + tables)
            files["字段.csv"] = csv([Self.columnHead] + columns)
        case .workbook:
            func sheet(_ name: String, _ rows: [Row]) -> MadeWorkbook.Sheet {
                MadeWorkbook.Sheet(name: name, rows: rows.map { $0.map { .text($0) } })
            }
            files["数据库说明.xlsx"] =
                MadeWorkbook([
                    sheet("数据库", facts), sheet("表", [Self.tableHead] + tables),
                    sheet("字段", [Self.columnHead] + columns),
                ]).bytes
        case .siard: files["metadata.xml"] = Array(siard.utf8)
        }
        files["数据/部门.csv"] = csv(departments)
        files["数据/人员.csv"] = csv(people)
        files["文档/ER图.txt"] = Array("部门 1 — n 人员".utf8)
        return files
    }

    private var siard: String {
        let described = tables.map { table in
            let mine = columns.filter { $0[0] == table[0] }
            let keys = mine.filter { !$0[4].isEmpty }.map { column in
                let parts = column[4].components(separatedBy: ".")
                return """
                    <foreignKey><name>fk</name><referencedTable>\(parts[0])</referencedTable><reference><column>\(column[1])</column>\
                    <referenced>\(parts[1])</referenced></reference></foreignKey>
                    """
            }
            return """
                <table><name>\(table[0])</name><folder>\(table[0])</folder><description>\(table[4])</description><columns>
                \(mine.map { "<column><name>\($0[1])</name><type>\($0[2])</type><nullable>\($0[3] == "是")</nullable></column>" }.joined(separator: "\n"))
                </columns><primaryKey><name>pk</name><column>\(table[3])</column></primaryKey>
                <foreignKeys>\(keys.joined())</foreignKeys><rows>\(table[2])</rows></table>
                """
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <siardArchive xmlns="http://www.bar.admin.ch/xmlns/siard/2/metadata.xsd" version="2.1">
            <dbname>RSGL</dbname><description>在编人员及其部门</description><dataOwner>临江市人事局</dataOwner>
            <dataOriginTimespan>1998-2019</dataOriginTimespan>
            <schemas><schema><name>public</name><tables>
            \(described.joined(separator: "\n"))
            </tables></schema></schemas></siardArchive>
            """
    }
}

/// A way to spoil a database: one fault, the check that finds it, and what it must name: column or table, and line.
struct DatabaseMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    let element: String
    let line: Int?
    let spoil: @Sendable (inout MadeDatabase) -> Void
    var after: @Sendable (inout PackageFiles) -> Void = { _ in }

    var testDescription: String { name }

    init(
        _ name: String, _ check: String, _ element: String, line: Int? = nil,
        _ spoil: @escaping @Sendable (inout MadeDatabase) -> Void
    ) {
        (self.name, self.check, self.element, self.line, self.spoil) = (name, check, element, line, spoil)
    }

    /// Something done to the finished files.
    private static func after(
        _ name: String, _ check: String, _ element: String, files: @escaping @Sendable (inout PackageFiles) -> Void
    ) -> DatabaseMutation {
        var mutation = DatabaseMutation(name, check, element) { _ in }
        mutation.after = files
        return mutation
    }

    static let all: [DatabaseMutation] = [
        DatabaseMutation.after("a table that is gone", "database-tables", "人员", files: { $0["数据/人员.csv"] = nil }),
        DatabaseMutation.after(
            "a table nobody described", "database-tables", "工资",
            files: { files in
                files["数据/工资.csv"] = Array("工号,金额\r\nR00001,1\r\n".utf8)
            }),
        DatabaseMutation("a row that is gone", "database-tables", "人员") { $0.people.removeLast() },
        DatabaseMutation("a row too many", "database-tables", "部门") { $0.departments.append(["4", "财务科"]) },
        DatabaseMutation("a row that came twice", "database-keys", "部门.编号", line: 5) {
            $0.departments.append(["3", "档案室"])
        },
        DatabaseMutation("a column that is gone", "database-tables", "部门.名称", line: 1) { database in
            database.departments = database.departments.map { [$0[0]] }
        },
        DatabaseMutation("a column nobody described", "database-tables", "部门.电话", line: 1) { database in
            database.departments = database.departments.enumerated().map { $1 + [$0 == 0 ? "电话" : "1"] }
        },
        DatabaseMutation("a column of another name", "database-tables", "人员.姓名", line: 1) { $0.people[0][1] = "名字" },
        DatabaseMutation("no names of columns", "database-tables", "部门", line: 1) { $0.departments.removeFirst() },
        DatabaseMutation("a column that stands twice", "database-tables", "部门.名称", line: 1) { database in
            database.departments = database.departments.map { $0 + [$0[1]] }
        },
        DatabaseMutation("a cell too many", "database-tables", "人员", line: 3) { $0.people[2].append("x") },
        DatabaseMutation("a cell too few", "database-tables", "人员", line: 4) { $0.people[3].removeLast() },
        DatabaseMutation("an empty file", "database-tables", "部门") { $0.departments = [] },
        DatabaseMutation("a number in words", "database-values", "人员.部门编号", line: 2) { $0.people[1][2] = "一" },
        DatabaseMutation("a day that does not exist", "database-values", "人员.出生日期", line: 4) {
            $0.people[3][3] = "1985-02-30"
        },
        DatabaseMutation("a day in another form", "database-values", "人员.出生日期", line: 4) {
            $0.people[3][3] = "28/02/85"
        },
        DatabaseMutation("three decimals of two", "database-values", "人员.工资", line: 2) { $0.people[1][4] = "4210.505" },
        DatabaseMutation("more digits than there may be", "database-values", "人员.工资", line: 2) {
            $0.people[1][4] = "4210500.00"
        },
        DatabaseMutation("neither yes nor no", "database-values", "人员.在职", line: 6) { $0.people[5][5] = "退休" },
        DatabaseMutation("a moment without a clock's sense", "database-values", "人员.登记时间", line: 2) {
            $0.people[1][6] = "昨天"
        },
        DatabaseMutation("a text too long", "database-values", "部门.名称", line: 3) {
            $0.departments[2][1] = String(repeating: "人", count: 21)
        },
        DatabaseMutation("a name that is empty", "database-values", "人员.姓名", line: 3) { $0.people[2][1] = "" },
        DatabaseMutation("a key that is empty", "database-values", "人员.工号", line: 3) { $0.people[2][0] = "" },
        DatabaseMutation("a key that stands twice", "database-keys", "人员.工号", line: 5) { $0.people[4][0] = "R00001" },
        DatabaseMutation("a reference that leads nowhere", "database-keys", "人员.部门编号", line: 6) {
            $0.people[5][2] = "9"
        },
        DatabaseMutation("what was referred to is gone", "database-keys", "人员.部门编号", line: 4) { database in
            database.departments.remove(at: 3)
            database.tables[0][2] = "2"
        },
        DatabaseMutation("a table without columns", "database-described", "部门") { database in
            database.columns.removeAll { $0[0] == "部门" }
        },
        DatabaseMutation("a column of a table that is not there", "database-described", "工资.金额", line: 11) {
            $0.columns.append(["工资", "金额", "INTEGER", "是", "", ""])
        },
        DatabaseMutation("a table described twice", "database-described", "部门", line: 4) {
            $0.tables.append($0.tables[0])
        },
        DatabaseMutation("a column described twice", "database-described", "部门.编号", line: 11) {
            $0.columns.append($0.columns[0])
        },
        DatabaseMutation("a key of a column that is not there", "database-described", "部门.代码") {
            $0.tables[0][3] = "代码"
        },
        DatabaseMutation("a reference to a table that is not there", "database-described", "人员.部门编号") {
            $0.columns[4][4] = "机构.编号"
        },
        DatabaseMutation("a reference to a column that is not there", "database-described", "部门.代码") {
            $0.columns[4][4] = "部门.代码"
        },
        DatabaseMutation("a column without type", "database-described", "人员.姓名", line: 5) { $0.columns[3][2] = "" },
        DatabaseMutation("a number of rows in words", "database-described", "部门", line: 2) { $0.tables[0][2] = "若干" },
        DatabaseMutation("another number of tables", "database-described", "表数") { $0.facts.append(["表数", "3"]) },
        DatabaseMutation("no name of the database", "database-described", "数据库名称") { $0.facts.removeFirst(2) },
        DatabaseMutation("no tables", "database-described", "表") { database in
            database.tables = []
            database.columns = []
        },
        DatabaseMutation.after(
            "no list of columns that can be read", "database-described", "",
            files: { files in
                files["字段.csv"] = Array("甲,乙,丙\r\n部门,编号,INTEGER\r\n".utf8)
            }),
        DatabaseMutation.after(
            "a quotation mark that is never closed", "database-tables", "人员",
            files: { files in
                files["数据/人员.csv"]! += Array("R00007,\"吴\r\n".utf8)
            }),
    ]
}
