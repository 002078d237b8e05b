package import Archive

/// The system's programs for sound and film: mediainfo tells what a file is, ffmpeg decodes it and makes copies that browsers play.
/// Where one is not installed its part is left out and said so.
package struct MediaTools: Sendable, Hashable {
    let mediainfo: FencedTool?
    let ffmpeg: FencedTool?

    /// - Parameter lantai: our own program: `/proc/self/exe`.
    package init(lantai: String, folders: [String] = ["/usr/local/bin", "/usr/bin", "/bin"]) {
        mediainfo = FencedTool("mediainfo", lantai: lantai, folders: folders)
        ffmpeg = FencedTool("ffmpeg", lantai: lantai, folders: folders)
    }

    package var readsFacts: Bool { mediainfo != nil }
    package var decodes: Bool { ffmpeg != nil }

    /// What is there, for the desk.
    package var words: Words {
        switch (mediainfo, ffmpeg) {
        case (_?, _?):
            Words(
                zh: "mediainfo 和 ffmpeg 都有：声音、影像读参数、解码到末尾、另制可播放的副本。",
                en:
                    "mediainfo and ffmpeg are there: sound and film are read, decoded to their ends, and copied for browsers."
            )
        case (_?, nil):
            Words(
                zh: "没有 ffmpeg：声音、影像不解码检查，也不另制可播放的副本。",
                en: "ffmpeg is not there: sound and film are not decoded, and no copies are made for browsers.")
        case (nil, _?):
            Words(
                zh: "没有 mediainfo：不读声音、影像的技术参数。",
                en: "mediainfo is not there: the technical data of sound and film are not read.")
        case (nil, nil):
            Words(
                zh: "没有 mediainfo 和 ffmpeg：声音、影像不读参数、不解码检查、不另制副本。",
                en: "mediainfo and ffmpeg are not there: sound and film are not read, decoded or copied.")
        }
    }

    /// What the headers of the file at `path` say; `nil` if mediainfo is not there, or says nothing of use.
    /// - Throws: `WorkerProblem` if it could not be started.
    package func facts(path: String) async throws -> MediaFacts? {
        guard let mediainfo else { return nil }
        let answer = try await mediainfo.run(
            ["--Output=JSON", path], input: path, limits: FencedTool.Limits(seconds: 120, processor: 60))
        guard answer.isGood, let facts = MediaFacts(mediainfo: answer.output), facts.hasAnything else { return nil }
        return facts
    }

    /// What decoding a file to its end came to.
    package enum Decoded: Hashable, Sendable {
        case whole
        case damaged(DocumentFacts.Damage)
        /// ffmpeg is not there, or does not know the format.
        case notLookedAt
    }

    /// Formats that ffmpeg may open: lists that name other files (concat, HLS, DASH) are not among them.
    private static let formats =
        "wav,w64,mp3,flac,ogg,mov,matroska,avi,mpeg,mpegts,mpegvideo,m4v,flv,asf,aac,aiff,amr,ac3,dv,mxf,au,caf,ape,tta,wv,rm,h264,hevc"

    private static func opening(_ path: String, reports: Bool = true) -> [String] {
        (reports ? ["-stats_period", "1", "-progress", "pipe:1"] : []) + [
            "-nostdin", "-hide_banner", "-v", "error",
            "-protocol_whitelist", "file", "-format_whitelist", formats, "-threads", "2", "-i", "file:" + path,
        ]
    }

    /// Decodes the file at `path` to its end.
    /// - Parameters:
    ///   - bytes: its size, by which time is measured.
    ///   - facts: what its headers promise.
    package func decode(path: String, bytes: Int64, facts: MediaFacts?) async throws -> Decoded {
        guard let ffmpeg else { return .notLookedAt }
        let megabytes = Int(clamping: bytes >> 20)
        var limits = FencedTool.Limits(seconds: 300 + Double(megabytes) * 2, processor: 120 + megabytes * 2)
        // By the file's own measure of time: by frames a second two pictures of an uneven film would fall on one place.
        let maps = ["-map", "0:v?", "-map", "0:a?", "-enc_time_base:v", "-1"]
        let answer = try await ffmpeg.run(
            ["-xerror"] + Self.opening(path) + maps + ["-f", "null", "-"], input: path, limits: limits)
        var end = Self.reached(answer.output)
        if case .exited(let status) = answer.ending, status != 0, status < 126 {
            // Its report on the way is of the clock, not of the film: where it fails the pictures and sounds themselves tell.
            limits.keepsEnds = true
            let again = try await ffmpeg.run(
                ["-xerror"] + Self.opening(path, reports: false) + maps + ["-f", "framecrc", "-"], input: path,
                limits: limits)
            end = Self.lastFrame(again.output) ?? end
        }
        return Self.verdict(answer, end: end, facts: facts)
    }

    /// Where the last of the frames ends that ffmpeg's `framecrc` lists, in milliseconds; `nil` if it lists none.
    static func lastFrame(_ list: [UInt8]) -> Int64? {
        var bases: [Int: (over: Double, under: Double)] = [:]
        var last: Int64?
        for line in String(decoding: list, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if line.hasPrefix("#tb ") {
                let parts = line.dropFirst(4).split { ": /".contains($0) }.compactMap { Double($0) }
                if parts.count == 3, parts[2] > 0 { bases[Int(parts[0])] = (parts[1], parts[2]) }
                continue
            }
            let fields = line.split(separator: ",").prefix(4).map { $0.filter { !$0.isWhitespace } }
            guard fields.count == 4, let stream = Int(fields[0]), let base = bases[stream],
                let start = Double(fields[1]),
                let length = Double(fields[3])
            else { continue }
            let end = (start + length) * base.over / base.under * 1000
            if end.isFinite, abs(end) < 1e12 { last = max(last ?? 0, Int64(end)) }
        }
        return last
    }

    static func verdict(_ answer: FencedTool.Answer, end: Int64?, facts: MediaFacts?) -> Decoded {
        // What the writer says of times is about what it was given to write, not about the file.
        let complaints = answer.complaints.filter { !$0.contains(" to muxer in stream ") }
        if complaints.contains(where: { $0.contains("not on whitelist") }) { return .notLookedAt }
        switch answer.ending {
        case .timeout, .killed(24):
            return .damaged(
                DocumentFacts.Damage(
                    code: "timeout",
                    what: Words(
                        zh: "没能在时限内解码到末尾，到 \(clock(end)) 为止。",
                        en: "It could not be decoded to its end within its time; it was given up at \(clock(end)).")))
        case .killed(let signal):
            return .damaged(
                DocumentFacts.Damage(
                    code: "crash",
                    what: Words(
                        zh: "解码程序在 \(clock(end)) 异常终止（信号 \(signal)）。",
                        en: "The decoder ended abnormally at \(clock(end)) (signal \(signal)).")))
        case .exited(let status) where status == 126 || status == 127: return .notLookedAt
        case .exited, .talkative: break
        }
        if facts?.isTruncated == true {
            return .damaged(
                DocumentFacts.Damage(
                    code: "truncated",
                    what: Words(
                        zh: "文件被截断：文件头所说的长度比实有的多，解码到 \(clock(end)) 为止。",
                        en: "The file is truncated: its header promises more than is there; it ends at \(clock(end))."))
            )
        }
        if !answer.isGood || !complaints.isEmpty {
            let said = complaints.first.map(plain) ?? "\(answer.ending)"
            return .damaged(
                DocumentFacts.Damage(
                    code: end == nil || end == 0 ? "broken" : "unreadable-page",
                    what: Words(
                        zh: "解码到 \(clock(end)) 出错：\(said)。", en: "Decoding fails at \(clock(end)): \(said).")))
        }
        if let declared = facts?.duration, let end, end < declared - max(1000, declared / 100) {
            return .damaged(
                DocumentFacts.Damage(
                    code: "truncated",
                    what: Words(
                        zh: "文件头说时长 \(MediaFacts.clock(declared))，解码到 \(clock(end)) 就没有了。",
                        en: "The header says \(MediaFacts.clock(declared)); decoding ends at \(clock(end)).")))
        }
        return .whole
    }

    private static func clock(_ end: Int64?) -> String { MediaFacts.clock(end ?? 0) }

    /// Without the address of the decoder in front: `[mp3 @ 0x55d0…] Header missing`.
    private static func plain(_ line: String) -> String {
        var text = line.hasPrefix("[") ? line.drop { $0 != "]" }.dropFirst() : line[...]
        // Where the file lies for the moment says nothing.
        if text.hasPrefix("file:"), let colon = text.firstRange(of: ": ") { text = text[colon.upperBound...] }
        return String(text.drop { $0 == " " }.prefix(160))
    }

    /// The last `out_time_us` (microseconds) of a report, in milliseconds.
    static func reached(_ report: [UInt8]) -> Int64? {
        let tail = String(decoding: report.suffix(4096), as: UTF8.self)
        return tail.split(whereSeparator: \.isNewline).compactMap { line in
            line.hasPrefix("out_time_us=") ? Int64(line.dropFirst(12)).map { $0 / 1000 } : nil
        }.last
    }
}

extension MediaTools {
    /// A copy that browsers play (可播放的利用件).
    package enum Playable: String, Sendable, Hashable, CaseIterable {
        /// MP4 with H.264 and AAC.
        case film = "video/mp4"
        /// MP3.
        case sound = "audio/mpeg"

        package var mime: String { rawValue }
        package var suffix: String { self == .film ? "mp4" : "mp3" }
    }

    /// Whether browsers play a file with these streams in its own format. Source: what Chromium and Firefox both play.
    package static func isPlayed(_ facts: MediaFacts, mime: String) -> Bool {
        let pictures = facts.pictures.allSatisfy { ["AVC", "VP8", "VP9", "AV1"].contains($0.format) }
        let sounds = facts.sounds.allSatisfy { sound in
            ["AAC", "MPEG Audio", "Opus", "Vorbis", "FLAC", "PCM"].contains { sound.format.hasPrefix($0) }
        }
        return pictures && sounds
    }

    /// Writes a copy of the file at `path` that browsers play to `output`, a new file in a folder of the house.
    /// - Parameter bytes: the size of the file.
    /// - Throws: `WorkerProblem.notCopied` when it cannot be made.
    package func makePlayable(
        _ kind: Playable, path: String, bytes: Int64, output: String, folder: String
    ) async throws {
        guard let ffmpeg else { throw WorkerProblem.notCopied(Words(zh: "没有 ffmpeg。", en: "ffmpeg is not there.")) }
        let megabytes = Int(clamping: bytes >> 20)
        var limits = FencedTool.Limits(seconds: 1800 + Double(megabytes) * 30, processor: 3600 + megabytes * 60)
        limits.written = max(64 << 20, bytes * 4)
        limits.givesWay = true
        let coding: [String] =
            switch kind {
            case .film:
                [
                    "-map", "0:v:0", "-map", "0:a:0?", "-c:v", "libx264", "-preset", "veryfast", "-crf", "23",
                    "-pix_fmt",
                    "yuv420p", "-vf", "scale='trunc(min(1280,iw)/2)*2':-2", "-c:a", "aac", "-b:a", "128k", "-ac", "2",
                    "-movflags", "+faststart", "-f", "mp4",
                ]
            case .sound: ["-map", "0:a:0", "-c:a", "libmp3lame", "-b:a", "128k", "-ac", "2", "-f", "mp3"]
            }
        let answer = try await ffmpeg.run(
            ["-y"] + Self.opening(path) + ["-map_metadata", "-1", "-threads", "1"] + coding + ["file:" + output],
            input: path, output: folder, limits: limits)
        guard answer.isGood else {
            let said = answer.complaints.first.map(Self.plain) ?? "\(answer.ending)"
            throw WorkerProblem.notCopied(Words(zh: said, en: said))
        }
    }
}
