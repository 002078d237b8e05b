import Archive
import Intake
import Testing

@testable import Web

@Suite("An agency packs its transfer on a page of the desk")
struct PackPageTests {
    private var script: String { String(decoding: Asset.packing.bytes, as: UTF8.self) }

    @Test("the script of packing is small, and asked for by no other page")
    func alone() async throws {
        #expect(Asset.packing.bytes.count < 24_000)
        let house = try await TestHouse()
        try await house.account("李明", [.archivist])
        try await house.serving { client in
            try await client.signIn("李明")
            let packing = Asset.packing.path.text
            #expect(try await client.get("/desk/pack").text.contains("src=\"\(packing)\""))
            for path in ["/desk", "/desk/accessions", "/desk/accessions/new", "/"] {
                #expect(!(try await client.get(path).text.contains(packing)), "\(path)")
            }
            let file = try await client.get(packing)
            #expect(file.status == 200 && file.text == script)
        }
    }

    @Test("whatever the script says is a sentence of the page, in both languages, and none is left over")
    func words() throws {
        let used = Set(
            (script.matches(of: /(?:tell|trouble)\("([A-Za-z]+)"/).map(\.1)
                + script.matches(of: /words\.([A-Za-z]+)/).map(\.1)
                + script.matches(of: /return "(date[A-Za-z]+)"/).map(\.1)
                + script.matches(of: /\? "(date[A-Za-z]+)"/).map(\.1)
                + script.matches(of: /key: "([A-Za-z]+)"/).map(\.1))
                .map { String($0) })
        let said = Set(PackWords.all.map(\.key))
        #expect(used == said, "\(used.symmetricDifference(said))")
        for each in PackWords.all {
            for words in [each.what, each.next].compactMap(\.self) {
                func slots(_ text: String) -> Set<String> { Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) }) }
                #expect(slots(words.zh) == slots(words.en), "\(each.key)")
            }
        }
    }

    @Test("headings mean in the browser what they mean at the desk")
    func headings() throws {
        let columns = try #require(try JSON(parsing: Array(PackWords.columns.utf8)).object)
        #expect(columns.count > 80)
        for (heading, name) in columns { #expect(ItemColumn(heading: heading)?.rawValue == name.string, "\(heading)") }
        for name in ["档号", "题名", "责任者", "日期", "密级", "电子档案名称"] { #expect(columns[name]?.string == name) }
    }

    @Test(
        "without script the page tells the command, has the sample and the ordinary upload; the officer's agency is known"
    )
    func plain() async throws {
        let house = try await TestHouse()
        try await house.account("陈晨", [.agencyOfficer], agency: "临江市民政局")
        try await house.account("赵洁", [.reviewer])
        try await house.serving { client in
            try await client.signIn("陈晨")
            let page = try await client.get("/desk/pack")
            #expect(page.status == 200)
            #expect(page.text.contains("lantai pack") && page.text.contains("action=\"/desk/accessions/upload\""))
            #expect(page.text.contains("data-agency=\"临江市民政局\""))
            // Hidden until the script shows it.
            #expect(page.text.contains("hidden data-pack=\"\""))
            let sample = try await client.get("/desk/pack/table.csv")
            #expect(sample["Content-Type"] == "text/csv; charset=utf-8" && sample.text.contains("序号,档号,文号,责任者"))
            #expect(try await client.get("/desk/pack?lang=en").text.contains("Check and pack"))
        }
        try await house.serving { client in
            #expect(try await client.get("/desk/pack").status == 303)
            try await client.signIn("赵洁")
            #expect(try await client.get("/desk/pack").status == 403)
        }
    }
}
