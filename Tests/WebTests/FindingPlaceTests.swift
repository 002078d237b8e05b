import Archive
import Bytes
import Intake
import Testing

@testable import Web

@Suite("A finding leads to what it points at, for those who may read the report")
struct FindingPlaceTests {
    private static let agency = "临江市司法局"

    /// A transfer with a date that does not exist, and a title that would be markup if it were not escaped.
    private func received(_ house: TestHouse, code: String = "X013-WS·2019-Y-BGS-0001", date: String = "20190230")
        async throws -> Accession
    {
        let bytes = catalogueTransfer(code, "关于<script>alert(1)</script>的通知", date: date, Array("%PDF-1.4 甲".utf8))
        let accession = try await house.desk.receive(
            .of(bytes), name: FileName("移交.tar"), agency: Self.agency,
            by: Agent(id: "lantai.test.officer", role: .agencyOfficer))
        try await house.settle()
        return try #require(try await house.desk.accession(accession.id))
    }

    /// The links of a report to what its findings point at.
    private func links(_ report: String) -> [String] {
        report.matches(of: /href="(\/desk\/accessions\/[^"\/]+\/findings\/\d+)"/).map { String($0.1) }
    }

    @Test("the row of the table stands on the page with its cell marked, escaped, and so does the listing")
    func shown() async throws {
        let house = try await TestHouse()
        try await house.account("王芳", [.archivist])
        try await house.account("周处", [.supervisor])
        let accession = try await received(house)
        try await house.serving { client in
            for name in ["王芳", "周处"] {
                try await client.signIn(name)
                let report = try await client.get("/desk/accessions/\(accession.id.text)").text
                let findings = try #require(try await house.desk.report(accession.id)).findings
                let named = findings.filter { $0.file != nil || $0.element != nil || $0.record != nil }
                #expect(!named.isEmpty && links(report).count == named.count)
                var (marked, listed) = (0, 0)
                for link in links(report) {
                    let page = try await client.get(link)
                    #expect(page.status == 200, "\(link)")
                    if page.text.contains("移交包清单") { listed += 1 }
                    #expect(!page.text.contains("<script>alert"), "\(link)")
                    if page.text.contains("<mark>20190230</mark>") {
                        marked += 1
                        #expect(page.text.contains("关于&lt;script&gt;alert(1)&lt;/script&gt;的通知"))
                        #expect(page.text.contains("归档文件目录.csv") && page.text.contains("按收到的原样"))
                        let english = try await client.get(link + "?lang=en")
                        #expect(english.text.contains("as received"))
                    }
                }
                #expect(marked > 0 && listed == named.count { $0.file != nil }, "\(name)")
            }
            for path in ["999", "-1", "x"] {
                #expect(try await client.get("/desk/accessions/\(accession.id.text)/findings/\(path)").status == 404)
            }
        }
    }

    @Test("another agency's officer, and whoever reads no reports, find nothing there; its own officer does")
    func permits() async throws {
        let house = try await TestHouse()
        try await house.account("本局", [.agencyOfficer], agency: Self.agency)
        try await house.account("外局", [.agencyOfficer], agency: "临江市民政局")
        try await house.account("审计", [.auditor])
        let accession = try await received(house)
        let path = "/desk/accessions/\(accession.id.text)/findings/0"
        try await house.serving { client in
            #expect(try await client.get(path).status == 303)
            for (name, status) in [("本局", 200), ("外局", 404), ("审计", 403)] {
                try await client.signIn(name)
                let answer = try await client.get(path)
                #expect(answer.status == status, "\(name)")
                #expect(answer.text.contains("归档文件目录.csv") == (status == 200))
            }
        }
    }

    @Test("once in custody an officer sees the listing only, those who may browse the content")
    func custody() async throws {
        let house = try await TestHouse()
        try await house.account("本局", [.agencyOfficer], agency: Self.agency)
        try await house.account("王芳", [.archivist])
        let accession = try await received(house, date: "20190301")
        try #require(accession.state == .awaiting, "\(accession.state)")
        let findings = try #require(try await house.desk.report(accession.id)).findings
        let number = try #require(findings.firstIndex { $0.record != nil })
        for (side, role) in [(HandoverSide.sending, Role.agencyOfficer), (.receiving, .archivist)] {
            _ = try await house.desk.sign(
                accession.id, side: side, by: Agent(id: role.rawValue, role: role), name: role.rawValue,
                inspection: Inspection(), agency: side == .sending ? Self.agency : nil)
        }
        let path = "/desk/accessions/\(accession.id.text)/findings/\(number)"
        try await house.serving { client in
            try await client.signIn("本局")
            let officer = try await client.get(path).text
            #expect(officer.contains("这里只列清单"))
            #expect(!officer.contains("alert(1)"))
            try await client.signIn("王芳")
            #expect(try await client.get(path).text.contains("alert(1)"))
        }
    }

    @Test("after the bytes were removed the page says so; a quarantined transfer has no such page")
    func gone() async throws {
        let house = try await TestHouse()
        try await house.account("王芳", [.archivist])
        let accession = try await received(house)
        try #require(accession.state == .returned)
        let marked = try await house.desk.receive(
            .of(catalogueTransfer("X013-WS·2019-Y-BGS-0002", "机密★二十年", Array("%PDF-1.4 乙".utf8))),
            name: FileName("另.tar"), agency: Self.agency, by: Agent(id: "lantai.test.officer", role: .agencyOfficer))
        try await house.settle()
        try #require(try await house.desk.accession(marked.id)?.state == .quarantined)
        house.time.set("2027-11-23T02:31:00.000000Z")
        try await house.desk.purgeDue()
        try await house.serving { client in
            try await client.signIn("王芳")
            let page = try await client.get("/desk/accessions/\(accession.id.text)/findings/0").text
            #expect(page.contains("已按期清除") && page.contains("归档文件目录.csv") && !page.contains("alert(1)"))
            #expect(try await client.get("/desk/accessions/\(marked.id.text)/findings/0").status == 404)
        }
    }
}
