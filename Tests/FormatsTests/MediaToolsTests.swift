import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Sound and film: what mediainfo and ffmpeg say, and programs that are fenced in")
struct MediaToolsTests {
    private static let tools = MediaTools(lantai: LantaiProgram.path)
    private static let areThere = tools.readsFacts && tools.decodes
    private static let missing: Comment = "mediainfo and ffmpeg are not installed: not tested"

    private func answer(_ ending: FencedTool.Answer.Ending, _ errors: String = "") -> FencedTool.Answer {
        FencedTool.Answer(ending: ending, errors: Array(errors.utf8))
    }

    private func facts(milliseconds: Int64?) -> MediaFacts {
        var facts = MediaFacts()
        var sound = MediaFacts.Sound()
        sound.milliseconds = milliseconds
        facts.sounds = [sound]
        return facts
    }

    private func code(_ decoded: MediaTools.Decoded) -> String? {
        if case .damaged(let damage) = decoded { damage.code } else { nil }
    }

    @Test("what decoding came to, by how the program ended and what it said")
    func verdicts() {
        func verdict(_ answer: FencedTool.Answer, end: Int64? = 60_000, facts: MediaFacts? = nil) -> MediaTools.Decoded
        {
            MediaTools.verdict(answer, end: end, facts: facts)
        }
        #expect(verdict(answer(.exited(0))) == .whole)
        #expect(verdict(answer(.exited(1), "[x @ 0x1] Format not on whitelist 'mp3'")) == .notLookedAt)
        #expect(verdict(answer(.exited(127))) == .notLookedAt)
        #expect(code(verdict(answer(.timeout))) == "timeout" && code(verdict(answer(.killed(24)))) == "timeout")
        #expect(code(verdict(answer(.killed(11)))) == "crash")
        let broken = verdict(answer(.exited(69), "[mjpeg @ 0x55d0] overread 8\nmore"), end: 83_000)
        guard case .damaged(let damage) = broken else {
            Issue.record("no damage")
            return
        }
        #expect(damage.what.zh == "解码到 1:23 出错：overread 8。" && damage.what.en.contains("1:23"))
        #expect(code(verdict(answer(.exited(0), "[mp3 @ 0x1] Header missing"))) == "unreadable-page")
        #expect(code(verdict(answer(.exited(1), "Invalid data"), end: nil)) == "broken")
        var cut = facts(milliseconds: 60_000)
        cut.isTruncated = true
        #expect(code(verdict(answer(.exited(0)), facts: cut)) == "truncated")
    }

    @Test("a second, or one in a hundred, less than the header says is whole")
    func lengths() {
        for (declared, end, whole) in [
            (10_000, 9000, true), (10_000, 8999, false), (1_000_000, 990_000, true), (1_000_000, 989_999, false),
            (500, 0, true),
        ] as [(Int64, Int64, Bool)] {
            let decoded = MediaTools.verdict(
                answer(.exited(0)), end: end, facts: facts(milliseconds: declared))
            #expect((decoded == .whole) == whole, "\(declared) \(end)")
        }
        #expect(MediaTools.verdict(answer(.exited(0)), end: nil, facts: nil) == .whole)
        #expect(MediaTools.reached(Array("out_time_us=5\nx\nout_time_us=83000000\nprogress=end\n".utf8)) == 83_000)
        let frames =
            "#tb 0: 1/4\n#tb 1: 1/8000\n0,   0,   0,   1, 3072, 0x1\n1, 8000, 8000, 4000, 9, 0x2\n0,   5,   5,   1, 3072, 0x3\n"
        #expect(MediaTools.lastFrame(Array(frames.utf8)) == 1500)
        #expect(MediaTools.lastFrame(Array("#tb 0: 1/0\n0, 1, 1, 1\nx".utf8)) == nil)
        #expect(MediaTools.reached(Array("out_time_us=N/A\n".utf8)) == nil)
    }

    @Test("what mediainfo prints is read, and what it does not print is not made up")
    func mediainfo() throws {
        let text = """
            {"creatingLibrary":{"name":"MediaInfoLib"},"media":{"@ref":"a.avi","track":[
            {"@type":"General","Format":"AVI","Duration":"3.000","OverallBitRate":"9000","Performer":"赵立新",
             "extra":{"IsTruncated":"Yes"}},
            {"@type":"Video","Format":"JPEG","Width":"64","Height":"48","FrameRate":"29.970","FrameCount":"90",
             "Duration":"3.003","DisplayAspectRatio":"1.333","ScanType":"Progressive","BitDepth":"8"},
            {"@type":"Audio","Format":"PCM","SamplingRate":"44100","Channels":"2","BitDepth":"16","Duration":"2.9"},
            {"@type":"Menu"}]}}
            """
        let facts = try #require(MediaFacts(mediainfo: Array(text.utf8)))
        #expect(facts.format == "AVI" && facts.duration == 3003 && facts.isTruncated && facts.maker == "赵立新")
        #expect(facts.pictures[0].frameRate == 29_970 && facts.pictures[0].width == 64)
        #expect(facts.sounds[0].samplingRate == 44_100 && facts.sounds[0].bitRate == nil)
        let elements = Dictionary(uniqueKeysWithValues: facts.elements.map { ($0.name, $0.value) })
        #expect(elements["帧率"] == "29.97 fps" && elements["画面尺寸"] == "64×48" && elements["时间长度"] == "0:03.0")
        #expect(elements["音频比特率"] == nil && elements["音频采样率"] == "44100 Hz")
        for bad in ["", "[]", "{\"media\":null}", "{\"media\":{\"track\":{}}}"] {
            #expect(MediaFacts(mediainfo: Array(bad.utf8)) == nil, "\(bad)")
        }
        let odd =
            "{\"media\":{\"track\":[{\"@type\":\"Video\",\"Width\":\"-5\",\"Height\":\"1e99\",\"Duration\":\"nan\"}]}}"
        let strange = try #require(MediaFacts(mediainfo: Array(odd.utf8)))
        #expect(strange.pictures == [MediaFacts.Picture()] && strange.duration == nil)
    }

    @Test("times as people read them")
    func clock() {
        #expect(MediaFacts.clock(0) == "0:00.0" && MediaFacts.clock(59_900) == "0:59.9")
        #expect(MediaFacts.clock(60_000) == "1:00" && MediaFacts.clock(3_723_000) == "1:02:03")
    }

    @Test("whole sound and film are whole; cut, spoilt and made-up ones are not", .enabled(if: areThere, missing))
    func real() async throws {
        try await withFolder { folder in
            func look(_ bytes: [UInt8], _ name: String) async throws -> (MediaFacts?, MediaTools.Decoded) {
                let path = folder.appendingPathComponent(name).path
                try Data(bytes).write(to: URL(fileURLWithPath: path))
                let facts = try await Self.tools.facts(path: path)
                return (facts, try await Self.tools.decode(path: path, bytes: Int64(bytes.count), facts: facts))
            }
            let wave = MadeSound().bytes
            let (sound, heard) = try await look(wave, "声音 a.wav")
            #expect(sound?.format == "Wave" && sound?.duration == 2500 && sound?.sounds.first?.samplingRate == 8000)
            #expect(heard == .whole)
            let avi = MadeFilm().bytes
            let (film, seen) = try await look(avi, "b.avi")
            #expect(film?.format == "AVI" && film?.pictures.first?.width == 64 && film?.duration == 3000)
            #expect(seen == .whole)
            #expect(code(try await look(Array(wave.prefix(20_000)), "c.wav").1) == "truncated")
            #expect(code(try await look(Array(avi.prefix(avi.count / 2)), "d.avi").1) != nil)
            let (_, spoilt) = try await look(MadeFilm(spoilt: 8).bytes, "e.avi")
            guard case .damaged(let damage) = spoilt else {
                Issue.record("not seen: \(spoilt)")
                return
            }
            // The ninth picture is at two seconds; what is decoded ahead is not listed.
            #expect(damage.code == "unreadable-page" && damage.what.zh.contains("0:01."), "\(damage.what.zh)")
            #expect(!damage.what.zh.contains(folder.path))
            let (none, nothing) = try await look(Array("RIFF\u{0}\u{0}\u{0}\u{0}WAVE".utf8), "f.wav")
            #expect(none == nil && code(nothing) == "broken")
            // A list that would lead to another file is not followed.
            let list = "ffconcat version 1.0\nfile '\(folder.appendingPathComponent("b.avi").path)'\n"
            let (_, led) = try await look(Array(list.utf8), "g.avi")
            #expect(led == .notLookedAt || code(led) == "broken", "\(led)")
        }
    }

    @Test("a tool reads its own file and no other, and says how it ended")
    func fenced() async throws {
        let cat = try #require(FencedTool("cat", lantai: LantaiProgram.path, folders: ["/usr/bin", "/bin"]))
        let limits = FencedTool.Limits(seconds: 600, processor: 5)
        let isolation = try await withWorkers { try await $0.probe() }
        try await withFolder { folder in
            let own = folder.appendingPathComponent("自己的.txt").path
            let other = folder.appendingPathComponent("别人的.txt").path
            try Data("自己".utf8).write(to: URL(fileURLWithPath: own))
            try Data("别人".utf8).write(to: URL(fileURLWithPath: other))
            let read = try await cat.run([own], input: own, limits: limits)
            #expect(read.isGood && read.output == Array("自己".utf8), "\(read)")
            if isolation.held.contains(.files) {
                let refused = try await cat.run([other], input: own, limits: limits)
                #expect(refused.ending == .exited(1) && refused.output.isEmpty && !refused.complaints.isEmpty)
            }
            let absent = try await cat.run([own + "x"], input: own, limits: limits)
            #expect(absent.ending == .exited(1))
        }
        #expect(FencedTool("no-such-program", lantai: LantaiProgram.path) == nil)
    }

    @Test("a tool that takes too long, says too much or uses up its time is ended, and so is one nobody waits for")
    func limits() async throws {
        let folders = ["/usr/bin", "/bin"]
        let sleep = try #require(FencedTool("sleep", lantai: LantaiProgram.path, folders: folders))
        let yes = try #require(FencedTool("yes", lantai: LantaiProgram.path, folders: folders))
        let late = try await sleep.run(["60"], input: "/dev/null", limits: FencedTool.Limits(seconds: 1, processor: 5))
        #expect(late.ending == .timeout)
        var few = FencedTool.Limits(seconds: 60, processor: 20)
        few.said = 100_000
        #expect(try await yes.run([], input: "/dev/null", limits: few).ending == .talkative)
        let started = ContinuousClock.now
        let task = Task {
            try await sleep.run(["1800"], input: "/dev/null", limits: FencedTool.Limits(seconds: 1800, processor: 5))
        }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // Not when it would have ended by itself; how busy the machine is does not matter.
        #expect(ContinuousClock.now - started < .seconds(900))
    }
}
