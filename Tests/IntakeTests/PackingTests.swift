import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Packing of a catalogue made here, in a folder of its own.
struct MadePacking: Sendable {
    let area: TestFolder
    var folder: String { area.path + "/电子文件" }
    var table: String

    /// - Parameter outside: the table lies beside the folder, not in it.
    init(_ made: MadeCatalogue, outside: Bool = false) throws {
        area = try TestFolder()
        let folder = area.path + "/电子文件"
        try made.package.write(to: folder)
        let name = made.tables?.first?.name ?? MadeCatalogue.usual
        table = folder + "/" + name
        if outside {
            try FileManager.default.moveItem(atPath: table, toPath: area.path + "/" + name)
            table = area.path + "/" + name
        }
    }

    init(folder: String, table: String) throws {
        area = try TestFolder()
        try FileManager.default.createSymbolicLink(atPath: area.path + "/电子文件", withDestinationPath: folder)
        self.table = area.path + "/电子文件/" + table
    }

    static let moment = PackMoment("2026-11-22T09:30:00")!

    func order(_ format: PackFormat, _ name: String, despite: Bool = false, agency: String = "临江市民政局") -> PackOrder {
        PackOrder(
            folder: folder, table: table, format: format, target: area.path + "/" + name, agency: agency,
            moment: MadePacking.moment, despiteWarnings: despite)
    }

    func pack(_ order: PackOrder) async throws -> Packing.Outcome {
        try await Packing.run(order, workers: Program.workers, clock: testClock)
    }

    var left: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: area.path))?.filter { $0.hasPrefix("移交") }.sorted() ?? []
    }
}

extension PackFault {
    var summary: String {
        "sheet=\(sheet ?? "-") row=\(row ?? 0) column=\(column?.heading ?? "-") file=\(file?.display ?? "-") \(finding.summary)"
    }
}

extension Packing.Outcome {
    var summary: String { faults.map(\.summary).joined(separator: "\n") }
}

@Suite("A folder and its table are packed as a transfer that its own reader takes without a fault")
struct PackingTests {
    /// Names and digests of all files of a container, without the folder around them.
    private func files(of path: String) async throws -> [String: Digest] {
        let area = try TestFolder()
        let package = try await PackageUnpacking.unpack(
            path: path, sort: ContainerSort(path: path, name: FileName(path).lastComponent), into: area.path,
            limits: UnpackLimits(), progress: { _ in })
        #expect(package.faults.isEmpty)
        return Dictionary(
            uniqueKeysWithValues: package.listing.numbers.map {
                (package.listing.path($0).display, package.listing.digests($0).sha256)
            })
    }

    @Test("by each standard, as ZIP and as TAR", arguments: PackFormat.allCases, ["zip", "tar"])
    func good(_ format: PackFormat, _ ending: String) async throws {
        let made = MadeCatalogue()
        let packing = try MadePacking(made, outside: ending == "tar")
        let order = packing.order(format, "移交." + ending)
        let outcome = try await packing.pack(order)
        let written = try #require(outcome.written, "\(outcome.summary)")
        #expect(outcome.faults.isEmpty && written.records == 10)
        #expect(packing.left == ["移交." + ending])
        // As the desk reads it, from its bytes alone.
        let report = try await check(order.target)
        #expect(report.verdict == .accept && report.faults.isEmpty, "\(report.faults.map(\.summary))")
        #expect(report.kind == PackageKind(format.rawValue) && report.records == 10)
        let inside = try await files(of: order.target)
        // Files in capsules are taken out again.
        #expect(inside.count == Int(written.files) + (format == .eep ? made.files.paths.count : 0))
        let kept = Set(inside.values)
        for path in made.files.paths { #expect(kept.contains(digest(made.files[path]!, .sha256)), "\(path)") }
        let (found, bytes) = try digests(ofFile: order.target, [.sha256])
        #expect(found[.sha256] == written.sha256 && bytes == written.bytes)
    }

    /// Where the capsules of a package lie, by the names of their files.
    private func capsules(of path: String, in area: TestFolder) async throws -> [String: String] {
        let package = try await PackageUnpacking.unpack(
            path: path, sort: ContainerSort(path: path, name: FileName(path).lastComponent), into: area.path,
            limits: UnpackLimits(), progress: { _ in })
        let found = package.listing.numbers.filter { package.taken[$0] != nil }.map { n in
            (package.listing.path(n).lastComponent.display, package.path(n))
        }
        return Dictionary(uniqueKeysWithValues: found)
    }

    @Test("a record is modified: its earlier capsule stays inside byte for byte, with who changed it, when and why")
    func modified() async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(3)))
        let (area, again) = (try TestFolder(), try TestFolder())
        var packing = try MadePacking(made)
        var order = packing.order(.eep, "移交.zip")
        try #require(try await packing.pack(order).written != nil)
        let olds = try await capsules(of: order.target, in: area)
        let name = try #require(olds.keys.sorted().first)
        let old = try DurableFile.read(olds[name]!)
        let place = try #require(made.rows.firstIndex { $0["档号"].map { name.hasPrefix($0) } == true })
        made.rows[place]["题名"] = "更正后的题名"
        packing = try MadePacking(made)
        order = packing.order(.eep, "移交.zip")
        order.modification = try Modification(capsules: [olds[name]!], reason: " 题名有误 ", by: "王芳")
        let outcome = try await packing.pack(order)
        #expect(outcome.faults.isEmpty && outcome.written?.records == 3, "\(outcome.summary)")
        let report = try await check(order.target)
        #expect(report.verdict == .accept && report.faults.isEmpty, "\(report.faults.map(\.summary))")
        let news = try await capsules(of: order.target, in: again)
        let new = try DurableFile.read(try #require(news[name]))
        let text = String(decoding: old, as: UTF8.self)
        let signed = text.range(of: "<被签名对象")!.lowerBound..<text.range(of: "</被签名对象>")!.upperBound
        #expect(String(decoding: new, as: UTF8.self).contains(text[signed]))
        // Files that did not change are not packed twice.
        #expect(new.count < old.count + 20_000)
        let capsule = try CapsuleReading.read(news[name]!, limit: 1 << 30)
        let said = RecordMetadata(capsule, taken: [])
        #expect(capsule.layers.count == 2 && said.value("内容描述/题名") == "更正后的题名")
        let step = try #require(said.actions.last)
        #expect(step.name == "修改" && step.time == "2026-11-22T09:30:00")
        for value in ["题名有误", "王芳", "修改1"] { #expect(String(decoding: new, as: UTF8.self).contains(">\(value)<")) }
        for other in olds.keys where other != name {
            #expect(try CapsuleReading.read(news[other]!, limit: 1 << 30).layers.count == 1)
        }
    }

    @Test("nothing is written where what is to be modified is no capsule, of no record of the table, or given twice")
    func notModified() async throws {
        let whole = try MadePacking(MadeCatalogue(Array(Built.records.prefix(2))))
        let first = whole.order(.eep, "移交.zip")
        try #require(try await whole.pack(first).written != nil)
        let area = try TestFolder()
        let olds = try await capsules(of: first.target, in: area).sorted { $0.key < $1.key }.map(\.value)
        let packing = try MadePacking(MadeCatalogue(Array(Built.records.prefix(1))))
        var order = packing.order(.eep, "移交.zip")
        #expect(throws: PackProblem.reasonMissing) { _ = try Modification(capsules: olds, reason: " ") }
        for (capsules, code) in [
            ([order.table], "intake.not-a-capsule"), (["/nowhere.xml"], "intake.unreadable"),
            (olds, "intake.pack-no-record"),
            ([olds[0], olds[0]], "intake.pack-two-capsules"),
        ] {
            order.modification = try Modification(capsules: capsules, reason: "更正")
            var told = ""
            do {
                _ = try await packing.pack(order)
            } catch let problem as any Explained {
                told = problem.code
            }
            #expect(told == code && packing.left.isEmpty)
        }
    }

    @Test(
        "the same input at the same time makes the same bytes; another time makes others",
        arguments: PackFormat.allCases)
    func same(_ format: PackFormat) async throws {
        let made = MadeCatalogue(Array(Built.records.prefix(4)))
        var seen: [[UInt8]] = []
        for _ in 0..<2 {
            let packing = try MadePacking(made)
            let order = packing.order(format, "移交.zip")
            let outcome = try await packing.pack(order)
            try #require(outcome.written != nil, "\(outcome.summary)")
            seen.append(try DurableFile.read(order.target))
        }
        #expect(seen[0] == seen[1])
        let packing = try MadePacking(made)
        let later = PackOrder(
            folder: packing.folder, table: packing.table, format: format, target: packing.area.path + "/移交.zip",
            agency: "临江市民政局", moment: PackMoment("2026-11-22T09:30:02")!)
        _ = try #require(try await packing.pack(later).written)
        #expect(try DurableFile.read(later.target) != seen[0])
    }

    @Test("a bag says who, when and how much, and its manifests are those of sha512sum and sha256sum")
    func bag() async throws {
        let packing = try MadePacking(MadeCatalogue(Array(Built.records.prefix(2))))
        let order = packing.order(.bagit, "移交2026.tar")
        _ = try #require(try await packing.pack(order).written)
        let area = try TestFolder()
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xf", order.target, "-C", area.path]
        try tar.run()
        tar.waitUntilExit()
        let bag = area.path + "/移交2026"
        #expect(
            String(decoding: try DurableFile.read(bag + "/bagit.txt"), as: UTF8.self)
                == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        let info = String(decoding: try DurableFile.read(bag + "/bag-info.txt"), as: UTF8.self)
        #expect(info.hasPrefix("Source-Organization: 临江市民政局\nBagging-Date: 2026-11-22\nPayload-Oxum: "))
        for name in ["manifest-sha512", "manifest-sha256", "tagmanifest-sha512", "tagmanifest-sha256"] {
            let sums = Process()
            sums.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            sums.arguments = [
                name.hasSuffix("512") ? "sha512sum" : "sha256sum", "-c", "--strict", "--quiet", name + ".txt",
            ]
            sums.currentDirectoryURL = URL(fileURLWithPath: bag)
            try sums.run()
            sums.waitUntilExit()
            #expect(sums.terminationStatus == 0, "\(name)")
        }
    }

    @Test("names that manifests cannot hold as they are are written as the standard says", arguments: ["100%", "两\n行"])
    func names(_ word: String) async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(1)))
        let old = "电子文件/\(Built.records[0].code)-处理单.pdf"
        let bytes = try #require(made.files[old])
        made.files[old] = nil
        made.files["电子文件/\(Built.records[0].code)-处理单\(word).pdf"] = bytes
        let packing = try MadePacking(made)
        let order = packing.order(.bagit, "移交.tar")
        let outcome = try await packing.pack(order)
        if word == "100%" {
            _ = try #require(outcome.written, "\(outcome.summary)")
            #expect(try await check(order.target).faults.isEmpty)
        } else if outcome.written != nil {
            // A name of two lines is refused wherever it comes from, or read as it is: never written otherwise.
            #expect(try await check(order.target).faults.isEmpty, "\(outcome.summary)")
        }
    }

    @Test("what operating systems leave is left out and counted; files in 其他 go along; a second copy of the table too")
    func leftovers() async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(3)))
        made.files["电子文件/Thumbs.db"] = Array("x".utf8)
        made.files["其他/编制说明.txt"] = Array("按件整理".utf8)
        made.tables = [(MadeCatalogue.usual, MadeWorkbook(made.grid).bytes), ("归档文件目录.csv", Array(made.csv().utf8))]
        for format in PackFormat.allCases {
            let packing = try MadePacking(made)
            let order = packing.order(format, "移交.zip")
            let outcome = try await packing.pack(order)
            let written = try #require(outcome.written, "\(format) \(outcome.summary)")
            #expect(written.leftOut == 1)
            let names = Set(try await files(of: order.target).keys)
            #expect(!names.contains { $0.hasSuffix("Thumbs.db") })
            #expect(names.contains { $0.hasSuffix("其他/编制说明.txt") })
            #expect(names.count { $0.hasSuffix(".csv") } == 1 && names.count { $0.hasSuffix(".xlsx") } == 1)
        }
    }

    @Test(
        "writings of one code, dates with dots and a heading of its own are understood and written as the standard has them"
    )
    func oddities() async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(3)))
        made.rows[0]["档号"] = made.rows[0]["档号"]!.replacingOccurrences(of: "·", with: "．").lowercased()
        made.rows[1]["日期"] = "2019年3月12日"
        made.headings[1] = "编码"
        for place in made.rows.indices { made.rows[place]["编码"] = made.rows[place]["档号"] }
        let packing = try MadePacking(made)
        var order = packing.order(.dat93, "移交.zip")
        order.columns = ["编码": .code]
        let outcome = try await packing.pack(order)
        _ = try #require(outcome.written, "\(outcome.summary)")
        let report = try await check(order.target)
        #expect(report.faults.isEmpty, "\(report.faults.map(\.summary))")
        let names = try await files(of: order.target).keys
        #expect(names.contains { $0.hasPrefix("J004/WS/\(Built.records[0].code)/") })
        order.columns = ["编吗": .code]
        await #expect(throws: PackProblem.noColumn("编吗")) {
            let other = try MadePacking(made)
            var order = other.order(.dat93, "移交.zip")
            order.columns = ["编吗": .code]
            _ = try await other.pack(order)
        }
    }

    @Test("a table with a line for each file, and digests that were taken before", arguments: PackFormat.allCases)
    func byFile(_ format: PackFormat) async throws {
        var made = MadeCatalogue(Array(Built.records.prefix(5)))
        made.rows = made.rows.flatMap { row -> [MadeCatalogue.Row] in
            made.files.paths.filter { $0.contains(row["档号"]!) }.sorted { $0.count < $1.count }.map { path in
                var line = row
                line["电子文件名"] = path.components(separatedBy: "/").last!
                line["SM3"] = digest(made.files[path]!, .sm3).hex
                line["字节数"] = "\(made.files[path]!.count)"
                line["页数"] = path.contains("附件") ? "2" : "1"
                return line
            }
        }
        made.headings += ["电子文件名", "SM3", "字节数"]
        let packing = try MadePacking(made)
        let outcome = try await packing.pack(packing.order(format, "移交.zip"))
        _ = try #require(outcome.written, "\(outcome.summary)")
        #expect(try await check(packing.area.path + "/移交.zip").faults.isEmpty)
        guard format != .eep else { return }
        // One byte other than was written down.
        var changed = made
        let place = changed.rows.lastIndex { $0["电子文件名"]!.hasSuffix("附件1.pdf") }!
        changed.rows[place]["SM3"] = String(repeating: "ab", count: 32)
        let other = try MadePacking(changed)
        let refused = try await other.pack(other.order(format, "移交.zip"))
        #expect(refused.written == nil && other.left.isEmpty)
        #expect(
            refused.faults.contains {
                $0.finding.check == "digests-match" && $0.row == place + 2
                    && $0.file?.display.hasSuffix("附件1.pdf") == true
            }, "\(refused.summary)")
    }
}
