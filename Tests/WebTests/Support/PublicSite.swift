import Archive
import Catalogue
import Testing

@testable import Web

/// An answer with everything in it that may differ between two askings of the same: the number of the request, in its
/// header and at the foot of a page, and the date of sending. Nothing else is left out.
struct Seen: Hashable, Sendable, CustomStringConvertible {
    let status: Int
    let headers: [String]
    let body: String

    /// - Parameter id: The address asked for, to be held against the answer about another.
    init(_ answer: TestClient.Answer, about id: String? = nil) {
        let number = answer["X-Request-Id"] ?? ""
        func plain(_ text: String) -> String {
            let text = number.isEmpty ? text : text.replacing(number, with: "REQUEST")
            return id.map { text.replacing($0, with: "ID") } ?? text
        }
        status = answer.status
        headers = answer.headers.filter { !["date", "x-request-id"].contains($0.name.lowercased()) }
            .map { plain("\($0.name.lowercased()): \($0.value)") }
            // The length of a page that holds a longer number of the request is one more.
            .filter { answer.status == 200 || !$0.hasPrefix("content-length") }.sorted()
        body = plain(answer.text)
    }

    var description: String { "\(status)\n\(headers.joined(separator: "\n"))\n\n\(body)" }
}

/// One way to ask for a record.
struct Way: Sendable {
    let method: String
    /// `ID` stands for the address of the record.
    let path: String
    var headers: [(String, String)] = []

    func ask(_ client: TestClient, _ id: String) async throws -> TestClient.Answer {
        try await client.send(method, path.replacing("ID", with: id), headers)
    }
}

extension Way {
    /// Everything somebody can ask about one record by its address, the tags of former answers included.
    static func all(tags: [String: String]) -> [Way] {
        let paths = [
            "/records/ID", "/records/ID?lang=en", "/records/ID?lang=zh", "/records/ID?file=1",
            "/records/ID?file=1&page=1",
            "/records/ID?page=2", "/records/ID?file=9", "/records/ID/pages/1/1.jpg", "/records/ID/pages/1/1.png",
            "/records/ID/pages/1/1", "/records/ID/pages/1/1?width=200", "/records/ID/pages/1/1?turn=1",
            "/records/ID/tiles/1/1/0/0/0", "/records/ID/places/1/1", "/records/ID/places/1/9",
            "/records/ID/tiles/1/1/9/9/9", "/records/ID/view", "/records/ID/view?q=x",
            "/records/ID/view?page=2&size=1600&turn=3", "/records/ID/leaves", "/records/ID/leaves?page=9",
            "/records/ID?q=" + "共同".percentEncoded, "/records/ID/pages/1/2.jpg", "/records/ID/pages/0/1.jpg",
            "/records/ID/files/1",
            "/records/ID/files/0", "/records/ID/files/2", "/records/ID/text/1", "/records/ID/proof",
            "/api/v1/records/ID", "/fonds/ID", "/ledger/ID",
            "/records/ID/", "/records/%20ID", "/records/ID%00",
        ]
        var ways = paths.flatMap { path in
            ["GET", "HEAD", "OPTIONS", "POST", "DELETE"].map { Way(method: $0, path: path) }
        }
        for (path, tag) in tags {
            for condition in [tag, "W/" + tag, "*", "\"x\", " + tag] {
                ways.append(Way(method: "GET", path: path, headers: [("If-None-Match", condition)]))
                ways.append(Way(method: "HEAD", path: path, headers: [("If-None-Match", condition)]))
            }
            ways.append(Way(method: "GET", path: path, headers: [("Range", "bytes=0-9"), ("If-Range", tag)]))
        }
        for range in ["bytes=0-9", "bytes=-5", "bytes=0-", "bytes=999999999-", "bytes=0-1,3-4"] {
            ways.append(Way(method: "GET", path: "/records/ID/files/1", headers: [("Range", range)]))
            ways.append(Way(method: "HEAD", path: "/records/ID/files/1", headers: [("Range", range)]))
        }
        for path in ["/records/ID", "/records/ID/files/1"] {
            for accept in ["application/json", "text/plain", "*/*"] {
                ways.append(Way(method: "GET", path: path, headers: [("Accept", accept)]))
            }
            ways.append(
                Way(method: "GET", path: path, headers: [("If-Modified-Since", "Mon, 23 Nov 2099 00:00:00 GMT")]))
        }
        return ways
    }
}

/// The public pages and feeds that may speak of a record without being asked for it.
struct PublicSite: Sendable {
    /// The records whose words and codes are searched for.
    let records: [TestRecord]
    /// The 全宗 and its category.
    let fonds: String
    let category: String

    init(_ records: [TestRecord], in house: TestHouse) async throws {
        self.records = records
        let path = try await house.aids.path(of: records[0].unit.id)
        (fonds, category) = (path[0].publicID, path[1].publicID)
    }

    var paths: [String] {
        var paths = ["/", "/fonds", "/fonds/\(fonds)", "/fonds/\(fonds)?in=\(category)", "/search", "/api/v1/find"]
        paths += ["/sitemap.xml", "/feed.xml", "/robots.txt", "/api/v1/find?limit=1", "/search?sort=code"]
        let words = records.map(\.word) + records.map(\.unit.title) + records.map(\.unit.code)
        for word in words + ["共同", "通知", "临江市司法局", "1998", "\"共同\"", "X013", "X013-WS", "X013-WS·1998-Y-BGS-"] {
            paths += ["/search?q=\(word.percentEncoded)", "/api/v1/find?q=\(word.percentEncoded)"]
            paths += ["/api/v1/suggest?q=\(word.percentEncoded)", "/search?q=\("-通知 \(word)".percentEncoded)"]
        }
        paths += ["/search?fonds=X013&year=1998", "/api/v1/find?category=WS&sort=relevance"]
        paths += ["/search?q=&from=1998&to=1998", "/search?q=" + "共同 sort:date".percentEncoded]
        paths += [
            "/ledger", "/ledger/checkpoint", "/ledger/key", "/ledger/tile/0/000.p/1", "/ledger/tile/entries/000.p/1",
        ]
        paths += ["/ledger/tile/0/000", "/ledger/tile/1/000.p/1"]
        return paths.flatMap { path in
            ["zh", "en"].map { path + (path.contains("?") ? "&" : "?") + "lang=" + $0 }
        }
    }

    /// What each of the pages answers now.
    func seen(_ client: TestClient) async throws -> [String: Seen] {
        var seen: [String: Seen] = [:]
        for path in paths { seen[path] = Seen(try await client.get(path)) }
        return seen
    }

    /// The pages that answer otherwise than they did.
    func differences(from before: [String: Seen], _ client: TestClient) async throws -> [String] {
        PublicSite.differences(before, try await seen(client))
    }

    /// Where the two differ.
    static func differences(_ one: [String: Seen], _ other: [String: Seen]) -> [String] {
        one.keys.filter { one[$0] != other[$0] }.sorted()
    }
}

extension TestClient {
    /// How many records a search for `word` says there are, by the page and by the API, which must agree.
    func count(_ word: String) async throws -> Int {
        let answer = try await get("/api/v1/find?q=\(word.percentEncoded)")
        try #require(answer.status == 200, "\(answer.text)")
        let json = try JSON(parsing: answer.body)
        let total = try #require(json["total"]?.int)
        #expect(json["hits"]?.array?.count == Int(total))
        let page = try await get("/search?q=\(word.percentEncoded)")
        let links = Set(page.text.matches(of: /href="\/records\/([a-z0-9]+)[?"]/).map { String($0.1) })
        #expect(links.count == Int(total), "the page of \(word) and the API differ")
        return Int(total)
    }
}
