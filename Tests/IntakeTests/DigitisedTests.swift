import Archive
import Foundation
import Testing

@testable import Intake

/// Good digitised paper, spoiled in one place.
@Suite("One fault in digitised paper is found and named")
struct DigitisedMutationTests {
    @Test("digitised paper made here is good before it is spoiled, and none of its pages is suspected")
    func good() async throws {
        let report = try await judgeDigitised(MadeDigitised())
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 7 && report.kind == .digitised && report.files == 12)
        #expect(!report.findings.contains { $0.check == "page-looks" }, "\(report.findings.map(\.summary))")
    }

    @Test("there are more than 40 of them, of many checks")
    func enough() {
        #expect(DigitisedMutation.all.count >= 40)
        #expect(Set(DigitisedMutation.all.map(\.name)).count == DigitisedMutation.all.count)
        #expect(Set(DigitisedMutation.all.map(\.check)).count >= 15)
    }

    @Test("a fault", arguments: DigitisedMutation.all)
    func fault(_ mutation: DigitisedMutation) async throws {
        var made = MadeDigitised()
        let named = mutation.spoil(&made)
        let report = try await judgeDigitised(made)
        let found = report.findings.filter { $0.check == mutation.check }
        #expect(
            found.contains { finding in named.contains(where: finding.names) },
            "\(mutation.check) names none of \(named): \(report.findings.map(\.summary))")
        #expect(report.verdict == .return, "\(report.findings.map(\.summary))")
        #expect(report.findings(.blocking).count <= 8, "a crowd: \(report.findings.map(\.summary))")
    }
}

/// What is for a person to look at, and never returned for it.
@Suite("Pages that seem empty, lean or lie on their side are told, and hold nothing up")
struct PageLooksTests {
    @Test(
        "a page", arguments: [(MadePage.Look.blank, "空白"), (.leaning, "歪斜"), (.lying, "横着")])
    func page(_ look: MadePage.Look, word: String) async throws {
        var made = MadeDigitised()
        made.files[made.folder(3) + "/0002.tif"] = MadePage(look: look, seed: 70).bytes
        let report = try await judgeDigitised(made)
        let found = report.findings.filter { $0.check == "page-looks" }
        #expect(
            found.count == 1 && found[0].names("0002.tif") && found[0].what.zh.contains(word), "\(found.map(\.summary))"
        )
        #expect(found.allSatisfy { $0.severity == .review } && report.verdict == .accept)
    }

    @Test("two empty pages with the same bytes are no double")
    func blanks() async throws {
        var made = MadeDigitised()
        for page in ["2", "3"] { made.files[made.folder(3) + "/000\(page).tif"] = MadePage(look: .blank).bytes }
        let report = try await judgeDigitised(made)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.findings.contains { $0.check == "page-looks" && $0.what.en.contains("2 pages") })
    }

    @Test("where the agency was asked for 300 dots, 200 are too few; the standard asks for 200")
    func agreed() async throws {
        let area = try TestFolder()
        try MadeDigitised().package.write(to: area.path + "/包")
        #expect(try await check(area.path + "/包").verdict == .accept)
        var terms = SchemeTerms()
        terms.resolution = 300
        let scheme = try CheckScheme(name: "民政局方案", terms: terms).validated(for: SchemeScope())
        #expect(try CheckScheme(json: scheme.json) == scheme)
        #expect(throws: SchemeProblem.badResolution) {
            var low = terms
            low.resolution = 72
            _ = try CheckScheme(name: "民政局方案", terms: low).validated(for: SchemeScope())
        }
        let report = try await judged(area.path + "/包", by: scheme)
        let found = report.findings.filter { $0.check == "scan-quality" }
        #expect(found.count == 7 && found.allSatisfy { $0.severity == .blocking && $0.what.zh.contains("约定") })
    }
}

/// How paper is really scanned and packed. No transfer is returned for it.
@Suite("Harmless oddities of digitised paper are not returned")
struct DigitisedOdditiesTests {
    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        /// Whether a warning is what an archivist would want.
        var mayWarn = false
        var records: Int64 = 7
        let change: @Sendable (inout MadeDigitised) -> Void
        var testDescription: String { name }
    }

    @Test("an oddity", arguments: all)
    func oddity(_ oddity: Oddity) async throws {
        var made = MadeDigitised()
        oddity.change(&made)
        let report = try await judgeDigitised(made)
        #expect(report.kind == .digitised && report.records == oddity.records, "\(report.kind), \(report.records)")
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    /// Renames the pages of every record.
    private static func renaming(_ name: String, _ change: @escaping @Sendable (_ code: String, _ page: Int) -> String)
        -> Oddity
    {
        Oddity(name: name) { made in
            for path in made.files.paths {
                let parts = path.components(separatedBy: "/")
                let page = Int(parts[2].dropLast(4))!
                made.files.rename(path, to: parts[0] + "/" + change(parts[1], page))
            }
        }
    }

    static let all: [Oddity] = [
        renaming("pages numbered with three digits") { "\($0)/00\($1).tif" },
        renaming("pages numbered without zeros") { "\($0)/\($1).TIF" },
        renaming("pages named by code and number") { "\($0)/\($0)-000\($1).tif" },
        renaming("pages named by code and number, without a folder of their own") { "\($0)_00\($1).tif" },
        renaming("folders named by the number of the record alone") { "\($0.suffix(3))/000\($1).tif" },
        renaming("pages named 第1页") { "\($0)/第\($1)页.tif" },
        Oddity(name: "pages numbered as in the volume") { made in
            for (place, item) in made.items.enumerated() {
                let first = PageRange(item["页号"]!)!.first
                for page in (1...3).reversed() {
                    let folder = made.folder(place)
                    made.files.rename("\(folder)/000\(page).tif", to: "\(folder)/000\(page + first - 1).tif")
                }
            }
        },
        Oddity(name: "where pages begin, and only of the last record both ends") { made in
            for place in [0, 3] { made.items[place]["页号"] = "1" }
            made.items[5]["页号"] = "2"
        },
        Oddity(name: "ranges with long dashes and zeros") { $0.items[3]["页号"] = "001—003" },
        Oddity(name: "pages counted anew in each record") { made in
            for place in made.items.indices { made.items[place]["页号"] = "1" }
        },
        Oddity(name: "no page numbers at all") { $0.itemHeadings.removeAll { $0 == "页号" } },
        Oddity(name: "each table in a file of its own") { made in
            made.tables = [
                ("案卷目录.xlsx", MadeDigitised.book([("Sheet1", made.volumeGrid)])),
                ("卷内文件目录.xlsx", MadeDigitised.book([("Sheet1", made.itemGrid)])),
            ]
        },
        Oddity(name: "tables as CSV") { made in
            made.tables = [
                ("案卷目录.csv", MadeDigitised.csv(made.volumeGrid)), ("卷内文件目录.csv", MadeDigitised.csv(made.itemGrid)),
            ]
        },
        Oddity(name: "records first, volumes on the second sheet") { made in
            made.tables = [
                (MadeDigitised.usual, MadeDigitised.book([("卷内文件目录", made.itemGrid), ("案卷目录", made.volumeGrid)]))
            ]
        },
        Oddity(name: "volumes under 档号 and 题名") { made in
            let names = ["案卷号": "档号", "案卷题名": "题名"]
            made.volumeHeadings = made.volumeHeadings.map { names[$0] ?? $0 }
            for place in made.volumes.indices {
                for (old, new) in names { made.volumes[place][new] = made.volumes[place][old] }
            }
        },
        Oddity(name: "no list of volumes") { made in
            made.tables = [(MadeDigitised.usual, MadeDigitised.book([("卷内文件目录", made.itemGrid)]))]
        },
        Oddity(name: "scanned by volume, without a list of records", mayWarn: true, records: 3) { made in
            made.tables = [("案卷目录.xlsx", MadeDigitised.book([("案卷目录", made.volumeGrid)]))]
            for (place, item) in made.items.enumerated() {
                let first = PageRange(item["页号"]!)!.first
                for page in 1...3 where made.files[made.folder(place) + "/000\(page).tif"] != nil {
                    made.files.rename(
                        made.folder(place) + "/000\(page).tif",
                        to: item["档号"]!.dropLast(4) + "/000\(first + page - 1).tif")
                }
            }
        },
        Oddity(name: "cover, list and last sheet of a volume") { made in
            for name in ["封面", "卷内目录", "备考表"] {
                made.files["J004-001-0001/\(name).tif"] = MadePage(seed: name.count + 60).bytes
            }
            made.volumes[0]["页数"] = "7"
        },
        Oddity(name: "a cover of a record, numbered 0000") { made in
            made.files[made.folder(3) + "/0000.tif"] = MadePage(seed: 66).bytes
        },
        Oddity(name: "one PDF of all pages") { made in
            made.files.remove(below: made.folder(3))
            made.files[made.folder(3) + "/\(made.code(3)).pdf"] = MadePDF(pages: ["一", "二", "三"]).bytes
        },
        Oddity(name: "grey and colour pages") { made in
            made.files[made.folder(3) + "/0001.tif"] = MadePage(seed: 71, bits: 24).bytes
            made.files[made.folder(3) + "/0002.tif"] = MadePage(seed: 72, bits: 8).bytes
        },
        Oddity(name: "what operating systems leave", mayWarn: true) { $0.files[$0.folder(3) + "/Thumbs.db"] = [1, 2] },
        Oddity(name: "pages that do not say their resolution", mayWarn: true) { made in
            made.files[made.folder(3) + "/0001.tif"] = MadePage(seed: 73, dots: 0).bytes
        },
        Oddity(name: "neither author nor day", mayWarn: true) { made in
            for name in ["责任者", "日期"] { made.items[2][name] = "" }
        },
        Oddity(name: "everything in a folder") { made in
            let all = made.package
            made.tables = []
            made.files = PackageFiles()
            for (path, bytes) in all.files { made.files["临江市民政局数字化成果/" + path] = bytes }
        },
        Oddity(name: "resolution and colour in the table, as they are") { made in
            made.addColumn("扫描分辨率", "200")
            made.addColumn("色彩模式", "黑白")
        },
    ]
}

private func judgeDigitised(_ made: MadeDigitised) async throws -> CheckReport {
    let area = try TestFolder()
    let path = area.path + "/包"
    try made.package.write(to: path)
    return try await check(path)
}

/// What the package comes to where a scheme holds for everybody.
private func judged(_ path: String, by scheme: CheckScheme) async throws -> CheckReport {
    let area = try TestFolder()
    let package = try await PackageUnpacking.unpack(
        path: path, sort: .folder, into: area.path, limits: UnpackLimits()
    ) { _ in }
    let decided = DecidedScheme(
        scope: SchemeScope(), version: 1, from: Day(year: 2026, month: 1, day: 1)!, scheme: scheme, reason: "试行",
        at: testClock.now, by: Agent(id: "档案员", role: .archivist))
    return try await CheckRun(
        name: FileName("包"), package: package, settings: IntakeSettings(), workers: Program.workers, texts: nil,
        today: testClock.today, held: nil, schemes: SchemesInForce(on: testClock.today, among: [decided]),
        progress: { _ in }
    ).run().report
}
