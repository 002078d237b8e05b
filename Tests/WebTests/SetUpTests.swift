import Archive
import Foundation
import Hummingbird
import Logging
import Synchronization
import Testing

@testable import Web

@Suite("An archive is set up in the browser: one code, one browser, nothing made before the end, no password in a page")
struct SetUpTests {
    /// What the house would be told.
    private final class Made: Sendable {
        let calls = Mutex<[(SetUpAnswers, [AccountDesk.NewAccount])]>([])
        let fails = Mutex(false)
        /// What is waited for before it is made.
        let gate = AsyncStream<Void>.makeStream()
    }

    private struct NoRoom: Explained {
        let code = "test.no-room"
        let what = Words(zh: "没有地方。", en: "There is no room.")
        let next = Words(zh: "腾出地方。", en: "Make room.")
    }

    private static let code = "abcd-efgh-jkmn-pqrs"

    /// Runs `body` against a wizard on a port of its own.
    private func serving(
        _ made: Made = Made(), clock: Clock = .system(), tlsProxy: Bool = false, waits: Bool = false,
        _ body: (TestClient, Front) async throws -> Void
    ) async throws {
        let place = SetUpPlace(
            folder: "/srv/lantai",
            faults: { $0.zone == "Nowhere" ? [("zone", Words(zh: "没有这个时区", en: "no such zone"))] : [] },
            room: {
                SetUpRoom(
                    free: 5_000_000_000, files: Words(zh: "一百万件", en: "a million records"), isTaken: true,
                    isHalfMade: true)
            },
            newPassword: { "made-made-made-made" },
            make: { answers, accounts, say in
                if waits {
                    say("示范 1/1：移交.zip")
                    for await _ in made.gate.stream { break }
                }
                if made.fails.withLock({ $0 }) { throw NoRoom() }
                made.calls.withLock { $0.append((answers, accounts)) }
            })
        let front = Front(
            setUp: SetUpDesk(code: Self.code, place: place, clock: clock, behindTLSProxy: tlsProxy))
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = webApplication(
            front: front, host: "127.0.0.1", port: 0, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onRunning: { port.yield($0) })
        let server = Task { try await application.run() }
        defer { server.cancel() }
        var iterator = ports.makeAsyncIterator()
        try await body(TestClient(port: try #require(await iterator.next())), front)
    }

    private let secrets = ["江上秋风 1990 年", "月落乌啼 1991 年", "枫桥夜泊 1992 年"]

    private var archive: [(String, String)] {
        [
            ("archive-name", "临江市档案馆"), ("archive-name-en", ""), ("archive-code", "330100"), ("zone", "Asia/Shanghai"),
            ("network", "office"), ("grade", "unclassified"),
        ]
    }

    private var accounts: [(String, String)] {
        let people = [("system-administrator", "赵一"), ("security-officer", "钱二"), ("auditor", "孙三")]
        var fields = people.enumerated().flatMap { place, person in
            [
                ("\(person.0)-person", person.1), ("\(person.0)-name", "user\(place)"),
                ("\(person.0)-password", secrets[place]), ("\(person.0)-again", secrets[place]),
            ]
        }
        fields += [("archivist-person", "李四"), ("archivist-name", "lisi"), ("archivist-made", "yes")]
        return fields
    }

    private func enter(_ client: TestClient) async throws {
        let answer = try await client.submit("/setup?code=\(Self.code)", to: "/setup", [("code", Self.code)])
        try #require(answer["Location"] == "/setup/language", "\(answer.status)")
    }

    private func fill(_ client: TestClient) async throws {
        try await enter(client)
        let steps: [(String, [(String, String)], String)] = [
            ("language", [("language", "en")], "archive"), ("archive", archive, "accounts"),
            ("accounts", accounts, "holdings"), ("holdings", [("demo", "small")], "review"),
        ]
        for (step, fields, next) in steps {
            let answer = try await client.submit("/setup/\(step)", fields)
            try #require(answer["Location"] == "/setup/\(next)", "\(step): \(answer.status) \(answer.text)")
        }
    }

    /// Waits until the making came to an end.
    private func wait(_ client: TestClient) async throws -> TestClient.Answer {
        for _ in 0..<200 {
            let answer = try await client.get("/setup/making")
            if answer.status != 200 { return answer }
            try await Task.sleep(for: .milliseconds(20))
        }
        return try await client.get("/setup/making")
    }

    @Test("from the code to the last page, without scripts; what is made is what was answered")
    func whole() async throws {
        let made = Made()
        try await serving(made) { client, _ in
            try await fill(client)
            let review = try await client.get("/setup/review?lang=zh").text
            for words in ["临江市档案馆", "330100", "赵一", "user2", "/srv/lantai", "5 GB", "上一次建到一半就断了", "已有别的东西"] {
                #expect(review.contains(words), "\(words)")
            }
            #expect(made.calls.withLock { $0.isEmpty }, "nothing is made before the last step")
            #expect(try await client.submit("/setup/review", [("go", "on")])["Location"] == "/setup/making")
            #expect(try await wait(client)["Location"] == "/setup/ready")
            let ready = try await client.get("/setup/ready").text
            #expect(ready.contains("made-made-made-made") && ready.contains("lisi") && !ready.contains("user1"))
            let (answers, people) = try #require(made.calls.withLock { $0.first })
            #expect(answers.language == .en && answers.archiveCode == "330100" && answers.wantsDemo)
            #expect(people.map(\.name) == ["user0", "user1", "user2", "lisi"])
            #expect(people.map(\.roles) == [[.systemAdministrator], [.securityOfficer], [.auditor], [.archivist]])
            #expect(people.map(\.password) == secrets + ["made-made-made-made"])
            #expect(people.map(\.mustChangePassword) == [true, true, true, true])
            // Ended, the wizard is gone with all it knew, for this browser too.
            #expect(try await client.submit("/setup/ready", to: "/setup/done", [])["Location"] == "/desk/sign-in")
            #expect(try await !client.get("/setup/ready").text.contains("made-made"))
        }
        #expect(made.calls.withLock { $0.count } == 1)
    }

    @Test("no page ever holds a password that was typed, whatever was wrong beside it, and one that was taken is kept")
    func passwords() async throws {
        try await serving { client, _ in
            try await enter(client)
            _ = try await client.submit("/setup/archive", archive)
            var fields = accounts
            fields[0].1 = ""
            let refused = try await client.submit("/setup/accounts", fields)
            #expect(refused.status == 422 && refused.text.contains("user1"))
            for secret in secrets { #expect(!refused.text.contains(secret)) }
            let again = try await client.get("/setup/accounts?lang=zh").text
            for secret in secrets { #expect(!again.contains(secret)) }
            #expect(again.contains("已收下"))
            fields[0].1 = "赵一"
            for place in fields.indices
            where fields[place].0.hasSuffix("-password") || fields[place].0.hasSuffix("-again") {
                fields[place].1 = ""
            }
            #expect(try await client.submit("/setup/accounts", fields)["Location"] == "/setup/holdings")
        }
    }

    @Test("a password that was refused is not kept: the page does not say it was taken, and asks for another")
    func refusedPassword() async throws {
        try await serving { client, _ in
            try await enter(client)
            _ = try await client.submit("/setup/archive", archive)
            var fields = accounts
            for place in fields.indices where ["auditor-password", "auditor-again"].contains(fields[place].0) {
                fields[place].1 = "user2 的口令 user2"
            }
            let refused = try await client.submit("/setup/accounts?lang=zh", to: "/setup/accounts", fields)
            #expect(refused.status == 422 && refused.text.contains("口令里不要有账号名"))
            #expect(refused.text.components(separatedBy: "已收下").count == 3, "of the two others only")
            for place in fields.indices
            where fields[place].0.hasSuffix("-password") || fields[place].0.hasSuffix("-again") {
                fields[place].1 = ""
            }
            let again = try await client.submit("/setup/accounts?lang=zh", to: "/setup/accounts", fields)
            #expect(again.status == 422 && again.text.contains("写上口令，或选由程序生成"))
        }
    }

    @Test(
        "faults are named at their field in the user's language",
        arguments: [
            ("archive", "archive-name", "", "写上档案馆的名称"), ("archive", "zone", "Nowhere", "没有这个时区"),
            ("archive", "archive-name", String(repeating: "馆", count: 61), "至多60个字"),
            ("accounts", "auditor-person", "赵一", "已是系统管理员"), ("accounts", "auditor-name", "USER0", "已有人用"),
            ("accounts", "auditor-name", "a b", "不含空格"), ("accounts", "auditor-password", "太短", "两次写的口令不一样"),
            ("accounts", "archivist-made", "", "选由程序生成"),
        ])
    func faults(_ step: String, _ field: String, _ value: String, _ words: String) async throws {
        try await serving { client, _ in
            try await enter(client)
            if step == "accounts" { _ = try await client.submit("/setup/archive", archive) }
            var fields = step == "archive" ? archive : accounts
            fields.removeAll { $0.0 == field }
            if field != "archivist-made" { fields.append((field, value)) }
            let answer = try await client.submit("/setup/\(step)?lang=zh", to: "/setup/\(step)", fields)
            #expect(answer.status == 422 && answer.text.contains(words), "\(answer.status)")
            let about = field == "archivist-made" ? "archivist-password" : field
            #expect(answer.text.contains("id=\"\(about)-e\""), "\(about)")
        }
    }

    @Test("a node on the internet is not a classified one")
    func grade() async throws {
        try await serving { client, _ in
            try await enter(client)
            let fields = archive.filter { !["network", "grade"].contains($0.0) }
            let answer = try await client.submit(
                "/setup/archive", fields + [("network", "public"), ("grade", "classified")])
            #expect(answer.status == 422)
        }
    }

    @Test("back and forward keep what was typed, right or wrong; a question is not skipped")
    func backAndForward() async throws {
        try await serving { client, _ in
            try await enter(client)
            #expect(try await client.get("/setup/review")["Location"] == "/setup/archive")
            let fields = [("archive-name", "半个名字"), ("zone", "Nowhere"), ("go", "back")]
            #expect(try await client.submit("/setup/archive", fields)["Location"] == "/setup/language")
            let page = try await client.get("/setup/archive").text
            #expect(page.contains("半个名字") && page.contains("Nowhere"))
        }
    }

    @Test("the code works once: no other browser gets in, by address, form or the first one's token")
    func once() async throws {
        try await serving { client, _ in
            for path in ["/setup/language", "/setup/accounts", "/setup/ready"] {
                #expect(try await client.get(path).status == 403)
            }
            let door = try #require(try await client.get("/setup").formToken)
            try await enter(client)
            let page = try await client.get("/setup/archive")
            let token = try #require(page.formToken)
            client.forgetCookies()
            #expect(try await client.get("/setup?code=\(Self.code)").status == 422)
            for path in ["/setup", "/setup/archive", "/setup/review", "/setup/done"] {
                for form in [token, door] {
                    let answer = try await client.post(
                        path, [("form-token", form), ("code", Self.code)] + archive)
                    #expect([403, 422].contains(answer.status), "\(path) \(answer.status)")
                }
            }
            client.setCookie(SetUpDesk.cookie, String(repeating: "0", count: 64))
            #expect(try await client.get("/setup/archive").status == 422)
        }
    }

    @Test("wrong codes are counted: five, then the right one waits too")
    func guessing() async throws {
        let time = TestTime()
        let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        try await serving(clock: clock) { client, _ in
            var statuses: [Int] = []
            for code in Array(repeating: "aaaa-bbbb-cccc-dddd", count: 5) + [Self.code] {
                statuses.append(try await client.submit("/setup", [("code", code)]).status)
            }
            #expect(statuses == [422, 422, 422, 422, 429, 429])
            time.move(.seconds(61))
            let spaced = Self.code.uppercased().replacing("-", with: " ")
            #expect(try await client.submit("/setup", [("code", spaced)]).status == 303)
        }
    }

    @Test(
        "through a proxy, or from another machine without TLS, there is only a refusal; with TLS behind our proxy it works"
    )
    func peers() async throws {
        try await serving { client, _ in
            let answer = try await client.get("/setup?code=\(Self.code)", [("X-Forwarded-For", "10.0.0.7")])
            #expect(answer.status == 403 && !answer.text.contains("name=\"code\""))
        }
        try await serving(tlsProxy: true) { client, _ in
            let plain = [("X-Forwarded-For", "10.0.0.7"), ("X-Forwarded-Proto", "http")]
            #expect(try await client.get("/setup", plain).status == 403)
            let secure = [("X-Forwarded-For", "10.0.0.7"), ("X-Forwarded-Proto", "https")]
            let door = try await client.get("/setup", secure)
            #expect(door.status == 200 && door.all("Set-Cookie").allSatisfy { $0.contains("Secure") })
        }
    }

    @Test(
        "nothing but the wizard, help, the assets and the pulse answers; all of it is stored nowhere and keeps to the policy"
    )
    func nothingElse() async throws {
        try await serving { client, _ in
            #expect(try await client.get("/healthz").status == 200)
            #expect(try await client.get(Asset.style.path.text).status == 200)
            #expect(try await client.get("/")["Location"] == "/setup")
            for path in ["/desk", "/desk/sign-in", "/search", "/readyz", "/metrics", "/api/v1/find", "/setup/x/y"] {
                let status = try await client.get(path).status
                #expect([403, 404].contains(status), "\(path)")
            }
            try await enter(client)
            for step in SetUpStep.allCases {
                let answer = try await client.get(step.path.text)
                #expect(answer["Cache-Control"] == "no-store")
                #expect(answer["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            }
        }
    }

    @Test(
        "while it is made the page says how far; pressed twice it is made once; a failure keeps the answers for another try"
    )
    func making() async throws {
        let made = Made()
        made.fails.withLock { $0 = true }
        try await serving(made, waits: true) { client, _ in
            try await fill(client)
            let token = try #require(try await client.get("/setup/review").formToken)
            for _ in 0..<2 {
                let answer = try await client.post("/setup/review", [("form-token", token), ("go", "on")])
                #expect(answer["Location"] == "/setup/making")
            }
            for _ in 0..<100 where try await !client.get("/setup/making").text.contains("移交.zip") {
                try await Task.sleep(for: .milliseconds(10))
            }
            let page = try await client.get("/setup/making").text
            #expect(page.contains("移交.zip") && page.contains("<noscript><meta http-equiv=\"refresh\""))
            #expect(try await client.get("/setup/accounts")["Location"] == "/setup/making")
            made.gate.continuation.yield()
            let failed = try await wait(client)
            #expect(failed.status == 422 && failed.text.contains("test.no-room"))
            #expect(try await client.get("/setup/archive").text.contains("临江市档案馆"))
            made.fails.withLock { $0 = false }
            made.gate.continuation.yield()
            #expect(
                try await client.submit("/setup/making", to: "/setup/review", [("go", "on")])["Location"]
                    == "/setup/making")
            #expect(try await wait(client)["Location"] == "/setup/ready")
            #expect(made.calls.withLock { $0.count } == 1)
        }
    }

    @Test(
        "from the moment the archive is there it answers at the same address; the wizard's last page stays until it is ended"
    )
    func handingOver() async throws {
        let house = try await TestHouse()
        try await serving { client, front in
            try await fill(client)
            front.open(house.rooms(house.settings()), log: nil)
            #expect(try await client.get("/").status == 200)
            #expect(try await client.get("/desk/sign-in").status == 200)
            #expect(try await client.get("/setup/review").status == 200)
            _ = try await client.submit("/setup/review", [("go", "on")])
            _ = try await wait(client)
            _ = try await client.submit("/setup/ready", to: "/setup/done", [])
            #expect(try await client.get("/setup/ready").status == 404)
        }
    }

    @Test(
        "help is there before the archive, beside each question and whole, and leads to nothing that is not there yet")
    func help() async throws {
        try await serving { client, _ in
            for page in [""] + HelpPage.allCases.map({ "/" + $0.rawValue }) {
                let answer = try await client.get("/help\(page)?lang=en")
                #expect(answer.status == 200 && answer.text.contains("/help/receive"), "\(page)")
                #expect(answer.text.firstRange(of: /href="\/(?:desk|fonds|search)/) == nil, "\(page)")
            }
            try await fill(client)
            for step in SetUpStep.allCases {
                let text = try await client.get(step.path.text + "?lang=zh").text
                #expect(text.contains("<details") && step.help.allSatisfy { text.contains($0.zh) }, "\(step)")
                #expect(text.contains("href=\"/help\" target=\"_blank\""))
            }
        }
    }

    @Test("each page in both languages keeps the rules of pages")
    func rules() async throws {
        try await serving { client, _ in
            try await fill(client)
            for language in Language.allCases {
                for path in SetUpStep.allCases.map(\.path.text) {
                    let page = ReadPage(try await client.get(path + "?lang=\(language.rawValue)").text)
                    #expect(page.language == language.tag && page.levels.count { $0 == 1 } == 1, "\(path)")
                    #expect(page.unlabelled == [] && page.nameless == [], "\(path)")
                    #expect(Set(page.ids).count == page.ids.count, "\(path)")
                    if language == .en { #expect(page.unmarkedChinese == [], "\(path)") }
                }
            }
        }
    }
}
