import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Databases written out as CSV: good ones, one fault each with table, line and column, and what is unusual and not wrong.
@Suite("Database exports are judged right, every difference by table, line and column")
struct DatabaseTests {
    private static let own = ["database-described", "database-tables", "database-values", "database-keys"]

    @Test(
        "a database is good in each form of description",
        arguments: [MadeDatabase.Form.csv, .workbook, .siard])
    func good(_ form: MadeDatabase.Form) async throws {
        var made = MadeDatabase()
        made.form = form
        let report = try await judge(made.files)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.kind == .database && report.records == 1)
    }

    @Test("there are more than 35 faults, no two alike")
    func enough() {
        #expect(DatabaseMutation.all.count >= 35)
        #expect(Set(DatabaseMutation.all.map(\.name)).count == DatabaseMutation.all.count)
    }

    @Test("a fault", arguments: DatabaseMutation.all)
    func fault(_ mutation: DatabaseMutation) async throws {
        var made = MadeDatabase()
        mutation.spoil(&made)
        var files = made.files
        mutation.after(&files)
        let report = try await judge(files)
        #expect(report.verdict == .return, "\(report.faults.map(\.summary))")
        let found = report.findings(.blocking).filter { $0.check == mutation.check }
        #expect(
            found.contains { fault in
                (fault.element ?? "") == mutation.element && (mutation.line == nil || fault.line == mutation.line)
                    && fault.file != nil
            }, "\(report.faults.map(\.summary))")
    }

    @Test("an oddity", arguments: Oddity.all)
    func oddity(_ oddity: Oddity) async throws {
        var made = MadeDatabase()
        oddity.before(&made)
        var files = made.files
        oddity.after(&files)
        let report = try await judge(files)
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(report.kind == .database)
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    @Test("one record with its tables first, in the order of the description, described by them")
    func record() async throws {
        let area = try TestFolder()
        try MadeDatabase().files.write(to: area.path + "/库")
        let package = try await PackageUnpacking.unpack(
            path: area.path + "/库", sort: .folder, into: area.path + "/area", limits: IntakeSettings().limits
        ) { _ in }
        let contents = try DatabaseReader().open(package, prefix: nil, settings: IntakeSettings())
        let item = try #require(contents.list.value?.items.first)
        #expect(item.code == "RSGL" && item.title == "临江市人事管理数据库" && item.author == "临江市人事局")
        #expect(item.other("年度") == "1998" && item.other("总行数") == "9" && item.other("表数") == "2")
        #expect(item.other("摘要")?.contains("部门（内设机构，3 行）、人员（在编人员，6 行）") == true)
        let names = contents.folders[0].contents.map { package.listing.path($0).lastComponent.display }
        #expect(names == ["部门.csv", "人员.csv", "ER图.txt", "表.csv", "字段.csv", "数据库.csv"])
        #expect(contents.folders[0].contents.prefix(2).allSatisfy { contents.roles[$0] == .main })
    }

    @Test("faults by the thousand are counted, not listed")
    func crowd() async throws {
        var made = MadeDatabase()
        let row = made.people[1]
        made.people += (0..<3000).map { ["R9\(1000 + $0)", row[1], "77", "无", row[4], row[5], row[6]] }
        made.tables[1][2] = "3006"
        let report = try await judge(made.files)
        let values = report.findings.filter { $0.check == "database-values" }
        #expect(values.count <= 25 && values.contains { $0.what.zh.contains("2980") }, "\(values.map(\.summary))")
        #expect(report.findings.filter { $0.check == "database-keys" }.contains { $0.what.zh.contains("2980") })
    }

    @Test("types admit what is of them, and nothing else")
    func types() throws {
        let cases: [(type: String, good: [String], bad: [String])] = [
            ("INT", ["0", "-7", "+12", "00012"], ["1.5", "", "一", "1,000", "0x1"]),
            ("NUMERIC(5,2)", ["123.45", "-0.5", "000123.4500", "7"], ["1234.5", "1.234", "1e3", "¥5"]),
            ("NUMBER(3)", ["999", "1.0"], ["1000", "1.5"]), ("DECIMAL", ["123456789.123456789"], ["十"]),
            ("DOUBLE PRECISION", ["1e-3", "-2.5"], ["1,5"]), ("character varying(3)", ["王秀兰", "abc"], ["abcd"]),
            ("VARCHAR2(4 )", ["abcd"], ["abcde"]), ("date", ["2020-02-29", "20200229"], ["2021-02-29", "2020-2"]),
            ("timestamp(6) without time zone", ["2020-02-29 12:00:00.123456"], ["中午"]),
            ("TIME", ["12:30", "23:59:59.5"], ["24:00", "12"]), ("布尔", ["是", "t", "0"], ["也许"]),
            ("BIGINT(20) UNSIGNED", ["18446744073709551615"], ["a"]),
        ]
        for (name, good, bad) in cases {
            let type = try #require(DatabaseType(name), "\(name)")
            #expect(good.filter { !type.admits($0) } == [], "\(name)")
            #expect(bad.filter { type.admits($0) } == [], "\(name)")
        }
        #expect(DatabaseType("GEOMETRY") == nil && DatabaseType("") == nil)
    }

    private func judge(_ files: PackageFiles) async throws -> CheckReport {
        let area = try TestFolder()
        try files.write(to: area.path + "/库")
        return try await check(area.path + "/库")
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        var mayWarn = false
        var before: @Sendable (inout MadeDatabase) -> Void = { _ in }
        var after: @Sendable (inout PackageFiles) -> Void = { _ in }

        var testDescription: String { name }

        static let all: [Oddity] = [
            Oddity(name: "GB18030") { $0.encode = { GB18030.encode($0) } },
            Oddity(name: "a byte order mark") { $0.encode = { Array(("\u{FEFF}" + $0).utf8) } },
            Oddity(name: "semicolons") { $0.separator = ";" },
            Oddity(name: "tabs") { $0.separator = "\t" },
            Oddity(name: "plain line ends") { $0.lineEnd = "\n" },
            Oddity(name: "columns in another order") { made in
                made.departments = made.departments.map { $0.reversed() }
            },
            Oddity(name: "names of columns in capitals") { made in
                made.columns[0][1] = "id"
                made.columns[4][4] = "部门.ID"
                made.tables[0][3] = "Id"
                made.departments[0][0] = "ID"
            },
            Oddity(name: "a row of empty cells is a row", mayWarn: true) { made in
                made.columns = made.columns.map { $0[0] == "部门" ? [$0[0], $0[1], $0[2], "是", "", ""] : $0 }
                made.tables[0][3] = ""
                made.tables[0][2] = "4"
                made.columns[4][4] = ""
                made.departments.append(["", ""])
            },
            Oddity(name: "\\N for what is empty") { $0.people[4][2] = "\\N" },
            Oddity(name: "a reference to a table alone: its primary key") { $0.columns[4][4] = "部门" },
            Oddity(name: "a reference in brackets") { $0.columns[4][4] = "部门(编号)" },
            Oddity(name: "a line end inside a cell") { $0.people[2][1] = "李\n建国" },
            Oddity(name: "types in Chinese") { made in
                made.columns[0][2] = "整数"
                made.columns[1][2] = "文本(20)"
                made.columns[5][2] = "日期"
            },
            Oddity(name: "files named by the table alone") { made in
                made.tables = made.tables.map { [$0[0], ""] + $0.dropFirst(2) }
            },
            Oddity(name: "no numbers of rows", mayWarn: true) { made in
                made.tables = made.tables.map { [$0[0], $0[1], "", $0[3], $0[4]] }
            },
            Oddity(name: "a type nobody knows", mayWarn: true) { $0.columns[3][2] = "GEOMETRY" },
            Oddity(name: "a table without rows") { made in
                made.people = [made.people[0]]
                made.tables[1][2] = "0"
            },
            Oddity(name: "a reference code of the archive") { $0.facts.append(["档号", "J004-WS·2019-Y-BGS-0001"]) },
            Oddity(name: "a table with references to itself") { made in
                made.columns.append(["部门", "上级", "INTEGER", "是", "部门.编号", ""])
                made.departments = [["编号", "名称", "上级"], ["1", "办公室", ""], ["2", "人事科", "1"], ["3", "档案室", "1"]]
            },
        ]
    }
}
