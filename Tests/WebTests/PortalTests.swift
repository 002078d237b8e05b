import Appraisal
import Archive
import CZlib
import Catalogue
import Testing

@testable import Discovery
@testable import Web

@Suite(
    "The portal: what is here by years, results taken away, pages packed; a closed record leaves no trace in any of it")
struct PortalTests {
    @Test("each bar leads to a search that finds as many, and what is closed is in none")
    func timeline() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.serving { client in
            #expect(try await !client.get("/").text.contains("h-years"))
            try await house.open(records)
            try await house.settle()
            #expect(try await !client.get("/").text.contains("h-years"))
            try await house.publish(Array(records.prefix(2)), .text)
            try await house.settle()
            let home = try await client.get("/").text
            let rows = home.matches(
                of: /<th[^>]*><a href="(\/search\?from=[^"]+)">[^<]*<\/a><\/th><td class="n">(\d+)</)
            #expect(rows.map { String($0.2) } == ["2"])
            for row in rows {
                let found = try await client.get(String(row.1).replacing("&amp;", with: "&")).text
                #expect(found.contains("找到\(row.2)件"))
            }
            try await house.publish([records[2]], .catalogue)
            try await house.settle()
            #expect(try await client.get("/").text.contains("<td class=\"n\">3</td>"))
        }
    }

    @Test(
        "bars are years while they are few, then decades and longer, and never too many",
        arguments: [
            (1990...1990, 1, 1), (1985...2001, 17, 1), (1911...1949, 20, 2), (1875...2010, 15, 10),
            (1368...2026, 14, 50),
        ])
    func bars(_ years: ClosedRange<Int>, _ count: Int, _ length: Int) {
        let (starts, each) = Timeline.starts(years)
        #expect(starts.count == count && each == length)
        #expect(starts[0] <= years.lowerBound && starts[starts.count - 1] + each > years.upperBound)
        #expect(starts.count <= Timeline.most)
    }

    @Test("the whole result as CSV and citations, in the order of the page; nothing of what is not published")
    func takenAway() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.open(records)
        try await house.publish(Array(records.prefix(2)), .text)
        try await house.settle()
        try await house.serving { client in
            let csv = try await client.get("/search/export/csv?sort=code")
            #expect(csv.status == 200 && csv["Content-Disposition"]?.contains(".csv") == true)
            #expect(csv.body.starts(with: [0xEF, 0xBB, 0xBF]))
            let lines = csv.text.split(separator: "\r\n")
            #expect(lines.count == 3)
            for (record, line) in zip(records, lines.dropFirst()) {
                #expect(line.contains("\"\(record.unit.code)\"") && line.contains("/records/\(record.id)"))
            }
            let cited = try await client.get("/search/export/txt?sort=code").text.split(separator: "\r\n")
            #expect(cited.count == 2)
            #expect(cited.first?.hasPrefix("[1] ") == true && cited.allSatisfy { $0.contains("[A/OL]. ") })
            let book = try await client.get("/search/export/xlsx?q=\("甲天下".percentEncoded)")
            #expect(book.body.starts(with: [0x50, 0x4B, 3, 4]))
            #expect(try await client.get("/search/export/pdf").status == 404)
            #expect(try await client.get("/search/export/csv?from=x").status == 400)
            let page = try await client.get("/search?q=\("通知".percentEncoded)&from=1998&view=compact").text
            #expect(page.contains("hits tight") && page.contains("/search/export/csv?q="))
            #expect(page.contains("1998年起") && page.contains("（去掉）"))
        }
    }

    @Test("a title never runs in a spreadsheet, and quotes do not end a cell")
    func formulas() {
        var csv = ResultCSV(.zh)
        let record = ListedRecordSamples.titled("=HYPERLINK(\"x\")")
        let text = String(decoding: csv.add([record]) + csv.end(), as: UTF8.self)
        #expect(text.contains("\"'=HYPERLINK(\"\"x\"\")\""))
    }

    @Test("pages travel packed to those who take it, under another tag; not where a form has its token, not for staff")
    func packed() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下"])
        try await house.open(records)
        try await house.publish(records, .text)
        try await house.settle()
        try await house.account("archivist", [.archivist])
        try await house.serving { client in
            let gzip = [("Accept-Encoding", "br;q=1.0, gzip;q=0.8")]
            for path in ["/", "/search", "/records/\(records[0].id)", Asset.style.path.text] {
                let plain = try await client.get(path)
                let packed = try await client.get(path, gzip)
                #expect(plain["Content-Encoding"] == nil && packed["Content-Encoding"] == "gzip", "\(path)")
                #expect(packed["Vary"]?.contains("Accept-Encoding") == true)
                #expect(try unpacked(packed.body) == plain.text, "\(path)")
                #expect(packed.body.count * 2 < plain.body.count)
                if let tag = packed["ETag"] {
                    #expect(tag != plain["ETag"])
                    #expect(try await client.get(path, gzip + [("If-None-Match", tag)]).status == 304)
                }
                let refused = try await client.get(path, [("Accept-Encoding", "gzip;q=0")])
                #expect(refused["Content-Encoding"] == nil)
            }
            #expect(try await client.get("/desk/sign-in", gzip)["Content-Encoding"] == nil)
            try await client.signIn("archivist")
            for path in ["/", "/desk"] {
                let page = try await client.get(path, gzip)
                #expect(page.status == 200 && page["Content-Encoding"] == nil, "\(path)")
            }
        }
    }

    @Test("a category is turned forward and back over the same pages, and nothing closed is on one")
    func shelf() async throws {
        let house = try await TestHouse()
        let records = try await house.keep((0..<120).map { "词\($0)" })
        try await house.open(records)
        try await house.publish(Array(records.dropLast(10)), .catalogue)
        try await house.settle()
        let path = try await house.aids.path(of: records[0].unit.id)
        try await house.serving { client in
            func page(_ path: String) async throws -> (ids: [String], previous: String?, next: String?) {
                let text = try await client.get(path).text
                func link(_ rel: String) -> String? {
                    text.firstMatch(of: try! Regex("href=\"([^\"]+)\" rel=\"\(rel)\"", as: (Substring, Substring).self))
                        .map { String($0.1).replacing("&amp;", with: "&") }
                }
                let ids = text.matches(of: /href="\/records\/([a-z0-9]+)"/).map { String($0.1) }
                return (ids, link("prev"), link("next"))
            }
            let first = try await page("/fonds/\(path[0].publicID)?in=\(path[1].publicID)")
            #expect(first.ids.count == 50 && first.previous == nil)
            let second = try await page(try #require(first.next))
            let third = try await page(try #require(second.next))
            #expect(third.next == nil)
            let all = first.ids + second.ids + third.ids
            #expect(Set(all) == Set(records.dropLast(10).map(\.id)) && all.count == 110)
            let back = try await page(try #require(third.previous))
            #expect(back.ids.elementsEqual(second.ids))
            let start = try await page(try #require(back.previous))
            #expect(start.ids.elementsEqual(first.ids) && start.previous == nil && start.next != nil)
            // From a record far down back to where it stands, and on from there in both directions.
            let record = try await client.get("/records/\(second.ids[9])").text
            let way = try #require(record.firstMatch(of: /href="(\/fonds\/[^"]+at=[^"]+)"/)).1
            let there = try await page(String(way.replacing("&amp;", with: "&")))
            #expect(there.ids.elementsEqual(all[59..<109]) && there.next != nil)
            #expect(try await page(try #require(there.previous)).ids.elementsEqual(all[9..<59]))
            let top = try await client.get("/records/\(all[0])").text
            let begin = try #require(top.firstMatch(of: /href="(\/fonds\/[^"]+at=[^"]+)"/)).1
            #expect(try await page(String(begin.replacing("&amp;", with: "&"))).previous == nil)
        }
    }

    @Test("our own script stays small")
    func script() { #expect(Asset.script.bytes.count < 40_000) }

    @Test("a record tells other programs what its page says first, and leads to others by the same maker")
    func card() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.open(records)
        try await house.publish(Array(records.prefix(2)), .text)
        try await house.settle()
        try await house.serving { client in
            let page = try await client.get("/records/\(records[0].id)").text
            #expect(page.contains("<meta property=\"og:title\" content=\"\(records[0].unit.title)\">"))
            let related = page.firstRange(of: "id=\"h-related\"").map { page[$0.lowerBound...] } ?? ""
            #expect(related.contains("/records/\(records[1].id)"))
            #expect(!related.contains(records[2].id) && !related.contains("/records/\(records[0].id)"))
        }
    }

    @Test("what pages remember forgets a withdrawn record with the next request, before the index has followed")
    func forgotten() async throws {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年"])
        try await house.open(records)
        try await house.publish(records, .text)
        try await house.settle()
        try await house.serving { client in
            for _ in 0..<2 {
                #expect(try await client.get("/").text.contains("<td class=\"n\">3</td>"))
                let page = try await client.get("/records/\(records[0].id)").text
                #expect(page.contains("/records/\(records[1].id)\"") && page.contains("/records/\(records[2].id)\""))
            }
            try await house.board.withdraw(
                .units([records[1].unit.id]), reason: "误公布", by: TestHouse.reviewer)
            #expect(try await client.get("/").text.contains("<td class=\"n\">2</td>"))
            let page = try await client.get("/records/\(records[0].id)").text
            let related = page.firstRange(of: "id=\"h-related\"").map { page[$0.lowerBound...] } ?? ""
            #expect(!related.contains(records[1].id) && related.contains("/records/\(records[2].id)\""))
        }
    }

    @Test(
        "a date of an era stands in both calendars, one of ours does not",
        arguments: [
            ("光绪三十一年四月初八日", true), ("民国十二年", true), ("1956年1月1日", false), ("一九五六年一月", false), ("1956-01-01", false),
        ])
    func calendars(_ written: String, _ both: Bool) {
        var h = HTML(.zh)
        h.bothCalendars(written, SampleDates.may)
        #expect(String(decoding: h.bytes, as: UTF8.self).contains("1905年5月11日") == both)
    }
}

private func unpacked(_ bytes: [UInt8]) throws -> String {
    // zlib remembers where its stream lies.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    try #require(inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(stream) }
    var (input, out) = (bytes, [UInt8](repeating: 0, count: 1_000_000))
    let (code, count) = input.withUnsafeMutableBufferPointer { input in
        out.withUnsafeMutableBufferPointer { out in
            (stream.pointee.next_in, stream.pointee.avail_in) = (input.baseAddress, UInt32(input.count))
            (stream.pointee.next_out, stream.pointee.avail_out) = (out.baseAddress, UInt32(out.count))
            return (inflate(stream, Z_FINISH), out.count - Int(stream.pointee.avail_out))
        }
    }
    try #require(code == Z_STREAM_END)
    return String(decoding: out[..<count], as: UTF8.self)
}
