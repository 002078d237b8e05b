import Archive
import Ledger
import Tables
import Testing

@testable import Web

@Suite("Second factors: codes by telephone and on paper")
struct SecondFactorTests {
    @Test("codes are those of RFC 6238, and secrets are spelled as in RFC 4648")
    func vectors() {
        let secret = Array("12345678901234567890".utf8)
        for (second, code) in [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)] {
            #expect(OneTimeCode.code(secret, step: second / 30, digits: 8) == code)
        }
        #expect(OneTimeCode.spelled(secret).filter { $0 != " " } == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(OneTimeCode.spelled(secret).hasPrefix("GEZD GNBV "))
    }

    private func code(_ house: TestHouse, _ secret: [UInt8], _ shift: Int64 = 0) -> String {
        OneTimeCode.code(secret, step: OneTimeCode.step(at: house.clock.now) + shift)
    }

    /// An account whose telephone makes codes of the secret returned.
    private func withProgram(_ house: TestHouse, _ name: String = "heruolan") async throws -> (Account, [UInt8]) {
        let made = try await house.account(name, [.archivist])
        let secret = try await house.accounts.beginProgram(for: made)
        try await house.accounts.confirmProgram(of: made, code: code(house, secret), by: made.ownAgent)
        return (try #require(try await house.accounts.account(made.id)), secret)
    }

    @Test("a program counts once it showed a code; a code is good for a step of drift, and once")
    func program() async throws {
        let house = try await TestHouse()
        let made = try await house.account("heruolan", [.archivist])
        let secret = try await house.accounts.beginProgram(for: made)
        await #expect(throws: AccountProblem.wrongCode(triesLeft: 0)) {
            try await house.accounts.confirmProgram(of: made, code: "000000", by: made.ownAgent)
        }
        #expect(try await house.accounts.account(made.id)?.hasSecondFactor == false)
        try await house.accounts.confirmProgram(of: made, code: code(house, secret), by: made.ownAgent)
        let account = try #require(try await house.accounts.account(made.id))
        #expect(account.hasSecondFactor)
        // The code that confirmed is used up, and those of before it with it.
        for shift in [0, -1] as [Int64] {
            #expect(try await !house.accounts.use(code: code(house, secret, shift), of: account))
        }
        #expect(try await house.accounts.use(code: code(house, secret, 1), of: account))
        #expect(try await !house.accounts.use(code: code(house, secret, 1), of: account))
        house.time.move(.seconds(300))
        for shift in [-2, 2] as [Int64] {
            #expect(try await !house.accounts.use(code: code(house, secret, shift), of: account))
        }
        #expect(try await house.accounts.use(code: code(house, secret, -1), of: account))
        let spaced = code(house, secret)
        #expect(try await house.accounts.use(code: " \(spaced.prefix(3)) \(spaced.suffix(3))", of: account))
        // Another telephone being set up does not void the one in use.
        let other = try await house.accounts.beginProgram(for: account)
        house.time.move(.seconds(60))
        #expect(try await house.accounts.use(code: code(house, secret), of: account))
        #expect(try await !house.accounts.use(code: code(house, other), of: account))
    }

    @Test("who knows the password cannot lift the lock that wrong codes brought")
    func lockStays() async throws {
        let house = try await TestHouse()
        let (account, secret) = try await withProgram(house)
        // Wrong codes come while the right password is being looked at.
        try await house.accounts.counted(account.name, from: nil) { _ in
            for _ in 0..<4 {
                await #expect(throws: AccountProblem.self) {
                    try await house.accounts.enter(account, code: "000000", from: "192.0.2.1")
                }
            }
        }
        house.time.move(.seconds(30))
        await #expect(throws: AccountProblem.lockedOut(seconds: 30)) {
            try await house.accounts.enter(account, code: code(house, secret), from: "192.0.2.1")
        }
        // Nor does the right password bring a lock of its own, once the time is over.
        house.time.move(.seconds(31))
        _ = try await house.accounts.enter(name: account.name, password: TestHouse.password, from: "192.0.2.1")
        try await house.accounts.enter(account, code: code(house, secret), from: "192.0.2.1")
    }

    @Test("of a sheet each code works once, however it is typed; a new sheet voids the old; no code is in the database")
    func sheet() async throws {
        let house = try await TestHouse()
        let account = try await house.account("heruolan", [.archivist])
        let codes = try await house.accounts.makeSheet(for: account, by: account.ownAgent)
        #expect(codes.count == 20 && Set(codes).count == 20)
        #expect(try await house.accounts.use(code: codes[0].uppercased().replacing("-", with: " "), of: account))
        #expect(try await !house.accounts.use(code: codes[0], of: account))
        #expect(try await house.accounts.secondFactor(of: account.id).codesLeft == 19)
        let other = try await house.account("other", [.archivist])
        #expect(try await !house.accounts.use(code: codes[1], of: other))
        let rows = try await house.database.read { try $0.rows("SELECT * FROM sheet_code").map(\.values) }
        for case .text(let text) in rows.joined() { #expect(!codes.contains(text)) }
        let next = try await house.accounts.makeSheet(for: account, by: account.ownAgent)
        #expect(try await !house.accounts.use(code: codes[1], of: account))
        #expect(try await house.accounts.use(code: next[1], of: account))
    }

    @Test("after the password the door asks for the code; before it no page opens; wrong codes lock the account")
    func door() async throws {
        let house = try await TestHouse()
        let (account, secret) = try await withProgram(house)
        house.time.move(.seconds(60))
        try await house.serving { client in
            let password = [("name", "heruolan"), ("password", TestHouse.password)]
            let first = try await client.submit("/desk/sign-in", password)
            #expect(first.status == 303 && first["Location"] == "/desk/sign-in/code")
            #expect(client.cookies["lantai-session"] == nil)
            #expect(try await client.get("/desk")["Location"]?.hasPrefix("/desk/sign-in") == true)
            // The half session is no session under another name.
            client.setCookie("lantai-session", try #require(client.cookies["lantai-half"]))
            #expect(try await client.get("/desk").status == 303)
            client.setCookie("lantai-session", "")
            let wrong = try await client.submit("/desk/sign-in/code", [("code", "abcd-efgh")])
            #expect(wrong.status == 422 && wrong.text.contains("验证码不对"))
            let good = try await client.submit("/desk/sign-in/code", [("code", code(house, secret))])
            #expect(good.status == 303 && good["Location"] == "/desk")
            #expect(try await client.get("/desk").status == 200)
            #expect(client.cookies["lantai-half"] == nil)

            client.forgetCookies()
            _ = try await client.submit("/desk/sign-in", password)
            for _ in 0..<4 { _ = try await client.submit("/desk/sign-in/code", [("code", "111111")]) }
            let locked = try await client.submit("/desk/sign-in/code", [("code", "111111")])
            #expect(locked.status == 429 && locked["Retry-After"] == "60")
            let right = try await client.submit("/desk/sign-in/code", [("code", code(house, secret, 1))])
            #expect(right.status == 429)
            #expect(try await client.submit("/desk/sign-in", password).status == 429)
            // Ten minutes after the password it is asked for again.
            house.time.move(.seconds(700))
            let late = try await client.post("/desk/sign-in/code", [("code", "1")])
            #expect(late.status == 403)
            #expect(try await client.get("/desk/sign-in/code")["Location"] == "/desk/sign-in")
        }
        let kinds = try await house.ledger.events(about: account.id.text).map(\.1.kind)
        #expect(kinds.filter { $0 == .signInLocked }.count == 1)
        #expect(kinds.filter { $0 == .signedIn }.count == 1)
    }

    @Test("a person sets a telephone up and makes a sheet on pages; who must have one is led there and nowhere else")
    func pages() async throws {
        let house = try await TestHouse()
        let account = try await house.account("chief", [.systemAdministrator])
        try await house.serving {
            $0.secondFactorRoles = [.systemAdministrator]
        } _: { client in
            try await client.signIn("chief")
            for path in ["/desk", "/desk/accounts"] {
                #expect(try await client.get(path)["Location"] == "/desk/second-factor")
            }
            #expect(try await client.get("/desk/second-factor?lang=en").text.contains("needs a code"))
            let shown = try await client.submit("/desk/second-factor", to: "/desk/second-factor/program", [])
            let secret = try #require(try await house.accounts.programToConfirm(of: account.id))
            #expect(shown.text.contains(OneTimeCode.spelled(secret)) && shown.text.contains("otpauth://totp/"))
            #expect(shown["Cache-Control"] == "no-store")
            let wrong = try await client.submit(
                "/desk/second-factor", to: "/desk/second-factor/confirm", [("code", "1")])
            #expect(wrong.status == 422 && wrong.text.contains(OneTimeCode.spelled(secret)))
            let done = try await client.submit(
                "/desk/second-factor", to: "/desk/second-factor/confirm", [("code", code(house, secret))])
            #expect(done.status == 303)
            #expect(try await client.get("/desk/accounts").status == 200)
            let sheet = try await client.submit("/desk/second-factor", to: "/desk/second-factor/sheet", [])
            #expect(sheet.text.matches(of: />[a-z2-9]{4}-[a-z2-9]{4}</).count == 20)
            #expect(try await client.get("/desk/second-factor?lang=zh").text.contains("还剩20个"))
        }
        let acts = try await house.ledger.events(about: account.id.text).map(\.1).filter { $0.kind == .accountChanged }
        var told: [String] = []
        for event in acts { told.append(try await house.ledger.act(#require(event.act))["what"]?.string ?? "") }
        #expect(told == ["created", "second-factor-set", "code-sheet-made"])
    }

    @Test("the system administrator's reset takes the second factor away, and the security officer permits again")
    func recovery() async throws {
        let house = try await TestHouse()
        let chief = try await house.account("chief", [.systemAdministrator])
        let (account, _) = try await withProgram(house)
        _ = try await house.accounts.makeSheet(for: account, by: account.ownAgent)
        try await house.accounts.setPassword(
            TestHouse.password, of: account.id, by: #require(chief.agent(as: .systemAdministrator)))
        let now = try #require(try await house.accounts.account(account.id))
        #expect(!now.hasSecondFactor && !now.isPermitted && now.mustChangePassword)
        #expect(try await house.accounts.secondFactor(of: account.id) == SecondFactor())
        try await house.serving { client in
            let page = try await client.get("/desk/sign-in/forgotten")
            #expect(page.status == 200 && !page.text.contains("chief"))
        }
    }
}
