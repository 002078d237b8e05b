import Archive
import Bytes
import Foundation
import Ledger
import Testing

@testable import Intake

@Suite("The evidence of the checks tells what the register and the ledger have, and what a panel will miss")
struct EvidenceTests {
    @Test("who received, what was checked, who looked and where the ledger has it; the proof leads to the root")
    func told() async throws {
        let desk = try await TestDesk()
        let accession = try await desk.receive(Built.package(), agency: "=临江市民政局")
        try await desk.settle()
        let checked = try #require(try await desk.desk.accession(accession.id))
        let evidence = try #require(try await desk.desk.evidence(of: checked))
        let index = try #require(evidence.checked?.index)
        let proofs = try await desk.ledger.inclusionProofs(of: [index])
        let path = try #require(proofs.paths[index])
        #expect(
            MerkleProof.includes(path.leaf, at: index, in: proofs.size, root: proofs.root, path: path.hashes))
        #expect(
            !MerkleProof.includes(path.leaf, at: index + 1, in: proofs.size, root: proofs.root, path: path.hashes))
        let book = EvidenceBook(
            archive: "临江市档案馆", madeAt: Instant(microseconds: 0), transfers: [evidence], names: [:], proofs: proofs)
        #expect(book.agencies == ["=临江市民政局"])
        #expect(book.material.mapValues { $0.files } == [.text: 14])
        #expect(
            book.missing.map(\.en) == [
                "1 agencies, fewer than 5", "no image material", "no audio material", "no video material",
                "no database material",
            ])
        // The act that the ledger names has the report with the digest that is told.
        let act = try await desk.ledger.act(try #require(evidence.checked?.event.act))
        #expect(act["reportDigest"]?.string == checked.reportDigest?.hex && checked.reportDigest != nil)
        let json = book.json["transfers"]?.array?.first
        #expect(json?["reportDigest"]?.string == checked.reportDigest?.hex)
        #expect(json?["proof"]?["index"]?.int == index && json?["items"]?.array?.count == 40)
        let lines = String(decoding: book.csv(.zh), as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 41)
        // What a spreadsheet would reckon is written as text.
        #expect(lines[1].contains("\"'=临江市民政局\"") && lines[1].contains("YJ-1-1"))
        #expect(book.results(of: try #require(CheckItems.item("codes", at: .transfer))) == [.passed: 1])
    }

    @Test(
        "material is told by the format of the content",
        arguments: [
            ("application/pdf", MaterialKind.text), ("image/tiff", .image), ("audio/x-wav", .audio),
            ("video/mp4", .video),
            ("application/vnd.sqlite3", .database), ("application/dbf", .database), ("text/csv", .table),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .table), ("text/plain", .text),
            ("application/zip", .other), (nil, .other),
        ] as [(String?, MaterialKind)])
    func material(mime: String?, kind: MaterialKind) { #expect(MaterialKind(mime: mime) == kind) }
}
