import Archive
import Foundation
import Glibc
import Testing

@testable import Formats

@Suite("What photographs say of themselves: EXIF, IPTC, XMP, within limits")
struct PhotoReadingTests {
    private func read(_ bytes: [UInt8], _ kind: FormatKind = .jpeg) async throws -> PhotoFacts? {
        try await withFolder { folder in
            let path = folder.appendingPathComponent("a").path
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let file = open(path, O_RDONLY)
            defer { close(file) }
            return PhotoReading.read(file, kind)
        }
    }

    private func photo() -> MadeJPEG {
        var photo = MadeJPEG(width: 64, height: 48, quality: 92)
        photo.main = [0x010F: "NIKON", 0x0110: "D850", 0x0131: "Ver 1", 0x0132: "2020:01:02 03:04:05", 0x013B: "赵立新"]
        photo.exif = [0x9003: "2019:07:26 10:11:12", 0xA431: "2045678"]
        photo.position = ([39, 54, 20], [116, 23, 30])
        photo.iptc = [5: "表彰大会", 80: "别人", 120: "主席台右起", 90: "临江"]
        return photo
    }

    @Test("every field from where it stands; the first source counts")
    func fields() async throws {
        let facts = try #require(try await read(photo().bytes))
        #expect(facts[.taken] == "2019-07-26 10:11:12" && facts[.modified] == "2020-01-02 03:04:05")
        #expect(facts[.photographer] == "赵立新" && facts[.maker] == "NIKON" && facts[.model] == "D850")
        #expect(facts[.serial] == "2045678" && facts[.software] == "Ver 1")
        #expect(facts[.title] == "表彰大会" && facts[.caption] == "主席台右起" && facts[.place] == "临江")
        #expect(facts[.position] == "39.905556N 116.391667E")
        #expect(facts.quality == 92)
    }

    @Test("XMP as elements and as attributes")
    func xmp() async throws {
        for (body, caption, taken) in [
            (
                "<rdf:Description xmlns:dc='d' xmlns:p='p' p:DateCreated='2019-07-26T10:11:12+08:00'><dc:creator><rdf:Seq><rdf:li>王芳</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li>开工典礼</rdf:li></rdf:Alt></dc:description></rdf:Description>",
                "开工典礼", "2019-07-26 10:11:12"
            ),
            ("<rdf:Description xmlns:dc='d' dc:creator='王芳' dc:description='剪彩'/>", "剪彩", nil),
        ] {
            var photo = MadeJPEG(width: 64, height: 48)
            photo.xmp = "<x:xmpmeta xmlns:x='x'><rdf:RDF xmlns:rdf='r'>\(body)</rdf:RDF></x:xmpmeta>"
            let facts = try #require(try await read(photo.bytes))
            #expect(facts[.caption] == caption && facts[.photographer] == "王芳" && facts[.taken] == taken)
        }
    }

    @Test("captions in GB18030, as older programs wrote them")
    func encodings() async throws {
        var photo = photo().bytes
        let mark = Array("主席台右起".utf8)
        let place = try #require(photo.first(mark))
        // Five characters of two bytes, and blanks for the rest of the fifteen.
        let old: [UInt8] =
            [0xD6, 0xF7, 0xCF, 0xAF, 0xCC, 0xA8, 0xD3, 0xD2, 0xC6, 0xF0] + [UInt8](repeating: 0x20, count: 5)
        photo.replaceSubrange(place..<(place + mark.count), with: old)
        #expect(try await read(photo)?[.caption] == "主席台右起")
    }

    @Test("about the quality libjpeg was asked for", arguments: [25, 40, 50, 75, 85, 92, 98])
    func quality(asked: Int) async throws {
        let found = try #require(try await read(MadeJPEG(width: 64, height: 48, quality: asked).bytes)?.quality)
        #expect(abs(found - asked) <= 2, "\(found)")
    }

    @Test(
        "days that are none are passed over",
        arguments: ["0000:00:00 00:00:00", "2019:13:01 00:00:00", "now", "    :  :     :  :  "])
    func noDay(text: String) async throws {
        var photo = MadeJPEG(width: 64, height: 48)
        photo.exif = [0x9003: text]
        #expect(try await read(photo.bytes)?[.taken] == nil)
    }

    @Test("cut off anywhere and changed anywhere, nothing breaks and nothing grows")
    func hostile() async throws {
        let whole = photo().bytes
        for end in stride(from: 0, to: min(whole.count, 900), by: 7) { _ = try await read(Array(whole.prefix(end))) }
        var state: UInt64 = 0x9E37_79B9
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                bytes[Int(state >> 33) % min(bytes.count, 900)] = UInt8(truncatingIfNeeded: state >> 20)
            }
            let facts = try await read(bytes)
            for (_, value) in facts?.values ?? [:] { #expect(value.unicodeScalars.count <= PhotoFacts.longest) }
        }
        // A directory that points at itself, one of 65,535 entries, a value of 4 GB.
        let loop: [UInt8] =
            Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0]
        _ = try await read(loop, .tiff)
        let many: [UInt8] = Array("II".utf8) + [42, 0, 8, 0, 0, 0, 0xFF, 0xFF]
        #expect(try await read(many, .tiff) == nil)
        let huge: [UInt8] =
            Array("II".utf8) + [42, 0, 8, 0, 0, 0, 1, 0, 0x3B, 1, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 8, 0, 0, 0, 0, 0, 0, 0]
        #expect(try await read(huge, .tiff) == nil)
    }

    @Test("a worker tells it where pictures are looked at, and leaves it out where nobody asks")
    func worker() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.jpg")
            try Data(photo().bytes).write(to: file)
            try await withWorkers { pool in
                let asked = try await pool.examine(path: file.path, name: FileName("a.jpg"), looks: true)
                #expect(asked.damage == nil && asked.picture?.photo?[.photographer] == "赵立新")
                let plain = try await pool.examine(path: file.path, name: FileName("a.jpg"))
                #expect(plain.picture?.width == 64 && plain.picture?.photo == nil)
            }
        }
    }
}
