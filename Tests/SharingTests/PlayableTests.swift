import Archive
import Bytes
import Catalogue
import Formats
import Foundation
import Tables
import Testing

@testable import Appraisal
@testable import Preservation
@testable import Sharing

@Suite("Copies of sound and film that browsers play: made as claimed work, never in place of the original")
struct PlayableTests {
    private static let tools = MediaTools(lantai: TestRoom.program)
    private static let areThere = tools.readsFacts && tools.decodes
    private static let missing: Comment = "mediainfo and ffmpeg are not installed: not tested"

    /// Film or sound made by ffmpeg itself.
    private func make(_ arguments: [String], _ ending: String) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "lantai-play-\(UUID().uuidString).\(ending)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
        process.arguments = ["-nostdin", "-v", "error", "-f", "lavfi"] + arguments + [path]
        try process.run()
        process.waitUntilExit()
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func film(_ codec: String = "mjpeg", _ ending: String = "avi") throws -> [UInt8] {
        try make(["-i", "testsrc=duration=1:size=66x50:rate=5", "-c:v", codec, "-pix_fmt", "yuvj420p"], ending)
    }

    /// A record whose file is `bytes` of this type.
    private func room(_ bytes: [UInt8], _ mime: String, media: MediaTools? = tools) async throws -> (
        TestRoom, CopyRoom, ArchivalUnit
    ) {
        let room = try await TestRoom(workers: true, media: media)
        let unit = try await room.transfer(["X013-LX·1998-Y-0001"])[0]
        let file = try #require(try await room.stacks.holding(unit.id)?.files.first)
        let path = room.root + "/stacks/" + file.key.text
        try FileManager.default.removeItem(atPath: path)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let size = Int64(bytes.count)
        try await room.database.write { tx in
            try tx.run(
                "UPDATE holding_file SET mime = \(mime), bytes = \(size), pages = NULL WHERE unit = \(unit.id) AND n = 1"
            )
            try tx.run("DELETE FROM holding_text WHERE unit = \(unit.id)")
        }
        let copies = try room.copyRoom()
        try await room.followKept(copies, [unit])
        return (room, copies, try #require(try await room.aids.units([unit.id]).first))
    }

    private func publish(_ room: TestRoom, _ unit: ArchivalUnit) async throws {
        try await room.open([unit])
        try await room.publish([unit], .text)
    }

    @Test(
        "a film no browser plays gets a copy in MP4; the original is what is downloaded",
        .enabled(if: areThere, missing))
    func made() async throws {
        let avi = try film()
        let (room, copies, unit) = try await room(avi, "video/x-msvideo")
        try await publish(room, unit)
        #expect(try await copies.counts().waiting == 1)
        #expect(try await room.room.copyToPlay(publicID: unit.publicID, n: 1) == nil)
        let before = try #require(try await room.room.record(publicID: unit.publicID, file: nil, page: nil)?.view)
        #expect(before.playable == .waiting)
        #expect(try await copies.settle() == 1)
        #expect(try await copies.counts() == (0, 0))
        let copy = try #require(try await room.room.copyToPlay(publicID: unit.publicID, n: 1))
        #expect(copy.kind == .film && copy.bytes > 500)
        let bytes = try await copy.stream.gathered()
        #expect(Int64(bytes.count) == copy.bytes && bytes.dropFirst(4).starts(with: "ftyp".utf8))
        let path = room.root + "/copy.mp4"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let facts = try #require(try await Self.tools.facts(path: path))
        #expect(facts.pictures.map(\.format) == ["AVC"] && facts.pictures[0].width == 66)
        #expect(MediaTools.isPlayed(facts, mime: "video/mp4"))
        // Parts of it, as players ask.
        let part = try #require(try await room.room.copyToPlay(publicID: unit.publicID, n: 1, range: 4..<8))
        #expect(try await part.stream.gathered() == Array("ftyp".utf8))
        let after = try #require(try await room.room.record(publicID: unit.publicID, file: nil, page: nil)?.view)
        #expect(after.playable == .ready(.film))
        let original = try #require(try await room.room.file(publicID: unit.publicID, n: 1))
        #expect(try await original.bytes.gathered() == avi && original.file.mime == "video/x-msvideo")
    }

    @Test(
        "a closed record's copy, and that of one published below its full text, is nobody's",
        .enabled(if: areThere, missing))
    func closed() async throws {
        let (room, copies, unit) = try await room(try film(), "video/x-msvideo")
        try await copies.settle()
        func copy() async throws -> CopyToPlay? { try await room.room.copyToPlay(publicID: unit.publicID, n: 1) }
        #expect(try await copy() == nil)
        try await room.open([unit])
        #expect(try await copy() == nil)
        try await room.publish([unit], .image)
        #expect(try await copy() == nil)
        try await room.publish([unit], .text)
        #expect(try await copy() != nil)
        #expect(try await room.room.copyToPlay(publicID: unit.publicID, n: 2) == nil)
        // Staff see it within their reach.
        #expect(try await room.room.deskCopyToPlay(unit.id, n: 1, within: .everything) != nil)
    }

    @Test("copies that were removed are made again when somebody looks", .enabled(if: areThere, missing))
    func wished() async throws {
        let (room, copies, unit) = try await room(try film(), "video/x-msvideo")
        try await publish(room, unit)
        try await copies.settle()
        for _ in 0..<2 {
            try await room.room.trimCopies(to: 0)
            #expect(try await room.room.copyToPlay(publicID: unit.publicID, n: 1) == nil)
            _ = try await room.room.record(publicID: unit.publicID, file: nil, page: nil)
            #expect(try await copies.settle() == 1)
            #expect(try await room.room.copyToPlay(publicID: unit.publicID, n: 1) != nil)
        }
    }

    @Test("what browsers play themselves needs none; a container is looked into", .enabled(if: areThere, missing))
    func played() async throws {
        let wave = try make(["-i", "sine=duration=1"], "wav")
        let (room, copies, unit) = try await room(wave, "audio/x-wav")
        #expect(try await copies.counts().waiting == 0)
        try await publish(room, unit)
        #expect(try await room.room.record(publicID: unit.publicID, file: nil, page: nil)?.view?.playable == nil)
        // MP4 with H.264 is played, with MPEG-4 Visual it is not.
        for (codec, needs) in [("libx264", false), ("mpeg4", true)] {
            let bytes = try make(
                ["-i", "testsrc=duration=1:size=64x48:rate=5", "-c:v", codec, "-pix_fmt", "yuv420p"], "mp4")
            let (room, copies, unit) = try await self.room(bytes, "application/mp4, video/mp4")
            try await publish(room, unit)
            #expect(try await copies.settle() == 1)
            #expect(try await copies.counts() == (0, 0))
            let copy = try await room.room.copyToPlay(publicID: unit.publicID, n: 1)
            #expect((copy != nil) == needs, "\(codec)")
        }
    }

    @Test("sound no browser plays gets a copy in MP3", .enabled(if: areThere, missing))
    func sound() async throws {
        let wma = try make(["-i", "sine=duration=1", "-c:a", "wmav2"], "wma")
        let (room, copies, unit) = try await room(wma, "audio/x-ms-wma")
        try await publish(room, unit)
        #expect(try await copies.settle() == 1)
        let copy = try #require(try await room.room.copyToPlay(publicID: unit.publicID, n: 1))
        #expect(copy.kind == .sound && copy.bytes > 5000)
    }

    @Test("what cannot be copied is tried a few times, then parked with its reason", .enabled(if: areThere, missing))
    func parked() async throws {
        let (room, copies, unit) = try await room(Array("没有影像".utf8), "video/x-msvideo")
        for _ in 0..<5 {
            try await copies.settle()
            try await room.database.write { tx in try tx.run("UPDATE copy_piece SET free_at = free_at - 600000") }
        }
        let parked = try await copies.parked()
        #expect(parked.map(\.unit) == [unit.id] && parked.first?.reason == "formats.not-copied")
        // Nothing half-made stays.
        let left = FileManager.default.enumerator(atPath: room.root + "/scratch/access")?.allObjects as? [String] ?? []
        #expect(left.filter { $0.contains("play") }.isEmpty, "\(left)")
    }

    @Test(
        "killed while it is made: what was half-made is no copy, and the next one makes it",
        .enabled(if: areThere, missing))
    func killed() async throws {
        let long = try make(
            ["-i", "testsrc=duration=30:size=480x360:rate=25", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "9"],
            "avi")
        let (room, copies, unit) = try await room(long, "video/x-msvideo")
        try await publish(room, unit)
        let folder = room.root + "/scratch/access"
        func parts() -> [String] {
            (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []).filter {
                $0.contains(".part-")
            }
        }
        copies.start()
        for _ in 0..<9000 where parts().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(parts().count == 1, "ffmpeg was not caught at work")
        await copies.stop()
        #expect(try await room.room.copyToPlay(publicID: unit.publicID, n: 1) == nil)
        #expect(parts().isEmpty, "given back with a part left: \(parts())")
        #expect(try await copies.counts() == (1, 0))
        let again = try room.copyRoom()
        #expect(try await again.settle() == 1)
        #expect(try await room.room.copyToPlay(publicID: unit.publicID, n: 1) != nil)
    }

    @Test("without ffmpeg nothing is asked for, and the page says the file is for another program")
    func without() async throws {
        for media in [nil, MediaTools(lantai: TestRoom.program, folders: ["/nowhere"])] {
            let (room, copies, unit) = try await room(Array("RIFF".utf8), "video/x-msvideo", media: media)
            try await publish(room, unit)
            #expect(try await copies.counts().waiting == 0)
            let view = try #require(try await room.room.record(publicID: unit.publicID, file: nil, page: nil)?.view)
            #expect(view.playable == .noTools)
            #expect(try await copies.counts().waiting == 0)
        }
    }
}
