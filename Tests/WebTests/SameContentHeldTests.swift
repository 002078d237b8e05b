import Archive
import Bytes
import Intake
import Testing

@testable import Web

@Suite("What the archive has already is told to whom it may be told")
struct SameContentHeldTests {
    /// A TAR of a catalogue of one record and its file.
    private func transfer(_ code: String, _ title: String, _ file: [UInt8]) -> [UInt8] {
        let list = "序号,档号,责任者,题名,日期,保管期限,页数\r\n1,\(code),临江市司法局,\(title),20190301,永久,1\r\n"
        let end = [UInt8](repeating: 0, count: 1024)
        return entry("归档文件目录.csv", Array(list.utf8)) + entry("\(code).pdf", file) + end
    }

    private func entry(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at place: Int) {
            head.replaceSubrange(place..<(place + text.utf8.count), with: Array(text.utf8))
        }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(name, at: 0)
        put("0000644", at: 100)
        put(octal(content.count, 11), at: 124)
        put("00000000000", at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        var sum = 0
        for byte in head { sum += Int(byte) }
        put(octal(sum, 6) + "\u{0} ", at: 148)
        let rest = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        return head + content + rest
    }

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
            transfer("X013-WS·2019-Y-BGS-0001", "关于甲事的通知", file), from: "临江市司法局", in: house)
        #expect(none.isEmpty)
        #expect(try await house.desk.accession(first.id)?.state == .awaiting)
        let (_, own) = try await received(
            transfer("X013-WS·2019-Y-BGS-0002", "关于乙事的通知", file), from: "临江市司法局", in: house)
        #expect(own.count == 1 && own[0].severity == .warning)
        #expect(own[0].what.zh.contains(first.number) && own[0].what.zh.contains("X013-WS·2019-Y-BGS-0001"))
        let (_, other) = try await received(
            transfer("X013-WS·2019-Y-BGS-0003", "关于丙事的通知", file), from: "临江市农业局", in: house)
        #expect(other.count == 1 && other[0].what.zh.contains("待交接"))
        let words = [other[0].what, other[0].next]
        let told = words.map { "\($0.zh) \($0.en)" }.joined(separator: " ")
        #expect(!told.contains(first.number) && !told.contains("0001") && !told.contains("0002"))
    }

    @Test("the same text under another number of the same agency comes before one of another agency")
    func ownFirst() async throws {
        let house = try await TestHouse()
        let file = Array("%PDF-1.4 另一份正文".utf8)
        _ = try await received(transfer("X013-WS·2019-Y-BGS-0001", "关于甲事的通知", file), from: "临江市农业局", in: house)
        let (own, _) = try await received(
            transfer("X013-WS·2019-Y-BGS-0002", "关于乙事的通知", file), from: "临江市司法局", in: house)
        let (_, found) = try await received(
            transfer("X013-WS·2019-Y-BGS-0003", "关于丙事的通知", file), from: "临江市司法局", in: house)
        #expect(found.count == 1 && found[0].what.zh.contains(own.number))
    }
}
