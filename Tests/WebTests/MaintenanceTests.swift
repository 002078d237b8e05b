import Archive
import Catalogue
import Foundation
import HTTPTypes
import Ledger
import Testing

@testable import Web

@Suite("Maintenance: the portal is closed, says why and until when, and the desk goes on")
struct MaintenanceTests {
    private static let administrator = Agent(id: "local:operator", role: .systemAdministrator)

    private func closed(
        _ house: TestHouse, until: String? = "2026-11-24T08:00", said: String = "搬迁机房", english: String = ""
    ) async throws {
        try await doorkeeper(house).close(
            until: until.map { try #require(PortalClosure.moment($0, house.clock)) }, said: said,
            saidInEnglish: english, by: Self.administrator)
    }

    private func doorkeeper(_ house: TestHouse) -> Doorkeeper {
        Doorkeeper(database: house.database, ledger: house.ledger, clock: house.clock)
    }

    @Test(
        "every public page and interface answers 503 with a code, a time to come back and nothing of the records; health and help stay"
    )
    func portal() async throws {
        let house = try await TestHouse()
        let record = try await house.keep(["甲天下"])[0]
        try await house.open([record])
        try await house.publish([record], .text)
        try await house.settle()
        let portalRoutes = Pages(rooms: house.rooms(house.settings())).routes.filter {
            $0.method == .get && $0.isPublic
        }
        try await house.serving { client in
            let before = try await client.get("/records/\(record.id)")
            #expect(before.status == 200)
            try await closed(house)
            #expect(portalRoutes.count > 15)
            for route in portalRoutes {
                let path = route.pattern.description.replacing("{id}", with: record.id)
                    .replacing(/\{[a-z]+\}/, with: "1")
                for headers in [[], [("If-None-Match", before["ETag"] ?? "")]] {
                    let answer = try await client.get(path, headers)
                    #expect(answer.status == 503, "\(path) \(answer.status)")
                    // 23 November 10:31 in Shanghai until the next day at 8.
                    #expect(answer["Retry-After"] == "77340", "\(path)")
                    #expect(answer["Cache-Control"] == "no-store")
                    #expect(!answer.text.contains(record.unit.title), "\(path)")
                }
            }
            for path in ["/healthz", "/robots.txt", "/help", "/desk/sign-in", Asset.style.path.text] {
                #expect(try await client.get(path).status == 200, "\(path)")
            }
            let ready = try JSON(parsing: try await client.get("/readyz").body)
            #expect(ready["ready"]?.bool == true && ready["checks"]?["portal"]?.string == "closed")
            let api = try await client.get("/api/v1/records/\(record.id)")
            let json = try JSON(parsing: api.body)
            #expect(json["code"]?.string == "web.portal-closed")
            #expect(json["next"]?["en"]?.string?.contains("24 November 2026 08:00 (Beijing time)") == true)
            try await doorkeeper(house).open(by: Self.administrator)
            #expect(try await client.get("/records/\(record.id)").status == 200)
            #expect(try JSON(parsing: try await client.get("/readyz").body)["checks"]?["portal"]?.string == "open")
        }
    }

    @Test("the page says it in both languages, with the archive's own words, and leads to no page that is closed")
    func page() async throws {
        let house = try await TestHouse()
        try await closed(house, said: "搬迁<机房>", english: "The server moves & grows")
        try await house.serving { client in
            for (language, first) in [("zh", "<h1>门户正在维护"), ("en", "<h1>The portal is closed")] {
                let text = try await client.get("/search?q=x&lang=\(language)").text
                #expect(text.contains(first))
                for words in [
                    "搬迁&lt;机房&gt;", "The server moves &amp; grows", "2026年11月24日 08:00", "24 November 2026 08:00",
                ] {
                    #expect(text.contains(words), "\(language) \(words)")
                }
                #expect(text.contains("lang=\"\(language == "zh" ? "en" : "zh-Hans")\""))
                #expect(!text.contains("<nav") && !text.contains("href=\"/fonds\""))
                let read = ReadPage(text)
                #expect(read.nameless == [] && read.unmarkedChinese == [], "\(language)")
            }
            // After the time that was told it is still closed, and says that it takes longer.
            house.time.move(.seconds(2 * 86_400))
            let late = try await client.get("/?lang=zh")
            #expect(late.status == 503 && late["Retry-After"] == "600" && late.text.contains("比原先预计的要久"))
            // Without a time nobody is promised one.
            try await closed(house, until: nil, said: "")
            let open = try await client.get("/?lang=zh")
            #expect(open["Retry-After"] == "3600" && open.text.contains("何时恢复还没有定"))
        }
    }

    @Test("staff go on working, are told on each page, and see the portal; an agency's officer and a program do not")
    func staff() async throws {
        let house = try await TestHouse()
        try await house.account("archivist", [.archivist])
        try await house.account("officer", [.agencyOfficer], agency: "临江市民政局")
        let account = try #require(try await house.accounts.account(name: "officer"))
        let token = try await house.accounts.makeToken(
            for: account, name: "OA", scopes: [.submit], days: 30,
            by: Agent(id: account.id.text, role: .agencyOfficer)
        ).text
        try await closed(house)
        try await house.serving { client in
            try await client.signIn("archivist")
            for path in ["/desk", "/desk/search", "/", "/fonds"] {
                let answer = try await client.get(path)
                #expect(answer.status == 200 && answer.text.contains("门户已关闭"), "\(path)")
                #expect(!answer.text.contains("/desk/maintenance"), "only the system administrator opens it")
            }
            try await client.signIn("officer")
            #expect(try await client.get("/").status == 503)
            #expect(try await client.get("/desk/accessions/new").status == 200)
            client.forgetCookies()
            let bearer = [("Authorization", "Bearer \(token)")]
            #expect(try await client.get("/api/v1/find", bearer).status == 503)
            // A transfer is the archive's work, not the portal's: programs may send on.
            let begun = try await client.send(
                "POST", "/api/v1/uploads",
                bearer + [
                    ("Tus-Resumable", "1.0.0"), ("Upload-Length", "4"),
                    ("Upload-Metadata", "filename " + Data("a.zip".utf8).base64EncodedString()),
                ])
            #expect(begun.status == 201, "\(begun.text)")
        }
    }

    @Test("the system administrator closes and opens it at the desk, with the password again; both are in the ledger")
    func desk() async throws {
        let house = try await TestHouse()
        try await house.account("sysadmin", [.systemAdministrator])
        try await house.account("archivist", [.archivist])
        try await house.serving { client in
            try await client.signIn("archivist")
            #expect(try await client.get("/desk/maintenance").status == 403)
            try await client.signIn("sysadmin")
            #expect(try await client.get("/desk/settings").text.contains("/desk/maintenance"))
            house.time.move(.seconds(900))
            let form = [("until", "2026-11-23T12:30"), ("words", "换硬盘"), ("words-en", "")]
            let asked = try await client.submit("/desk/maintenance", to: "/desk/maintenance/on", form)
            #expect(asked.status == 403 && asked.text.contains("value=\"换硬盘\""), "the proof is asked for")
            #expect(try await doorkeeper(house).closure() == nil)
            let proven = form + [("proof-password", TestHouse.password)]
            #expect(try await client.submit("/desk/maintenance", to: "/desk/maintenance/on", proven).status == 303)
            let closure = try #require(try await doorkeeper(house).closure())
            #expect(closure.until?.text == "2026-11-23T04:30:00.000000Z" && closure.said == "换硬盘")
            let page = try await client.get("/desk/maintenance").text
            #expect(page.contains("value=\"2026-11-23T12:30\"") && page.contains("开放门户"))
            for (until, code) in [("gestern", "不是日期"), ("2026-11-22T08:00", "已经过去")] {
                let wrong = try await client.submit(
                    "/desk/maintenance", to: "/desk/maintenance/on", [("until", until), ("words", "x")])
                #expect(wrong.status == 422 && wrong.text.contains(code), "\(until)")
            }
            #expect(try await client.submit("/desk/maintenance", to: "/desk/maintenance/off", []).status == 303)
            #expect(try await doorkeeper(house).closure() == nil)
            let kinds = try await house.ledger.events(about: "portal").map(\.1.kind)
            #expect(kinds == [.portalClosed, .portalOpened])
        }
    }

    @Test("only a system administrator may, in the rooms too; opening an open portal writes nothing")
    func rules() async throws {
        let house = try await TestHouse()
        let keeper = doorkeeper(house)
        await #expect(throws: MaintenanceProblem.notAllowed(.archivist)) {
            try await keeper.close(until: nil, said: "", by: Agent(id: "a", role: .archivist))
        }
        await #expect(throws: MaintenanceProblem.tooLong(500)) {
            try await keeper.close(until: nil, said: String(repeating: "字", count: 501), by: Self.administrator)
        }
        let last = house.ledger.lastIndex
        #expect(try await !keeper.open(by: Self.administrator))
        #expect(house.ledger.lastIndex == last)
    }

    @Test(
        "times are read on the wall clock of the archive's zone",
        arguments: [
            ("2026-12-01T08:00", "2026-12-01T00:00:00.000000Z"), ("2026-12-01 08:00", "2026-12-01T00:00:00.000000Z"),
            ("2026-12-01", "2026-11-30T16:00:00.000000Z"), ("2026-12-01T08:00:59", "2026-12-01T00:00:00.000000Z"),
        ])
    func moments(_ text: String, _ expected: String) {
        #expect(PortalClosure.moment(text, .fixed(Instant(text: expected)!))?.text == expected)
        for wrong in ["", "2026-13-01", "2026-12-01T24:00", "2026-12-01T8:00", "2026-12-01T08:61", "T08:00", "soon"] {
            #expect(PortalClosure.moment(wrong, .fixed(Instant(text: expected)!)) == nil, "\(wrong)")
        }
    }

    @Test("where clocks are changed, the hour that is written counts")
    func summerTime() {
        let clock = Clock.fixed(Instant(text: "2026-03-01T00:00:00.000000Z")!, zone: "Europe/Berlin")
        #expect(PortalClosure.moment("2026-03-29T08:00", clock)?.text == "2026-03-29T06:00:00.000000Z")
        #expect(PortalClosure.moment("2026-10-25T08:00", clock)?.text == "2026-10-25T07:00:00.000000Z")
    }
}
