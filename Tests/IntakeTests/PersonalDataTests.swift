import Archive
import Foundation
import Testing

@testable import Intake

@Suite("Personal numbers are told masked, and only where a record is proposed as open")
struct PersonalDataTests {
    @Test("an identity number counts by its check digit and day of birth, a mobile number by its beginning")
    func numbers() {
        func masked(_ text: String) -> [String] { PersonalNumber.numbers(in: text).map(\.masked) }
        #expect(masked("身份证号：11010519491231002X。") == ["110*************2X"])
        #expect(masked("１１０１０５１９４９１２３１００２ｘ") == ["110*************2x"])
        #expect(masked("电话13812345678，传真0571-87654321") == ["138****5678"])
        #expect(masked("110105194912310021").isEmpty, "the check digit is wrong")
        #expect(masked("11010519491331002X").isEmpty, "there is no month 13")
        #expect(masked("A13812345678 138123456789 12345678901 13800000000").isEmpty)
    }

    @Test(
        "closed records are let alone, open ones are for review, and no number is told in full",
        arguments: [("开放", "", true), ("延期开放", "", false), ("", "主动公开", true), ("", "依申请公开", false), ("", "", true)])
    func proposed(opinion: String, disclosure: String, isTold: Bool) async throws {
        var catalogue = MadeCatalogue()
        catalogue.addColumn("到期开放意见") { _ in opinion }
        catalogue.addColumn("信息公开情况") { _ in disclosure }
        catalogue.files[catalogue.path(3)] = MadePDF(pages: ["某局文件", "电话：13812345678", "证号11010519491231002X"]).bytes
        catalogue.rows[3]["页数"] = "3"
        let area = try TestFolder()
        try catalogue.package.write(to: area.path + "/包")
        let report = try await check(area.path + "/包")
        let found = report.findings.filter { $0.check == "personal-data" }
        #expect(found.count == (isTold ? 1 : 0) && report.verdict == .accept, "\(report.findings.map(\.summary))")
        #expect(found.allSatisfy { $0.severity == .review && $0.names("第 2 页") && $0.names("138****5678") })
        #expect(!report.findings.contains { $0.names("13812345678") || $0.names("11010519491231002X") })
    }

    @Test("text is garbled only if it becomes good Chinese when turned back")
    func garbled() {
        #expect(GarbledText.original(of: "å…³äºŽè®¾ç«‹ç¤¾åŒº") == "关于设立社区")
        #expect(GarbledText.original(of: "鍏充簬璁剧珛绀惧尯鏈嶅姟绔")?.hasPrefix("关于设立社区服务") == true)
        for good in ["关于涓埃之功的说明", "naïve Œuvre café Ÿ", "ÄÖÜ ß – €100", "鍏鐨涓浜鏂闂", "Приказ № 5", "①②③㎡"] {
            #expect(GarbledText.original(of: good) == nil, "\(good)")
        }
    }
}
