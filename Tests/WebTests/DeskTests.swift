import Archive
import Bytes
import Catalogue
import Foundation
import Intake
import Ledger
import Testing

@testable import Web

@Suite("The desk: what waits for whom, the settings in force, filters of one's own, the components")
struct DeskTests {
    private func people(_ house: TestHouse) async throws {
        for role in Role.people {
            try await house.account(role.rawValue, [role], agency: role == .agencyOfficer ? "临江市司法局" : nil)
        }
    }

    @Test("an account that waits is a task of the security officer alone, until it is permitted")
    func permits() async throws {
        let house = try await TestHouse()
        try await people(house)
        let account = try await house.accounts.create(
            .init(name: "novice", roles: [.archivist], password: TestHouse.password),
            by: Agent(
                id: try #require(try await house.accounts.account(name: Role.systemAdministrator.rawValue)).id.text,
                role: .systemAdministrator))
        #expect(!account.isPermitted)
        try await house.serving { client in
            for role in Role.people {
                try await client.signIn(role.rawValue)
                let page = try await client.get("/desk?lang=en").text
                #expect(page.contains("One account waits for your permit") == (role == .securityOfficer), "\(role)")
            }
            try await client.signIn(Role.securityOfficer.rawValue)
            try await client.submit("/desk/permissions", to: "/desk/permissions/\(account.id.text)/permit", [])
            let page = try await client.get("/desk?lang=en").text
            #expect(page.contains("Nothing waits for you"))
            #expect(page.contains("Accounts to permit and quarantined transfers appear here."))
            // What was done is told to those who look after the others, with the way to the event.
            try await client.signIn(Role.auditor.rawValue)
            let auditor = try await client.get("/desk?lang=en").text
            #expect(auditor.contains("Grave acts of the last 30 days"))
            #expect(auditor.contains("account changed</a>"))
        }
    }

    @Test("nobody's desk tells of what they have no duty for")
    func duties() async throws {
        let house = try await TestHouse()
        try await people(house)
        try await house.serving { client in
            let parts: [(String, Set<Role>)] = [
                ("Oldest check", [.archivist, .supervisor, .systemAdministrator, .auditor]),
                ("Last backup", [.archivist, .supervisor, .systemAdministrator, .auditor]),
                ("Followers", [.archivist, .systemAdministrator]),
                ("Grave acts of the last 30 days", [.securityOfficer, .auditor, .supervisor]),
                ("How the system is", Role.people.subtracting([.agencyOfficer])),
            ]
            for role in Role.people {
                try await client.signIn(role.rawValue)
                let page = try await client.get("/desk?lang=en").text
                for (words, roles) in parts {
                    #expect(page.contains(words) == roles.contains(role), "\(role): \(words)")
                }
            }
        }
    }

    @Test("drafts are counted exactly, and go from the desk when they are confirmed")
    func drafts() async throws {
        let house = try await TestHouse()
        try await people(house)
        let records = try await house.keep(["蓝鲸", "白鹭", "青松"])
        try await house.settle()
        let accession = try #require(records[0].unit.accession)
        let before = try await house.aids.drafts(limit: 5)
        let drafts = try await house.aids.units(of: accession, limit: 100).filter {
            $0.state == .draft && $0.level == .item
        }
        #expect(before.first.map { Int($0.count) } ?? 0 == drafts.count)
        #expect(!drafts.isEmpty)
        _ = try await house.aids.confirm(
            .units(drafts.map(\.id)), by: Agent(id: "x", role: .archivist))
        let left = try await house.aids.units(of: accession, limit: 100).count {
            $0.state == .draft && $0.level == .item
        }
        #expect(try await house.aids.drafts(limit: 5).first.map { Int($0.count) } ?? 0 == left)
    }

    @Test("settings are the system administrator's to see, each with its source, no secret in them")
    func settings() async throws {
        let house = try await TestHouse()
        try await people(house)
        let shown = [
            SettingShown(
                key: "listen.port", value: "8099", standard: "8080", variable: "LANTAI_LISTEN_PORT",
                source: .command("--port"),
                help: Words(zh: "端口", en: "The port")),
            SettingShown(
                key: "backup.to", value: "/mnt/disk", standard: "", variable: "LANTAI_BACKUP_TO",
                source: .environment("LANTAI_BACKUP_TO"),
                help: Words(zh: "备份", en: "Where backups go")),
            SettingShown(
                key: "workers", value: "2", standard: "2", variable: "LANTAI_WORKERS", source: .standard,
                help: Words(zh: "数", en: "n")
            ),
        ]
        try await house.serving {
            $0.shown = shown
        } _: { client in
            for role in Role.people {
                try await client.signIn(role.rawValue)
                let page = try await client.get("/desk/settings?lang=en")
                #expect(page.status == (role == .systemAdministrator ? 200 : 403), "\(role)")
            }
            try await client.signIn(Role.systemAdministrator.rawValue)
            let page = try await client.get("/desk/settings?lang=en").text
            #expect(page.contains("3 in all, 2 other than the default"))
            #expect(page.contains("command line --port") && page.contains("LANTAI_BACKUP_TO"))
        }
    }

    @Test("a filter is kept under a name for its owner alone, leads to the same list, and goes only after asking")
    func filters() async throws {
        let house = try await TestHouse()
        try await people(house)
        _ = try await house.desk.receive(
            .of(Array("no package".utf8)), name: FileName("司法局2023.zip"), agency: "临江市司法局",
            by: Agent(id: "officer", role: .agencyOfficer))
        try await house.settle()
        try await house.serving { client in
            try await client.signIn(Role.archivist.rawValue)
            let list = "/desk/accessions?state=returned&q=%E5%8F%B8%E6%B3%95"
            #expect(try await client.get("/desk/accessions").text.contains("/desk/filters/keep") == false)
            let answer = try await client.submit(
                list, to: "/desk/filters/keep", [("state", "returned"), ("q", "司法"), ("name", "司法局的")])
            #expect(answer.status == 303)
            let page = try await client.get("/desk/accessions").text
            #expect(page.contains("司法局的"))
            #expect(page.contains("href=\"/desk/accessions?state=returned&amp;q=%E5%8F%B8%E6%B3%95\""))
            // The list it leads to offers no second keeping of the same.
            #expect(try await client.get(list).text.contains("/desk/filters/keep") == false)
            let long = try await client.submit(
                list + "x", to: "/desk/filters/keep",
                [("state", "returned"), ("name", String(repeating: "长", count: 41))])
            #expect(long.status == 422 && long.text.contains("40"))
            try await client.signIn(Role.supervisor.rawValue)
            #expect(try await client.get("/desk/accessions").text.contains("司法局的") == false)
            #expect(try await client.get("/desk/filters/remove?name=" + "司法局的".percentEncoded).status == 404)
            try await client.signIn(Role.archivist.rawValue)
            let ask = "/desk/filters/remove?name=" + "司法局的".percentEncoded
            #expect(try await client.get(ask).status == 200)
            #expect(try await client.submit(ask, to: "/desk/filters/remove", [("name", "司法局的")]).status == 303)
            #expect(try await client.get("/desk/accessions").text.contains("司法局的") == false)
            // For a day it can be put back, by its owner alone.
            let removed = "/desk/accessions?done=filter-removed"
            #expect(try await client.get(removed).text.contains("把“司法局的”放回来"))
            try await client.signIn(Role.supervisor.rawValue)
            #expect(try await client.get(removed).text.contains("放回来") == false)
            _ = try await client.submit("/desk/password", to: "/desk/filters/put-back", [("name", "司法局的")])
            #expect(try await client.get("/desk/accessions").text.contains("司法局的") == false)
            try await client.signIn(Role.archivist.rawValue)
            #expect(try await client.submit(removed, to: "/desk/filters/put-back", [("name", "司法局的")]).status == 303)
            #expect(try await client.get("/desk/accessions").text.contains("司法局的"))
            #expect(try await client.submit(ask, to: "/desk/filters/remove", [("name", "司法局的")]).status == 303)
            house.time.move(.seconds(90_000))
            try await client.signIn(Role.archivist.rawValue)
            #expect(try await client.get(removed).text.contains("放回来") == false)
        }
    }

    @Test("the ledger is asked by kind, person and day; a day that is none is told beside its field")
    func ledger() async throws {
        let house = try await TestHouse()
        try await people(house)
        try await house.serving { client in
            try await client.signIn(Role.auditor.rawValue)
            let page = try await client.get("/desk/ledger?kind=account-changed&lang=en").text
            #expect(page.contains(">account changed</a>"))
            #expect(!page.contains(">signed in</a>"))
            let today = house.clock.today
            #expect(
                try await client.get("/desk/ledger?lang=en&from=\(today.adding(days: 1).text)").text.contains(
                    "There are no such events"))
            #expect(
                try await client.get("/desk/ledger?lang=en&until=\(today.text)").text.contains(">account changed</a>"))
            let wrong = try await client.get("/desk/ledger?from=2026-02-31&lang=zh")
            #expect(wrong.status == 422 && wrong.text.contains("没有“2026-02-31”这一天"))
            let event = try await client.get("/desk/ledger/0?lang=en")
            #expect(event.status == 200 && event.text.contains("in the tree, verified"))
            #expect(event.text.contains(house.ledger.head.root.hex))
            #expect(try await client.get("/desk/ledger/999999").status == 404)
            // The agency's officer reads no ledger.
            try await client.signIn(Role.agencyOfficer.rawValue)
            #expect(try await client.get("/desk/ledger/0").status == 403)
        }
    }

    @Test("the page of components shows every badge and every drawing")
    func components() async throws {
        let house = try await TestHouse()
        try await people(house)
        try await house.serving { client in
            try await client.signIn(Role.auditor.rawValue)
            let page = try await client.get("/desk/design?lang=en").text
            for words in AccessStatus.allCases.map(\.words) + Finding.Severity.allCases.map(\.words) {
                #expect(page.contains(words.en))
            }
            for (name, _) in Icon.all { #expect(page.contains(">\(name)</span>"), "\(name)") }
            #expect(Icon.all.count > 30)
        }
    }
}
