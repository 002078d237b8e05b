import Archive
import Ledger
import Tables
import Testing

@testable import Catalogue
@testable import Web

@Suite("Describing at the desk: saved and on to the next, kept while unsaved, met by others, taken back")
struct DescribingTests {
    private struct Desk {
        let house: TestHouse
        let units: [ArchivalUnit]
        var paths: [String] { units.map { "/desk/units/\($0.id.text)" } }
    }

    private func desk() async throws -> Desk {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        for name in ["wang", "li"] { try await house.account(name, [.archivist]) }
        try await house.account("reviewer", [.reviewer])
        return Desk(house: house, units: records.map(\.unit))
    }

    /// The form of a page with the fields it shows, some of them overwritten.
    private func fields(_ page: String, _ typed: [(String, String)]) -> [(String, String)] {
        let names = Set(typed.map(\.0))
        let hidden = page.matches(of: /<input type="hidden" name="(version|since)" value="(\d+)">/).map {
            (String($0.1), String($0.2))
        }
        let inputs = page.matches(of: /<input class="in" id="([a-zA-Z]+)" name="[a-zA-Z]+" type="text" value="([^"]*)"/)
            .map { (String($0.1), String($0.2)) }
        let areas = page.matches(of: /<textarea class="in" id="([a-zA-Z]+)"[^>]*>\n?([^<]*)<\/textarea>/).map {
            (String($0.1), String($0.2))
        }
        return (hidden + inputs + areas).filter { !names.contains($0.0) } + typed
    }

    private func send(
        _ client: TestClient, _ page: String, _ typed: [(String, String)], to path: String? = nil
    ) async throws -> TestClient.Answer {
        let text = try await client.get(page).text
        return try await client.submit(page, to: path ?? page, fields(text, typed))
    }

    @Test("a field has the scheme's help, an error names its rule, and nothing is saved")
    func rules() async throws {
        let desk = try await desk()
        try await desk.house.serving { client in
            try await client.signIn("wang")
            let page = try await client.get(desk.paths[0]).text
            #expect(page.contains(DescriptiveElement.named("documentNumber")!.help.zh))
            #expect(page.contains("aria-keyshortcuts=\"Control+S\""))
            let refused = try await send(client, desk.paths[0], [("date", "1998-02-31")])
            #expect(refused.status == 422)
            #expect(refused.text.contains("（DA/T 18-2022）") && refused.text.contains("id=\"date-e\""))
            #expect(refused.text.contains("value=\"1998-02-31\""), "what was typed stays")
            #expect(try await desk.house.aids.unit(desk.units[0].id)?.version == 1)
        }
    }

    @Test("saved and on to the next of the list one came along; at its end one stays")
    func next() async throws {
        let desk = try await desk()
        try await desk.house.serving { client in
            try await client.signIn("wang")
            let list = "?list=accession." + desk.units[0].accession!.text
            let saved = try await send(client, desk.paths[0] + list, [("title", "甲"), ("then", "next")])
            #expect(saved.status == 303)
            #expect(saved["Location"] == desk.paths[1] + list + "&done=saved")
            #expect(try await desk.house.aids.unit(desk.units[0].id)?.title == "甲")
            let confirmed = try await send(client, desk.paths[1] + list, [("then", "confirm")])
            #expect(confirmed["Location"] == desk.paths[2] + list + "&done=confirmed")
            #expect(try await desk.house.aids.unit(desk.units[1].id)?.state == .confirmed)
            let last = try await send(client, desk.paths[2], [("title", "丙"), ("then", "next")])
            #expect(last["Location"] == desk.paths[2] + "?done=saved")
            let page = try await client.get(desk.paths[1] + list).text
            #expect(page.contains("/units\">") || page.contains("/units\""), "the way back to the list")
            #expect(page.contains("rel=\"prev\" aria-keyshortcuts=\"Alt+PageUp\""))
        }
    }

    @Test(
        "what is typed is kept for who typed it, told with its faults, shown when the page is opened, and goes when saved"
    )
    func unsaved() async throws {
        let desk = try await desk()
        let path = desk.paths[0]
        try await desk.house.serving { client in
            try await client.signIn("wang")
            let kept = try await send(
                client, path, [("title", "没存的题名"), ("date", "1998-02-31")], to: path + "/unsaved")
            #expect(kept.status == 200)
            let answer = try JSON(parsing: kept.text.utf8)
            #expect(answer["kept"]?.string == "10:31" && answer["seen"]?.string != nil)
            #expect(answer["errors"]?.array?.compactMap { $0["field"]?.string } == ["date"])
            #expect(answer["errors"]?.array?.first?["text"]?.string?.contains("DA/T 18-2022") == true)
            #expect(try await desk.house.aids.unit(desk.units[0].id)?.version == 1)
            let again = try await client.get(path).text
            #expect(again.contains("没存的题名</textarea>") && again.contains("接着你上次没有保存的改动"))
            #expect(try await client.get("/desk/catalogue").text.contains("你有1件改了没有保存"))
            let other = try await send(client, path, [("title", "另一个窗口")], to: path + "/unsaved")
            #expect(other.status == 409)
            let refused = try await send(client, path, [("title", "没存的题名"), ("date", "1998-02-31")])
            #expect(refused.status == 422 && refused.text.contains("data-seen=\"\(answer["seen"]!.string!)\""))
            let secret = try await send(client, path, [("note", "机密★20年")], to: path + "/unsaved")
            #expect(try JSON(parsing: secret.text.utf8)["refused"]?.bool == true)

            try await client.signIn("li")
            #expect(try await !client.get(path).text.contains("没存的题名"))
            try await client.signIn("reviewer")
            #expect(try await !client.get(path).text.contains("没存的题名"))
            #expect(try await client.post(path + "/unsaved", []).status == 403)
            client.forgetCookies()
            #expect(try await client.post(path + "/unsaved", [], [("Accept", "application/json")]).status == 401)

            try await client.signIn("wang")
            let saved = try await send(client, path, [("title", "没存的题名"), ("date", "1998-02")])
            #expect(saved.status == 303)
            #expect(try await !client.get(path).text.contains("接着你上次没有保存的改动"))
            _ = try await send(client, path, [("title", "扔掉的")], to: path + "/unsaved")
            #expect(try await client.submit(path, to: path + "/unsaved/drop", []).status == 303)
            #expect(try await !client.get(path).text.contains("扔掉的"))
        }
    }

    @Test("who saves second sees both, chooses for each element both changed, and overwrites nothing unseen")
    func conflict() async throws {
        let desk = try await desk()
        let (path, id) = (desk.paths[0], desk.units[0].id)
        try await desk.house.serving { client in
            try await client.signIn("wang")
            let mine = fields(try await client.get(path).text, [("title", "王改的"), ("note", "王的附注")])
            try await desk.house.aids.edit(
                id, changes: ["title": "李改的", "author": "李署名"], expecting: 1, by: Agent(id: "li", role: .archivist))
            let met = try await client.submit(path, mine)
            #expect(met.status == 409)
            let page = met.text
            #expect(page.contains("name=\"keep.title\"") && !page.contains("name=\"keep.note\""))
            #expect(page.contains("<ins>李改的</ins>") && page.contains("<ins>王改的</ins>"))
            #expect(page.contains("value=\"李署名\""), "what only the other changed stands")
            let asked = fields(page, [])
            #expect(asked.contains { $0 == ("since", "1") } && asked.contains { $0 == ("version", "2") })
            let undecided = try await client.submit(path, asked)
            #expect(undecided.status == 422 && undecided.text.contains("选定用哪一个"))
            #expect(try await desk.house.aids.unit(id)?.version == 2)
            let decided = try await client.submit(path, fields(undecided.text, [("keep.title", "now")]))
            #expect(decided.status == 303)
            let now = try #require(try await desk.house.aids.unit(id))
            #expect(now.title == "李改的" && now.author == "李署名" && now.description["note"] == "王的附注")
            #expect(now.version == 3)
        }
    }

    @Test("of one edit: asked before, taken back by an act that names it, shown in the history")
    func takeBack() async throws {
        let desk = try await desk()
        let (path, id) = (desk.paths[0], desk.units[0].id)
        let by = Agent(id: "li", role: .archivist)
        try await desk.house.aids.edit(id, changes: ["title": "甲", "note": "注"], expecting: 1, by: by)
        try await desk.house.aids.edit(id, changes: ["title": "乙"], expecting: 2, by: by)
        try await desk.house.serving { client in
            try await client.signIn("wang")
            #expect(try await client.get(path + "/history").text.contains("/undo?version=2"))
            let asked = try await client.get(path + "/undo?version=2").text
            #expect(asked.contains("其后又改过的不动") && asked.contains("<del>注</del>"))
            let done = try await client.submit(
                path + "/undo?version=2", to: path + "/undo", [("edit", "2"), ("version", "3")])
            #expect(done["Location"] == path + "/history?done=taken-back")
            #expect(try await client.get(path + "/history").text.contains("撤销了第2版的改动"))
            #expect(try await desk.house.aids.unit(id)?.description["note"] == nil)
            #expect(try await client.get(path + "/undo?version=2").text.contains("没有可以撤销的了"))
            #expect(try await client.get(path + "/undo?version=77").status == 404)
            try await client.signIn("reviewer")
            #expect(try await client.get(path + "/undo?version=2").status == 403)
            #expect(try await !client.get(path + "/history").text.contains("/undo?"))
        }
    }

    @Test("the page beside the form is turned on the form's own page")
    func viewer() async throws {
        let desk = try await desk()
        try await desk.house.serving { client in
            try await client.signIn("wang")
            let page = try await client.get(desk.paths[0] + "?list=waiting").text
            #expect(page.contains("<section class=\"viewer\""))
            #expect(page.contains("action=\"\(desk.paths[0])?list=waiting\""))
            #expect(try await client.get(desk.paths[0] + "?page=99").status == 200)
        }
    }

    @Test("what differs is marked, and what is the same at both ends is not")
    func difference() {
        func marked(_ before: String, _ after: String) -> String {
            var h = HTML(.zh)
            h.difference(before, after)
            return String(decoding: h.bytes, as: UTF8.self).replacing(/<\/?span[^>]*>/, with: "")
        }
        #expect(marked("关于清理的通知", "关于整顿的通知") == "关于<del>清理</del><ins>整顿</ins>的通知")
        #expect(marked("通知", "通知（一）") == "通知<ins>（一）</ins>")
        #expect(marked("", "新") == "<ins>新</ins>")
        #expect(marked("旧", "") == "<del>旧</del>")
        #expect(marked("1984-03-12", "不详") == "<del>1984-03-12</del><ins>不详</ins>")
        #expect(marked("啊啊", "啊啊啊") == "啊啊<ins>啊</ins>")
    }
}

@Suite("The tree at the desk: where one is, what may be moved where, shown before, and put back")
struct ArrangingTests {
    @Test("a list has the tree beside it; a move is chosen, previewed with its reasons, done, and put back")
    func move() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.account("wang", [.archivist])
        try await house.account("reviewer", [.reviewer])
        let unit = records[0].unit
        let series = try #require(unit.parent)
        let target = try await TestHouse.category("KJ", beside: unit, in: house)
        try await house.aids.confirm(.units([records[1].unit.id]), by: Agent(id: "wang", role: .archivist))
        try await house.serving { client in
            try await client.signIn("wang")
            let list = try await client.get("/desk/catalogue/\(series.text)").text
            #expect(list.contains("data-node=\"\(target.text)\"") && list.contains("/desk/catalogue/move"))
            let branch = try await client.get("/desk/catalogue/\(unit.fonds.text)/branch").text
            #expect(branch.contains("data-node=\"\(series.text)\"") && !branch.contains("<html"))
            let chosen = "unit=\(unit.id.text)&unit=\(records[1].unit.id.text)"
            let choose = try await client.get("/desk/catalogue/move?\(chosen)&q=KJ").text
            #expect(choose.contains("to=\(target.text)") && !choose.contains("to=\(series.text)"))
            let path = "/desk/catalogue/move?\(chosen)&to=\(target.text)"
            let preview = try await client.get(path).text
            #expect(preview.contains("1件不能移") && preview.contains("已确认的档号不再改动"))
            #expect(preview.contains("移动1件") && preview.contains("<ins>KJ</ins>"))
            let done = try await client.submit(
                path, to: "/desk/catalogue/move", [("unit", unit.id.text), ("to", target.text)])
            #expect(done.status == 303)
            let there = try await client.get(done["Location"]!).text
            #expect(there.contains("已移来1件") && there.contains(unit.title))
            let now = try #require(try await house.aids.unit(unit.id))
            #expect(now.parent == target && now.category == "KJ")
            try await house.settle()
            let batch = try #require(done["Location"]?.split(separator: "=").last)
            let back = try await client.submit(
                done["Location"]!, to: "/desk/catalogue/move/back", [("batch", String(batch)), ("node", target.text)])
            #expect(back["Location"] == "/desk/catalogue/\(target.text)?done=moved-back")
            #expect(try await house.aids.unit(unit.id)?.parent == series)
            #expect(try await client.get("/desk/units/\(unit.id.text)/history").text.contains("移动："))
            #expect(try await client.get("/desk/catalogue/move").status == 400)
            try await client.signIn("reviewer")
            #expect(try await client.get(path).status == 403)
        }
    }

    @Test("a file is ticked and moved like an item, with all it holds; to the other acts it means what it holds")
    func files() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本"], stem: "X013-KJ·2020-0001-")
        try await house.account("wang", [.archivist])
        let parent = try #require(records[0].unit.parent)
        let file = try #require(try await house.aids.unit(parent))
        try #require(file.level == .file && file.code == "X013-KJ·2020-0001")
        let series = try #require(file.parent)
        let target = try await TestHouse.category("ZY", beside: records[0].unit, in: house)
        try await house.serving { client in
            try await client.signIn("wang")
            let list = try await client.get("/desk/catalogue/\(series.text)").text
            #expect(list.contains("name=\"unit\" value=\"\(file.id.text)\""), "its row can be ticked, cut and dragged")
            #expect(list.contains("/desk/catalogue/move?unit=\(file.id.text)"))
            #expect(try await client.get("/desk/catalogue/confirm?unit=\(file.id.text)").text.contains("2件"))
            let path = "/desk/catalogue/move?unit=\(file.id.text)&to=\(target.text)"
            let preview = try await client.get(path).text
            #expect(preview.contains("移动1卷") && preview.contains("卷内2件随卷移动，末件改为 X013-ZY·2020-0001-0002"))
            let done = try await client.submit(
                path, to: "/desk/catalogue/move", [("unit", file.id.text), ("to", target.text)])
            #expect(done.status == 303)
            #expect(try await house.aids.unit(records[1].unit.id)?.code == "X013-ZY·2020-0001-0002")
            try await house.settle()
            let batch = try #require(done["Location"]?.split(separator: "=").last)
            _ = try await client.submit(
                done["Location"]!, to: "/desk/catalogue/move/back", [("batch", String(batch)), ("node", target.text)])
            #expect(try await house.aids.unit(records[1].unit.id)?.code == records[1].unit.code)
            #expect(try await house.aids.unit(file.id)?.parent == series)
            try await house.open([records[1]])
            let refused = try await client.get(path).text
            #expect(refused.contains("1卷不能移") && refused.contains("案卷要整卷移动") && refused.contains("公众凭原档号引用"))
            #expect(!refused.contains("移动1卷"))
        }
    }
}

extension TestHouse {
    /// Another category of the 全宗 a unit belongs to.
    fileprivate static func category(_ name: String, beside unit: ArchivalUnit, in house: TestHouse) async throws
        -> UnitID
    {
        let id = UnitID.new(at: house.clock.now)
        let drafted = DraftedUnit(
            id: id, publicID: PublicID.mint(), parent: unit.fonds, position: 99, level: .series, fonds: unit.fonds,
            fondsCode: unit.fondsCode, category: name, hasHolding: false,
            description: Description([
                ElementValue("referenceCode", "\(unit.fondsCode)-\(name)"), ElementValue("title", "科技档案"),
            ]))
        try await house.database.write { tx in
            try drafted.insert(
                accession: unit.accession!, agency: unit.agency, at: house.clock.now, in: tx)
        }
        return id
    }
}
