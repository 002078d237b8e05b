import Archive
import Foundation
import Testing

@testable import Intake

/// Good published information, spoiled in one place.
@Suite("One fault in published information is found and named")
struct DisclosureMutationTests {
    @Test("what is made here is good before it is spoiled")
    func good() async throws {
        let report = try await judgeDisclosure(MadeDisclosure())
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 6 && report.kind == .disclosure && report.files == 8)
    }

    @Test("there are more than 40 of them, of many checks")
    func enough() {
        #expect(DisclosureMutation.all.count >= 40)
        #expect(Set(DisclosureMutation.all.map(\.name)).count == DisclosureMutation.all.count)
        #expect(Set(DisclosureMutation.all.map(\.check)).count >= 15)
    }

    @Test("a fault", arguments: DisclosureMutation.all)
    func fault(_ mutation: DisclosureMutation) async throws {
        var made = MadeDisclosure()
        let named = mutation.spoil(&made)
        let report = try await judgeDisclosure(made)
        let found = report.findings.filter { $0.check == mutation.check }
        #expect(
            found.contains { finding in named.contains(where: finding.names) },
            "\(mutation.check) names none of \(named): \(report.findings.map(\.summary))")
        #expect(report.verdict == .return, "\(report.findings.map(\.summary))")
        #expect(report.findings(.blocking).count <= 8, "a crowd: \(report.findings.map(\.summary))")
    }
}

/// How agencies really keep their catalogues. No transfer is returned for it.
@Suite("Harmless oddities of published information are not returned")
struct DisclosureOdditiesTests {
    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        var mayWarn = false
        let change: @Sendable (inout MadeDisclosure) -> Void
        var testDescription: String { name }
    }

    @Test("an oddity", arguments: all)
    func oddity(_ oddity: Oddity) async throws {
        var made = MadeDisclosure()
        oddity.change(&made)
        let report = try await judgeDisclosure(made)
        #expect(report.kind == .disclosure && report.records == 6, "\(report.kind), \(report.records)")
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
    }

    static let all: [Oddity] = [
        Oddity(name: "a table alone") { $0.lists = [("信息公开目录.xlsx", MadeWorkbook($0.grid).bytes)] },
        Oddity(name: "a table in CSV") { made in
            let text = made.grid.map { $0.joined(separator: ",") }.joined(separator: "\r\n")
            made.lists = [("信息公开目录.csv", Array(text.utf8))]
        },
        Oddity(name: "both, and they agree") { made in
            made.lists = [(MadeDisclosure.usual, made.xml), ("信息公开目录.xlsx", MadeWorkbook(made.grid).bytes)]
        },
        Oddity(name: "a title above the headings, a sum below") { made in
            made.lists = [
                ("政府信息公开目录.xlsx", MadeWorkbook([["临江市政府信息公开目录"], []] + made.grid + [["合计", "6件"]]).bytes)
            ]
        },
        Oddity(name: "validity in other words") { made in
            for (place, word) in ["现行有效", "废止", "已修改", "失效", "部分失效", "继续有效"].enumerated() {
                made.rows[place]["效力状态"] = word
            }
        },
        Oddity(name: "on request only") { $0.rows[3]["公开属性"] = "依申请公开" },
        Oddity(name: "files in a folder for each year") { made in
            made.files.rename(made.path(3), to: "文件/2017/" + made.path(3).dropFirst(3))
        },
        Oddity(name: "the way to a file in its name") { $0.rows[3]["文件名"] = "文件\\" + $0.rows[3]["文件名"]! },
        Oddity(name: "a repeal whose ground is a title with its number") { made in
            made.rows[1]["废止依据"] = "《临江市人民政府办公室关于废止部分文件的通知》（临政发〔2019〕6号）"
        },
        Oddity(name: "digests of all files") { made in
            let names = made.rows[2]["文件名"]!.components(separatedBy: "；")
            let files = names.map { made.files["文件/" + $0]! }
            made.rows[2]["字节数"] = files.map { "\($0.count)" }.joined(separator: "；")
        },
        Oddity(name: "no size and no digest") { made in
            made.names.removeAll { ["字节数", "SM3"].contains($0) }
        },
        Oddity(name: "an agency's own build of index numbers", mayWarn: true) { made in
            for place in made.rows.indices { made.rows[place]["索引号"] = "A00110-0202-2020-01\(place)" }
        },
        Oddity(name: "no day of publication", mayWarn: true) { $0.rows[3]["公开日期"] = "" },
        Oddity(name: "what operating systems leave", mayWarn: true) { $0.files["文件/.DS_Store"] = [1] },
        Oddity(name: "everything in a folder") { made in
            let all = made.package
            made.lists = []
            made.files = PackageFiles()
            for (path, bytes) in all.files { made.files["2026年公开信息/" + path] = bytes }
        },
    ]

    @Test("whether a document holds is understood in the usual words, and in no others")
    func validity() {
        #expect(Validity(text: "有效") == .inForce && Validity(text: " 已 废止") == .repealed)
        #expect(Validity(text: "失效")?.isOver == true && Validity(text: "已修改")?.isOver == false)
        #expect(Validity(text: "待定") == nil && Validity(text: "") == nil)
    }

    @Test("index numbers: agency, year, number; in full width too")
    func numbers() {
        #expect(IndexNumber("000014349/2018-00217")?.text == "000014349/2018-00217")
        #expect(IndexNumber("１１３３００００００２４８２３６５Ｄ／２０２１－１２")?.year == 2021)
        #expect(IndexNumber("00001434-9/2018-00217")?.agency == "000014349")
        for wrong in ["", "/", "000014349", "000014349/2018", "000014349/2018-", "000014349/2018-1/2", "文号/2018-1"] {
            #expect(IndexNumber(wrong) == nil, "\(wrong)")
        }
    }
}

private func judgeDisclosure(_ made: MadeDisclosure) async throws -> CheckReport {
    let area = try TestFolder()
    let path = area.path + "/包"
    try made.package.write(to: path)
    return try await check(path)
}
