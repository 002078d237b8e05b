import Archive
import Formats
import Foundation
import Tables
import Testing

@testable import Intake

/// A way to spoil photographs or recordings: one fault, what finds it, how grave it is, and what a finding must name.
struct MediaMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    let severity: Finding.Severity
    let spoil: @Sendable (inout MadeCatalogue) -> [String]

    init(
        _ name: String, finds check: String, _ severity: Finding.Severity = .blocking,
        _ spoil: @escaping @Sendable (inout MadeCatalogue) -> [String]
    ) {
        (self.name, self.check, self.severity, self.spoil) = (name, check, severity, spoil)
    }

    /// A cell that is wrong.
    init(
        _ name: String, finds check: String, _ severity: Finding.Severity = .blocking, row: Int = 1,
        cell heading: String,
        _ value: String, names: String? = nil
    ) {
        self.init(name, finds: check, severity) { made in
            made.rows[row][heading] = value
            return [names ?? heading]
        }
    }

    var testDescription: String { name }

    /// Looks for the fault in what the check came to.
    func holds(_ report: CheckReport, _ named: [String]) {
        let found = report.findings.filter { $0.check == check }
        #expect(
            found.contains { finding in finding.severity == severity && named.contains(where: finding.names) },
            "\(check) names none of \(named): \(report.findings.map(\.summary))")
        #expect((report.verdict == .return) == (severity == .blocking), "\(report.faults.map(\.summary))")
        #expect(report.findings(.blocking).count <= 4, "a crowd: \(report.findings.map(\.summary))")
    }
}

@Suite("Photographs with a table: read, held against what they say of themselves, faults named")
struct PhotographTests {
    private func check(_ made: MadeCatalogue) async throws -> CheckReport {
        try await MediaProgram.check(made.package(as: MadeMedia.photoTable))
    }

    @Test("good photographs are taken without a word")
    func good() async throws {
        let report = try await check(MadeMedia.photographs())
        #expect(report.kind == .photographs && report.records == 4)
        #expect(report.verdict == .accept, "\(report.findings.map(\.summary))")
        let mine = report.findings.filter { ["photo-agrees", "photo-quality"].contains($0.check) }
        #expect(mine.isEmpty, "\(mine.map(\.summary))")
        for key in ["photo-agrees", "photo-quality"] {
            #expect(report.outcomes.first { $0.check == key }?.result == .passed)
        }
        #expect(report.outcomes.first { $0.check == "recording-agrees" }?.result == .notApplicable)
    }

    @Test("what the picture says of itself is kept with the record")
    func kept() async throws {
        let desk = try await TestDesk()
        var made = MadeMedia.photographs()
        var photo = MadeMedia.photo(1)
        photo.position = ([30, 15, 30], [120, 10, 15])
        made.files[MadeMedia.photoPath(1)] = photo.bytes
        let accession = try await desk.receive(made.package(as: MadeMedia.photoTable), agency: "临江市民政局")
        try await desk.settle()
        let lines = try await desk.database.read { tx in
            try tx.rows(
                "SELECT line FROM package_record WHERE accession = \(accession.id) AND sequence = 1"
            ).map { $0.text("line") }
        }
        let line = try #require(lines.first)
        for text in [
            "NIKON CORPORATION NIKON D850", "摄影时间：2019-03-11 10:00:00", "图像宽度：2000", "30.258333N 120.170833E",
            "第1届劳动模范表彰大会现场", "JPEG 质量（估计）：92", "临江市人民会堂",
        ] { #expect(line.contains(text), "\(text)") }
    }

    static let mutations: [MediaMutation] = [
        MediaMutation("a small picture", finds: "photo-quality", .warning) { made in
            var photo = MadeMedia.photo(2)
            (photo.width, photo.height) = (800, 600)
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["800×600"]
        },
        MediaMutation("one point too few", finds: "photo-quality", .warning) { made in
            var photo = MadeMedia.photo(2)
            (photo.width, photo.height) = (1999, 1000)
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["1999×1000"]
        },
        MediaMutation("packed hard", finds: "photo-quality", .review) { made in
            var photo = MadeMedia.photo(2)
            photo.quality = 40
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["质量约 40"]
        },
        MediaMutation("written by another program", finds: "photo-quality", .review) { made in
            var photo = MadeMedia.photo(2)
            photo.main[0x0131] = "Adobe Photoshop CC 2019 (Windows)"
            photo.main[0x0132] = "2021:05:06 07:08:09"
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["Photoshop", "2021-05-06"]
        },
        MediaMutation("another day in the picture", finds: "photo-agrees", .review) { made in
            var photo = MadeMedia.photo(2)
            photo.exif[0x9003] = "2018:01:02 03:04:05"
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["2018-01-02"]
        },
        MediaMutation(
            "another day in the table", finds: "photo-agrees", .review, cell: "拍摄时间", "20190320", names: "20190320"),
        MediaMutation("another photographer", finds: "photo-agrees", .review) { made in
            var photo = MadeMedia.photo(2)
            photo.main[0x013B] = "孙海燕"
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["孙海燕"]
        },
        MediaMutation("another caption (IPTC)", finds: "photo-agrees", .review) { made in
            var photo = MadeMedia.photo(2)
            photo.iptc = [120: "水库大坝合龙仪式"]
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["水库大坝合龙仪式"]
        },
        MediaMutation("another caption (XMP)", finds: "photo-agrees", .review) { made in
            var photo = MadeMedia.photo(2)
            photo.iptc = [:]
            photo.xmp = """
                <?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF \
                xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description \
                xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">\
                龙舟竞渡开赛鸣枪</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>
                """
            made.files[MadeMedia.photoPath(2)] = photo.bytes
            return ["龙舟竞渡开赛鸣枪"]
        },
        MediaMutation("no caption", finds: "notes-and-list", .warning, cell: "文字说明", ""),
        MediaMutation("no photographer", finds: "notes-and-list", .warning, cell: "摄影者", ""),
        MediaMutation("no day", finds: "notes-and-list", cell: "拍摄时间", ""),
        MediaMutation("no title", finds: "notes-and-list", cell: "题名", ""),
        MediaMutation(
            "a day that does not exist", finds: "plausible-values", cell: "拍摄时间", "20190231", names: "20190231"),
        MediaMutation("a picture cut off", finds: "whole-files") { made in
            let path = MadeMedia.photoPath(3)
            made.files[path] = Array(made.files[path]!.dropLast(3000))
            return [path]
        },
        MediaMutation("an empty picture", finds: "whole-files") { made in
            made.files[MadeMedia.photoPath(3)] = []
            return [MadeMedia.photoPath(3)]
        },
        MediaMutation("the same picture twice", finds: "same-content", .warning) { made in
            made.files[MadeMedia.photoPath(3)] = made.files[MadeMedia.photoPath(1)]
            return [MadeMedia.photoCode(3)]
        },
        MediaMutation("a row without its picture", finds: "list-and-folders") { made in
            made.files[MadeMedia.photoPath(4)] = nil
            return [MadeMedia.photoCode(4)]
        },
        MediaMutation("a picture without its row", finds: "list-and-folders") { made in
            made.rows.removeLast()
            return [MadeMedia.photoCode(4)]
        },
        MediaMutation("a picture that is another format", finds: "formats-agree") { made in
            made.files[MadeMedia.photoPath(3)] = MadePicture.tiff(width: 1600, height: 1300)
            return [MadeMedia.photoPath(3)]
        },
        MediaMutation("a PDF for a photograph", finds: "archival-formats", .warning) { made in
            made.files.rename(MadeMedia.photoPath(3), to: "劳模表彰组/\(MadeMedia.photoCode(3)).pdf")
            made.files["劳模表彰组/\(MadeMedia.photoCode(3)).pdf"] = MadePDF(pages: ["照片"]).bytes
            return ["pdf · ZP"]
        },
    ]

    @Test("a fault is found and named", arguments: mutations)
    func fault(_ mutation: MediaMutation) async throws {
        var made = MadeMedia.photographs()
        let named = mutation.spoil(&made)
        mutation.holds(try await check(made), named)
    }

    @Test("oddities that are no faults")
    func oddities() async throws {
        // As large as asked for, to the point; a camera without a clock; captions of cameras; a name written in Latin letters beside.
        var made = MadeMedia.photographs()
        var photo = MadeMedia.photo(1)
        (photo.width, photo.height) = (2000, 1000)
        photo.quality = 75
        photo.exif[0x9003] = "0000:00:00 00:00:00"
        photo.main[0x010E] = "OLYMPUS DIGITAL CAMERA"
        photo.iptc = [:]
        photo.main[0x013B] = "摄影：赵立新 (Zhao Lixin)"
        photo.main[0x0131] = "Ver.1.10"
        made.files[MadeMedia.photoPath(1)] = photo.bytes
        var bare = MadeJPEG(seed: 99)
        bare.xmp = "<not xml"
        made.files[MadeMedia.photoPath(2)] = bare.bytes
        made.rows[2]["拍摄时间"] = "2019年3月"
        let report = try await check(made)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        let mine = report.findings.filter { ["photo-agrees", "photo-quality"].contains($0.check) }
        #expect(mine.isEmpty, "\(mine.map(\.summary))")
    }

    @Test("a column 档号 beside 照片号, files named in a column, CSV")
    func otherTables() async throws {
        var made = MadeMedia.photographs()
        made.headings = ["档号", "照片编号", "题名", "拍摄时间", "摄影者", "文字说明", "文件名", "保管期限", "密级"]
        for place in made.rows.indices {
            made.rows[place]["档号"] = made.rows[place]["照片号"]
            made.rows[place]["照片编号"] = "\(place + 1)"
            made.rows[place]["文件名"] = "DSC_000\(place + 1).JPG"
            made.files.rename(MadeMedia.photoPath(place + 1), to: "劳模表彰组/DSC_000\(place + 1).JPG")
        }
        made.tables = [("数码照片目录.csv", Array(made.csv().utf8))]
        let report = try await MediaProgram.check(made.package)
        #expect(report.kind == .photographs && report.records == 4)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
    }
}
