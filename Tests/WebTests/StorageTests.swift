import Archive
import Bytes
import Catalogue
import Foundation
import Testing

@testable import Preservation
@testable import Web

@Suite("Storage: how everything that keeps bytes stands")
struct StorageTests {
    /// A house with one record, whose object a round finds damaged.
    private func damaged() async throws -> (house: TestHouse, code: String, id: DamageCaseID) {
        let house = try await TestHouse()
        for role in Role.people {
            try await house.account(role.rawValue, [role], agency: role == .agencyOfficer ? "市民政局" : nil)
        }
        let record = try await house.keep(["蓝鲸"])[0]
        _ = try await house.stacks.fixityRound()
        let found = try #require(try await house.stacks.damageCases(openOnly: true, limit: 2).first)
        house.storage.forget()
        return (house, record.unit.code, found.id)
    }

    @Test("what asks for somebody stands on the desk of those whose duty it is, and on the storage page")
    func alarms() async throws {
        let (house, _, _) = try await damaged()
        house.time.move(.seconds(86_400 * 8))
        try await house.serving { client in
            for (role, sees) in [(Role.archivist, true), (.systemAdministrator, true), (.agencyOfficer, false)] {
                try await client.signIn(role.rawValue)
                let desk = try await client.get("/desk?lang=en").text
                #expect(desk.contains("See the storage") == sees, "\(role)")
                let page = try await client.get("/desk/storage?lang=en")
                #expect((page.status == 200) == sees)
                guard sees else { continue }
                #expect(page.text.contains("One case of damage is open"))
                #expect(page.text.contains("No backup was ever made"))
                #expect(page.text.contains("There is no copy yet"))
            }
        }
    }

    @Test("a case names the record only to those who may browse, and an archivist has it looked into again")
    func cases() async throws {
        let (house, code, id) = try await damaged()
        let path = "/desk/storage/cases/\(id.text)"
        try await house.serving { client in
            try await client.signIn(Role.systemAdministrator.rawValue)
            #expect(try await client.get(path).text.contains(code) == false)
            #expect(try await client.get("/desk/storage/cases").text.contains(code) == false)
            #expect(try await client.submit(path, to: path + "/repair", [("aside", "")]).status == 403)
            try await client.signIn(Role.archivist.rawValue)
            let page = try await client.get(path + "?lang=en")
            #expect(page.text.contains(code))
            #expect(page.text.contains("inventory.json"))
            #expect(page.text.contains("no other good copy was found"))
            let answer = try await client.submit(path, to: path + "/repair", [("aside", "")])
            #expect(answer.status == 303 && answer["Location"]?.hasSuffix("done=still-open") == true)
            #expect(try await client.get("/desk/storage/cases/\(UUID().uuidString.lowercased())").status == 404)
        }
    }

    @Test(
        "a kept file with a virus is a case on its page, named to those who may browse; an archivist settles it with a reason"
    )
    func viruses() async throws {
        let (house, code, _) = try await damaged()
        let unit = try #require(try await house.stacks.damageCases(openOnly: true, limit: 1).first?.unit)
        let id = VirusCaseID.new(at: house.clock.now)
        let act = VirusFound(unit, engine: "ClamAV 1/2", [.init(id: id, n: 1, sha512: "00", virus: "A.<b>")]).json
        try await house.stacks.append(.virusFound, unit.text, act, facts: ["files": 1], by: .steward)
        house.storage.forget()
        let path = "/desk/storage/viruses"
        try await house.serving { client in
            try await client.signIn(Role.systemAdministrator.rawValue)
            let seen = try await client.get(path)
            #expect(seen.status == 200 && !seen.text.contains(code) && seen.text.contains("A.&lt;b&gt;"))
            #expect(seen.text.contains("馆藏从来没有查过毒") && seen.text.contains("档案原件不删不改"))
            #expect(try await client.get("/desk/storage").text.contains("馆藏查出病毒"))
            #expect(try await client.get("/metrics").text.contains("lantai_viruses_open_cases 1"))
            try await client.signIn(Role.agencyOfficer.rawValue)
            #expect(try await client.get(path).status == 403)
            try await client.signIn(Role.archivist.rawValue)
            #expect(try await client.get(path).text.contains(code))
            let settle = "\(path)/\(id.text)/settle"
            let empty = try await client.submit(path, to: settle, [("said", " ")])
            #expect(empty.status == 422 && empty.text.contains("没有写明处置情况"))
            let done = try await client.submit(path, to: settle, [("said", "误报 <甲>")])
            #expect(done.status == 303)
            let after = try await client.get(path)
            #expect(after.text.contains("误报 &lt;甲&gt;") && !after.text.contains("了结个案</button>"))
            #expect(try await client.get("/metrics").text.contains("lantai_viruses_open_cases 0"))
        }
    }

    @Test("/readyz tells alarms and stays ready; where the primary store fails it is not")
    func ready() async throws {
        let (house, _, _) = try await damaged()
        try await house.serving { client in
            let ready = try await client.get("/readyz")
            #expect(ready.status == 200)
            let checks = try JSON(parsing: Array(ready.text.utf8))["checks"]
            #expect(checks?["storage"]?.string == "ok")
            #expect(checks?["alarms"]?.array?.map { $0["code"]?.string } == ["storage.damage"])
            #expect(!ready.text.contains(house.root), "no path of this machine")
            try FileManager.default.moveItem(atPath: house.root + "/stacks", toPath: house.root + "/gone")
            house.storage.forget()
            let failing = try await client.get("/readyz")
            #expect(failing.status == 503)
            #expect(failing.text.contains("preservation.store-away"))
        }
    }

    @Test("/metrics counts for this machine, and is nothing to anybody else")
    func metrics() async throws {
        let (house, _, _) = try await damaged()
        try await house.serving { client in
            let metrics = try await client.get("/metrics")
            #expect(metrics.status == 200)
            #expect(metrics["Content-Type"]?.hasPrefix("text/plain; version=0.0.4") == true)
            for line in [
                "lantai_storage_primary_ok 1", "lantai_damage_open_cases 1", "lantai_storage_objects 1",
                "lantai_alarm{code=\"storage.damage\",replica=\"\"} 1",
            ] {
                #expect(metrics.text.contains("\n" + line + "\n"), "\(line)")
            }
            for line in metrics.text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?\d+/) != nil, "\(line)")
            }
            #expect(try await client.get("/metrics", [("X-Forwarded-For", "203.0.113.7")]).status == 404)
        }
    }
}
