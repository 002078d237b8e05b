import Archive
import Catalogue
import Ledger
import Testing

@testable import Web

@Suite("What a stopped account left unsaved is taken over or thrown away, with an event that holds it")
struct LeftBehindTests {
    private func typed(_ house: TestHouse, _ unit: ArchivalUnit, _ title: String, by account: Account) async throws {
        let agent = Agent(id: account.id.text, role: .archivist)
        let kept = try await house.aids.keepUnsaved(
            ["title": title], of: unit.id, since: unit.version, seen: nil, by: agent)
        guard case .kept = kept else {
            Issue.record("not kept: \(kept)")
            return
        }
    }

    @Test("only those of stopped accounts are seen; taken over they are one's own, thrown away they are in the ledger")
    func settled() async throws {
        let house = try await TestHouse()
        let units = try await house.keep(["甲天下", "乙种本", "丙午年"]).map(\.unit)
        let gone = try await house.account("gone", [.archivist])
        let wang = try await house.account("wang", [.archivist])
        let here = try await house.account("here", [.archivist])
        try await house.account("reviewer", [.reviewer])
        try await typed(house, units[0], "留下的题名甲", by: gone)
        try await typed(house, units[1], "留下的题名乙", by: gone)
        try await typed(house, units[2], "还在改的题名", by: here)
        let page = "/desk/catalogue/left-behind"
        try await house.serving { client in
            try await client.signIn("wang")
            #expect(try await client.get(page).text.contains("没有留下的改动"))
            #expect(try await client.get("/desk/catalogue").text.contains("停用的账号留下") == false)
            // While the account works, what it has not saved is nobody else's.
            let fields = [("unit", units[0].id.text), ("account", gone.id.text)]
            let early = try await client.submit("/desk/password", to: page, fields + [("do", "taken")])
            #expect(early.status == 404)
            try await house.accounts.setEnabled(false, gone.id, by: Agent(id: "admin", role: .systemAdministrator))
            #expect(try await client.get("/desk/catalogue").text.contains("停用的账号留下2件"))
            let list = try await client.get(page).text
            #expect(list.contains("留下的题名") || list.contains("<ins>"))
            #expect(list.contains(units[0].code) && list.contains(units[1].code) && !list.contains(units[2].code))
            let written = house.ledger.lastIndex
            #expect(try await client.submit(page, fields + [("do", "taken")]).status == 303)
            let own = try await house.aids.unsaved(of: units[0].id, by: Agent(id: wang.id.text, role: .archivist))
            #expect(own?.texts == ["title": "留下的题名甲"])
            let drop = [("unit", units[1].id.text), ("account", gone.id.text), ("do", "dropped")]
            // Not over one's own.
            try await typed(house, units[1], "自己的题名", by: wang)
            let clash = try await client.submit(page, [drop[0], drop[1], ("do", "taken")])
            #expect(clash.status.description.hasPrefix("4") && clash.text.contains("你自己也改了"))
            #expect(try await client.submit(page, drop).status == 303)
            #expect(try await client.submit(page, drop).text.contains("已没有留下的未保存改动"))
            #expect(house.ledger.lastIndex == written + 2)
            let event = try #require(try await house.ledger.event(at: house.ledger.lastIndex))
            #expect(event.kind == .unsavedSettled && event.subject == units[1].id.text)
            #expect(event.agent.id == wang.id.text)
            let act = try await house.ledger.act(try #require(event.act))
            #expect(act["texts"]?["title"]?.string == "留下的题名乙")
            // Of somebody who works, never.
            let other = [("unit", units[2].id.text), ("account", here.id.text), ("do", "dropped")]
            #expect(try await client.submit("/desk/password", to: page, other).status == 404)
            try await client.signIn("reviewer")
            #expect(try await client.get(page).status == 403)
        }
    }
}
