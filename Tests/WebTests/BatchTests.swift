import Appraisal
import Archive
import Catalogue
import Ledger
import Tables
import Testing

@testable import Web

@Suite("What was done to many at once is found for thirty days and undone by a form that counts first")
struct BatchTests {
    private struct Scene {
        let house: TestHouse
        let records: [TestRecord]
        var units: [(String, String)] { records.map { ("unit", $0.unit.id.text) } }
    }

    private func scene() async throws -> Scene {
        let house = try await TestHouse()
        try await house.account("archivist", [.archivist])
        try await house.account("reviewer", [.reviewer])
        try await house.account("both", [.archivist, .reviewer])
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.settle()
        return Scene(house: house, records: records)
    }

    private func link(_ path: String, in answer: TestClient.Answer) -> String? {
        ReadPage(answer.text).links.first { $0.hasPrefix(path) }
    }

    @Test("confirmed, undone: counts before, a reason, drafts again, and one item that was edited named as left")
    func confirming() async throws {
        let scene = try await scene()
        let house = scene.house
        try await house.serving { desk in
            try await desk.signIn("archivist")
            let query = scene.units.map { "\($0)=\($1)" }.joined(separator: "&")
            let confirmed = try await desk.submit(
                "/desk/catalogue/confirm?" + query, to: "/desk/catalogue/confirm", scene.units)
            let batch = try #require(link("/desk/batches/", in: confirmed))
            try await house.aids.edit(
                scene.records[1].unit.id, changes: ["title": "改过的题名"], expecting: 2,
                by: Agent(id: "x", role: .archivist))
            let page = try await desk.get(batch)
            #expect(page.text.contains("撤销2件") && page.text.contains(scene.records[1].unit.code))
            #expect(page.text.contains("确认后又改过"))
            #expect(try await desk.submit(batch, to: batch + "/undo", [("reason", " ")]).status == 422)
            let undone = try await desk.submit(batch, to: batch + "/undo", [("reason", "选错了批次")])
            #expect(undone.status == 303)
            #expect(try await desk.get(undone["Location"]!).text.contains("已撤销"))
            let states = try await house.aids.units(scene.records.map(\.unit.id)).map(\.state)
            #expect(states == [.draft, .confirmed, .draft])
            // Sent twice, the second finds the page that says how things stand.
            let last = house.ledger.lastIndex
            let again = try await desk.get(batch)
            #expect(again.text.contains("没有可以撤销的件了") && again.formToken != nil)
            let second = try await desk.post(
                batch + "/undo", [("form-token", again.formToken!), ("reason", "再来")])
            #expect(second["Location"] == batch && house.ledger.lastIndex == last)
        }
    }

    @Test(
        "what is public and undone is gone from the next request on; a confirmed item stays confirmed while it is open"
    )
    func publication() async throws {
        let scene = try await scene()
        let house = scene.house
        let batch = try #require(
            try await house.aids.confirm(
                .units(scene.records.map(\.unit.id)), by: Agent(id: "x", role: .archivist)
            ).batch)
        try await house.open(scene.records)
        let published = try await house.board.publish(
            .units(scene.records.map(\.unit.id)), level: .text, by: TestHouse.reviewer)
        try await house.settle()
        try await house.serving { desk in
            #expect(try await desk.get("/records/\(scene.records[0].id)").status == 200)
            try await desk.signIn("both")
            #expect(try await desk.get("/desk/batches/\(batch.text)").text.contains("其后已开放"))
            let path = "/desk/batches/\(published.id.text)"
            #expect(link(path, in: try await desk.get("/desk")) != nil, "on the overview")
            #expect(link(path, in: try await desk.get("/desk/decisions/\(published.id.text)")) != nil)
            #expect(try await desk.get(path).text.contains("3件现在公众可见"))
            let undone = try await desk.submit(path, to: path + "/undo", [("reason", "应先核对")])
            #expect(undone.status == 303)
            let opening = try #require(try await house.board.decisions(of: scene.records[0].unit.id).first?.id.text)
            let first = "/desk/batches/\(opening)"
            #expect(try await desk.submit(first, to: first + "/undo", [("reason", "应先核对")]).status == 303)
            #expect(try await desk.get("/desk/batches/\(batch.text)").text.contains("撤销3件"), "open no more")
            desk.forgetCookies()
            for record in scene.records {
                #expect(try await desk.get("/records/\(record.id)").status == 404)
                #expect(try await !desk.get("/search?q=\(record.word.percentEncoded)").text.contains(record.id))
            }
        }
    }

    @Test("a batch in parts is listed with all it holds, also if the last part is of one item")
    func parts() async throws {
        let house = try await TestHouse()
        try await house.account("archivist", [.archivist])
        let batch = DecisionID.new(at: house.clock.now)
        for units in [10_000, 1] as [Int64] {
            let event = house.ledger.event(
                kind: .confirmed, subject: batch.text, agent: Agent(id: "x", role: .archivist),
                facts: ["units": .int(units)])
            try await house.database.write { tx in house.ledger.append(event, in: tx) }
        }
        try await house.serving { desk in
            try await desk.signIn("archivist")
            let list = try await desk.get("/desk/batches").text
            #expect(list.contains("10,001") || list.contains("10001"))
        }
    }

    @Test("each finds what they may do, for thirty days; another's duty is refused, by address and by form")
    func duties() async throws {
        let scene = try await scene()
        let house = scene.house
        let units = UnitSelection.units(scene.records.map(\.unit.id))
        let confirmed = try await house.aids.confirm(units, by: Agent(id: "x", role: .archivist)).batch!
        let opened = try await house.board.decide(
            units, verdict: .open, ground: StatedGround(code: "period-passed"), by: TestHouse.reviewer)
        try await house.serving { desk in
            for (name, own, other) in [("archivist", confirmed, opened.id), ("reviewer", opened.id, confirmed)] {
                try await desk.signIn(name)
                let list = try await desk.get("/desk/batches")
                #expect(list.text.contains(own.text) && !list.text.contains(other.text))
                #expect(try await desk.get("/desk/batches/\(other.text)").status == 403)
                let token = try #require(try await desk.get("/desk").formToken)
                let answer = try await desk.post(
                    "/desk/batches/\(other.text)/undo", [("form-token", token), ("reason", "x")])
                #expect(answer.status == 403)
            }
            #expect(try await desk.get("/desk/batches/\(AccountID.new(at: house.clock.now).text)").status == 404)
            house.time.move(.seconds(31 * 86_400))
            try await desk.signIn("both")
            #expect(try await !desk.get("/desk/batches").text.contains(confirmed.text))
            #expect(try await desk.get("/desk/batches/\(confirmed.text)").status == 200, "its own page stays")
        }
    }
}
