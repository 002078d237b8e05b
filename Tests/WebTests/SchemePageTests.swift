import Archive
import Bytes
import Foundation
import Intake
import Testing

@testable import Web

@Suite("Schemes of checks at the desk: archivists decide, agencies see their own, each version stays")
struct SchemePageTests {
    private static let agency = "临江市民政局"
    private static let other = "临江市司法局"

    private func archive() async throws -> TestHouse {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.account("张慎之", [.reviewer])
        try await house.account("刘为民", [.supervisor])
        try await house.account("系统", [.systemAdministrator])
        try await house.account("李明", [.agencyOfficer], agency: Self.agency)
        return house
    }

    private func edit(_ agency: String) -> String {
        "/desk/schemes/edit?agency=" + agency.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!
    }

    private func one(_ agency: String) -> String { edit(agency).replacing("/edit", with: "/one") }

    private func fields(_ agency: String, _ more: [(String, String)]) -> [(String, String)] {
        [("agency", agency), ("seen", "0"), ("name", "民政局方案"), ("reason", "年度移交约定")] + more
    }

    @Test("an archivist decides a version; list, page, history and the officer's upload page show it")
    func decided() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let form = try await client.get(edit(Self.agency))
            #expect(form.status == 200 && form.text.contains("name=\"c-page-counts\""))
            #expect(!form.text.contains("name=\"c-digests-match\""), "a locked check can be chosen")
            let saved = try await client.submit(
                edit(Self.agency), to: "/desk/schemes/edit",
                fields(
                    Self.agency,
                    [
                        ("do", "save"), ("c-page-counts", "warning"), ("c-attachments", "off"), ("format", "pdf"),
                        ("format", "ofd"), ("fonds", "j004，X001"), ("largest", "2000"), ("paper", "yes"),
                    ]))
            #expect(saved.status == 303)
            let page = try await client.get(one(Self.agency))
            for text in ["民政局方案 第1版", "都作提醒", "不检", "PDF、OFD", "J004 X001", "2 GB", "年度移交约定"] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(try await client.get("/desk/schemes").text.contains("民政局方案 第1版"))
            // The same again changes nothing; what somebody else decided meanwhile is not overwritten.
            for (seen, code) in [("0", "别人已定了新的一版"), ("1", "没有改动")] {
                let again = try await client.submit(
                    edit(Self.agency), to: "/desk/schemes/edit",
                    [
                        ("agency", Self.agency), ("seen", seen), ("name", "民政局方案"), ("reason", "再一次"), ("do", "save"),
                        ("c-page-counts", "warning"), ("c-attachments", "off"), ("format", "pdf"), ("format", "ofd"),
                        ("fonds", "J004 X001"), ("largest", "2000"), ("paper", "yes"),
                    ])
                #expect(again.text.contains(code), "\(seen)")
            }
            try await client.signIn("李明")
            #expect(try await client.get("/desk/accessions/new").text.contains("民政局方案 第1版"))
            let own = try await client.get(one(Self.other))
            #expect(own.text.contains("民政局方案") && !own.text.contains(Self.other), "an officer sees another agency's")
            #expect(!own.text.contains("/desk/schemes/edit"))
        }
        #expect(try await house.desk.schemeHistory(of: SchemeScope(agency: Self.agency)).count == 1)
    }

    @Test("who may not decide is refused, and so is a locked check that a form was made to send")
    func refused() async throws {
        let house = try await archive()
        try await house.serving { client in
            for name in ["张慎之", "刘为民", "系统", "李明"] {
                try await client.signIn(name)
                let token = try #require(try await client.get("/desk/password").formToken)
                let answer = try await client.post(
                    "/desk/schemes/edit",
                    [("form-token", token)] + fields(Self.agency, [("do", "save"), ("c-page-counts", "off")]))
                #expect(answer.status == 403, "\(name)")
                #expect(try await client.get(edit(Self.agency)).status == 403, "\(name)")
            }
            try await client.signIn("王秀兰")
            for (field, value, status) in [
                ("c-secrecy-marks", "off", 422), ("c-digests-match", "warning", 422), ("c-nothing", "off", 422),
                ("c-page-counts", "sometimes", 422), ("from", "2026-11-01", 422), ("from", "soon", 422),
                ("fonds", "全宗", 422), ("reason2", "", 303),
            ] {
                let answer = try await client.submit(
                    edit(Self.agency), to: "/desk/schemes/edit", fields(Self.agency, [("do", "save"), (field, value)]))
                #expect(answer.status == status, "\(field) \(value)")
            }
        }
        let history = try await house.desk.schemeHistory(of: SchemeScope(agency: Self.agency))
        #expect(history.count == 1 && history[0].scheme?.choices.isEmpty == true)
    }

    @Test("a look shows what the last transfer would have come to, and decides nothing")
    func look() async throws {
        let house = try await archive()
        _ = try await house.desk.receive(
            .of(
                Array(
                    "档号,题名,责任者,日期\nX001-WS·2001-Y-BGS-0001,通知,办公室,20010101\nX001-WS·2001-Y-BGS-0003,函,办公室,20010103\n"
                        .utf8)),
            name: FileName("目录.csv"), agency: Self.agency, by: Agent(id: "li", role: .agencyOfficer))
        try await house.settle()
        let report = try #require(
            try await house.desk.report(try await house.desk.list(agency: Self.agency, limit: 1)[0].id))
        #expect(report.verdict != .return)
        let warned = try #require(report.findings.first { $0.severity == .warning }?.check)
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let answer = try await client.submit(
                edit(Self.agency), to: "/desk/schemes/edit",
                fields(Self.agency, [("do", "look"), ("c-\(warned)", "blocking")]))
            #expect(answer.status == 200 && answer.text.contains("会由“可以接收，有提醒”变为“退回”"))
            #expect(answer.text.contains("value=\"blocking\" selected"), "what was chosen is gone")
        }
        #expect(try await house.desk.schemeHistory(of: SchemeScope(agency: Self.agency)).isEmpty)
    }

    @Test(
        "a scheme for one category at one stage has its own page, history, and a look that knows what it judges")
    func narrower() async throws {
        let house = try await archive()
        _ = try await house.desk.receive(
            .of(
                Array(
                    "档号,题名,责任者,日期\nX001-WS·2001-Y-BGS-0001,通知,办公室,20010101\nX001-WS·2001-Y-BGS-0003,函,办公室,20010103\n"
                        .utf8)),
            name: FileName("目录.csv"), agency: Self.agency, by: Agent(id: "li", role: .agencyOfficer))
        try await house.settle()
        let scope = SchemeScope(agency: Self.agency, category: "WS", stage: .transfer)
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let list = try await client.get("/desk/schemes").text
            #expect(list.contains("name=\"category\"") && list.contains("name=\"stage\""))
            #expect(!list.contains("value=\"keeping\""), "long-term keeping has no schemes")
            let form = try await client.get(scope.form.text).text
            #expect(form.contains("文书档案 · 移交与接收") && !form.contains("name=\"categories\""))
            func send(_ category: String, _ action: String, seen: String = "0") async throws -> TestClient.Answer {
                try await client.submit(
                    scope.form.text, to: "/desk/schemes/edit",
                    [
                        ("agency", Self.agency), ("category", category), ("stage", "transfer"), ("seen", seen),
                        ("name", "文书方案"), ("reason", "约定"), ("do", action), ("c-unbroken-sequence", "blocking"),
                    ])
            }
            #expect(try await send("WS", "look").text.contains("会由“可以接收，有提醒”变为“退回”"))
            #expect(try await send("KJ", "look").text.contains("没有一次会按这个方案检测"))
            #expect(try await send("QQ", "look").status == 404)
            #expect(try await send("WS", "save").status == 303)
            let page = try await client.get(scope.page.text).text
            #expect(page.contains("文书方案 第1版（文书档案 · 移交与接收）") && !page.contains("不再另定"))
            #expect(try await client.get(one(Self.agency)).text.contains("以下门类、环节另有方案"))
            #expect(try await client.get("/desk/schemes").text.contains("文书方案 第1版"))
            try await client.signIn("李明")
            #expect(try await client.get("/desk/accessions/new").text.contains("文书方案 第1版"))
            try await client.signIn("王秀兰")
            #expect(try await client.get(scope.form.text).text.contains("不再另定"))
            #expect(try await send("WS", "end", seen: "1").status == 303)
            #expect(try await client.get(scope.page.text).text.contains("不再另定，改用更宽的方案"))
        }
        #expect(try await house.desk.schemeHistory(of: scope).map(\.version) == [2, 1])
        #expect(try await house.desk.schemeHistory(of: SchemeScope(agency: Self.agency)).isEmpty)
    }
}
