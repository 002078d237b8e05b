import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Testing

@testable import Web

/// What holds for every page whatever it shows, found by walking along its links as each role, in both languages.
@Suite("Page rules: every page that can be reached by links, for every role, in both languages")
struct PageRulesTests {
    /// A house with two transfers: one that no check could read, one that stopped at a secrecy mark.
    private func house() async throws -> TestHouse {
        let house = try await TestHouse()
        for role in Role.people {
            try await house.account(role.rawValue, [role], agency: role == .agencyOfficer ? "市民政局" : nil)
        }
        for name in ["市民政局2023年文书档案.zip", "机密★20年 名册.zip"] {
            _ = try await house.desk.receive(
                .of(Array(name.utf8)), name: FileName(name), agency: "市民政局",
                by: Agent(id: "officer", role: .agencyOfficer))
        }
        try await house.settle()
        return house
    }

    /// Walks from `starts` along links within the site, and looks at every page once. A link to a place on a page must name a place
    /// that is there.
    private func walk(
        _ client: TestClient, from starts: [String], _ language: Language, _ look: (String, ReadPage) -> Void
    ) async throws -> Int {
        var (waiting, seen) = (starts, Set(starts))
        var (places, found): (Set<String>, [String: Set<String>]) = ([], [:])
        while let path = waiting.popLast() {
            let answer = try await client.get(path + (path.contains("?") ? "&" : "?") + "lang=" + language.rawValue)
            // The desk shows a stranger to its door.
            if answer.status == 303, answer["Location"]?.hasPrefix("/desk/sign-in") ?? false { continue }
            guard answer["Content-Type"]?.hasPrefix("text/html") ?? false else {
                #expect(answer.status == 200, "\(path)")
                continue
            }
            let page = ReadPage(answer.text)
            #expect(answer.status == 200, "\(path)")
            look(path, page)
            found[path] = Set(page.ids)
            for link in page.links where link.hasPrefix("/") && !link.contains("lang=") {
                if link.contains("#") { places.insert(link) }
                let page = String(link.prefix { $0 != "#" })
                if seen.insert(page).inserted { waiting.append(page) }
            }
        }
        for link in places {
            let parts = link.split(separator: "#", maxSplits: 1).map(String.init)
            guard parts.count == 2, let ids = found[parts[0]] else { continue }
            #expect(ids.contains(parts[1].removingPercentEncoding ?? parts[1]), "\(link) leads to no place")
        }
        return seen.count
    }

    private func check(_ path: String, _ page: ReadPage, _ language: Language) {
        #expect(page.language == language.tag, "\(path)")
        #expect(!page.title.isEmpty, "\(path)")
        #expect(page.levels.filter { $0 == 1 }.count == 1, "\(path): one main heading")
        for (upper, lower) in zip(page.levels, page.levels.dropFirst()) {
            #expect(lower <= upper + 1, "\(path): a heading of level \(lower) below one of \(upper)")
        }
        #expect(page.unlabelled == [], "\(path)")
        #expect(page.nameless == [], "\(path)")
        #expect(Set(page.ids).count == page.ids.count, "\(path): an id twice")
        if language == .en { #expect(page.unmarkedChinese == [], "\(path)") }
    }

    @Test("one main heading, a title, labelled fields, named links and buttons, no id twice, English that is English")
    func rules() async throws {
        let house = try await house()
        try await house.serving { client in
            for language in Language.allCases {
                client.forgetCookies()
                let count = try await walk(client, from: ["/"], language) { check($0, $1, language) }
                #expect(count >= 4)
                for path in ["/records/none", "/nowhere", "/desk/sign-in", "/search?q=x&from=19x"] {
                    let answer = try await client.get(
                        path + (path.contains("?") ? "&" : "?") + "lang=\(language.rawValue)")
                    check(path, ReadPage(answer.text), language)
                }
                for role in Role.people {
                    try await client.signIn(role.rawValue)
                    var seen: Set<String> = []
                    _ = try await walk(client, from: ["/desk"], language) { path, page in
                        seen.insert(path)
                        check(path, page, language)
                    }
                    #expect(seen.count > 3, "\(role)")
                    check(
                        "403", ReadPage(try await client.get("/desk/accounts/none?lang=\(language.rawValue)").text),
                        language)
                }
            }
        }
    }

    @Test("a name in the records is Chinese on an English page, and told to be")
    func reader() {
        let page = ReadPage(
            "<html lang=\"en\"><body><h1>档案</h1><p lang=\"zh-Hans\">档<b>案</b></p><input id=\"a\"><a href=\"/x\"></a></body>"
        )
        #expect(page.unmarkedChinese == ["档案"])
        #expect(page.unlabelled == ["a"])
        #expect(page.nameless == ["a /x"])
        #expect(page.links == ["/x"] && page.levels == [1])
    }
}
