import Archive
import Bytes
import Foundation
import Intake
import Ledger
import Tables
import Testing

@testable import Preservation

@Suite("A package in custody becomes holdings")
struct KeepingTests {
    @Test("each record is one valid object with its files, its metadata byte by byte, and its text")
    func records() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 3)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()

        let holdings = try await home.stacks.holdings(of: SamplePackage.id, after: 0, limit: 10)
        #expect(holdings.map(\.sequence) == [1, 2, 3])
        #expect(holdings.map(\.code) == package.records.map(\.code))
        for (holding, record) in zip(holdings, package.records) {
            #expect(holding.files.map(\.name) == record.contents.map(\.path))
            #expect(holding.files.map(\.digests) == record.contents.map(\.digests))
            #expect(holding.files.map(\.format) == record.contents.map(\.format))
            let original = try DurableFile.read(package.path(of: #require(record.metadata).n))
            #expect(try await home.stacks.read(holding.unit, file: 0).gathered() == original)
            let content = try DurableFile.read(package.path(of: record.contents[0].n))
            #expect(try await home.stacks.read(holding.files[0]).gathered() == content)
            #expect(try await home.stacks.read(holding.unit, file: 1, range: 3..<8).gathered() == Array(content[3..<8]))
            #expect(try await home.stacks.text(holding.unit).map(\.page) == [1, 2])
            #expect(try await home.stacks.holding(holding.unit) == holding)
        }
        #expect(try await home.objects().count == 4)
        for place in try await home.objects() {
            #expect(try await ObjectCheck.faults(of: place, in: home.store, content: true).isEmpty)
        }
    }

    @Test("one event tells of the package, and its act names every object with its inventory")
    func event() async throws {
        let folder = try TemporaryFolder()
        let home = try await TestStacks(
            in: folder, package: try SamplePackage(in: folder.path + "/staging", count: 3))
        try await home.accept()
        try await home.settle()
        let events = try await home.ledger.events(after: -1, kinds: [.preserved], limit: 10).map(\.1)
        let event = try #require(events.first)
        #expect(events.count == 1)
        #expect(event.subject == SamplePackage.id.text)
        #expect(event.facts["records"] == 3)
        let digestOfAct = try #require(event.act)
        let act = try #require(Preserved(try await home.ledger.act(digestOfAct)))
        #expect(act.objects.map(\.sequence) == [0, 1, 2, 3])
        for object in act.objects {
            let root = try await home.store.bytes(of: StorageLayout.place(of: object.unit) / "inventory.json")
            #expect(digest(root, .sha512) == object.inventory)
        }
    }

    @Test("what belongs to no record is kept with the listing of all files")
    func wholePackage() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 2)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let place = StorageLayout.place(of: .of(package: SamplePackage.id))
        let listing = try await home.store.bytes(of: place / "v1/content/metadata/listing.jsonl")
        let lines = try listing.split(separator: 10).map { try JSON(parsing: $0) }
        #expect(lines.count == package.files.count)
        for (line, file) in zip(lines, package.files.sorted { $0.n < $1.n }) {
            #expect(line["path"]?["display"]?.string == file.path.display)
            // Each line leads to the bytes.
            let unit = try #require(line["object"]?.string.flatMap(UnitID.init(text:)))
            let n = try #require(line["file"]?.int)
            let kept = try await home.stacks.read(unit, file: n).gathered()
            #expect(kept == (try DurableFile.read(package.path(of: file.n))))
        }
        #expect(try await home.stacks.holding(.of(package: SamplePackage.id)) == nil, "a package is not a record")
    }

    @Test("names that are not text, and files with the same bytes, are kept as they are")
    func oddNames() async throws {
        let folder = try TemporaryFolder()
        let odd = FileName(bytes: [0xCE, 0xC4, 0xBC, 0xFE, 0x2E, 0x70, 0x64, 0x66])
        let long = FileName(String(repeating: "长", count: 120) + ".pdf")
        let package = try SamplePackage(
            in: folder.path + "/staging",
            records: [[(odd, [1, 2, 3]), (long, [1, 2, 3]), (FileName("空.txt"), [])]])
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let holding = try #require(try await home.stacks.holdings(of: SamplePackage.id, after: 0, limit: 1).first)
        #expect(holding.files.map(\.name) == package.records[0].contents.map(\.path))
        #expect(holding.files[0].content == holding.files[1].content, "the same bytes lie there once")
        #expect(try await home.stacks.read(holding.files[1]).gathered() == [1, 2, 3])
        #expect(try await home.stacks.read(holding.files[2]).gathered() == [])
    }

    @Test("a package that promises more records than it gives is not preserved")
    func missing() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 2)
        try DurableFile.removeAll(package.path(of: package.records[1].contents[0].n))
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        let event = try #require(try await home.ledger.event(at: 0))
        await #expect(throws: BytesProblem.self) { try await StacksFollower(home.stacks).handle(event, at: 0) }
        #expect(try await home.ledger.events(after: 0, limit: 1).isEmpty)
    }

    @Test("a staged file that changed since the checks is found by reading back, and nothing of it stays")
    func altered() async throws {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", count: 2)
        let path = package.path(of: package.records[1].contents[0].n)
        let good = try DurableFile.read(path)
        try DurableFile.write([9], to: path)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        let event = try #require(try await home.ledger.event(at: 0))
        let problem = await #expect(throws: PreservationProblem.self) {
            try await StacksFollower(home.stacks).handle(event, at: 0)
        }
        #expect(problem?.code == "preservation.not-as-written")
        #expect(try await home.objects().isEmpty)
        try DurableFile.write(good, to: path)
        try await home.settle()
        #expect(try await home.stacks.holdings(of: SamplePackage.id, after: 0, limit: 9).count == 2)
    }

    @Test("the same record has the same identifier each time, another record another one")
    func identifiers() {
        let accession = Accession.sample(id: SamplePackage.id, records: 2)
        let unit = UnitID.of(record: 1, in: accession)
        #expect(unit == .of(record: 1, in: accession))
        #expect(UnitID(text: unit.text) == unit)
        #expect(unit.text.dropFirst(14).first == "7")
        #expect(unit != .of(record: 2, in: accession))
    }
}

@Suite("Others read what Lantai keeps")
struct OutsideReadingTests {
    @Test(
        "ocfl-py finds the storage root and each object valid", .enabled(if: Outside.hasPython, "run script/test-tools")
    )
    func ocfl() async throws {
        let folder = try TemporaryFolder()
        let home = try await TestStacks(
            in: folder, package: try SamplePackage(in: folder.path + "/staging", count: 3))
        try await home.accept()
        try await home.settle()
        let holding = try #require(try await home.stacks.holdings(of: SamplePackage.id, after: 0, limit: 1).first)
        try await home.stacks.putDescription(holding.unit, Array("{\"题名\":\"一\"}".utf8), message: "described")
        try await home.stacks.putDescription(holding.unit, Array("{\"题名\":\"二\"}".utf8), message: "described")
        let node = UnitID.new(at: TestStacks.noon)
        try await home.stacks.putDescription(node, Array("{\"level\":\"fonds\"}".utf8), message: "described")
        for place in try await home.objects() {
            let said = Outside.validateOCFL(home.root + "/" + place.text)
            #expect(said.status == 0, "\(said.output)")
            #expect(!said.output.contains("[W"), "\(said.output)")
        }
        let said = Outside.validateOCFL(home.root)
        #expect(said.status == 0, "\(said.output)")
    }

    @Test("PREMIS is valid by its schema", .enabled(if: Outside.hasXMLLint && Outside.hasData("schemas/premis3")))
    func premis() async throws {
        let folder = try TemporaryFolder()
        let home = try await TestStacks(
            in: folder, package: try SamplePackage(in: folder.path + "/staging", count: 1))
        try await home.accept()
        try await home.settle()
        let holding = try #require(try await home.stacks.holdings(of: SamplePackage.id, after: 0, limit: 1).first)
        let premis = home.root + "/" + (StorageLayout.place(of: holding.unit) / "v1/content/metadata/premis.xml").text
        let schemas = Outside.data.appendingPathComponent("schemas")
        let said = Outside.run(
            "/usr/bin/env",
            ["xmllint", "--nonet", "--noout", "--schema", schemas.path + "/premis3/premis.xsd", premis],
            environment: ["XML_CATALOG_FILES": schemas.path + "/catalog.xml"])
        #expect(said.status == 0, "\(said.output)")
    }
}
