import Archive
import Catalogue
import Formats
import Foundation
import Intake
import Testing

@testable import Web

@Suite("The format policy at the desk, and the round over what is kept")
struct PolicyPageTests {
    private func archive() async throws -> TestHouse {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.account("张慎之", [.reviewer])
        try await house.account("系统", [.systemAdministrator])
        try await house.account("李明", [.agencyOfficer], agency: "临江市民政局")
        return house
    }

    /// The fields of the form as the page shows them, with `changes`.
    private func fields(_ page: String, _ changes: [String: String]) -> [(String, String)] {
        var fields: [String: String] = [:]
        for match in page.matches(of: /name="([tgroe]-\d+)" (?:type="[a-z]+" )?value="([^"]*)"/) {
            fields[String(match.1)] = String(match.2)
        }
        for match in page.matches(of: /type="hidden" name="([oe]-\d+)" value="([^"]*)"/) {
            fields[String(match.1)] = String(match.2)
        }
        let selects = page.matches(of: /id="(w-\d+)".*?<\/select>/.dotMatchesNewlines())
        for select in selects {
            let chosen = String(select.0).firstMatch(of: /value="([a-z]+)" selected/)
            fields[String(select.1)] = chosen.map { String($0.1) } ?? "accept"
        }
        fields.merge(changes) { _, new in new }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    @Test("an archivist changes a row, adds one and takes one away; the page and its history show it")
    func decided() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let before = try await client.get("/desk/formats")
            #expect(before.status == 200 && before.text.contains("通用格式策略") && before.text.contains("GB/T 18894-2016"))
            let form = try await client.get("/desk/formats/edit")
            let rows = FormatPolicy.standard.rows.count
            let all = fields(
                form.text,
                ["t-0": "", "w-1": "migrate", "t-\(rows)": "FMT/999", "r-\(rows)": "与民政局约定", "w-\(rows)": "return"])
            #expect(all.count { $0.0.hasPrefix("t-") } == rows + PolicyDraft.spare)
            let saved = try await client.submit(
                "/desk/formats/edit", all + [("seen", "0"), ("reason", "年度评估"), ("do", "save")])
            #expect(saved.status == 303, "\(saved.text.prefix(3000))")
            let page = try await client.get("/desk/formats")
            for text in ["格式策略第1版", "fmt/999", "与民政局约定", "年度评估"] { #expect(page.text.contains(text), "\(text)") }
            // Reasons in both languages stay as they were where nobody rewrote them.
            let english = try await client.get("/desk/formats", [("Accept-Language", "en")])
            #expect(english.status == 200)
        }
        let policy = try #require(try await house.desk.policyHistory().first?.policy)
        #expect(policy.rows.count == FormatPolicy.standard.rows.count)
        #expect(policy.row(puid: nil, kind: .ofd, category: nil)?.treatment == .migrate)
        #expect(policy.row(puid: nil, kind: .ofd, category: nil)?.reason == FormatPolicy.standard.rows[1].reason)
        #expect(policy.row(puid: "fmt/999", kind: .other, category: nil)?.treatment == .return)
        #expect(policy.row(puid: nil, kind: .pdf, category: nil) == nil)
    }

    @Test("faults in the form are told with their field, and nothing is decided; who may not decide is refused")
    func refused() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let row = [("t-0", "pdf"), ("g-0", ""), ("w-0", "accept"), ("r-0", "依据")]
            let good = row + [("seen", "0"), ("reason", "约定"), ("do", "save")]
            for (field, value, status, shown) in [
                ("t-0", "pfd", 422, "href=\"#t-0\""), ("g-0", "QQ", 422, "href=\"#g-0\""),
                ("w-0", "maybe", 422, "href=\"#w-0\""), ("r-0", "", 422, "href=\"#r-0\""),
                ("reason", "", 422, "href=\"#reason\""), ("from", "soon", 422, "href=\"#from\""),
                ("from", "2020-01-01", 422, "href=\"#from\""), ("seen", "7", 409, "别人已定了新的一版"),
                ("t-0", "", 422, "一行也没有"),
            ] {
                let sent = good.filter { $0.0 != field } + [(field, value)]
                let answer = try await client.submit("/desk/formats/edit", sent)
                #expect(answer.status == status && answer.text.contains(shown), "\(field) \(value) \(answer.status)")
            }
            for name in ["张慎之", "系统", "李明"] {
                try await client.signIn(name)
                let token = try #require(try await client.get("/desk/password").formToken)
                let answer = try await client.post("/desk/formats/edit", [("form-token", token)] + good)
                #expect(answer.status == 403, "\(name)")
            }
            try await client.signIn("李明")
            #expect(try await client.get("/desk/formats").status == 200)
        }
        #expect(try await house.desk.policyHistory().isEmpty)
    }

    @Test("a round lists what is at risk; only who may browse sees which records; a look tells what would change")
    func round() async throws {
        let house = try await archive()
        let record = try await house.keep(["甲天下", "乙种本"])[0]
        try await house.serving { client in
            try await client.signIn("王秀兰")
            #expect(try await client.get("/desk/storage/formats").text.contains("还没有做过格式巡检"))
            let looked = try await client.submit(
                "/desk/formats/edit",
                [
                    ("t-0", "pdf"), ("g-0", ""), ("w-0", "migrate"), ("r-0", "依据"), ("seen", "0"), ("reason", ""),
                    ("do", "look"),
                ])
            #expect(looked.status == 200 && looked.text.contains("有1种格式的处理会变"))
            _ = try await house.desk.decide(
                FormatPolicy(
                    rows: [FormatPolicy.Row(.family(.pdf), "", .migrate, Words(zh: "依据", en: "ground"))]),
                from: house.clock.today, reason: "评估", by: Agent(id: "w", role: .archivist))
            let done = try await client.submit("/desk/storage/formats", [])
            #expect(done.status == 303)
            let page = try await client.get("/desk/storage/formats")
            #expect(page.text.contains("2个文件应转换或不再收") && page.text.contains("接收并转换"))
            let link = try #require(page.text.firstMatch(of: /href="(\/desk\/storage\/formats\/files[^"]*)"/)?.1)
            let files = try await client.get(String(link).replacing("&amp;", with: "&"))
            #expect(files.status == 200 && files.text.contains(record.unit.code))
            try await client.signIn("系统")
            let other = try await client.get("/desk/storage/formats")
            #expect(other.status == 200 && !other.text.contains("formats/files") && !other.text.contains("现在巡检"))
            #expect(try await client.get(String(link).replacing("&amp;", with: "&")).status == 403)
        }
    }
}
