import Archive
import Foundation
import Glibc
import HTTPTypes
import Testing

@testable import Web

@Suite("Serving: headers, doors, forms, errors, over a real connection")
struct ServingTests {
    @Test("every answer carries the headers that protect, good or bad")
    func headers() async throws {
        let house = try await TestHouse()
        try await house.serving { client in
            for path in ["/healthz", "/desk/sign-in", "/nothing", Asset.style.path.text] {
                let answer = try await client.get(path)
                let policy = try #require(answer["Content-Security-Policy"])
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(answer["X-Content-Type-Options"] == "nosniff")
                #expect(answer["Referrer-Policy"] == "same-origin")
                #expect(answer["Cross-Origin-Opener-Policy"] == "same-origin")
                #expect(answer["X-Request-Id"] != nil)
                #expect(answer["Server"] == nil)
            }
        }
    }

    @Test("health at once, readiness with its reasons")
    func health() async throws {
        let house = try await TestHouse()
        try await house.serving { client in
            #expect(try await client.get("/healthz").text == "ok\n")
            let ready = try await client.get("/readyz")
            #expect(ready.status == 200)
            #expect(try JSON(parsing: ready.body)["checks"]?["database"]?.string == "ok")
        }
        let full: (inout WebSettings) -> Void = { $0.freeSpaceFloor = .max / 2 }
        try await house.serving(full) { client in
            let ready = try await client.get("/readyz")
            #expect(ready.status == 503)
            #expect(try JSON(parsing: ready.body)["checks"]?["staging"]?.string == "low")
        }
    }

    @Test("an asset is kept for ever; HEAD is GET without the body; other methods are told so")
    func assets() async throws {
        let house = try await TestHouse()
        try await house.serving { client in
            let style = try await client.get(Asset.style.path.text)
            #expect(style["Cache-Control"] == "public, max-age=31536000, immutable")
            #expect(style.body == Asset.style.bytes)
            let head = try await client.send("HEAD", Asset.style.path.text)
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head["Content-Length"] == String(Asset.style.bytes.count))
            let post = try await client.send("DELETE", Asset.style.path.text)
            #expect(post.status == 405 && post["Allow"] == "GET, HEAD")
            let trace = try await client.send("TRACE", "/healthz")
            #expect(trace.status == 405)
        }
    }

    @Test("the desk asks for sign-in and leads back; a stranger's way back is not followed")
    func door() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        try await house.serving { client in
            let asked = try await client.get("/desk/accounts?x=1")
            #expect(asked.status == 303)
            #expect(asked["Location"] == "/desk/sign-in?back=%2Fdesk%2Faccounts%3Fx%3D1")
            let page = "/desk/sign-in?back=%2Fdesk%2Faccounts"
            let fields = [("name", "chief"), ("password", TestHouse.password)]
            let inside = try await client.submit(page, to: "/desk/sign-in", fields + [("back", "/desk/accounts")])
            #expect(inside.status == 303 && inside["Location"] == "/desk/accounts")
            let cookie = try #require(inside.all("Set-Cookie").first { $0.hasPrefix("lantai-session=") })
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"))
            #expect(try await client.get("/desk/accounts").status == 200)

            client.forgetCookies()
            let lured = try await client.submit(
                "/desk/sign-in", fields + [("back", "//evil.example/desk")])
            #expect(lured["Location"] == "/desk")
        }
    }

    @Test("a form without its token, with another's, or from another session changes nothing")
    func forgery() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        try await house.account("second", [.systemAdministrator])
        try await house.serving { client in
            #expect(
                try await client.post("/desk/sign-in", [("name", "chief"), ("password", TestHouse.password)]).status
                    == 403)
            try await client.signIn("second")
            let others = try #require(try await client.get("/desk/accounts/new").formToken)
            try await client.signIn("chief")
            let fields = [
                ("name", "intruder"), ("display-name", "x"), ("role", "archivist"), ("password", TestHouse.password),
            ]
            for token in ["", "00", others] {
                let answer = try await client.post("/desk/accounts/new", [("form-token", token)] + fields)
                #expect(answer.status == 403)
                #expect(answer.text.contains("web.form-too-old"))
            }
            #expect(try await house.accounts.account(name: "intruder") == nil)
            #expect(try await client.submit("/desk/accounts/new", fields).status == 303)
            #expect(try await house.accounts.account(name: "intruder") != nil)
        }
    }

    @Test("every desk page is closed to those whose duty it is not, by one table")
    func duties() async throws {
        let house = try await TestHouse()
        for role in Role.people {
            try await house.account(role.rawValue, [role], agency: role == .agencyOfficer ? "市民政局" : nil)
        }
        let routes = Pages(rooms: house.rooms(house.settings())).routes
        // No page of the desk stands open but the door itself.
        for route in routes where route.pattern.description.hasPrefix("/desk") {
            #expect(route.door != .anyone || route.pattern.description.hasPrefix("/desk/sign-in"), "\(route.pattern)")
        }
        // Administrators come near nothing that shows records.
        for duty in [Duty.browse, .describe, .decide, .search, .seeAccessions, .submit, .signReceiving] {
            #expect(duty.roles.isDisjoint(with: Role.administrators), "\(duty)")
        }
        try await house.serving { client in
            for role in Role.people {
                try await client.signIn(role.rawValue)
                for route in routes where route.method == .get {
                    guard case .duty(let duty) = route.door else { continue }
                    let path = route.pattern.description.replacing(/\{\w+\}/, with: UUID().uuidString.lowercased())
                    let status = try await client.get(path).status
                    #expect((status == 403) == !duty.roles.contains(role), "\(role) \(path) \(status)")
                }
            }
        }
    }

    @Test("a password set by somebody else is changed before anything else")
    func firstPassword() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator], mustChange: true)
        try await house.serving { client in
            try await client.signIn("chief")
            #expect(try await client.get("/desk/accounts")["Location"] == "/desk/password")
            let new = "无边落木萧萧下 不尽长江"
            let wrong = try await client.submit("/desk/password", [("old", "x"), ("new", new), ("again", new)])
            #expect(wrong.status == 422 && wrong.text.contains("id=\"old-e\""))
            let differs = try await client.submit(
                "/desk/password", [("old", TestHouse.password), ("new", new), ("again", "x")])
            #expect(differs.text.contains("id=\"again-e\""))
            let changed = try await client.submit(
                "/desk/password", [("old", TestHouse.password), ("new", new), ("again", new)])
            #expect(changed.status == 303)
            #expect(try await client.get("/desk/accounts").status == 200)
        }
    }

    @Test("wrong passwords are told apart from nothing, and lock the account with a time to wait")
    func wrong() async throws {
        let house = try await TestHouse()
        try await house.account("heruolan", [.archivist])
        try await house.serving { client in
            for name in ["heruolan", "nobody"] {
                let answer = try await client.submit("/desk/sign-in", [("name", name), ("password", "x")])
                #expect(answer.status == 422)
                #expect(answer.text.contains("账号或口令不对") && answer.text.contains("再错4次"))
            }
            for _ in 0..<4 { _ = try await client.submit("/desk/sign-in", [("name", "heruolan"), ("password", "x")]) }
            let locked = try await client.submit(
                "/desk/sign-in?lang=en", to: "/desk/sign-in", [("name", "heruolan"), ("password", TestHouse.password)])
            #expect(locked.status == 429)
            #expect(locked.text.contains("Try again in 1 min 0 s"))
        }
    }

    @Test("signing out ends the session on the server, not only in the browser")
    func signOut() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        try await house.serving { client in
            try await client.signIn("chief")
            let kept = try #require(client.cookies["lantai-session"])
            #expect(try await client.submit("/desk/accounts", to: "/desk/sign-out", []).status == 303)
            client.setCookie("lantai-session", kept)
            #expect(try await client.get("/desk/accounts").status == 303)
        }
    }

    @Test("signing in through a proxy is refused unless it is known and the way is encrypted")
    func proxies() async throws {
        let house = try await TestHouse()
        try await house.account("chief", [.systemAdministrator])
        try await house.serving { client in
            let answer = try await client.get("/desk/sign-in", [("X-Forwarded-For", "203.0.113.9")])
            #expect(answer.status == 403 && answer.text.contains("web.insecure"))
        }
        let proxied: (inout WebSettings) -> Void = { $0.behindTLSProxy = true }
        try await house.serving(proxied) { client in
            let plain = [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "http")]
            #expect(try await client.get("/desk/sign-in", plain).status == 403)
            let safe = [("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https")]
            let form = try await client.get("/desk/sign-in", safe)
            #expect(form.status == 200)
            let answer = try await client.post(
                "/desk/sign-in",
                [("form-token", form.formToken ?? ""), ("name", "chief"), ("password", TestHouse.password)], safe)
            #expect(answer.all("Set-Cookie").contains { $0.hasPrefix("lantai-session=") && $0.contains("; Secure") })
        }
    }

    @Test("a form that is too large, of another type, or cut off is refused in words")
    func badForms() async throws {
        let house = try await TestHouse()
        try await house.serving { client in
            let large = try await client.post("/desk/sign-in", [("name", String(repeating: "a", count: 1_100_000))])
            #expect(large.status == 413)
            let json = try await client.send("POST", "/desk/sign-in", [("Content-Type", "application/json")], [123])
            #expect(json.status == 400)
            let garbage = try await client.raw(Array("GARBAGE\r\n\r\n".utf8))
            #expect(String(decoding: garbage, as: UTF8.self).hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test("the language is chosen by address, remembered, and told to caches")
    func languages() async throws {
        let house = try await TestHouse()
        try await house.serving { client in
            func language(_ path: String, _ headers: [(String, String)] = []) async throws -> String? {
                try await client.get(path, headers).text.firstMatch(of: /<html lang="(.*?)">/).map { String($0.1) }
            }
            let first = try await language("/nothing")
            #expect(first == "zh-Hans")
            #expect(try await language("/nothing", [("Accept-Language", "en-US")]) == "en")
            #expect(try await language("/nothing?lang=en") == "en")
            #expect(try await language("/nothing") == "en")
        }
    }

    @Test("a log line names the route and the request, never the path or the query")
    func log() async throws {
        let house = try await TestHouse()
        let path = house.root + "/access.log"
        let file = open(path, O_CREAT | O_WRONLY | O_APPEND, 0o600)
        defer { close(file) }
        var id: String?
        try await house.serving(log: file) { client in
            id = try await client.get(
                "/assets/secret-name?q=卖契".addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed)!)[
                    "X-Request-Id"]
            _ = try await client.get("/desk/accounts/0198aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee")
        }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try JSON(parsing: $0.utf8)
        }
        #expect(lines.count == 2)
        #expect(lines[0]["route"]?.string == "/assets/{name}")
        #expect(lines[0]["request"]?.string == id)
        #expect(lines[0]["status"]?.int == 404 && lines[0]["problem"]?.string == "web.not-found")
        #expect(lines[1]["subject"]?.string == "0198aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee")
        #expect(!lines.contains { $0.text.contains("secret-name") || $0.text.contains("%E5") })
    }
}
