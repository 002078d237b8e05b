import Archive
import HTTPTypes
import Ledger
import Tables
import Testing

@testable import Web

@Suite("The door of the desk: addresses, sessions, proofs, passwords")
struct DoorTests {
    @Test("thirty wrong tries an hour from an address, whatever the names; right ones count nothing")
    func addresses() async throws {
        let house = try await TestHouse()
        try await house.account("heruolan", [.archivist])
        func enter(_ name: String, _ password: String, _ address: String) async throws {
            _ = try await house.accounts.enter(name: name, password: password, from: address)
        }
        for _ in 0..<3 { try await enter("heruolan", TestHouse.password, "192.0.2.1") }
        for number in 0..<TryAddress.free {
            await #expect(throws: AccountProblem.wrong(triesLeft: 4)) {
                try await enter("name\(number)", "x", "192.0.2.1")
            }
        }
        house.time.move(.seconds(600))
        await #expect(throws: AccountProblem.tooManyHere(seconds: 3000)) {
            try await enter("heruolan", TestHouse.password, "192.0.2.1")
        }
        try await enter("heruolan", TestHouse.password, "192.0.2.2")
        house.time.move(.seconds(3001))
        try await enter("heruolan", TestHouse.password, "192.0.2.1")
        let rows = try await house.database.read { try $0.rows("SELECT * FROM sign_in_address").count }
        #expect(rows <= 2)
        #expect(TryAddress("2001:db8:1:2::7") == TryAddress("2001:0db8:0001:0002:ffff::1"))
        #expect(TryAddress("2001:db8:1:2::7") != TryAddress("2001:db8:1:3::7"))
        #expect(TryAddress("::ffff:192.0.2.1") == TryAddress("192.0.2.1"))
        #expect(TryAddress("fe80::1%eth0").text.hasSuffix("/64"))
    }

    @Test("sessions are listed to their owner, who ends them; the system administrator ends anybody's; others nobody's")
    func sessions() async throws {
        let house = try await TestHouse()
        let he = try await house.account("heruolan", [.archivist])
        let other = try await house.account("shenqing", [.archivist])
        let chief = try await house.account("chief", [.systemAdministrator])
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        let there = try await house.accounts.begin(
            he, address: "192.0.2.7", browser: Browser(agent: firefox).rawValue)
        let third = try await house.accounts.begin(he)
        let foreign = try await house.accounts.begin(other, address: "192.0.2.99")
        try await house.serving { client in
            try await client.signIn("heruolan")
            let page = try await client.get("/desk/sessions")
            #expect(page.text.contains("192.0.2.7") && page.text.contains("Firefox"))
            #expect(!page.text.contains("192.0.2.99") && !page.text.contains(there.token.text))
            let end = try await client.submit("/desk/sessions", to: "/desk/sessions/\(there.token.digest)/end", [])
            #expect(end.status == 303)
            let not = try await client.submit("/desk/sessions", to: "/desk/sessions/\(foreign.token.digest)/end", [])
            #expect(not.status == 403)
            #expect(try await house.accounts.session(there.token) == nil)
            #expect(try await house.accounts.session(third.token) != nil)
            _ = try await client.submit("/desk/sessions", to: "/desk/sessions/others/end", [])
            #expect(try await house.accounts.session(third.token) == nil)
            #expect(try await client.get("/desk").status == 200)

            let kept = client.cookies
            try await client.signIn("chief")
            #expect(try await client.get("/desk/sessions").text.contains("192.0.2.99"))
            let ended = try await client.submit("/desk/sessions", to: "/desk/sessions/\(foreign.token.digest)/end", [])
            #expect(ended.status == 303)
            #expect(try await house.accounts.session(foreign.token) == nil)
            #expect(kept["lantai-session"] != nil)
            _ = try await client.submit("/desk/password", to: "/desk/sign-out", [])
            #expect(try await client.get("/desk").status == 303)
        }
        let ends = try await house.ledger.events(about: other.id.text).map(\.1)
        #expect(ends.last?.kind == .sessionEnded && ends.last?.agent.id == chief.id.text)
        let own = try await house.ledger.events(about: chief.id.text).map(\.1.kind)
        #expect(own.last == .signedOut)
        for (agent, browser) in [
            ("Mozilla/5.0 Chrome/140 Safari/537.36 Edg/140.0", Browser.edge), ("curl/8", .other),
            ("Mozilla/5.0 Chrome/140.0 Safari/537.36 MicroMessenger/8", .weChat),
        ] { #expect(Browser(agent: agent) == browser) }
    }

    @Test("ten minutes after the last proof a grave act asks for the password, and then does what was sent")
    func proof() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        let fields = [
            ("name", "wang"), ("display-name", "王"), ("role", "archivist"), ("role", "reviewer"),
            ("password", TestHouse.password),
        ]
        try await house.serving { client in
            try await client.signIn("chief")
            house.time.move(.seconds(601))
            let asked = try await client.submit("/desk/accounts/new", fields)
            #expect(asked.status == 403 && asked.text.contains("action=\"/desk/accounts/new\""))
            for (name, value) in fields { #expect(asked.text.contains("name=\"\(name)\" value=\"\(value)\"")) }
            #expect(try await house.accounts.account(name: "wang") == nil)
            let wrong = try await client.submit("/desk/accounts/new", fields + [("proof-password", "x")])
            #expect(wrong.status == 422)
            #expect(try await house.accounts.account(name: "wang") == nil)
            let done = try await client.submit(
                "/desk/accounts/new", fields + [("proof-password", TestHouse.password)])
            #expect(done.status == 303)
            #expect(try await house.accounts.account(name: "wang")?.roles == [.archivist, .reviewer])
            // For ten minutes nothing more is asked.
            let id = try #require(try await house.accounts.account(name: "wang")?.id.text)
            let next = try await client.submit("/desk/accounts/\(id)", to: "/desk/accounts/\(id)/disable", [])
            #expect(next.status == 303)
        }
    }

    @Test("every route by which rights are given or taken is a grave one")
    func grave() async throws {
        let house = try await TestHouse()
        let routes = Pages(rooms: house.rooms(house.settings())).routes
        let wanted = ["/desk/accounts", "/desk/permissions", "/desk/tokens", "/desk/opening/withdraw"]
        let found = routes.filter { route in
            route.method == .post && wanted.contains { route.pattern.description.hasPrefix($0) }
        }
        #expect(found.count >= 9)
        for route in found { #expect(route.isGrave, "\(route.pattern.description)") }
    }

    @Test("what is guessed first is no password, however it is dressed; a sentence or a random one is")
    func denied() throws {
        for password in [
            "Password2026!", "p@ssw0rd123", "qwertyuiop", "1qaz2wsx3edc", "zaq12wsx!", "woaini1314520", "iloveyou1990",
            "19900101li", "lantai2026", "abcdefghij", "1234567890", "admin@12345", "dangan123456", "abcabcabcabc",
            "Zhang19851231", "Qq123456789", "我爱中国2026年!", "147258369abc", "1q2w3e4r5t6y", "welcome12345",
        ] {
            #expect(throws: AccountProblem.self, "\(password)") { try PasswordRules.check(password, name: "somebody") }
        }
        for password in [
            "江上秋风，一九九〇年", "风急天高猿啸哀 渚清沙白", "correct horse battery staple", "k7mq-w2xp-9rtd-hb4n", TestHouse.password,
        ] {
            try PasswordRules.check(password, name: "somebody")
        }
    }

    @Test(
        "the archive's own name is guessed first too, in Chinese, as it is spelled and by its initials",
        arguments: [
            "临江市档案馆12345", "linjiang2026!", "LinJiangShiDangAnGuan", "ljsdag@2026#1", "临江2026.8.1欢迎",
            "Linjiang-City-2026",
        ])
    func houseName(_ password: String) throws {
        let house = ["临江市档案馆", "Linjiang City Archives"]
        #expect(throws: AccountProblem.self) { try PasswordRules.check(password, name: "somebody", house: house) }
        #expect(throws: AccountProblem.self) {
            try PasswordRules.check("suzhou@20260801", name: "somebody", house: ["苏州市档案馆"])
        }
        for fine in ["江上秋风，一九九〇年", "k7mq-w2xp-9rtd-hb4n"] {
            try PasswordRules.check(fine, name: "somebody", house: house)
        }
    }

    @Test("a picture for the camera has its three corners, and what does not fit has none")
    func picture() throws {
        let code = try #require(QRCode("otpauth://totp/x?secret=ABC"))
        let last = code.side - 7
        for (x, y) in [(0, 0), (last, 0), (0, last)] {
            #expect((0..<7).allSatisfy { code.rows[y][x + $0] && code.rows[y + 6][x + $0] && code.rows[y + $0][x] })
            #expect(!code.rows[y + 1][x + 1] && code.rows[y + 3][x + 3])
        }
        #expect(QRCode(String(repeating: "x", count: 4000)) == nil)
    }
}
