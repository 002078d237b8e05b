import Archive
import Catalogue
import Testing

@testable import Web

@Suite(
    "A fonds is browsed by volume too: every published record has its place, and no title that nobody decided about shows"
)
struct BrowseTests {
    private struct Page {
        let text: String
        let records: [String]
        let previous: String?
        let next: String?
        /// Links to volumes: those whose name is a code.
        let volumes: [String]
    }

    private func page(_ client: TestClient, _ path: String) async throws -> Page {
        let answer = try await client.get(path)
        try #require(answer.status == 200, "\(path): \(answer.status)")
        let text = answer.text
        func links(_ rel: String) -> [String] {
            text.matches(of: try! Regex("href=\"([^\"]+)\" rel=\"\(rel)\"", as: (Substring, Substring).self))
                .map { String($0.1).replacing("&amp;", with: "&") }
        }
        return Page(
            text: text, records: text.matches(of: /href="\/records\/([a-z0-9]+)"/).map { String($0.1) },
            previous: links("prev").first, next: links("next").first,
            volumes: text.matches(of: /class="t code" href="([^"]+)"/).map {
                String($0.1).replacing("&amp;", with: "&")
            })
    }

    @Test("records in volumes lead to their own place, page by page in both directions", arguments: [nil, "WS"])
    func volumes(_ category: String?) async throws {
        let house = try await TestHouse()
        // Two volumes of 70 and one of 10; of the second nothing is published.
        let records = try await house.keep((0..<150).map { "词\($0)" }, perVolume: 70, category: category)
        let published = Array(records[..<70]) + records[140...]
        try await house.open(records)
        try await house.publish(published, .catalogue)
        try await house.settle()
        try await house.serving { client in
            let last = try await client.get("/records/\(records[69].id)").text
            let way = try #require(last.firstMatch(of: /href="(\/fonds\/[^"]+at=[^"]+)"/)).1
            let there = try await page(client, String(way.replacing("&amp;", with: "&")))
            #expect(there.records == [records[69].id] && there.next == nil && there.volumes.isEmpty)
            let before = try await page(client, try #require(there.previous))
            #expect(before.records == records[19..<69].map(\.id))
            let fonds = try #require(way.firstMatch(of: /\/fonds\/[a-z0-9]+/)).0
            // The way in from above.
            let top = try await page(client, String(fonds))
            #expect(top.volumes.count == 2, "the volume of which nothing is published is not there")
            let first = try await page(client, top.volumes[0])
            #expect(first.records == records[..<50].map(\.id))
            #expect(try await page(client, try #require(first.next)).records == records[50..<70].map(\.id))
            let second = try await page(client, top.volumes[1])
            #expect(second.records == records[140...].map(\.id))
            for each in [top, first, second, there] {
                #expect(!each.text.contains("秘而不宣"), "the title of a volume is nobody's decision")
            }
            #expect(!last.contains("秘而不宣"))
            // The closed volume's own address is no page, and says no more than one that never was.
            let closed = try await house.aids.path(of: records[100].unit.id)
            let hidden = try await client.get("\(fonds)?in=\(try #require(closed.last).publicID)")
            #expect(hidden.status == 404)
            #expect(try await client.get("\(fonds)?in=zzzzzzzzzzzzzz").status == 404)
        }
    }

    @Test("volumes are turned forward and back by key, and one comes back to where a volume stands")
    func many() async throws {
        let house = try await TestHouse()
        let records = try await house.keep((0..<120).map { "词\($0)" }, perVolume: 1)
        try await house.open(records)
        try await house.publish(records, .catalogue)
        try await house.settle()
        let path = try await house.aids.path(of: records[0].unit.id)
        try await house.serving { client in
            let first = try await page(client, "/fonds/\(path[0].publicID)")
            let second = try await page(client, try #require(first.next))
            let third = try await page(client, try #require(second.next))
            #expect([first, second, third].map(\.volumes.count) == [50, 50, 20])
            #expect(Set(first.volumes + second.volumes + third.volumes).count == 120)
            #expect(third.next == nil && first.previous == nil)
            #expect(try await page(client, try #require(third.previous)).volumes == second.volumes)
            let volume = try await page(client, second.volumes[10])
            let back = try #require(volume.text.firstMatch(of: /href="([^"]+at=[a-z0-9]+)"/)).1
            let there = try await page(client, String(back.replacing("&amp;", with: "&")))
            #expect(there.volumes.first == second.volumes[10] && there.previous != nil)
        }
    }
}
