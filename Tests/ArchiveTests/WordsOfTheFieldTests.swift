import Testing

@testable import Archive

@Suite("Day: a day of the calendar")
struct DayTests {
    @Test("days are counted from 1970-01-01 and back, over 800 years")
    func count() {
        #expect(Day(daysSince1970: 0).text == "1970-01-01")
        #expect(Day(year: 2000, month: 2, day: 29)?.daysSince1970 == 11016)
        #expect(Day(year: 1949, month: 10, day: 1)?.daysSince1970 == -7397)
        for count in stride(from: -220_000, through: 80_000, by: 1) {
            let day = Day(daysSince1970: count)
            guard day.daysSince1970 == count, Day(year: day.year, month: day.month, day: day.day) == day else {
                Issue.record("\(count) gives \(day)")
                return
            }
        }
    }

    @Test("there is no 1998-06-31, no 1900-02-29, no month 13")
    func impossible() {
        #expect(Day(year: 1998, month: 6, day: 31) == nil)
        #expect(Day(year: 1900, month: 2, day: 29) == nil)
        #expect(Day(year: 2000, month: 13, day: 1) == nil)
        #expect(Day(year: 0, month: 1, day: 1) == nil)
    }

    @Test(
        "reads what it writes and nothing else", arguments: ["2026-11-3", "2026/11/23", "+026-11-23", "２026-1-23", ""])
    func text(other: String) {
        #expect(Day(text: "2026-11-23")?.text == "2026-11-23")
        #expect(Day(text: "0042-01-02")?.text == "0042-01-02")
        #expect(Day(text: other) == nil)
    }

    @Test("25 years after 29 February is 28 February where there is none; the calendar ends in 9999")
    func years() throws {
        let leap = try #require(Day(year: 2000, month: 2, day: 29))
        #expect(leap.adding(years: 25).text == "2025-02-28")
        #expect(leap.adding(years: 28).text == "2028-02-29")
        #expect(leap.adding(years: 9000).text == "9999-02-28")
        #expect(leap.adding(days: 1).text == "2000-03-01")
    }
}

@Suite("Instant: a moment in UTC")
struct InstantTests {
    @Test("six decimals always, so that text order is time order")
    func text() {
        #expect(Instant(microseconds: 0).text == "1970-01-01T00:00:00.000000Z")
        #expect(Instant(microseconds: 1_795_395_723_000_004).text == "2026-11-23T01:02:03.000004Z")
        #expect(Instant(microseconds: -1).text == "1969-12-31T23:59:59.999999Z")
    }

    @Test("reads what it writes", arguments: [0, -1, 1, 1_795_395_723_000_004, -86_400_000_001] as [Int64])
    func roundTrip(microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect(Instant(text: instant.text) == instant)
    }

    @Test(
        "and nothing else",
        arguments: [
            "2026-11-23T01:02:03Z", "2026-11-23T24:02:03.000004Z", "2026-11-23T01-02-03.000004Z",
            "2026-11-23T01:02:03,000004Z", "2026-11-23T+1:02:03.000004Z", "2026-02-30T01:02:03.000004Z",
            "2026-11-23T01:02:03.-00004Z",
        ])
    func refused(text: String) { #expect(Instant(text: text) == nil) }

    @Test("a duration is added to the microsecond")
    func add() {
        let start = Instant(microseconds: 10)
        #expect((start + .milliseconds(1500)).microseconds == 1_500_010)
        #expect((start + .seconds(-1)).microseconds == -999_990)
    }

    @Test("the day is that of the archive's zone")
    func zone() throws {
        let evening = try #require(Instant(text: "2026-11-22T16:00:00.000000Z"))
        #expect(Clock.fixed(evening).today.text == "2026-11-23")
        #expect(Clock.fixed(evening, zone: "UTC").today.text == "2026-11-22")
        let before = try #require(Instant(text: "1969-12-31T15:59:59.000000Z"))
        #expect(Clock.fixed(before).today.text == "1969-12-31")
    }
}

@Suite("FileName: bytes, not characters")
struct FileNameTests {
    @Test("composed and decomposed forms are two names; so are compatibility ideographs")
    func bytes() {
        #expect(FileName("\u{E9}.pdf") != FileName("e\u{301}.pdf"))
        #expect(FileName("\u{F900}") != FileName("\u{8C48}"))
        #expect(Set([FileName("\u{E9}"), FileName("e\u{301}")]).count == 2)
    }

    @Test("a name that is not UTF-8 is kept, and shown as far as it goes")
    func notUnicode() {
        let name = FileName(bytes: [0xD5, 0xFD, 0xCE, 0xC4] + Array(".pdf".utf8))
        #expect(name.bytes.count == 8)
        #expect(name.display.hasSuffix(".pdf"))
        #expect(name.display.contains("\u{FFFD}"))
        #expect(name.pathExtension == "pdf")
    }

    @Test("components, last component, extension")
    func parts() {
        let name = FileName("X013/WS/0001正文.PDF")
        #expect(name.components.map(\.display) == ["X013", "WS", "0001正文.PDF"])
        #expect(name.lastComponent == FileName("0001正文.PDF"))
        #expect(name.pathExtension == "pdf")
        #expect(FileName("a.b/c").pathExtension == "")
        #expect(FileName(".hidden").pathExtension == "")
        #expect(FileName("a//b/").components.map(\.display) == ["a", "", "b", ""])
    }

    @Test("order is that of the bytes")
    func order() {
        #expect([FileName("b"), FileName("a/z"), FileName("a")].sorted().map(\.display) == ["a", "a/z", "b"])
    }
}

@Suite("Digest: hexadecimal there and back")
struct DigestTests {
    @Test("either case is read, lower case is written, the length must fit")
    func hex() {
        let hex = String(repeating: "0f", count: 31) + "Aa"
        #expect(Digest(.sm3, hex: hex)?.hex == hex.lowercased())
        #expect(Digest(.sm3, hex: hex) == Digest(.sm3, hex: hex.lowercased()))
        #expect(Digest(.sha512, hex: hex) == nil)
        #expect(Digest(.sha256, hex: String(hex.dropLast())) == nil)
        #expect(Digest(.sha256, hex: String(hex.dropLast(2)) + "0g") == nil)
        #expect([UInt8](hex: "") == [])
    }

    @Test("the same bytes by two algorithms are two digests")
    func algorithm() { #expect(Digest(.sha256, [1]) != Digest(.sm3, [1])) }
}

@Suite("Identifier: minted once, in the order of time")
struct IdentifierTests {
    @Test("a UUID of version 7 in lower case, later ones sorting later")
    func order() throws {
        let moments = [0, 1, 1_795_395_723_000, 1_795_395_723_001, 4_000_000_000_000] as [Int64]
        let ids = moments.map { UnitID.new(at: Instant(microseconds: $0 * 1000)) }
        #expect(ids == ids.sorted())
        for id in ids {
            let text = id.text
            #expect(UnitID(text: text) == id)
            #expect(text.utf8.count == 36 && Array(text.utf8)[14] == UInt8(ascii: "7"))
            #expect("89ab".utf8.contains(Array(text.utf8)[19]))
        }
        #expect(ids[3].text.hasPrefix("01a2"))
    }

    @Test("two of one moment differ")
    func unique() {
        let now = Instant(microseconds: 1)
        #expect(Set((0..<1000).map { _ in UnitID.new(at: now) }).count == 1000)
    }

    @Test("anything else is refused", arguments: ["", "019A", "0190a6b0-1111-7111-8111-11111111111G"])
    func refused(text: String) { #expect(UnitID(text: text) == nil) }
}

@Suite("Retention: codes and terms")
struct RetentionTests {
    @Test("codes inside reference codes, terms of listings")
    func read() {
        #expect(Retention(code: "Y") == .permanent)
        #expect(Retention(code: "D30") == .years(30))
        #expect(Retention(term: "永久") == .permanent)
        #expect(Retention(term: "10年") == .years(10))
        #expect(Retention(term: "长期") == .longTerm)
        for retention in [Retention.permanent, .years(30), .longTerm, .shortTerm] {
            #expect(Retention(term: retention.term) == retention)
            #expect(retention.code.map { Retention(code: $0) == retention } ?? true)
        }
    }

    @Test("no sign, no zero, no word", arguments: ["D", "D0", "D+3", "D-3", "D03", "d30", "30", "YY", "D３０"])
    func refused(code: String) { #expect(Retention(code: code) == nil) }

    @Test("terms that are none", arguments: ["0年", "+3年", "年", "三十年", "30 年"])
    func refusedTerm(term: String) { #expect(Retention(term: term) == nil) }
}
