import Appraisal
import Archive
import Bytes
import Catalogue
import Intake
import Testing

@testable import Web

@Suite("A count on the desk leads to a list of exactly as many rows")
struct TaskListTests {
    /// The first link with this text, without markup of addresses.
    private func link(_ page: String, _ words: String) -> String? {
        for match in page.matches(of: /<a href="([^"]+)">([^<]*)<\/a>/) where match.2.contains(words) {
            return String(match.1).replacing("&amp;", with: "&")
        }
        return nil
    }

    private func rows(_ page: String) -> Int { page.matches(of: /<th scope="row"/).count }

    private func send(_ house: TestHouse, _ number: Int, _ date: String = "20190301") async throws -> Accession {
        let code = "X013-WS·2019-Y-BGS-" + String(10_000 + number).dropFirst()
        let bytes = catalogueTransfer(code, "关于第\(number)件事的通知", date: date, Array("%PDF-1.4 \(number)".utf8))
        return try await house.desk.receive(
            .of(bytes), name: FileName("移交\(number).tar"), agency: "临江市司法局",
            by: Agent(id: "sender", role: .agencyOfficer))
    }

    @Test("forms to sign and returned transfers: what the other side must do, or did already, is in neither")
    func transfers() async throws {
        let house = try await TestHouse()
        try await house.account("本局", [.agencyOfficer], agency: "临江市司法局")
        let wang = try await house.account("王芳", [.archivist])
        var waiting: [Accession] = []
        for number in 1...11 { waiting.append(try await send(house, number)) }
        var returned: [Accession] = []
        for number in 21...30 { returned.append(try await send(house, number, "20190230")) }
        try await house.settle()
        let counts = try await house.desk.counts()
        try #require(counts[.awaiting] == 11 && counts[.returned] == 10, "\(counts)")
        // The archive has signed one already; of one returned, another was sent in its place.
        _ = try await house.desk.sign(
            waiting[0].id, side: .receiving, by: Agent(id: wang.id.text, role: .archivist), name: "王芳",
            inspection: Inspection())
        _ = try await house.desk.receive(
            .of(Array("another".utf8)), name: FileName("补.zip"), agency: "临江市司法局",
            by: Agent(id: "sender", role: .agencyOfficer), supersedes: returned[0].id)
        try await house.serving { client in
            try await client.signIn("王芳")
            let archive = try await client.get("/desk").text
            let toSign = try #require(link(archive, "全部10批等你签字"))
            let list = try await client.get(toSign).text
            #expect(rows(list) == 10 && !list.contains(waiting[0].number) && list.contains("等我签字"))
            try await client.signIn("本局")
            let own = try await client.get("/desk").text
            #expect(rows(try await client.get(try #require(link(own, "全部11批等你签字"))).text) == 11)
            let corrected = try await client.get(try #require(link(own, "批退回待补正"))).text
            #expect(!corrected.contains(returned[0].number) && corrected.contains(returned[1].number))
            // The one sent in its place is no package, and came back itself.
            try await house.settle()
            let again = try await client.get("/desk").text
            #expect(rows(try await client.get(try #require(link(again, "全部10批退回待补正"))).text) == 10)
        }
    }

    @Test("drafts of a transfer, and what is open and was never published")
    func catalogue() async throws {
        let house = try await TestHouse()
        try await house.account("王芳", [.archivist])
        try await house.account("审核", [.reviewer])
        let accession = try await send(house, 1)
        try await house.settle()
        for (side, role) in [(HandoverSide.sending, Role.agencyOfficer), (.receiving, .archivist)] {
            _ = try await house.desk.sign(
                accession.id, side: side, by: Agent(id: role.rawValue, role: role), name: "签",
                inspection: Inspection(), agency: side == .sending ? "临江市司法局" : nil)
        }
        try await house.settle()
        try #require(try await house.desk.accession(accession.id)?.state == .described)
        let records = try await house.keep(["甲天下", "乙种本", "丙午年", "丁香结"])
        try await house.open(Array(records[..<3]))
        try await house.publish([records[0]], .catalogue)
        try await house.open([records[3]], from: house.clock.today.adding(days: 10))
        try await house.serving { client in
            try await client.signIn("王芳")
            let desk = try await client.get("/desk").text
            #expect(desk.contains("1件待确认"))
            let path = try #require(link(desk, "移交1.tar") ?? link(desk, accession.name.display))
            #expect(path.hasSuffix("?state=draft"))
            #expect(rows(try await client.get(path).text) == 1)
            let drafts = try await house.aids.units(of: accession.id, drafts: true, limit: 10)
            _ = try await house.aids.confirm(.units(drafts.map(\.id)), by: Agent(id: "x", role: .archivist))
            let left = try await house.aids.units(of: accession.id, drafts: true, limit: 10).count
            #expect(rows(try await client.get(path).text) == left)
            try await client.signIn("审核")
            let board = try await client.get("/desk").text
            let unpublished = try #require(link(board, "2件已开放、尚未公布"))
            let list = try await client.get(unpublished).text
            #expect(rows(list) == 2 && list.contains(records[1].unit.code) && list.contains(records[2].unit.code))
            #expect(list.contains("formaction=\"/desk/opening/publish\""))
            // Published, or withdrawn after it: neither waits any more.
            try await house.publish([records[1]], .catalogue)
            try await house.board.withdraw(
                .units([records[1].unit.id]), reason: "有误", by: TestHouse.reviewer)
            #expect(rows(try await client.get(unpublished).text) == 1)
            #expect(try await client.get("/desk").text.contains("1件已开放、尚未公布"))
            try await client.signIn("王芳")
            #expect(try await client.get(unpublished).status == 403)
            #expect(try await client.get("/desk").text.contains("尚未公布") == false)
        }
    }

    @Test("names that are locked are listed for the security officer, one that is no account's without telling it")
    func locked() async throws {
        let house = try await TestHouse()
        try await house.account("保密", [.securityOfficer])
        try await house.account("王芳", [.archivist])
        try await house.serving { client in
            for (place, name) in ["王芳", "not-an-account-but-a-password"].enumerated() {
                for _ in 0..<30 {
                    _ = try await client.submit("/desk/sign-in", [("name", name), ("password", "不是这个口令 2026")])
                    if try await house.accounts.lockedNames().count > place { break }
                }
            }
            let locked = try await house.accounts.lockedNames()
            try #require(locked.count == 2)
            try await client.signIn("保密")
            let desk = try await client.get("/desk").text
            #expect(link(desk, "\(locked.count)个账号名正暂停登录") == "/desk/permissions#locked")
            let page = try await client.get("/desk/permissions").text
            let section = page.split(separator: "id=\"locked\"")[1].split(separator: "</section>")[0]
            #expect(rows(String(section)) == locked.count && !page.contains("not-an-account"))
        }
    }
}
