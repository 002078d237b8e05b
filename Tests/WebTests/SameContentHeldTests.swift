import Archive
import Bytes
import Intake
import Testing

@testable import Web

@Suite("What the archive has already is told to whom it may be told")
struct SameContentHeldTests {
    private func received(_ bytes: [UInt8], from agency: String, in house: TestHouse) async throws -> (
        Accession, [Finding]
    ) {
        let accession = try await house.desk.receive(
            .of(bytes), name: FileName("移交.tar"), agency: agency, by: Agent(id: "李明", role: .archivist))
        try await house.settle()
        let report = try #require(try await house.desk.report(accession.id))
        return (accession, report.findings.filter { $0.check == "same-content" })
    }

    @Test("the same text sent again: to its agency with receipt and code, to another only that it is there")
    func again() async throws {
        let house = try await TestHouse()
        let file = Array("%PDF-1.4 同一份正文".utf8)
        let (first, none) = try await received(
            catalogueTransfer("X013-WS·2019-Y-BGS-0001", "关于甲事的通知", file), from: "临江市司法局", in: house)
        #expect(none.isEmpty)
        #expect(try await house.desk.accession(first.id)?.state == .awaiting)
        let (_, own) = try await received(
            catalogueTransfer("X013-WS·2019-Y-BGS-0002", "关于乙事的通知", file), from: "临江市司法局", in: house)
        #expect(own.count == 1 && own[0].severity == .warning)
        #expect(own[0].what.zh.contains(first.number) && own[0].what.zh.contains("X013-WS·2019-Y-BGS-0001"))
        let (_, other) = try await received(
            catalogueTransfer("X013-WS·2019-Y-BGS-0003", "关于丙事的通知", file), from: "临江市农业局", in: house)
        #expect(other.count == 1 && other[0].what.zh.contains("待交接"))
        let words = [other[0].what, other[0].next]
        let told = words.map { "\($0.zh) \($0.en)" }.joined(separator: " ")
        #expect(!told.contains(first.number) && !told.contains("0001") && !told.contains("0002"))
    }

    @Test("the same text under another number of the same agency comes before one of another agency")
    func ownFirst() async throws {
        let house = try await TestHouse()
        let file = Array("%PDF-1.4 另一份正文".utf8)
        _ = try await received(catalogueTransfer("X013-WS·2019-Y-BGS-0001", "关于甲事的通知", file), from: "临江市农业局", in: house)
        let (own, _) = try await received(
            catalogueTransfer("X013-WS·2019-Y-BGS-0002", "关于乙事的通知", file), from: "临江市司法局", in: house)
        let (_, found) = try await received(
            catalogueTransfer("X013-WS·2019-Y-BGS-0003", "关于丙事的通知", file), from: "临江市司法局", in: house)
        #expect(found.count == 1 && found[0].what.zh.contains(own.number))
    }
}
