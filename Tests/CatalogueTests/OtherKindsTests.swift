import Archive
import Bytes
import Foundation
import Intake
import Preservation
import Tables
import Testing

@testable import Catalogue

/// Transfers that are not by DA/T 93, on their way from the desk to drafts.
@Suite("Bags and capsules are received, kept and drafted", .enabled(if: Material.isThere))
struct OtherKindsTests {
    /// A real transfer packed as TAR, as a folder is sent.
    private func preserved(_ name: String, in house: TestCorridor) async throws -> AccessionID {
        let path = house.root + "/\(name).tar"
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "--format=pax", "-C", try Material.transfer(name), "-cf", path, "."]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
        return try await house.preserve(path)
    }

    @Test("files packed in capsules become files of their records; the capsule is kept as it came, and alone is listed")
    func capsules() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let accession = try await preserved("good-eep-signed", in: house)
        let holdings = try await house.stacks.holdings(of: accession, after: 0, limit: 100)
        #expect(holdings.count == 20)
        for holding in holdings {
            let capsule = try await house.stacks.read(holding.unit, file: 0).gathered()
            let year = holding.code.components(separatedBy: "·")[1].prefix(4)
            let sent = try Material.transfer("good-eep-signed/电子档案/\(year)/文书/\(holding.code)/\(holding.code).xml")
            #expect(capsule == (try DurableFile.read(sent)))
            #expect(holding.files.first?.role == .main, "\(holding.code)")
            for file in holding.files {
                let kept = try await house.stacks.read(file).gathered()
                let text = String(decoding: capsule, as: UTF8.self)
                #expect(text.contains(Data(kept).base64EncodedString().prefix(60)), "\(file.name)")
                #expect(kept.count == Int(file.bytes) && !kept.isEmpty)
            }
        }
        let came = try #require(try await house.desk.accession(accession))
        let all = try await house.desk.files(accession, after: 0, limit: 1000)
        // Capsules, notes, list and form came; the rest was taken out.
        #expect(came.files == 23 && all.count { $0.source == nil } == 23 && all.count > 40)
        let columns = Query("SELECT * FROM package_file ORDER BY n")
        #expect(try await house.restoredRows(columns) == house.rows(columns))
        #expect(try listed(in: house.root + "/stacks") == 23)
        try await drafts(of: house)
    }

    @Test("a bag with a line for each file becomes records with their files")
    func bag() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let accession = try await preserved("good-bagit", in: house)
        let holdings = try await house.stacks.holdings(of: accession, after: 0, limit: 100)
        #expect(holdings.count == 20)
        for holding in holdings {
            #expect(holding.files.first?.role == .main, "\(holding.code)")
            for file in holding.files {
                let sent = try Material.transfer("good-bagit/data/\(holding.code)/\(file.name.lastComponent.display)")
                #expect(try await house.stacks.read(file).gathered() == (try DurableFile.read(sent)))
            }
        }
        #expect(holdings.reduce(0) { $0 + $1.files.count } == 31)
        try await drafts(of: house)
    }

    private func drafts(of house: TestCorridor) async throws {
        try await house.settle([house.drafter])
        #expect(try await house.rows("SELECT id FROM unit WHERE level = 'item'").count == 20)
        let untitled = try await house.rows("SELECT id FROM unit WHERE level = 'item' AND (title = '' OR year IS NULL)")
        #expect(untitled.isEmpty)
        try await house.close()
    }

    /// How many files the listing of the one package names.
    private func listed(in root: String) throws -> Int {
        let names = (FileManager.default.enumerator(atPath: root)?.allObjects ?? []).compactMap { $0 as? String }
        let listings = names.filter { $0.hasSuffix("metadata/listing.jsonl") }
        try #require(listings.count == 1)
        return try DurableFile.read(root + "/" + listings[0]).count { $0 == 10 }
    }
}
