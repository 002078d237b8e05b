import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

@Suite("What is wrong with a folder or its table is named there, and nothing is packed")
struct PackingFaultTests {
    /// Faults that somebody at the archive must look at: the package is written.
    private static let looked: Set<String> = ["same-document", "same-content", "personal-data"]

    /// Each spoiled in the agency's folder, and packed by one of the three in turn.
    @Test("a fault", arguments: Array(CatalogueMutation.all.enumerated().map { ($0.offset, $0.element) }))
    func fault(_ place: Int, _ mutation: CatalogueMutation) async throws {
        var made = MadeCatalogue()
        let named = mutation.spoil(&made)
        let packing = try MadePacking(made)
        guard FileManager.default.fileExists(atPath: packing.table) else { return }
        let format = PackFormat.allCases[place % 3]
        let outcome = try await packing.pack(packing.order(format, "移交.zip"))
        if Self.looked.contains(mutation.check) {
            #expect(outcome.report.findings.contains { $0.check == mutation.check })
            return
        }
        #expect(outcome.written == nil, "\(mutation.name) was packed as \(format)")
        #expect(packing.left.isEmpty)
        let found = outcome.faults.filter { $0.finding.check == mutation.check }
        #expect(
            found.contains { fault in
                named.contains(where: fault.finding.names)
                    && (fault.row != nil || fault.file != nil || fault.sheet != nil)
            }, "\(format): \(mutation.check) names none of \(named): \(outcome.summary)")
    }

    /// A cell that is wrong, and where it stands.
    struct Cell: Sendable, CustomTestStringConvertible {
        let row: Int
        let heading: String
        let value: String
        var testDescription: String { "\(heading) \(value)" }
    }

    static let cells = [
        Cell(row: 4, heading: "题名", value: ""), Cell(row: 5, heading: "责任者", value: ""),
        Cell(row: 3, heading: "日期", value: "20190230"), Cell(row: 6, heading: "日期", value: "20271231"),
        Cell(row: 2, heading: "日期", value: ""), Cell(row: 7, heading: "密级", value: ""),
        Cell(row: 8, heading: "密级", value: "保密"), Cell(row: 9, heading: "密级", value: "机密"),
        Cell(row: 4, heading: "页数", value: "12"), Cell(row: 10, heading: "页数", value: "若干"),
        Cell(row: 5, heading: "保管期限", value: "10年"), Cell(row: 6, heading: "保管期限", value: "暂存"),
        Cell(row: 11, heading: "档号", value: "J004-WS·2020-Y-BGS-XX"), Cell(row: 3, heading: "档号", value: ""),
        Cell(row: 4, heading: "题名", value: "关于锟斤拷锟斤拷的批复"),
    ]

    /// Each by one of the three in turn; what a bag may leave out, by another.
    @Test("a wrong cell is named by sheet, row and column", arguments: cells)
    func cell(_ cell: Cell) async throws {
        let format: PackFormat = cell.heading == "密级" ? .dat93 : PackFormat.allCases[cell.row % 3]
        var made = MadeCatalogue()
        made.rows[cell.row - 2][cell.heading] = cell.value
        made.tables = [
            (
                MadeCatalogue.usual,
                MadeWorkbook([.init(name: "目录一", rows: made.grid.map { $0.map { .text($0) } })]).bytes
            )
        ]
        let packing = try MadePacking(made, outside: cell.row % 2 == 0)
        let outcome = try await packing.pack(packing.order(format, "移交.tar"))
        #expect(outcome.written == nil && packing.left.isEmpty)
        #expect(
            outcome.faults.contains {
                $0.sheet == "目录一" && $0.row == cell.row && $0.column?.heading == cell.heading
            }, "\(outcome.summary)")
    }

    @Test("what the table lacks altogether is asked for", arguments: ["密级", "责任者", "日期"])
    func column(_ heading: String) async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(2)))
        made.headings.removeAll { $0 == heading }
        let packing = try MadePacking(made)
        let outcome = try await packing.pack(packing.order(.dat93, "移交.zip"))
        #expect(outcome.written == nil)
        #expect(
            outcome.faults.contains { $0.row == 2 && $0.column == nil && $0.finding.element == heading },
            "\(outcome.summary)")
    }

    @Test("a retention that neither the table nor the code tells is asked for, and not invented")
    func retention() async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(1)))
        made.headings.removeAll { $0 == "保管期限" }
        let code = "J004-001-0001-0001"
        for path in made.files.paths {
            made.files.rename(path, to: path.replacingOccurrences(of: made.rows[0]["档号"]!, with: code))
        }
        made.rows[0]["档号"] = code
        for format in [PackFormat.dat93, .eep] {
            let packing = try MadePacking(made)
            let outcome = try await packing.pack(packing.order(format, "移交.zip"))
            #expect(outcome.written == nil)
            #expect(outcome.faults.contains { $0.finding.element == "保管期限" && $0.row == 2 }, "\(outcome.summary)")
        }
        let packing = try MadePacking(made)
        let outcome = try await packing.pack(packing.order(.bagit, "移交.zip"))
        #expect(outcome.written != nil, "\(outcome.summary)")
    }

    @Test("with warnings only, nothing is packed until somebody says so; what blocks is not packed even then")
    func warnings() async throws {
        var made = MadeCatalogue()
        // A number that is skipped is asked about.
        made.rows[0]["备注"] = "缺页"
        made.headings.removeAll { $0 == "序号" }
        made.rows[3]["题名"] = "临江市救助管理规定 "
        made.files["电子文件/\(made.rows[0]["档号"]!)-附件1.exe"] = Array("MZ not a program".utf8)
        let packing = try MadePacking(made)
        let outcome = try await packing.pack(packing.order(.bagit, "移交.zip", despite: true))
        #expect(
            (outcome.written == nil) == outcome.faults.contains { $0.finding.severity == .blocking },
            "\(outcome.summary)")
    }

    @Test(
        "a file that is cut off, one of another format, an empty one, one nobody listed: each by its name in the folder"
    )
    func files() async throws {
        let code = Built.records[1].code
        let own = "电子文件/\(code).pdf"
        let spoils: [(String, (inout MadeCatalogue) -> Void)] = [
            (own, { $0.files[own] = Array($0.files[own]!.prefix(200)) }),
            (own, { $0.files[own] = Array("GIF89a".utf8) + [UInt8](repeating: 1, count: 300) }),
            (own, { $0.files[own] = [] }),
            ("电子文件/通知.pdf", { $0.files["电子文件/通知.pdf"] = $0.files[own]! }),
        ]
        for (name, spoil) in spoils {
            var made = MadeCatalogue(Array(Built.records.prefix(3)))
            spoil(&made)
            for format in [PackFormat.dat93, .bagit] {
                let packing = try MadePacking(made)
                let outcome = try await packing.pack(packing.order(format, "移交.tar"))
                #expect(outcome.written == nil && packing.left.isEmpty)
                #expect(outcome.faults.contains { $0.file?.display == name }, "\(format) \(name): \(outcome.summary)")
            }
        }
    }

    @Test("tables that are none")
    func tables() async throws {
        for (name, bytes, says) in [
            ("归档文件目录.csv", Array("甲,乙\n丙,丁\n".utf8), "notes-and-list"),
            ("归档文件目录.csv", Array("题名,日期\n关于某事,20190101\n".utf8), "notes-and-list"),
            ("归档文件目录.xlsx", [0x50, 0x4B, 3, 4, 0, 0], "notes-and-list"),
        ] as [(String, [UInt8], String)] {
            var made = MadeCatalogue(Array(Built.records.prefix(1)))
            made.tables = [(name, bytes)]
            let packing = try MadePacking(made)
            let outcome = try await packing.pack(packing.order(.dat93, "移交.zip"))
            #expect(
                outcome.written == nil && outcome.faults.contains { $0.finding.check == says }, "\(outcome.summary)")
        }
    }

    @Test("who transfers must be known, the target new and outside of the folder, and one run at a time")
    func refused() async throws {
        let made = MadeCatalogue(Array(Built.records.prefix(1)))
        let packing = try MadePacking(made)
        await #expect(throws: PackProblem.agencyMissing) {
            _ = try await packing.pack(packing.order(.dat93, "移交.zip", agency: ""))
        }
        let inside = packing.folder + "/移交.zip"
        await #expect(throws: PackProblem.inside(inside)) {
            _ = try await packing.pack(
                PackOrder(
                    folder: packing.folder, table: packing.table, format: .bagit, target: inside,
                    moment: MadePacking.moment))
        }
        let order = packing.order(.bagit, "移交.zip", agency: "")
        // What a killed run left is taken away; one that still runs is not.
        let area = order.target + ".packing"
        try DurableFile.makeFolder(area + "/made")
        try DurableFile.write(Array("half".utf8), to: area + "/package")
        do {
            let lock = try OpenFile.appending(area + "/lock")
            #expect(lock.tryLock())
            await #expect(throws: PackProblem.busy(order.target)) { _ = try await packing.pack(order) }
            withExtendedLifetime(lock) {}
        }
        let outcome = try await packing.pack(order)
        #expect(outcome.written != nil && packing.left == ["移交.zip"], "\(outcome.summary)")
        await #expect(throws: PackProblem.exists(order.target)) { _ = try await packing.pack(order) }
        for problem in [
            PackProblem.exists("a"), .inside("a"), .busy("a"), .agencyMissing, .changed("a"),
            .sameName(code: "a", name: "b"), .noColumn("a"),
        ] {
            #expect(problem.code.hasPrefix("intake.pack-"))
            #expect(
                !problem.what.zh.isEmpty && !problem.what.en.isEmpty && !problem.next.zh.isEmpty
                    && !problem.next.en.isEmpty)
        }
    }

    @Test("two files of one record under one name are refused before one replaces the other")
    func sameName() async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(2)))
        let code = Built.records[1].code
        let bytes = made.files["电子文件/\(code).pdf"]!
        made.files["电子文件/\(code).pdf"] = nil
        made.files["甲/\(code)/0001.pdf"] = bytes
        made.files["乙/\(code)/0001.pdf"] = MadePDF(pages: ["附件"]).bytes
        made.rows[1]["页数"] = "2"
        let packing = try MadePacking(made)
        await #expect(throws: PackProblem.sameName(code: code, name: "0001.pdf")) {
            _ = try await packing.pack(packing.order(.dat93, "移交.zip"))
        }
        #expect(packing.left.isEmpty)
    }

    @Test(
        "other people's catalogues are packed by each standard that they suffice for, and taken",
        .enabled(if: Material.isThere, Material.missing),
        arguments: ["good-catalogue/归档文件目录.xlsx", "good-catalogue/归档文件目录.csv", "good-bagit/data/元数据.xlsx"],
        PackFormat.allCases)
    func material(_ table: String, _ format: PackFormat) async throws {
        let path = Material.path(table)
        let name = FileName(path).lastComponent.display
        let packing = try MadePacking(folder: DurableFile.folder(of: path), table: name)
        let order = packing.order(format, "移交.zip", despite: true, agency: "江北市司法局")
        let outcome = try await packing.pack(order)
        if table.hasPrefix("good-catalogue"), format != .bagit {
            // Some of its rows leave the secrecy out, which DA/T 93 and DA/T 48 ask for.
            #expect(outcome.written == nil)
            #expect(outcome.faults.allSatisfy { $0.finding.element == "密级" && $0.row != nil }, "\(outcome.summary)")
            #expect(outcome.faults.count > 3)
            return
        }
        _ = try #require(outcome.written, "\(outcome.summary)")
        let report = try await check(order.target)
        #expect(report.verdict != .return, "\(report.faults.map(\.summary))")
    }

    @Test(
        "a faulty catalogue of others is refused by the row of its fault",
        .enabled(if: Material.isThere, Material.missing))
    func faultyMaterial() async throws {
        let folder = Material.path("bad-code-duplicate")
        let table = try #require(
            try DurableFile.entries(of: folder).map(\.name).first { $0.hasSuffix(".xlsx") || $0.hasSuffix(".csv") })
        for format in PackFormat.allCases {
            let packing = try MadePacking(folder: folder, table: table)
            let outcome = try await packing.pack(packing.order(format, "移交.zip", despite: true))
            #expect(outcome.written == nil)
            #expect(
                outcome.faults.contains { $0.finding.check == "code-unique" && $0.row != nil }, "\(outcome.summary)")
        }
    }
}

@Suite("Containers are written as their standards say")
struct PackedContainerTests {
    @Test("more files than a ZIP of old counts, and names of any length")
    func many() throws {
        let area = try TestFolder()
        let (path, empty) = (area.path + "/a.zip", area.path + "/empty")
        try DurableFile.write([], to: empty)
        let container = try PackedContainer(path, isZIP: true, moment: MadePacking.moment)
        let none = digest([], .sha256)
        for place in 0..<65_600 { try container.add(FileName("档/\(place)"), bytes: 0, sha256: none, from: empty) }
        try container.finish()
        let directory = try ZipDirectory(path: path, limit: 1_000_000)
        _ = directory
        let zip = try ZipContainer(path: path, limits: UnpackLimits())
        #expect(zip.promised?.files == 65_600)
    }

    @Test("sizes and places beyond four gigabytes stand in fields of their own")
    func large() {
        let far = ZipMember(name: FileName("甲"), size: 5 << 30, offset: 6 << 30, moment: MadePacking.moment)
        let extra = far.header.suffix(20)
        #expect(Array(extra.prefix(4)) == [1, 0, 16, 0])
        #expect(far.header[18..<26].allSatisfy { $0 == 255 })
        #expect(Array(far.entry.suffix(28).prefix(4)) == [1, 0, 24, 0])
        let near = ZipMember(name: FileName("甲"), size: 5, offset: 6, moment: MadePacking.moment)
        #expect(near.header.count == 33 && near.entry.count == 49)
        let tar = TarMember(FileName("a"), .file, size: 9 << 30, changed: 0).header
        #expect(tar.count == 1536)
    }

    @Test("the checksum is that of ISO 3309")
    func checksum() {
        var sum = Checksum32()
        Array("123456789".utf8).withUnsafeBytes { sum.update($0) }
        #expect(sum.value == 0xCBF4_3926)
    }

    @Test("a file that changed since it was checked ends it")
    func changed() throws {
        let area = try TestFolder()
        try DurableFile.write(Array("abc".utf8), to: area.path + "/a")
        for (name, bytes, sum) in [("1", Int64(3), "abd"), ("2", 4, "abc"), ("3", 2, "ab")] {
            let container = try PackedContainer(area.path + "/\(name).tar", isZIP: false, moment: MadePacking.moment)
            #expect(throws: PackProblem.changed(area.path + "/a")) {
                try container.add(
                    FileName("a"), bytes: bytes, sha256: digest(Array(sum.utf8), .sha256), from: area.path + "/a")
            }
        }
    }
}
