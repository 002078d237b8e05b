import Archive
import Formats
import Intake

/// What the archive of the invented city has agreed with its agencies about the checks (检测方案).
struct DemoScheme: Sendable {
    let agency: String
    let scheme: CheckScheme
    let reason: String
    /// Days from the making of the demo until it holds.
    var after = 0

    /// The schemes of these agencies, and that of all others.
    static func all(of agencies: Set<String>) -> [DemoScheme] {
        [everybody] + [office, water, waterLater, culture, history, republican].filter { agencies.contains($0.agency) }
    }

    private static let everybody = DemoScheme(
        agency: "",
        scheme: CheckScheme(name: "全馆通用方案", choices: ["surplus-files": .warning]),
        reason: "移交包里顺带的说明、封面等多余文件只作提醒，由接收人员取舍。")

    /// Sends everything: old paper, which was counted by sheet, and new documents.
    private static let office = DemoScheme(
        agency: DemoTransfer.office,
        scheme: scheme("政府办公室方案", ["unbroken-sequence": .warning, "process-steps": .warning]) { terms in
            terms.countsPaper = true
            terms.largest = 4_000_000_000
        }, reason: "1990年以前的文件没有电子流程记录，页数按纸质原件登记（2026年度移交协议）。")

    /// Born digital, and strict.
    private static let water = DemoScheme(
        agency: DemoTransfer.water,
        scheme: scheme("水利局方案", ["unbroken-sequence": .blocking]) { terms in
            terms.fonds = ["X003"]
            terms.categories = ["WS"]
            terms.formats = [.pdf, .ofd]
            terms.required = ["内容描述/文种", "档号/机构或问题"]
        }, reason: "该局电子文件单套制试点：件号必须连续，只收版式文件。")

    private static let waterLater = DemoScheme(
        agency: DemoTransfer.water,
        scheme: scheme("水利局方案", ["unbroken-sequence": .blocking]) { terms in
            terms.fonds = ["X003"]
            terms.categories = ["WS"]
            terms.formats = [.ofd]
            terms.required = ["内容描述/文种", "档号/机构或问题"]
        }, reason: "试点第二阶段起只收OFD。", after: 60)

    /// Photographs whose films were damaged before anybody scanned them: there is nothing better to send.
    private static let culture = DemoScheme(
        agency: DemoTransfer.culture,
        scheme: scheme("文旅局声像方案", ["whole-files": .warning, "attachments": .off]) { terms in
            terms.fonds = ["X002"]
            terms.categories = ["ZP", "LY", "LX"]
            terms.formats = [.jpeg, .png, .tiff, .audio, .video]
        }, reason: "部分底片受潮，原件已不存：残缺的照片照收，在报告中留下提醒。")

    private static let history = DemoScheme(
        agency: DemoTransfer.history,
        scheme: scheme("清代档案数字化方案", ["plausible-values": .warning]) { terms in
            terms.fonds = ["G001"]
            terms.formats = [.tiff, .jpeg, .png]
            terms.countsPaper = true
        }, reason: "农历与公历换算由馆内核对；空白折页不扫描，页数按原件登记。")

    private static let republican = DemoScheme(
        agency: DemoTransfer.republican,
        scheme: scheme("民国档案数字化方案", ["same-document": .off]) { terms in
            terms.fonds = ["M001"]
            terms.formats = [.tiff, .jpeg, .png]
            terms.largest = 20_000_000_000
        }, reason: "民国公文多无文号，按文号查重没有意义。")

    private static func scheme(
        _ name: String, _ choices: [String: CheckScheme.Choice], _ agree: (inout SchemeTerms) -> Void
    ) -> CheckScheme {
        var terms = SchemeTerms()
        agree(&terms)
        return CheckScheme(name: name, choices: choices, terms: terms)
    }
}

extension DemoArchive {
    /// Decides the schemes that are not decided yet: a demo that was killed goes on where it stood.
    func decideSchemes(for transfers: [DemoTransfer]) async throws {
        var done: [String: Int] = [:]
        for each in DemoScheme.all(of: Set(transfers.map(\.agency))) {
            let place = done[each.agency, default: 0]
            done[each.agency] = place + 1
            guard try await house.desk.schemeHistory(of: SchemeScope(agency: each.agency)).count <= place else {
                continue
            }
            _ = try await house.desk.decide(
                each.scheme, for: SchemeScope(agency: each.agency), from: house.clock.today.adding(days: each.after),
                reason: each.reason,
                by: DemoArchive.archivist)
        }
    }
}
