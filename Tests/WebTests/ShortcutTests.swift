import Archive
import Testing

@testable import Web

@Suite("Shortcuts: what the list tells is what the keyboard does")
struct ShortcutTests {
    @Test("no two shortcuts of a page share keys, and none hides another that begins alike")
    func distinct() {
        let visit = Visit(
            site: Site(name: Words(asIs: "x"), isClassified: false, network: Words(asIs: "x")), language: .zh,
            person: Person(account: "x", name: "x", roles: Role.people, agency: nil), here: "/desk", clock: .system())
        let everywhere = KeySet.everywhere(visit).shortcuts.map(\.keys)
        #expect(everywhere.count > 8)
        for set in KeySet.all {
            let keys = everywhere + set.shortcuts.filter { $0.keys != "?" }.map(\.keys)
            #expect(Set(keys).count == keys.count, "\(set.name.en)")
            for one in keys {
                #expect(!keys.contains { $0 != one && $0.hasPrefix(one + " ") }, "\(one) of \(set.name.en)")
            }
        }
    }

    @Test("each page of the desk carries its list and a link to the same without script; only places one may go to")
    func pages() async throws {
        let house = try await TestHouse()
        try await house.account("archivist", [.archivist])
        try await house.account("auditor", [.auditor])
        try await house.serving { client in
            #expect(try await client.get("/desk/sign-in").text.contains("data-keys-open") == false)
            try await client.signIn("archivist")
            for path in ["/desk", "/desk/accessions", "/desk/keys"] {
                let page = try await client.get(path).text
                #expect(page.contains("<dialog class=\"dialog keys no-print\""), "\(path)")
                #expect(page.contains("href=\"/desk/keys\""))
                #expect(page.contains("data-key=\"g a\" data-go=\"/desk/accessions\""))
            }
            try await client.signIn("auditor")
            let page = try await client.get("/desk/keys?lang=en").text
            #expect(page.contains("data-key=\"g l\""))
            #expect(!page.contains("data-key=\"g a\"") && !page.contains("data-focus=\"top-q\""))
            #expect(page.contains("Looking at images"))
        }
    }
}
