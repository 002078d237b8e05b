import Appraisal
import Archive
import Catalogue
import Foundation
import Testing

@testable import Web

@Suite("What is taken back is gone over HTTP from the next request on, without a trace")
struct WithdrawalTests {
    /// Ways to take a record from the public, each a form at the desk.
    enum Taking: String, CaseIterable, CustomTestStringConvertible {
        case withdrawn, revoked, delayed

        var testDescription: String { rawValue }

        /// Fills in the form as a reviewer would.
        func apply(_ record: TestRecord, _ desk: TestClient) async throws -> TestClient.Answer {
            let unit = ("unit", record.unit.id.text)
            let ask = "?unit=\(record.unit.id.text)"
            switch self {
            case .withdrawn:
                return try await desk.submit(
                    "/desk/opening/withdraw" + ask, to: "/desk/opening/withdraw", [unit, ("reason", "家属提出异议")])
            case .revoked:
                return try await desk.submit(
                    "/desk/opening/decide" + ask + "&verdict=controlled&ground=third-party", to: "/desk/opening/decide",
                    [unit, ("verdict", "controlled"), ("ground", "third-party")])
            case .delayed:
                return try await desk.submit(
                    "/desk/opening/decide" + ask + "&verdict=delayed&ground=other-law&review-on=2040-01-01",
                    to: "/desk/opening/decide",
                    [unit, ("verdict", "delayed"), ("ground", "other-law"), ("review-on", "2040-01-01")])
            }
        }
    }

    /// A house with three published records, a fourth that is not, and a reviewer at the desk.
    private struct Scene {
        let house: TestHouse
        let records: [TestRecord]
        let site: PublicSite
        var record: TestRecord { records[1] }
    }

    private func scene(workers: Bool = false) async throws -> Scene {
        let house = try await TestHouse(workers: workers)
        try await house.account("shen", [.reviewer])
        let records = try await house.keep(["甲天下", "乙种本", "丙午年", "丁香花"])
        try await house.open(records)
        try await house.publish([records[0], records[2]], .text)
        try await house.settle()
        return Scene(house: house, records: records, site: try await PublicSite(records, in: house))
    }

    /// The tags of everything the record shows, by path.
    private func tags(_ id: String, _ client: TestClient, images: Bool) async throws -> [String: String] {
        var tags: [String: String] = [:]
        for path in ["/records/ID", "/records/ID?lang=en", "/records/ID/files/1", "/records/ID/pages/1/1.jpg"] {
            if path.contains("pages") && !images { continue }
            let answer = try await Way(method: "GET", path: path).ask(client, id)
            #expect(answer.status == 200, "\(path)")
            let tag = try #require(answer["ETag"])
            tags[path] = tag
            let again = try await Way(method: "GET", path: path, headers: [("If-None-Match", tag)]).ask(client, id)
            #expect(again.status == 304 && again.body.isEmpty, "\(path)")
        }
        return tags
    }

    @Test(
        "withdrawn, or its opening revoked: every way to it answers like an address nobody ever had, and no page differs from before it was published",
        arguments: Taking.allCases)
    func gone(taking: Taking) async throws {
        let scene = try await scene(workers: taking == .withdrawn)
        let (house, record) = (scene.house, scene.record)
        let images = taking == .withdrawn
        try await house.serving { client in
            let desk = TestClient(port: client.port)
            try await desk.signIn("shen")
            let before = try await scene.site.seen(client)
            #expect(try await client.count(record.word) == 0)

            try await house.publish([record], .text)
            try await house.settle()
            let during = try await scene.site.seen(client)
            for path in ["/?", "/fonds?", "/search?q=\(record.word.percentEncoded)&", "/api/v1/find?"] {
                let path = path + "lang=zh"
                #expect(before[path] != nil && before[path] != during[path], "\(path) does not show what was published")
            }
            #expect(try await client.count(record.word) == 1)
            #expect(try await client.count("共同") == 3)
            let neighbour = try await client.get("/records/\(scene.records[0].id)")
            #expect(neighbour.text.contains(record.id), "its neighbour leads to it")
            #expect(try await client.get("/records/\(record.id)").text.contains(record.word))
            let tags = try await tags(record.id, client, images: images)
            let part = try await client.get("/records/\(record.id)/files/1", [("Range", "bytes=0-7")])
            #expect(part.status == 206 && part.text == "%PDF-1.4")

            let done = try await taking.apply(record, desk)
            #expect(done.status == 303, "\(done.text)")

            // No follower has worked since, and nobody waits.
            let after = try await scene.site.seen(client)
            #expect(PublicSite.differences(before, after) == [])
            #expect(try await client.count(record.word) == 0)
            #expect(try await client.count("共同") == 2)
            let never = PublicID.mint()
            for way in Way.all(tags: tags) {
                let seen = Seen(try await way.ask(client, record.id), about: record.id)
                let other = Seen(try await way.ask(client, never), about: never)
                #expect(seen == other, "\(way)")
                if way.method == "GET" { #expect(seen.status == 404, "\(way)") }
                #expect(!seen.headers.contains { $0.hasPrefix("etag") || $0.hasPrefix("last-modified") }, "\(way)")
                #expect(!seen.body.contains(record.word) && !seen.body.contains(record.unit.code), "\(way)")
            }
            for path in ["/records/\(scene.records[0].id)", "/records/\(scene.records[2].id)"] {
                let page = try await client.get(path)
                #expect(page.status == 200 && !page.text.contains(record.id), "a neighbour leads to it")
            }
            try await house.settle()
            #expect(try await scene.site.differences(from: before, client) == [], "when followers have worked")
        }
        await house.close()
    }

    @Test("lowered to the entry: the page stays, its file, images and text are gone, and its words no longer find it")
    func lowered() async throws {
        let scene = try await scene()
        let (house, record) = (scene.house, scene.record)
        try await house.serving { client in
            let desk = TestClient(port: client.port)
            try await desk.signIn("shen")
            try await house.publish([record], .catalogue)
            try await house.settle()
            let entry = try await scene.site.seen(client)
            let entryPage = try await client.get("/records/\(record.id)")
            try await house.publish([record], .text)
            try await house.settle()
            #expect(try await client.count(record.word) == 1)
            let tags = try await tags(record.id, client, images: false)

            let page = "/desk/opening/publish?unit=\(record.unit.id.text)"
            let done = try await desk.submit(
                page, to: "/desk/opening/publish", [("unit", record.unit.id.text), ("level", "1")])
            #expect(done.status == 303, "\(done.text)")

            #expect(try await client.count(record.word) == 0)
            #expect(try await client.count("共同") == 2)
            let answer = try await client.get("/records/\(record.id)", [("If-None-Match", tags["/records/ID"] ?? "")])
            #expect(answer.status == 200)
            #expect(answer.text == entryPage.text, "as if it had never been more than an entry")
            for word in [record.word, "共同", "/files/1", "/pages/1"] { #expect(!answer.text.contains(word), "\(word)") }
            let never = PublicID.mint()
            for way in Way.all(tags: tags) where way.path.contains("/files/") || way.path.contains("/pages/") {
                let seen = Seen(try await way.ask(client, record.id), about: record.id)
                let other = Seen(try await way.ask(client, never), about: never)
                #expect(seen == other, "\(way)")
            }
            let json = try JSON(parsing: try await client.get("/api/v1/records/\(record.id)").body)
            #expect(json["files"]?.array?.isEmpty == true && json["published"]?.int == 1)
            try await house.settle()
            #expect(try await scene.site.differences(from: entry, client) == [])
            #expect(try await client.count(record.unit.title) == 1, "its title still finds it")
        }
    }

    @Test("lowered to page images: the images stay, the file and the words of its text are gone")
    func images() async throws {
        let scene = try await scene(workers: true)
        let (house, record) = (scene.house, scene.record)
        try await house.serving { client in
            try await house.publish([record], .text)
            try await house.settle()
            #expect(try await client.count(record.word) == 1)
            try await house.publish([record], .image)
            #expect(try await client.count(record.word) == 0)
            #expect(try await client.get("/records/\(record.id)/pages/1/1.jpg").status == 200)
            #expect(try await client.get("/records/\(record.id)/files/1").status == 404)
            let page = try await client.get("/records/\(record.id)")
            #expect(page.status == 200 && !page.text.contains(record.word))
            // An image is no way to the original's digest or name.
            let json = try await client.get("/api/v1/records/\(record.id)").text
            #expect(!json.contains("sha256") && !json.contains("签批稿"))
        }
        await house.close()
    }

    @Test("withdrawn and published again: it is back, and so are its counts")
    func back() async throws {
        let scene = try await scene()
        let (house, record) = (scene.house, scene.record)
        try await house.serving { client in
            try await house.publish([record], .text)
            try await house.settle()
            let during = try await scene.site.seen(client)
            try await house.board.withdraw(.units([record.unit.id]), reason: "复核", by: TestHouse.reviewer)
            #expect(try await client.count("共同") == 2)
            try await house.publish([record], .text)
            try await house.settle()
            #expect(try await client.count("共同") == 3)
            #expect(try await scene.site.differences(from: during, client) == [])
        }
    }
}
