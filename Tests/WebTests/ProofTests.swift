import Appraisal
import Archive
import Bytes
import Catalogue
import Foundation
import Ledger
import Sharing
import Tables
import Testing

@testable import Web

@Suite("Proofs: of what is published, and of nothing else, whatever is guessed")
struct ProofTests {
    private func scene() async throws -> (house: TestHouse, records: [TestRecord]) {
        let house = try await TestHouse()
        let records = try await house.keep(["甲天下", "乙种本", "丙午年", "丁香花"])
        try await house.open(records)
        try await house.publish([records[0]], .text)
        try await house.publish([records[2]], .catalogue)
        try await house.settle()
        return (house, records)
    }

    /// The next entry of the log.
    private func beat(_ house: TestHouse) async throws {
        house.time.move(.seconds(600))
        try await house.publicLog.keepTime()
    }

    /// What a proof opens.
    private func opening(_ proof: String) throws -> JSON {
        let line = try #require(proof.split(separator: "\n").first { $0.hasPrefix("extra ") })
        return try JSON(parsing: Array(try #require(Data(base64Encoded: String(line.dropFirst(6))))))
    }

    private func statement(_ proof: String) throws -> JSON {
        try JSON(parsing: try #require(try opening(proof)["statement"]?.string).utf8)
    }

    @Test("a record's page leads to its proof, which is ready with the next entry and says what the page says")
    func download() async throws {
        let (house, records) = try await scene()
        let path = "/records/\(records[0].id)/proof"
        try await house.serving { client in
            #expect(try await client.get("/records/\(records[0].id)").text.contains("href=\"\(path)\""))
            let early = try await client.get(path)
            #expect(early.status == 503 && early["Retry-After"] != nil && early.text.contains("10:40"))
            try await beat(house)
            let proof = try await client.get(path)
            #expect(proof.status == 200 && proof["Cache-Control"] == "private, no-cache")
            #expect(proof["Content-Disposition"]?.contains("\(records[0].id).tlog-proof") == true)
            let said = try statement(proof.text)
            #expect(said["title"]?.string == records[0].unit.title && said["code"]?.string == records[0].unit.code)
            let page = try await client.get("/records/\(records[0].id)").text
            let files = try #require(said["files"]?.array)
            #expect(!files.isEmpty)
            for file in files {
                let digest = try #require(file["sha256"]?.string)
                #expect(page.contains(digest))
            }
            let entry = try statement(try await client.get("/records/\(records[2].id)/proof").text)
            #expect(entry["level"]?.string == "catalogue" && entry["files"]?.array?.isEmpty == true)
            for lang in ["zh", "en"] {
                let explained = try await client.get("/ledger?lang=\(lang)")
                #expect(explained.status == 200 && explained.text.contains("archive.example/ledger"))
            }
            let checkpoint = try await client.get("/ledger/checkpoint")
            #expect(checkpoint["Content-Type"] == "text/plain; charset=utf-8")
            #expect(proof.text.hasSuffix("\n\n" + checkpoint.text))
            #expect(checkpoint.text.hasPrefix("archive.example/ledger\n2\n"))
        }
    }

    @Test("closed, withdrawn or lowered: the proof is gone at once, like that of an address nobody had")
    func gone() async throws {
        let (house, records) = try await scene()
        try await beat(house)
        try await house.serving { client in
            let never = PublicID.mint()
            func seen(_ id: String) async throws -> Seen {
                Seen(try await client.get("/records/\(id)/proof"), about: id)
            }
            #expect(try await seen(records[0].id).status == 200)
            #expect(try await seen(records[1].id) == seen(never))
            try await house.board.withdraw(.units([records[0].unit.id]), reason: "复核", by: TestHouse.reviewer)
            #expect(try await seen(records[0].id) == seen(never))
            try await house.settle()
            try await beat(house)
            #expect(try await seen(records[0].id) == seen(never))
            // Published again it is proven anew, of its new day.
            try await house.publish([records[0]], .catalogue)
            #expect(try await client.get("/records/\(records[0].id)/proof").status == 503)
            try await house.settle()
            try await beat(house)
            let lowered = try statement(try await client.get("/records/\(records[0].id)/proof").text)
            #expect(lowered["level"]?.string == "catalogue" && lowered["files"]?.array?.isEmpty == true)
        }
    }

    @Test("a title that was corrected is proven as it is now; what it was before is shown to nobody any more")
    func corrected() async throws {
        let (house, records) = try await scene()
        try await beat(house)
        let unit = records[0].unit
        try await house.database.write { tx in
            try tx.run("UPDATE unit SET title = '改正后的题名' WHERE id = \(unit.id)")
        }
        try await house.serving { client in
            let path = "/records/\(records[0].id)/proof"
            #expect(try await client.get(path).status == 503)
            let event = house.ledger.event(kind: .described, subject: unit.id.text, agent: .steward)
            try await ProofFollower(house.readingRoom).handle(event, at: house.ledger.lastIndex)
            try await beat(house)
            let said = try statement(try await client.get(path).text)
            #expect(said["title"]?.string == "改正后的题名")
        }
    }

    /// Every byte that anybody can fetch: pages, log, tiles, keys, proofs.
    private func everything(_ house: TestHouse, _ records: [TestRecord], _ client: TestClient) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let size = try #require(try await house.publicLog.checkpoint()).size
        var paths = try await PublicSite(records, in: house).paths
        for width in 1...min(255, size) {
            paths += ["/ledger/tile/0/000.p/\(width)", "/ledger/tile/entries/000.p/\(width)"]
        }
        for record in records { paths += ["/records/\(record.id)", "/records/\(record.id)/proof"] }
        for path in paths { bytes += try await client.get(path).body }
        return bytes
    }

    /// Whatever in it could be a salt: 32 bytes in hexadecimal or base64, those inside proofs too.
    private func salts(in published: [UInt8]) -> [[UInt8]] {
        let text = String(decoding: published, as: UTF8.self)
        var found: Set<[UInt8]> = []
        for match in text.matches(of: /[0-9a-f]{64}/) { found.insert([UInt8](hex: String(match.0)) ?? []) }
        for match in text.matches(of: /[A-Za-z0-9+\/]{43}=/) {
            if let raw = Data(base64Encoded: String(match.0)), raw.count == 32 { found.insert(Array(raw)) }
        }
        for match in text.matches(of: /extra ([A-Za-z0-9+\/=]+)/) {
            guard let raw = Data(base64Encoded: String(match.1)), let json = try? JSON(parsing: Array(raw)) else {
                continue
            }
            for each in [json["salt"] ?? .null] + (json["path"]?.array ?? []) {
                if let hash = each.string.flatMap({ [UInt8](hex: $0) }) { found.insert(hash) }
            }
        }
        return Array(found)
    }

    /// Whether a guess can be confirmed: whether a hash that somebody can make of it, with any salt to be found anywhere, stands
    /// anywhere in what is public, raw, in hexadecimal or in base64.
    private func confirms(_ guess: String, in published: Data, salts: [[UInt8]]) -> Bool {
        let text = Array(guess.utf8)
        let prefix = Array("lantai-commitment-1\n".utf8)
        var hashes = [sha256(text).bytes, MerkleHash.leaf(text), MerkleHash.leaf(sha256(text).bytes)]
        for salt in salts + [[], [UInt8](repeating: 0, count: 32)] {
            let commitment = sha256(prefix + salt + text).bytes
            hashes += [commitment, MerkleHash.leaf(commitment), MerkleHash.leaf(MerkleHash.leaf(commitment))]
            hashes.append(sha256(salt + text).bytes)
        }
        return hashes.contains { hash in
            [Data(hash), Data(hash.hex.utf8), Data(Data(hash).base64EncodedString().utf8)].contains {
                published.range(of: $0) != nil
            }
        }
    }

    /// Where an inner path of a complete tree leads.
    private func entry(_ leaf: [UInt8], at place: Int64, _ path: [[UInt8]]) -> [UInt8] {
        var (hash, place) = (leaf, place)
        for step in path {
            hash = place & 1 == 1 ? MerkleHash.node(step, hash) : MerkleHash.node(hash, step)
            place >>= 1
        }
        return hash
    }

    @Test("a closed record guessed to the last letter, and a withdrawn one, are confirmed by nothing that is public")
    func guessed() async throws {
        let (house, records) = try await scene()
        // One is open and never was public; one was public for a beat and is withdrawn.
        try await house.publish([records[3]], .text)
        try await house.settle()
        try await beat(house)
        let (gone, never) = (records[3].unit, records[1].unit)
        let withdrawn = try await house.database.read { tx in
            try #require(try PublicLog.last(about: gone.id, in: tx)).text
        }
        try await house.board.withdraw(.units([gone.id]), reason: "复核", by: TestHouse.reviewer)
        try await house.settle()
        for _ in 0..<3 { try await beat(house) }
        let trace = try await house.database.read { tx in
            try tx.row("SELECT count(*) AS c FROM log_statement WHERE unit = \(never.id)")!.int("c")
        }
        #expect(trace == 0, "a record that never was public leaves no row of the log")
        // The true statement as it would be made, at every level, and the bare facts.
        let event = try #require(try JSON(parsing: withdrawn.utf8)["event"]?.string)
        var guesses = [
            never.title, never.code, never.id.text, records[1].id, gone.title, records[3].id, event, withdrawn,
        ]
        for level in ["catalogue", "image", "text"] {
            var members = try #require(try JSON(parsing: withdrawn.utf8).object)
            members["code"] = .string(never.code)
            members["title"] = .string(never.title)
            members["address"] = .string("/records/" + records[1].id)
            members["level"] = .string(level)
            guesses.append(JSON.object(members).text)
        }
        try await house.serving { client in
            let published = try await everything(house, records, client)
            let (whole, known) = (Data(published), salts(in: published))
            #expect(known.count > 10)
            for guess in guesses { #expect(!confirms(guess, in: whole, salts: known), "\(guess)") }

            // The same search finds what can be found: a published record by its proof, and what was put in without a salt.
            let open = try opening(try await client.get("/records/\(records[0].id)/proof").text)
            let shown = try #require(open["statement"]?.string)
            let salt = try #require(open["salt"]?.string.flatMap { [UInt8](hex: $0) })
            let place = try #require(open["place"]?.int)
            #expect(known.contains(salt))
            let path = (open["path"]?.array ?? []).compactMap { $0.string.flatMap { [UInt8](hex: $0) } }
            let leaf = MerkleHash.leaf(Commitment.of(Array(shown.utf8), salt: salt))
            #expect(
                whole.range(of: Data(entry(leaf, at: place, path))) != nil, "a published statement leads to its entry")
            let careless = whole + MerkleHash.leaf(Commitment.of(Array(guesses[0].utf8), salt: []))
            #expect(confirms(guesses[0], in: careless, salts: known))
        }
    }

    @Test(
        "records come in closed, are opened, refused, published and withdrawn: of two houses nobody can tell which was busy"
    )
    func growth() async throws {
        let (quiet, busy) = (try await TestHouse(), try await TestHouse())
        var shapes: [[[String]]] = [[], []]
        for round in 0..<4 {
            let records = try await busy.keep(["甲\(round)", "乙\(round)", "丙\(round)"])
            try await busy.open(Array(records.prefix(2)))
            try await busy.publish([records[0]], round == 0 ? .catalogue : .text)
            try await busy.settle()
            try await busy.board.withdraw(.units([records[0].unit.id]), reason: "复核", by: TestHouse.reviewer)
            try await busy.board.decide(
                .units([records[2].unit.id]), verdict: .controlled, ground: StatedGround(code: "third-party"),
                by: TestHouse.reviewer)
            try await busy.settle()
            for (place, house) in [quiet, busy].enumerated() {
                try await beat(house)
                try await house.serving { client in
                    var shape: [String] = []
                    let size = try #require(try await house.publicLog.checkpoint()).size
                    for path in [
                        "/ledger/checkpoint", "/ledger/key", "/ledger", "/ledger/tile/0/000.p/\(size)",
                        "/ledger/tile/entries/000.p/\(size)", "/ledger/tile/0/000.p/\(size + 1)",
                    ] {
                        let answer = try await client.get(path)
                        // A page that could not be found is a little longer or shorter by the number of the request.
                        let length = answer.status == 200 ? answer.body.count : 0
                        shape.append("\(path) \(answer.status) \(length) \(answer["Cache-Control"] ?? "")")
                    }
                    shapes[place].append(shape)
                }
            }
        }
        #expect(shapes[0] == shapes[1])
        #expect(Set(shapes[0].map { $0[3] }).count == 4, "it does grow")
    }
}
