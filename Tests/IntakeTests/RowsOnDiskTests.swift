import Archive
import Formats
import Foundation
import Tables
import Testing

@testable import Intake

@Suite("Rows of a large package are laid aside and found again")
struct RowsOnDiskTests {
    private func line(_ n: Int) -> RecordLine {
        var line = RecordLine()
        line.sequence = Int64(n)
        line.code = "J004-WS·2019-Y-BGS-\(n)"
        line.title = String(repeating: "长题名", count: n % 40)
        line.author = n % 3 == 0 ? nil : "某局"
        line.pages = n % 2 == 0 ? nil : Int64(n)
        line.isSigned = n % 5 == 0
        line.metadata = Int64(n % 7)
        line.elements = [PackagedRecord.Element(name: "题名", value: "甲\n乙")]
        line.contents = [RecordLine.Content(file: Int64(n) << 32, role: .attachment)]
        return line
    }

    @Test("in any order, the last ones before they are on disk too")
    func anyOrder() throws {
        let rows = RowsOnDisk<RecordLine>()
        for n in 0..<3000 {
            try rows.append(line(n))
            if n % 500 == 0 { #expect(rows[n / 2] == line(n / 2) && rows[n] == line(n)) }
        }
        #expect(rows.count == 3000)
        for place in [0, 2999, 1, 1500, 1499, 2998, 7] { #expect(rows[place] == line(place)) }
        #expect(rows.elementsEqual((0..<3000).map(line)))
        try rows.check()
    }

    @Test("a row larger than what is read at a time")
    func large() throws {
        let rows = RowsOnDisk<RecordFolder>()
        let sizes = [1, 200_000, 3, 90_000, 2]
        for size in sizes {
            try rows.append(
                RecordFolder(
                    path: FileName("\(size)"), metadata: [], contents: (0..<Int64(size)).map { $0 * 1_000_000 }))
        }
        #expect(rows.map(\.contents.count) == sizes)
        #expect(rows[1].contents.last == 199_999_000_000 && rows[3].path == FileName("90000"))
    }

    @Test("nothing of them stays in the folder")
    func nameless() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rows-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rows = RowsOnDisk<RecordLine>(in: folder)
        for n in 0..<3000 { try rows.append(line(n)) }
        #expect(rows[5] == line(5))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test("a folder that is gone is an error, and no row is lost without a word")
    func gone() {
        let rows = RowsOnDisk<RecordLine>(in: "/nowhere/at/all")
        #expect(throws: (any Error).self) { for n in 0..<3000 { try rows.append(line(n)) } }
    }

    @Test("keys are found where they stand first")
    func places() {
        let keys = (0..<5000).map { $0 % 10 == 9 ? "" : "K\($0 % 2000)" }
        let places = FirstPlaces(count: keys.count) { keys[$0] }
        for place in 0..<2000 where !keys[place].isEmpty {
            #expect(places.place(of: keys[place]) { keys[$0] } == place)
        }
        #expect(places.place(of: "K2000") { keys[$0] } == nil)
        #expect(places.place(of: "") { keys[$0] } == nil)
    }

    @Test("facts of ordinary files and of others come back as they were put")
    func facts() {
        var table = FileFactsTable()
        var put: [Int64: FileFacts] = [:]
        for n in Int64(1)...300 where n % 4 != 0 {
            var facts = FileFacts(
                format: FileFormat(puid: nil, name: "F\(n % 3)", version: nil, mime: "a/b", basis: "signature"),
                kind: .pdf,
                extensions: ["pdf"])
            facts.pages = n % 5 == 0 ? nil : n
            facts.hasText = n % 2 == 0
            facts.isUnopened = n % 3 == 0
            facts.isTestVirus = n == 50
            put[n] = facts
            table[n] = facts
        }
        for n in Int64(1)...301 {
            #expect(table[n]?.format == put[n]?.format && table[n]?.pages == put[n]?.pages)
            #expect(table[n]?.hasText == put[n]?.hasText && table[n]?.isUnopened == put[n]?.isUnopened)
            #expect(table[n]?.isTestVirus == put[n]?.isTestVirus)
        }
        #expect(table.all.map(\.n) == put.keys.sorted())
    }
}

@Suite("What is far too long is told, whatever keeps the rows")
struct TooLongTests {
    /// Text that nothing can pack: indexes of some databases take some thousand bytes only.
    private static func noise(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return String(
            (0..<count).map { _ in
                "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".randomElement(using: &generator)!
            })
    }

    @Test("a reference code and a path of many thousand characters go back with a finding")
    func returned() async throws {
        let desk = try await TestDesk()
        var files = Built.package()
        let victim = files.victims[0]
        files.set("完整档号", to: Self.noise(9000), in: victim.metadata)
        files.setListed("档号", to: Self.noise(9000), of: victim.code)
        var path = ""
        for _ in 0..<40 { path += Self.noise(200) + "/" }
        files[path + "a.txt"] = [1]
        files.register()
        let accession = try await desk.receive(files, agency: "Q021")
        try await desk.settle()
        let report = try #require(try await desk.desk.report(accession.id))
        #expect(report.verdict == .return)
        #expect(try await desk.rows("SELECT * FROM parked").now.isEmpty)
    }
}
