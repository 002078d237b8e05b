import Archive
import Ledger
import Tables
import Testing

@testable import Web

@Suite("Accounts: who may be what, and who gets in")
struct SignInTests {
    @Test("an account is made, told in the ledger, and lets its owner in")
    func create() async throws {
        let house = try await TestHouse()
        let made = try await house.account("heruolan", [.archivist, .reviewer])
        #expect(made.roles == [.archivist, .reviewer])
        let verified = try await house.accounts.verify(name: "HeRuolan", password: TestHouse.password)
        #expect(verified.id == made.id)
        let events = try await house.ledger.events(about: made.id.text)
        #expect(events.map(\.1.kind) == [.accountChanged, .signedIn])
        let act = try await house.ledger.act(#require(events[0].1.act))
        #expect(act["what"]?.string == "created")
        #expect(!act.text.contains("scrypt"))
    }

    @Test("the three administrators, the two sides of a handover, and the authority are different persons")
    func disjoint() async throws {
        let house = try await TestHouse()
        let allowed: Set<Set<Role>> = [[.archivist, .reviewer]]
        for one in Role.people {
            for other in Role.people where one != other {
                let new = AccountDesk.NewAccount(
                    name: "wang", roles: [one, other], agency: "市民政局", password: TestHouse.password)
                if allowed.contains([one, other]) { continue }
                let problem = await #expect(throws: AccountProblem.self) {
                    try await house.accounts.create(new, by: .steward)
                }
                #expect(problem?.code == "account.roles-collide", "\(one) and \(other)")
            }
        }
        // A second account for the same person would get round it.
        try await house.accounts.create(
            .init(name: "li", person: "A-17", roles: [.auditor], password: TestHouse.password), by: .steward)
        await #expect(throws: AccountProblem.personTaken("A-17")) {
            try await house.accounts.create(
                .init(name: "li2", person: "A-17", roles: [.archivist], password: TestHouse.password), by: .steward)
        }
    }

    @Test("what the system administrator makes or resets lets nobody in before the security officer permits it")
    func permits() async throws {
        let house = try await TestHouse()
        let chief = Agent(
            id: try await house.account("chief", [.systemAdministrator]).id.text, role: .systemAdministrator)
        let officer = Agent(id: try await house.account("guard", [.securityOfficer]).id.text, role: .securityOfficer)
        let made = try await house.accounts.create(
            .init(name: "wang", roles: [.archivist], password: TestHouse.password), by: chief)
        #expect(!made.isPermitted)
        func verify() async throws -> Account {
            try await house.accounts.verify(name: "wang", password: TestHouse.password)
        }
        // As often as they like: knowing the password is no offence, and not knowing it says nothing of permits.
        for _ in 0..<8 { await #expect(throws: AccountProblem.notPermitted) { try await verify() } }
        await #expect(throws: AccountProblem.wrong(triesLeft: 4)) {
            try await house.accounts.verify(name: "wang", password: "x")
        }
        for role in Role.people where role != .securityOfficer {
            await #expect(throws: AccountProblem.mayNotPermit(role)) {
                try await house.accounts.permit(made.id, by: Agent(id: "x", role: role))
            }
        }
        try await house.accounts.permit(made.id, by: officer)
        let session = try await house.accounts.begin(try await verify())
        #expect(try await house.accounts.session(session.token) != nil)

        // Resetting the password is another way to become somebody else.
        try await house.accounts.setPassword(TestHouse.password, of: made.id, by: chief)
        #expect(try await house.accounts.session(session.token) == nil)
        await #expect(throws: AccountProblem.notPermitted) { try await verify() }
        try await house.accounts.permit(made.id, by: officer)
        let again = try await house.accounts.begin(try await verify())
        try await house.accounts.revoke(made.id, by: officer)
        #expect(try await house.accounts.session(again.token) == nil)
        await #expect(throws: AccountProblem.notPermitted) { try await verify() }
        await #expect(throws: AccountProblem.ownPermit) {
            try await house.accounts.revoke(AccountID(trusted: officer.id), by: officer)
        }
        let acts = try await house.ledger.events(about: made.id.text).map(\.1).filter { $0.kind == .accountChanged }
        var told: [String] = []
        for event in acts { told.append(try await house.ledger.act(#require(event.act))["what"]?.string ?? "") }
        #expect(told == ["created", "permitted", "password-set", "permitted", "permit-revoked"])
    }

    @Test("the security officer permits on a page of her own; the system administrator finds no way round it")
    func permitPage() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        try await house.account("guard", [.securityOfficer])
        try await house.serving { client in
            try await client.signIn("chief")
            let fields = [
                ("name", "wang"), ("display-name", "王"), ("role", "archivist"), ("password", TestHouse.password),
            ]
            let answer = try await client.submit("/desk/accounts/new", fields)
            let path = try #require(answer["Location"]?.split(separator: "?").first.map(String.init))
            let id = try #require(path.split(separator: "/").last.map(String.init))
            #expect(try await client.get(path).text.contains("待核准"))
            #expect(try await client.get("/desk/permissions").status == 403)
            let own = try await client.submit(path, to: "/desk/permissions/\(id)/permit", [])
            #expect(own.status == 403)
            let enabled = try await client.submit(path, to: "\(path)/enable", [])
            #expect(enabled.status == 303)
            client.forgetCookies()
            let early = try await client.submit(
                "/desk/sign-in", [("name", "wang"), ("password", TestHouse.password)])
            #expect(early.status == 422 && early.text.contains("安全保密员"))

            try await client.signIn("guard")
            let page = try await client.get("/desk/permissions")
            #expect(page.text.contains("/desk/permissions/\(id)/permit"))
            let done = try await client.submit("/desk/permissions", to: "/desk/permissions/\(id)/permit", [])
            #expect(done.status == 303)
            try await client.signIn("wang")
            #expect(try await client.get("/desk")["Location"] == "/desk/password")
        }
    }

    @Test("the database itself refuses an administrator with another role, whatever the program says")
    func constraint() async throws {
        let house = try await TestHouse()
        let account = try await house.account("zhouyue", [.securityOfficer])
        for (side, role) in [
            ("security-officer", "archivist"), ("archive", "archivist"), ("security-officer", "auditor"),
            ("auditor", "auditor"),
        ] {
            await #expect(throws: (any Error).self, "\(side) \(role)") {
                try await house.database.write { tx in
                    try tx.run(
                        "INSERT INTO account_role (account, side, role) VALUES (\(account.id), \(side), \(role))")
                }
            }
        }
        await #expect(throws: (any Error).self) {
            try await house.database.write { tx in
                try tx.run("UPDATE account SET side = 'archive' WHERE id = \(account.id)")
            }
        }
    }

    @Test("only a system administrator manages accounts, and the last one stays")
    func managing() async throws {
        let house = try await TestHouse()
        let chief = try await house.account("chief", [.systemAdministrator])
        let archivist = try await house.account("heruolan", [.archivist])
        for role in Role.people.subtracting([.systemAdministrator]) {
            await #expect(throws: AccountProblem.notAllowed(role)) {
                try await house.accounts.setEnabled(false, archivist.id, by: Agent(id: "x", role: role))
            }
        }
        let agent = try #require(chief.agent(as: .systemAdministrator))
        await #expect(throws: AccountProblem.lastAdministrator) {
            try await house.accounts.setEnabled(false, chief.id, by: agent)
        }
        try await house.account("second", [.systemAdministrator])
        try await house.accounts.setEnabled(false, chief.id, by: agent)
        await #expect(throws: AccountProblem.self) {
            try await house.accounts.verify(name: "chief", password: TestHouse.password)
        }
    }

    @Test("five wrong tries are free, then the wait doubles, known name or not; a good one or a day forgets them")
    func lockOut() async throws {
        let house = try await TestHouse()
        try await house.account("heruolan", [.archivist])
        for name in ["heruolan", "nobody"] {
            for left in [4, 3, 2, 1] {
                await #expect(throws: AccountProblem.wrong(triesLeft: left)) {
                    try await house.accounts.verify(name: name, password: "wrong")
                }
            }
            await #expect(throws: AccountProblem.lockedOut(seconds: 60)) {
                try await house.accounts.verify(name: name, password: "wrong")
            }
            // The right password does not help while locked.
            await #expect(throws: AccountProblem.lockedOut(seconds: 60)) {
                try await house.accounts.verify(name: name, password: TestHouse.password)
            }
        }
        house.time.move(.seconds(60))
        await #expect(throws: AccountProblem.lockedOut(seconds: 120)) {
            try await house.accounts.verify(name: "heruolan", password: "wrong")
        }
        house.time.move(.seconds(120))
        _ = try await house.accounts.verify(name: "heruolan", password: TestHouse.password)
        await #expect(throws: AccountProblem.wrong(triesLeft: 4)) {
            try await house.accounts.verify(name: "heruolan", password: "wrong")
        }
        house.time.move(.seconds(86400))
        await #expect(throws: AccountProblem.wrong(triesLeft: 4)) {
            try await house.accounts.verify(name: "heruolan", password: "wrong")
        }
        #expect(LockOut.seconds(after: 4) == 0 && LockOut.seconds(after: 1000) == 3600)
    }

    @Test("weak passwords are refused with a reason")
    func weak() async throws {
        let house = try await TestHouse()
        for password in ["short", "heruolan2026!", "password1234", "aaaaaaaaaaaa", String(repeating: "长", count: 100)] {
            let problem = await #expect(throws: AccountProblem.self, "\(password)") {
                try await house.accounts.create(
                    .init(name: "heruolan", roles: [.archivist], password: password), by: .steward)
            }
            #expect(problem?.code == "account.weak-password")
        }
    }

    @Test("a session ends after an hour without a request, after twelve hours, and when its account is stopped")
    func sessions() async throws {
        let house = try await TestHouse()
        let account = try await house.account("heruolan", [.archivist])
        let idle = try await house.accounts.begin(account)
        house.time.move(.seconds(3599))
        #expect(try await house.accounts.session(idle.token) != nil)
        house.time.move(.seconds(3599))
        #expect(try await house.accounts.session(idle.token) != nil)
        house.time.move(.seconds(3600))
        #expect(try await house.accounts.session(idle.token) == nil)

        let busy = try await house.accounts.begin(account)
        for _ in 0..<23 {
            house.time.move(.seconds(1800))
            #expect(try await house.accounts.session(busy.token) != nil)
        }
        house.time.move(.seconds(1800))
        #expect(try await house.accounts.session(busy.token) == nil)

        let stopped = try await house.accounts.begin(account)
        try await house.accounts.setEnabled(false, account.id, by: .steward)
        #expect(try await house.accounts.session(stopped.token) == nil)
    }

    @Test("the database holds neither session tokens nor passwords")
    func secrets() async throws {
        let house = try await TestHouse()
        let session = try await house.accounts.begin(try await house.account("heruolan", [.archivist]))
        let rows = try await house.database.read { tx in
            try tx.rows("SELECT * FROM session").map(\.values) + tx.rows("SELECT password FROM account").map(\.values)
        }
        for case .text(let text) in rows.joined() {
            #expect(!text.contains(session.token.text) && !text.contains(TestHouse.password))
        }
    }

    @Test("changing one's password ends the other sessions and keeps this one")
    func change() async throws {
        let house = try await TestHouse()
        let account = try await house.account("heruolan", [.archivist], mustChange: true)
        let here = try await house.accounts.begin(account)
        let there = try await house.accounts.begin(account)
        await #expect(throws: AccountProblem.oldPasswordWrong) {
            try await house.accounts.changePassword(
                of: account.id, from: "wrong", to: "风急天高猿啸哀 渚清沙白", session: here.token)
        }
        try await house.accounts.changePassword(
            of: account.id, from: TestHouse.password, to: "风急天高猿啸哀 渚清沙白", session: here.token)
        #expect(try await house.accounts.session(here.token)?.account.mustChangePassword == false)
        #expect(try await house.accounts.session(there.token) == nil)
    }

    @Test("wrong present passwords lock the account as at the door: a session left open is no place to guess from")
    func guessed() async throws {
        let house = try await TestHouse()
        let account = try await house.account("heruolan", [.archivist])
        let session = try await house.accounts.begin(account)
        func change(from old: String) async throws {
            try await house.accounts.changePassword(
                of: account.id, from: old, to: "风急天高猿啸哀 渚清沙白", session: session.token)
        }
        for _ in 1..<LockOut.free {
            await #expect(throws: AccountProblem.oldPasswordWrong) { try await change(from: "wrong") }
        }
        await #expect(throws: AccountProblem.self) { try await change(from: "wrong") }
        do {
            try await change(from: TestHouse.password)
            Issue.record("changed while locked")
        } catch let problem as AccountProblem {
            #expect(problem.isLockOut)
        }
        #expect(try await house.accounts.session(session.token) != nil)
    }

    @Test("a form token fits its own session and no other")
    func tokens() {
        let (one, other) = (Array("one secret".utf8), Array("other secret".utf8))
        #expect(FormToken.fits(FormToken.make(secret: one), secret: one))
        #expect(!FormToken.fits(FormToken.make(secret: one), secret: other))
        #expect(
            !FormToken.fits("", secret: one) && !FormToken.fits(nil, secret: one) && !FormToken.fits("zz", secret: one))
        let doors = DoorKeys()
        let (cookie, token) = doors.issue()
        #expect(doors.fits(token, cookie: cookie))
        #expect(
            !doors.fits(token, cookie: nil) && !doors.fits(token, cookie: "other")
                && !DoorKeys().fits(token, cookie: cookie))
    }

    @Test("HMAC is that of RFC 4231")
    func hmac() {
        #expect(
            Hash.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)).hex
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            Hash.hmac(
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                key: [UInt8](repeating: 0xAA, count: 131)
            ).hex == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }
}
