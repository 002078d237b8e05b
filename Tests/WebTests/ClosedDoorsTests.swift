import Appraisal
import Archive
import Bytes
import Catalogue
import HTTPTypes
import Intake
import Ledger
import Tables
import Testing

@testable import Web

@Suite("Whoever has no business with a record learns nothing of it, whatever they send")
struct ClosedDoorsTests {
    /// One account for each role; the officer's agency is not the one the records come from.
    private func people(_ house: TestHouse) async throws {
        for role in Role.people {
            try await house.account(role.rawValue, [role], agency: role == .agencyOfficer ? "市民政局" : nil)
        }
    }

    /// Every page of the table for these values of `{id}`.
    private func paths(_ routes: [Route], ids: [String]) -> [(Route, String)] {
        routes.flatMap { route in
            ids.map { id in
                let path = route.pattern.description.replacing("{id}", with: id).replacing("{n}", with: "1")
                    .replacing("{page}", with: "1.jpg").replacing("{name}", with: id)
                    .replacing("{level}", with: "0").replacing("{a}", with: id)
                    .replacing("{b}", with: "000").replacing("{c}", with: "000").replacing("{d}", with: "1").replacing(
                        "{column}", with: "0"
                    ).replacing("{row}", with: "0")
                return (route, path)
            }
        }
    }

    @Test(
        "a closed record's own identifiers open no page to the public, to other agencies, to the three administrators")
    func identifiers() async throws {
        let house = try await TestHouse()
        try await people(house)
        let records = try await house.keep(["甲天下", "乙种本"])
        try await house.open([records[0]])
        try await house.publish([records[0]], .text)
        let receipt = try await house.board.decide(
            .units([records[1].unit.id]), verdict: .controlled, ground: StatedGround(code: "third-party"),
            by: TestHouse.reviewer)
        try await house.settle()
        let closed = records[1]
        let node = try await house.aids.path(of: closed.unit.id).map(\.id.text)
        let ids = [closed.unit.id.text, closed.id, receipt.id.text] + node
        let routes = Pages(rooms: house.rooms(house.settings())).routes.filter { $0.method == .get }
        let secrets = [closed.unit.title, closed.unit.code, closed.word]
        try await house.serving { client in
            // The pages do show them to those whose duty it is, or this would prove nothing.
            try await client.signIn(Role.archivist.rawValue)
            #expect(try await client.get("/desk/units/\(closed.unit.id.text)").text.contains(closed.unit.title))
            let strangers: [Role?] = [
                nil, .agencyOfficer, .supervisor, .systemAdministrator, .securityOfficer, .auditor,
            ]
            for role in strangers {
                let turn = Int.random(in: 0...1)
                client.forgetCookies()
                if let role { try await client.signIn(role.rawValue) }
                for (place, (_, bare)) in paths(routes, ids: ids).enumerated() {
                    let query = "unit=\(closed.unit.id.text)&q=\(closed.word.percentEncoded)&state=described"
                    // Both for anybody; for an account one or the other in turn, the first by chance.
                    let both = [bare, bare + "?" + query]
                    for path in role == nil ? both : [both[(place + turn) % 2]] {
                        let answer = try await client.get(path)
                        #expect(answer.status < 500, "\(path)")
                        let text = answer.text.replacing(closed.word.percentEncoded, with: "")
                        for secret in secrets where !(path.contains("q=") && secret == closed.word) {
                            #expect(!text.contains(secret), "\(role?.rawValue ?? "anybody") \(path)")
                        }
                    }
                }
            }
        }
    }

    @Test("no form and no upload is taken without the token of its session, from anybody")
    func tokens() async throws {
        let house = try await TestHouse()
        try await people(house)
        let record = try await house.keep(["甲天下"])[0]
        let routes = Pages(rooms: house.rooms(house.settings())).routes.filter {
            ![.get, .options].contains($0.method)
        }
        #expect(routes.count > 15)
        let multipart =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\nPK\r\n--b--\r\n"
        let bodies = [
            ("application/x-www-form-urlencoded", "unit=\(record.unit.id.text)&reason=x&level=3&verdict=open"),
            ("multipart/form-data; boundary=b", multipart), ("application/zip", "PK"), ("application/json", "{}"),
        ]
        let origins = [[], [("Origin", "https://evil.example")]]
        try await house.serving { client in
            for role in Role.people {
                let turn = Int.random(in: 0..<bodies.count)
                try await client.signIn(role.rawValue)
                let written = house.ledger.lastIndex
                for (place, (route, path)) in paths(routes, ids: [record.unit.id.text]).enumerated() {
                    // Every kind of body by those who may most, one of them in turn, the first by chance, by the others.
                    let sent = role == .archivist ? bodies : [bodies[(place + turn) % bodies.count]]
                    for ((type, body), headers) in sent.flatMap({ kind in origins.map { (kind, $0) } }) {
                        let answer = try await client.send(
                            route.method.rawValue, path + "?name=a.zip", headers + [("Content-Type", type)],
                            Array(body.utf8))
                        #expect([400, 403, 404].contains(answer.status), "\(role) \(path) \(type) \(answer.status)")
                    }
                }
                #expect(house.ledger.lastIndex == written, "\(role) changed something")
            }
        }
    }

    @Test("an agency's officer sees no other agency's transfer, nor learns of it by sending the same bytes")
    func agencies() async throws {
        let house = try await TestHouse()
        try await people(house)
        let sent = Array("同一个包".utf8)
        let theirs = try await house.desk.receive(
            .of(sent), name: FileName("移交.zip"), agency: "临江市司法局",
            by: Agent(id: "lantai.test.officer", role: .agencyOfficer), supersedes: nil, note: "只给本单位看")
        let routes = Pages(rooms: house.rooms(house.settings())).routes.filter {
            $0.pattern.description.hasPrefix("/desk/accessions")
        }
        try await house.serving { client in
            try await client.signIn(Role.agencyOfficer.rawValue)
            for path in ["/desk", "/desk/accessions", "/desk/accessions/new", "/desk/accessions?state=received"] {
                let text = try await client.get(path).text
                for secret in [theirs.number, theirs.id.text, "临江市司法局", "移交.zip", "只给本单位看"] {
                    #expect(!text.contains(secret), "\(path) \(secret)")
                }
            }
            for (route, path) in paths(routes, ids: [theirs.id.text]) where path.contains(theirs.id.text) {
                if route.method == .get {
                    let status = try await client.get(path).status
                    #expect([403, 404].contains(status), "\(path) \(status)")
                } else if route.intake == .form {
                    let answer = try await client.submit(
                        "/desk/password", to: path, [("side", "sending"), ("name", "冒名"), ("reason", "x")])
                    #expect([403, 404].contains(answer.status), "\(path) \(answer.status)")
                }
            }
            let token = try #require(try await client.get("/desk/password").formToken)
            let same = try await client.send(
                "PUT", "/desk/accessions/upload?name=b.zip", [("X-Form-Token", token), ("Accept", "application/json")],
                sent)
            #expect(same.status == 422 && same.text.contains("intake.already-held"), "\(same.text)")
            for secret in [theirs.number, theirs.id.text, "2026-11-23", "临江市司法局"] {
                #expect(!same.text.contains(secret), "\(secret)")
            }
        }
        // The agency itself, and the archive, are told which it was.
        for (agency, role) in [("临江市司法局", Role.agencyOfficer), ("", .archivist)] {
            let problem = await #expect(throws: IntakeProblem.self) {
                try await house.desk.receive(
                    .of(sent), name: FileName("移交.zip"), agency: agency, by: Agent(id: "x", role: role),
                    supersedes: nil, note: nil)
            }
            #expect(problem?.code == "intake.already-received")
        }
    }

    @Test("passwords tried all at once are counted one by one: five, not as many as connections")
    func flood() async throws {
        let house = try await TestHouse()
        try await house.account("heruolan", [.archivist])
        let wrong = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<24 {
                group.addTask {
                    do {
                        _ = try await house.accounts.verify(name: "heruolan", password: "x")
                    } catch AccountProblem.wrong {
                        return true
                    } catch {}
                    return false
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(wrong == 4)
        let failures = try await house.database.read { try $0.row("SELECT failures FROM sign_in_attempt") }
        #expect(failures?.int("failures") == 5)
    }

    @Test("a session chosen by somebody else is never taken over, and nothing from a header reaches an answer")
    func headers() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        try await house.serving { client in
            let chosen = String(repeating: "ab", count: 32)
            client.setCookie("lantai-session", chosen)
            let answer = try await client.submit(
                "/desk/sign-in", [("name", "chief"), ("password", TestHouse.password)])
            #expect(answer.status == 303)
            let given = try #require(client.cookies["lantai-session"])
            #expect(given != chosen)
            client.setCookie("lantai-session", chosen)
            #expect(try await client.get("/desk").status == 303)
            client.forgetCookies()
            for path in [
                "/desk/sign-in?back=%0d%0aX-Evil:1", "/desk/accounts%0d%0aX-Evil:1", "/?lang=en%0d%0aX-Evil:1",
                "/records/%0d%0aX-Evil:1", "/?done=%3Cscript%3E", "/search?q=%3Cscript%3E%00",
            ] {
                let answer = try await client.get(path)
                #expect(answer["X-Evil"] == nil && answer.status < 500 && !answer.text.contains("<script>"), "\(path)")
            }
            for path in ["/", "/desk", "/desk/sign-in", "/nothing", "/api/v1/find"] {
                let answer = try await client.get(
                    path, [("X-Forwarded-Host", "evil.example"), ("X-Original-URL", "/desk/accounts")])
                #expect(!answer.text.contains("evil.example"))
                #expect(!(answer["Location"] ?? "").contains("evil.example"))
            }
        }
    }
}
