import Archive
import Intake
import Testing

@testable import Web

@Suite("The rule book at the desk")
struct RuleBookPageTests {
    private func archive() async throws -> TestHouse {
        let house = try await TestHouse()
        try await house.account("王秀兰", [.archivist])
        try await house.account("李明", [.agencyOfficer], agency: "临江市民政局")
        return house
    }

    /// The fields of a form as the page shows them, with `changes`.
    private func fields(_ page: String, _ changes: [String: String]) -> [(String, String)] {
        var fields: [String: String] = [:]
        for match in page.matches(of: /name="([a-z]-[^"]+)" type="text" value="([^"]*)"/) {
            fields[String(match.1)] = String(match.2).replacing("&#39;", with: "'")
        }
        for match in page.matches(of: /<select [^>]*id="([a-z]-\d+)"(?:(?!<\/select>).)*?value="([^"]*)" selected/) {
            fields[String(match.1)] = String(match.2)
        }
        for match in page.matches(of: /name="([xy]-\d+)" value="yes" checked/) { fields[String(match.1)] = "yes" }
        fields.merge(changes) { _, new in new }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    @Test("an archivist sees what is changed, saves it part by part for one day, and the page and its history show it")
    func decided() async throws {
        let house = try await archive()
        let seed = RuleBook.standard
        let spare = seed.elements.count
        try await house.serving { client in
            try await client.signIn("王秀兰")
            let before = try await client.get("/desk/rules")
            #expect(before.status == 200 && before.text.contains("通用检测依据") && before.text.contains("立档单位名称"))
            let form = try await client.get("/desk/rules/edit?part=elements")
            let author = try #require(seed.elements.firstIndex { $0.name == "责任者" })
            let all =
                fields(
                    form.text, ["o-\(author)": "optional", "p-\(spare)": "内容描述/主题词", "o-\(spare)": "mandatory"])
                + [("part", "elements"), ("seen", "0"), ("reason", "省局规定")]
            let looked = try await client.submit("/desk/rules/edit", all + [("do", "look")])
            #expect(looked.status == 200 && looked.text.contains("改动2处，还没有保存"), "\(looked.text.prefix(2500))")
            #expect(looked.text.contains("内容描述/主题词") && looked.text.contains("必备，文本，最长 500 字"))
            #expect(try await client.submit("/desk/rules/edit", all + [("do", "save")]).status == 303)
            let labels = try await client.get("/desk/rules/edit?part=labels")
            let renumbered =
                fields(labels.text, ["c-value-domains": "1-15"])
                + [("part", "labels"), ("seen", "1"), ("reason", "新标准"), ("do", "save")]
            let saved = try await client.submit("/desk/rules/edit", renumbered)
            #expect(saved.status == 303, "\(saved.text.prefix(2500))")
            let page = try await client.get("/desk/rules")
            for text in ["检测依据第2版", "主题词", "省局规定", "新标准", "1-15"] { #expect(page.text.contains(text), "\(text)") }
            let english = try await client.get("/desk/rules", [("Accept-Language", "en")])
            #expect(english.status == 200 && english.text.contains("Domain"))
            let given = try await client.get("/desk/rules/rule-book.json")
            let book = try RuleBookInForce(json: try JSON(parsing: given.text.utf8))
            #expect(book.version == 2 && book.book.labels["value-domains"]?.number == "1-15")
        }
        let book = try #require(try await house.desk.ruleBookHistory().first?.book)
        var expected = seed
        let author = try #require(seed.elements.firstIndex { $0.name == "责任者" })
        expected.elements[author].obligation = .optional
        expected.elements.append(RuleBook.Element(path: "内容描述/主题词", obligation: .mandatory))
        expected.labels["value-domains"]?.number = "1-15"
        #expect(book == expected, "\(expected.changes(to: book))")
    }

    @Test("faults are told with their field, and nothing is decided; each part of the form shows in both languages")
    func refused() async throws {
        let house = try await archive()
        try await house.serving { client in
            try await client.signIn("王秀兰")
            for part in RuleBookDraft.Part.allCases {
                let page = try await client.get("/desk/rules/edit?part=\(part.rawValue)", [("Accept-Language", "en")])
                #expect(page.status == 200 && page.text.contains("Save as a new version"), "\(part)")
            }
            #expect(try await client.get("/desk/rules/edit?part=none").status == 404)
            let element = [("p-0", "题名"), ("o-0", "mandatory"), ("f-0", "text"), ("l-0", ""), ("d-0", "")]
            let domain = [("n-0", "密级"), ("v-0", "公开、秘密")]
            for (part, rows, field, value, status, shown) in [
                ("elements", element, "p-0", "内容 描述", 422, "href=\"#p-0\""),
                ("elements", element, "l-0", "many", 422, "href=\"#l-0\""),
                ("elements", element, "d-0", "无", 422, "href=\"#d-0\""),
                ("elements", element, "p-0", "", 422, "一个元素也没有"),
                ("elements", element, "reason", "", 422, "href=\"#reason\""),
                ("elements", element, "from", "2020-01-01", 422, "href=\"#from\""),
                ("elements", element, "seen", "7", 409, "别人已定了新的一版"),
                ("domains", domain, "v-0", "公开、公开", 422, "href=\"#v-0\""),
                ("measures", [], "m-blank-contrast", "much", 422, "href=\"#m-blank-contrast\""),
                ("json", [], "json", "{\"name\": \"x\"}", 422, "elements"),
            ] {
                let good = rows + [("part", part), ("seen", "0"), ("reason", "约定"), ("do", "save")]
                let sent = good.filter { $0.0 != field } + [(field, value)]
                let answer = try await client.submit("/desk/rules/edit", sent)
                #expect(answer.status == status && answer.text.contains(shown), "\(part) \(field) \(answer.status)")
            }
            try await client.signIn("李明")
            #expect(try await client.get("/desk/rules").status == 200)
            #expect(try await client.get("/desk/rules/edit").status == 403)
        }
        #expect(try await house.desk.ruleBookHistory().isEmpty)
    }
}
