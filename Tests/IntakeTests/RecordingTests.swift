import Archive
import Formats
import Foundation
import Testing

@testable import Intake

@Suite("Sound and film with a table: decoded to their ends, held against the table, faults named")
struct RecordingTests {
    private func check(_ made: MadeCatalogue, with tools: MediaTools? = MediaProgram.tools) async throws -> CheckReport
    {
        try await MediaProgram.check(made.package(as: MadeMedia.recordingTable), with: tools)
    }

    static let missing: Comment = "mediainfo and ffmpeg are not installed: not tested"

    @Test("good recordings are taken without a word", .enabled(if: MediaProgram.areThere, missing))
    func good() async throws {
        let report = try await check(MadeMedia.recordings())
        #expect(report.kind == .recordings && report.records == 4)
        #expect(report.verdict == .accept, "\(report.findings.map(\.summary))")
        let mine = report.findings.filter { ["recording-agrees", "whole-files"].contains($0.check) }
        #expect(mine.isEmpty, "\(mine.map(\.summary))")
        #expect(report.outcomes.first { $0.check == "recording-agrees" }?.result == .passed)
    }

    @Test("where the programs are not there the report says so, and everything else goes on")
    func without() async throws {
        let none = MediaTools(lantai: Program.path, folders: ["/nowhere"])
        for tools in [none, nil] {
            let report = try await check(MadeMedia.recordings(), with: tools)
            #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
            let asked = report.findings.filter { $0.check == "whole-files" }
            #expect(asked.count == 1 && asked[0].severity == .review && asked[0].what.zh.contains("4 个"))
            #expect(report.findings(.blocking).isEmpty)
        }
    }

    static let mutations: [MediaMutation] = [
        MediaMutation("another length, of sound", finds: "recording-agrees", row: 0, cell: "时长", "00:01:02"),
        MediaMutation("another length, of film", finds: "recording-agrees", row: 2, cell: "时长", "5秒"),
        MediaMutation("a length nobody can read", finds: "recording-agrees", .warning, row: 0, cell: "时长", "约一会儿"),
        MediaMutation("no length", finds: "notes-and-list", .warning, row: 0, cell: "时长", ""),
        MediaMutation("another format, of sound", finds: "recording-agrees", row: 0, cell: "格式", "MP3"),
        MediaMutation("another format, of film", finds: "recording-agrees", row: 2, cell: "格式", "MP4"),
        MediaMutation("another coding", finds: "recording-agrees", row: 2, cell: "编码", "H.264"),
        MediaMutation("another rate of bits", finds: "recording-agrees", .warning, row: 0, cell: "码率", "320 kbps"),
        MediaMutation("another rate of samples", finds: "recording-agrees", .warning, row: 0, cell: "采样率", "44.1kHz"),
        MediaMutation("another depth", finds: "recording-agrees", .warning, row: 0, cell: "量化位数", "24"),
        MediaMutation("other channels", finds: "recording-agrees", .warning, row: 0, cell: "声道", "立体声"),
        MediaMutation("another size", finds: "recording-agrees", .warning, row: 2, cell: "分辨率", "1920x1080"),
        MediaMutation("another rate of frames", finds: "recording-agrees", .warning, row: 2, cell: "帧率", "25 fps"),
        MediaMutation("sound cut off", finds: "whole-files") { made in
            let path = MadeMedia.soundPath(1)
            made.files[path] = Array(made.files[path]!.prefix(20_000))
            return [path]
        },
        MediaMutation("film cut off", finds: "whole-files") { made in
            let path = MadeMedia.filmPath(1)
            made.files[path] = Array(made.files[path]!.prefix(made.files[path]!.count / 2))
            return [path]
        },
        MediaMutation("a picture of a film spoilt, told with the time", finds: "whole-files") { made in
            made.files[MadeMedia.filmPath(1)] = MadeFilm(seed: 1, spoilt: 8).bytes
            return [MadeMedia.filmPath(1)]
        },
        MediaMutation("empty sound", finds: "whole-files") { made in
            made.files[MadeMedia.soundPath(1)] = []
            return [MadeMedia.soundPath(1)]
        },
        MediaMutation("film that calls itself sound", finds: "formats-agree") { made in
            made.files[MadeMedia.soundPath(1)] = MadeFilm(seed: 7).bytes
            return [MadeMedia.soundPath(1)]
        },
        MediaMutation("a row without its file", finds: "list-and-folders") { made in
            made.files[MadeMedia.filmPath(2)] = nil
            return [MadeMedia.filmCode(2)]
        },
        MediaMutation("a file without its row", finds: "list-and-folders") { made in
            made.rows.removeLast()
            return [MadeMedia.filmCode(2)]
        },
        MediaMutation("the same sound twice", finds: "same-content", .warning) { made in
            made.files[MadeMedia.soundPath(2)] = made.files[MadeMedia.soundPath(1)]
            return [MadeMedia.soundCode(2)]
        },
        MediaMutation("no title", finds: "notes-and-list", cell: "题名", ""),
        MediaMutation("no author", finds: "notes-and-list", cell: "责任者", ""),
        MediaMutation("no day", finds: "notes-and-list", cell: "日期", ""),
        MediaMutation("a code twice", finds: "code-unique") { made in
            made.rows.append(made.rows[1])
            made.renumber()
            return [MadeMedia.soundCode(2)]
        },
    ]

    @Test("there are more than 40 of them, photographs and recordings together")
    func enough() {
        let all = Self.mutations + PhotographTests.mutations
        #expect(all.count >= 40 && Set(all.map(\.check)).count >= 9)
    }

    @Test("a fault is found and named", .enabled(if: MediaProgram.areThere, missing), arguments: mutations)
    func fault(_ mutation: MediaMutation) async throws {
        var made = MadeMedia.recordings()
        let named = mutation.spoil(&made)
        mutation.holds(try await check(made), named)
    }

    @Test("other ways to write the same are no faults", .enabled(if: MediaProgram.areThere, missing))
    func oddities() async throws {
        let ways: [(row: Int, heading: String, values: [String])] = [
            (0, "时长", ["2.5", "2.5秒", "0分3秒", "00:00:03"]), (2, "时长", ["0:03"]),
            (0, "格式", ["wave", "Waveform Audio (.wav)"]), (2, "编码", ["Motion JPEG"]), (0, "编码", ["未知编码"]),
            (0, "码率", ["128000", "128kb/s"]), (0, "采样率", ["8000Hz", "8,000"]), (0, "声道", ["1"]),
            (2, "分辨率", ["64*48", "标清"]), (2, "帧率", ["4.00fps"]),
        ]
        // As many tables as one heading has ways.
        for turn in 0..<ways.map(\.values.count).max()! {
            var made = MadeMedia.recordings()
            for (row, heading, values) in ways where turn < values.count { made.rows[row][heading] = values[turn] }
            let report = try await check(made)
            let mine = report.findings.filter { $0.check == "recording-agrees" }
            #expect(mine.isEmpty, "table \(turn): \(mine.map(\.summary))")
            #expect(report.verdict == .accept, "table \(turn): \(report.faults.map(\.summary))")
        }
    }

    @Test(
        "lengths as tables write them",
        arguments: [
            ("00:03:25", 205_000), ("3:25", 205_000), ("1:00:00", 3_600_000), ("3分25秒", 205_000), ("3分25", 205_000),
            ("205秒", 205_000), ("205", 205_000), ("2.5", 2500), ("1小时2分", 3_720_000), ("3分钟", 180_000),
            ("３：２５", 205_000),
            ("1h2m3s", 3_723_000), ("3′25″", 205_000), ("00:03:25.5", 205_500),
        ])
    func lengths(text: String, milliseconds: Int64) { #expect(RecordingLength(text)?.milliseconds == milliseconds) }

    @Test("what is no length", arguments: ["", "约3分", "3分25分x", "::", "a:b", "-3", "0", "分", "1:2:3:4"])
    func noLengths(text: String) { #expect(RecordingLength(text) == nil) }

    @Test("a length agrees within a second or a hundredth; one in minutes within a minute")
    func edges() throws {
        let second = try #require(RecordingLength("10秒"))
        #expect(second.agrees(with: 11_000) && second.agrees(with: 9000))
        #expect(!second.agrees(with: 11_001) && !second.agrees(with: 8999))
        let hour = try #require(RecordingLength("1:00:00"))
        #expect(hour.agrees(with: 3_636_000) && !hour.agrees(with: 3_636_001))
        let minutes = try #require(RecordingLength("3分"))
        #expect(minutes.agrees(with: 240_000) && !minutes.agrees(with: 240_001))
    }
}
