import Archive
import Bytes
import Foundation
import Intake
import Preservation
import Tables
import Testing

@testable import Catalogue

/// Transfers that are not by DA/T 93, on their way from the desk to drafts.
@Suite("Transfers of all kinds are received, kept and drafted", .enabled(if: Material.isThere))
struct OtherKindsTests {
    /// A real transfer packed as TAR, as a folder is sent.
    private func preserved(_ name: String, in house: TestCorridor) async throws -> AccessionID {
        try await preserved(name, folder: try Material.transfer(name), in: house)
    }

    private func preserved(_ name: String, folder: String, in house: TestCorridor) async throws -> AccessionID {
        let path = house.root + "/\(name).tar"
        try tar("--format=pax", "-C", folder, "-cf", path, ".")
        return try await house.preserve(path)
    }

    private func tar(_ arguments: String...) throws {
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar"] + arguments
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
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

    @Test("digitised paper becomes a record for each folder, its pages in order, in volumes with their titles")
    func digitised() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let accession = try await preserved("good-digitised", in: house)
        let holdings = try await house.stacks.holdings(of: accession, after: 0, limit: 100)
        #expect(holdings.count == 20)
        for holding in holdings {
            let names = holding.files.map { $0.name.lastComponent.display }
            let pages = holding.files.filter { $0.role == .main }.map { $0.name.lastComponent.display }
            #expect(pages == pages.sorted() && pages == names && pages.first?.hasPrefix("0001.") == true, "\(names)")
        }
        #expect(holdings.reduce(0) { $0 + $1.files.count } == 24)
        try await house.settle([house.drafter])
        let volumes = try await house.rows("SELECT title FROM unit WHERE level = 'file' ORDER BY code_key")
        #expect(volumes.count == 14 && volumes.first == [.text("江北市司法局1996年规范性文件")])
        #expect(try await house.rows("SELECT id FROM unit WHERE level = 'item' AND retention = '永久'").count == 20)
        try await house.close()
    }

    @Test("digitised paper is attached to the entries that stand in the catalogue, and makes entries of the others")
    func attached() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let codes = ["X013-001-0001-001", "X013-001-0001-002", "X013-001-0001-003"]
        let rows = codes.map { "\($0),江北市档案馆早年所编的题名,国务院,19960129,1,永久" }
        let path = house.root + "/目录.csv"
        try Data((["档号,题名,责任者,日期,页数,保管期限"] + rows).joined(separator: "\r\n").utf8).write(
            to: URL(fileURLWithPath: path))
        let entries = try await house.desk.receive(
            .file(path), name: FileName("目录.csv"), agency: "", by: house.archivist)
        try await house.settle(house.desk.followers)
        _ = try await house.desk.sign(
            entries.id, side: .receiving, by: house.archivist, name: "王秀兰", inspection: Inspection())
        try await house.settle([StacksFollower(house.stacks)])
        try await house.settle([house.drafter])
        let waiting = "SELECT id FROM unit WHERE level = 'item' AND holding IS NULL" as Query
        #expect(try await house.rows(waiting).count == 3)
        let accession = try await preserved("good-digitised", in: house)
        try await house.settle([house.drafter])
        #expect(try await house.rows(waiting).isEmpty)
        #expect(try await house.rows("SELECT id FROM unit WHERE level = 'item'").count == 20)
        let linked = try await house.aids.unitsLinked(by: accession, limit: 10)
        #expect(linked.map(\.code) == codes && linked.allSatisfy { $0.title.contains("早年所编") && $0.holding != nil })
        try await house.close()
    }

    @Test("published information is kept with its index number and validity, in a collection of its own")
    func disclosure() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let accession = try await preserved("good-disclosure", in: house)
        let holdings = try await house.stacks.holdings(of: accession, after: 0, limit: 100)
        #expect(holdings.count == 24 && holdings.allSatisfy { $0.files.first?.role == .main })
        try await house.settle([house.drafter])
        let fonds = try await house.rows("SELECT title FROM unit WHERE level = 'fonds'")
        #expect(fonds == [[.text("政府公开信息")]])
        #expect(try await house.rows("SELECT id FROM unit WHERE level = 'item' AND validity = '现行有效'").count == 24)
        let units = try await house.aids.units(after: nil, limit: 100).filter { $0.level == .item }
        #expect(units.count == 24)
        for unit in units {
            #expect(IndexNumber(unit.code) != nil && unit.description["indexNumber"] == unit.code)
            #expect(unit.description["disclosureType"] == "主动公开" && unit.description["publishedOn"] != nil)
            #expect(unit.description.all("validity").first?.original == "有效")
        }
        try await house.close()
    }

    @Test("a package of the authors of E-ARK is kept as one record, its data as it came, and drafted")
    func eark() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let name = "CSIP/CSIP1/valid/minimal_IP_with_1_representation"
        let corpus = try #require(Material.folder) + "/eark/corpus.tar.xz"
        try tar("-xJf", corpus, "-C", house.root, name)
        let folder = house.root + "/" + name
        // Its METS tells size and digest of another edition of one schema than the one that lies in it.
        let mets = String(decoding: try DurableFile.read(folder + "/METS.xml"), as: UTF8.self)
        let mended = mets.replacing("SIZE=\"138326\"", with: "SIZE=\"136472\"").replacing(
            "7102b6ea435a3f0d8231d149818f2487", with: "d303b7a71ba2b4ff0061bdcba0f152e0")
        try Data(mended.utf8).write(to: URL(fileURLWithPath: folder + "/METS.xml"))
        let holdings = try await house.stacks.holdings(
            of: try await preserved("minimal_IP", folder: folder, in: house), after: 0, limit: 10)
        let holding = try #require(holdings.first)
        #expect(holdings.count == 1)
        let data = try #require(holding.files.first { $0.role == .main })
        #expect(data.name.lastComponent.display == "plain_text_document.txt")
        for file in holding.files {
            let sent = try DurableFile.read(folder + "/" + file.name.display)
            #expect(try await house.stacks.read(file).gathered() == sent)
        }
        try await house.settle([house.drafter])
        #expect(try await house.rows("SELECT id FROM unit WHERE level = 'item' AND title <> ''").count == 1)
        try await house.close()
    }

    @Test("a database is kept as one record, its tables as they came, and drafted by its description")
    func database() async throws {
        let house = try await TestCorridor()
        defer { house.remove() }
        let files = [
            "数据库.csv": "数据库名称,RSGL\n题名,临江市人事管理数据库\n责任者,临江市人事局\n起止日期,1998-01-01/2019-12-31\n",
            "表.csv": "表名,文件,行数,主键,说明\n部门,数据/部门.csv,2,编号,内设机构\n",
            "字段.csv": "表名,字段名,类型,可空,外键,说明\n部门,编号,INTEGER,否,,\n部门,名称,VARCHAR(20),否,,\n",
            "数据/部门.csv": "编号,名称\n1,办公室\n2,档案室\n",
        ]
        let folder = house.root + "/RSGL"
        try FileManager.default.createDirectory(atPath: folder + "/数据", withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }
        let holdings = try await house.stacks.holdings(
            of: try await preserved("RSGL", folder: folder, in: house), after: 0, limit: 10)
        let holding = try #require(holdings.first)
        #expect(holdings.count == 1 && holding.files.count { $0.role == .main } == 1)
        for file in holding.files {
            let sent = try #require(files[file.name.display])
            #expect(try await house.stacks.read(file).gathered() == Array(sent.utf8))
        }
        try await house.settle([house.drafter])
        let unit = try #require(try await house.aids.units(after: nil, limit: 10).first { $0.level == .item })
        #expect(unit.title == "临江市人事管理数据库" && unit.description["author"] == "临江市人事局")
        try await house.close()
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
