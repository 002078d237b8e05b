import Archive
import Foundation
import Testing

@testable import Intake

@Suite("What the metadata says is looked for in the document's own text, and a disagreement is for a person to look at")
struct TextAgreesTests {
    @Test(
        "a number is the same however its brackets, digits and spaces are typed",
        arguments: [
            "民发〔2019〕3号", "民发[2019]3号", "民发［２０１９］３号", " 民发（2019）第3号", "民发 〔 2019 〕 03 号", "民发【2019】3号",
            "民发﹝2019﹞3号　签发人：王某",
        ])
    func numbers(text: String) {
        #expect(DocumentNumber(line: FoldedText.line(text))?.text == "民发〔2019〕3号")
    }

    @Test(
        "what only looks like one is none",
        arguments: [
            "", "民发2019年3号", "根据民发〔2019〕3号文件", "民发〔19〕3号", "〔2019〕3号", "民发〔2019〕号", "民发〔2019〕3", "民，发〔2019〕3号",
            "国务院令第3号",
        ])
    func noNumbers(text: String) { #expect(DocumentNumber(line: FoldedText.line(text)) == nil) }

    @Test(
        "a day is the same in either kind of digits",
        arguments: [
            ("2019年7月26日", "2019-07-26"), ("２０１９ 年 ７ 月 ２６ 日", "2019-07-26"), ("二〇一九年七月二十六日", "2019-07-26"),
            ("二○一九年十月十日", "2019-10-10"), ("二零一九年十二月三十一日", "2019-12-31"), ("（2019年07月06日）", "2019-07-06"),
            ("一九九八年一月二十日", "1998-01-20"),
        ])
    func days(text: String, day: String) {
        #expect(WrittenDay(line: FoldedText.line(text))?.day.text == day)
    }

    @Test(
        "a line that is more than a day, or no day there is, is none",
        arguments: ["2019年7月", "2019年2月30日", "2019年7月26日印发", "自2019年7月26日起施行", "一九年七月二十六日", "2019年二十一十月六日", "年月日"])
    func noDays(text: String) { #expect(WrittenDay(line: FoldedText.line(text)) == nil) }

    @Test(
        "a document tells its number, its day, who issued it and its title over two lines; what it cites is not its own"
    )
    func identity() {
        let identity = DocumentIdentity(pages: [
            """
            临江市民政局、临江市财政局文件
            临民发〔2019〕3号
            关于印发《临江市地名管理细则》
            的通知
            各单位：
                根据省民发〔2018〕12号和2018年5月1日的会议，现印发给你们。
            """, "（此件公开发布）\n临江市民政局\n二〇一九年三月十三日\n临江市民政局办公室 2019年3月14日印发",
        ])
        #expect(identity.numbers == ["临民发〔2019〕3号"])
        #expect(identity.days.map(\.text) == ["2019-03-13"])
        #expect(identity.issuers == ["临江市民政局", "临江市财政局", "临江市民政局"])
        // As far as the first line that ends as titles do: a whole title in the metadata contains it.
        #expect(identity.title == "关于印发临江市地名管理细则")
        let plain = DocumentIdentity(pages: ["关于做好婚姻登记\n工作的通知\n各单位："])
        #expect(plain.title == "关于做好婚姻登记工作的通知")
        #expect(DocumentIdentity(pages: ["各单位：\n规范性文件\n"]).isEmpty)
        #expect(DocumentIdentity(pages: []).isEmpty && DocumentIdentity(pages: [""]).isEmpty)
    }

    @Test("it is laid aside on disk and read back as it was")
    func laidAside() throws {
        let identity = DocumentIdentity(pages: ["临江市民政局文件\n临民发〔2019〕3号\n关于某事的通知\n2019年3月13日"])
        let rows = RowsOnDisk<DocumentIdentity>()
        try rows.append(identity)
        #expect(rows[0] == identity && !identity.isEmpty)
    }

    /// A package whose first record has a main text set as official documents are.
    private func official(_ lines: [String]? = nil) -> (files: PackageFiles, victim: Victim) {
        var files = Built.package()
        let victim = files.victims.first { files.value("题名", in: $0.metadata).contains("婚姻登记") } ?? files.victims[0]
        let number = files.value("文件编号", in: victim.metadata)
        let text =
            lines ?? [
                "临江市民政局文件", number, files.value("题名", in: victim.metadata), "各单位：", "现通知如下。", "临江市民政局",
                "2019年3月11日",
            ]
        files.exchange(victim.main, for: MadePDF(pages: [text.joined(separator: "\n")]).bytes)
        return (files, victim)
    }

    private func judged(_ files: PackageFiles) async throws -> (report: CheckReport, elements: [String]) {
        let folder = try TestFolder()
        try files.write(to: folder.path)
        let report = try await check(folder.path)
        return (report, report.findings.filter { $0.check == "text-agrees" }.compactMap(\.element))
    }

    @Test("where they agree, in whatever form, nothing is said")
    func agree() async throws {
        let (report, elements) = try await judged(official().files)
        #expect(report.verdict == .accept && elements.isEmpty, "\(report.findings.map(\.summary))")
        let (_, others) = try await judged(
            official([
                "临江市民政局文件", "临 民 发 [2019] １ 号　签发人：王某", "关于婚姻登记", "工作的通知", "各单位：", "临江市民政局", "二〇一九年三月十一日",
            ]).files)
        #expect(others.isEmpty)
    }

    @Test("each of the four that differs is named for a look, and the package is accepted all the same")
    func differ() async throws {
        let changes: [(element: String, value: String, listed: String?)] = [
            ("文件编号", "临民发〔2019〕77号", nil), ("文件编号", "临政发〔2019〕1号", nil), ("文件编号", "临民发〔2018〕1号", nil),
            ("日期", "2019-03-12", "20190312"), ("日期", "2019-11-03", "20191103"),
            ("责任者", "临江市水利局", "临江市水利局"), ("责任者", "王某", "王某"),
            ("题名", "关于收养登记工作的通知", "关于收养登记工作的通知"), ("题名", "临江市水库名录", "临江市水库名录"),
        ]
        for change in changes {
            var (files, victim) = official()
            files.set(change.element, to: change.value, in: victim.metadata)
            if let listed = change.listed { files.setListed(change.element, to: listed, of: victim.code) }
            files.register()
            let (report, elements) = try await judged(files)
            #expect(elements == [change.element], "\(change.value): \(report.findings.map(\.summary))")
            #expect(report.verdict != .return, "\(change.value): \(report.faults.map(\.summary))")
            let finding = report.findings.first { $0.check == "text-agrees" }
            #expect(finding?.severity == .review && finding?.record == victim.code)
            #expect(finding?.what.zh.contains(change.value) == true && finding?.file?.display == victim.main)
        }
    }

    @Test("what is legitimate is no disagreement: short names, issuers in the title, texts that do not show the thing")
    func legitimate() async throws {
        for (element, value) in [("责任者", "市民政局"), ("责任者", "临民局"), ("责任者", "临江市财政局、临江市民政局"), ("题名", "关于婚姻登记工作的通知")] {
            var (files, victim) = official()
            files.set(element, to: value, in: victim.metadata)
            files.setListed(element, to: value, of: victim.code)
            files.register()
            let (report, elements) = try await judged(files)
            #expect(elements.isEmpty, "\(value): \(report.findings.map(\.summary))")
        }
        for lines in [
            ["某某工作总结", "去年以来，各项工作都有进展。", "根据民发〔2001〕9号文件和2001年5月1日会议的精神。"], ["　"],
            ["会议通知", "关于这件事，各单位要重视。", "其他规范性文件", "（2001年5月1日起施行）"],
        ] {
            let (report, elements) = try await judged(official(lines).files)
            #expect(elements.isEmpty, "\(lines): \(report.findings.map(\.summary))")
        }
    }
}
