import Archive
import Formats

/// Sound and film are as the table says: how long, in which format and coding, with which rates.
///
/// Check: authenticity (真实性), YJ-1-10. Only of recordings, and of what mediainfo could read. Finds: another length (a second, or one
/// in a hundred, is none), another format or coding (both return the package); other rates, sizes and channels (a warning);
/// lengths that cannot be read. Source: DA/T 63-2017, DA/T 78-2019.
struct RecordingAgrees: Check {
    let key = "recording-agrees"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .recordings }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard package.contents?.kind == .recordings, let item = record.item else { return [] }
        let files = record.folder.contents.compactMap { n in
            package.facts[n].flatMap { facts in facts.media.map { (n: n, facts: facts, media: $0) } }
        }
        guard let first = files.first else { return [] }
        var findings: [Finding] = []
        if let found = length(item, files.map(\.media), package.path(first.n), record) { findings.append(found) }
        // Of several files the table speaks of the first.
        let path = package.path(first.n)
        for (headings, values, same) in RecordingTerms.terms(first.media, first.facts) {
            guard let (name, said) = item.others.first(where: { headings.contains(ItemColumn.plain($0.name)) }) else {
                continue
            }
            guard !values.isEmpty, !values.contains(where: { same.agrees(said, $0) }) else { continue }
            findings.append(
                differs(
                    same.isGrave ? .blocking : .warning, name, said, values.joined(separator: " / "), item, path, record
                ))
        }
        return findings
    }

    private func differs(
        _ severity: Finding.Severity, _ name: String, _ said: String, _ actual: String, _ item: ItemList.Item,
        _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding {
        finding(
            severity, file: path, element: name, line: item.line, record: record.code,
            Words(
                zh: "目录记 \(record.code) 的“\(name)”是“\(said)”，文件实为 \(actual)。",
                en: "The table says \(name) “\(said)” of \(record.code); the file has \(actual)."),
            severity == .blocking
                ? Words(
                    zh: "请移交单位核对是放错了文件、文件不全，还是写错了，改正后重新提交。",
                    en:
                        "The agency sees whether it is the wrong file, not whole, or written wrong, corrects it and submits again."
                )
                : Words(
                    zh: "请移交单位下次写准；不影响接收。",
                    en: "The agency writes it right next time; it may be accepted as it is."))
    }

    private func length(
        _ item: ItemList.Item, _ media: [MediaFacts], _ path: FileName, _ record: RecordUnderCheck
    ) -> Finding? {
        guard
            let (name, said) = item.others.first(where: {
                RecordingTerms.lengthHeadings.contains(ItemColumn.plain($0.name))
            })
        else { return nil }
        guard let wanted = RecordingLength(said) else {
            return finding(
                .warning, file: path, element: name, line: item.line, record: record.code,
                Words(zh: "“\(name)”写作“\(said)”，看不懂。", en: "\(name) “\(said)” cannot be read."),
                Words(
                    zh: "请写成 00:03:25 或 3分25秒；不影响接收。",
                    en: "Write it like 00:03:25 or 3分25秒; it may be accepted as it is."))
        }
        let lengths = media.compactMap(\.duration)
        guard lengths.count == media.count, let longest = lengths.max() else { return nil }
        // The table gives the length of all parts together, or of the first.
        let candidates = [lengths.reduce(0, +), longest, lengths[0]]
        guard !candidates.contains(where: wanted.agrees(with:)) else { return nil }
        return differs(.blocking, name, said, MediaFacts.clock(candidates[0]), item, path, record)
    }
}

/// A length as tables write it: `00:03:25`, `3:25`, `3分25秒`, `205秒`, `205`.
struct RecordingLength: Hashable {
    /// Milliseconds, and how much of them the writing leaves open.
    let milliseconds: Int64
    let slack: Int64

    init?(_ text: String) {
        let plain = NumberText.plain(text).filter { !$0.isWhitespace }
        var parts: [(number: Double, unit: Int64)] = []
        if plain.contains(":") {
            let fields = plain.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
            guard (2...3).contains(fields.count), fields.allSatisfy({ $0 != nil }) else { return nil }
            let units: [Int64] = fields.count == 3 ? [3_600_000, 60_000, 1000] : [60_000, 1000]
            parts = zip(fields, units).map { ($0 ?? 0, $1) }
        } else {
            var digits = ""
            var rest = Substring(plain)
            let units: [(String, Int64)] = [
                ("小时", 3_600_000), ("时", 3_600_000), ("分钟", 60_000), ("分", 60_000), ("秒钟", 1000), ("秒", 1000),
                ("min", 60_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("'", 60_000), ("′", 60_000),
                ("\"", 1000),
                ("″", 1000),
            ]
            while let character = rest.first {
                if character.isASCII, character.isNumber || character == "." {
                    digits.append(rest.removeFirst())
                    continue
                }
                guard let (name, unit) = units.first(where: { rest.lowercased().hasPrefix($0.0) }),
                    let number = Double(digits)
                else { return nil }
                parts.append((number, unit))
                rest = rest.dropFirst(name.count)
                digits = ""
            }
            if !digits.isEmpty {
                // Seconds where nothing else is said.
                guard let number = Double(digits), parts.isEmpty || parts.last?.unit == 60_000 else { return nil }
                parts.append((number, 1000))
            }
        }
        guard !parts.isEmpty else { return nil }
        let sum = parts.reduce(0.0) { $0 + $1.number * Double($1.unit) }
        guard sum.isFinite, sum > 0, sum < 1e11 else { return nil }
        milliseconds = Int64(sum)
        // Who writes minutes means them to the minute.
        slack = (parts.map(\.unit).min() ?? 1000) == 1000 ? 1000 : 60_000
    }

    func agrees(with actual: Int64) -> Bool { abs(actual - milliseconds) <= max(slack, milliseconds / 100) }
}

/// The columns of a table that say what a file is, technically, and how to hold them against it.
enum RecordingTerms {
    static let lengthHeadings: Set<String> = ["时长", "时间长度", "播放时长", "片长", "录音时长", "录像时长"]

    /// How two writings of one thing are held against each other.
    enum Same {
        /// Names: one holds the other, or both mean the same.
        case name
        /// Numbers, equal within a share of a hundred.
        case number(percent: Double, isThousands: Bool)
        /// Width and height.
        case size

        /// Whether it is another file, not another way to write.
        var isGrave: Bool { if case .name = self { true } else { false } }

        func agrees(_ said: String, _ actual: String) -> Bool {
            switch self {
            case .name:
                let (left, right) = (RecordingTerms.names(in: said), RecordingTerms.names(in: actual))
                // What nobody knows the name of says nothing.
                return left.isEmpty || right.isEmpty || !left.isDisjoint(with: right)
            case .number(let percent, let isThousands):
                guard let wanted = RecordingTerms.number(said), let value = Double(actual) else { return true }
                return (isThousands ? [1, 1000, 1_000_000] : [1]).contains { unit in
                    abs(wanted * unit - value) <= value * percent / 100
                }
            case .size:
                let sides = said.split { !$0.isNumber }.compactMap { Int($0) }
                guard sides.count == 2 else { return true }
                let whole = actual.split { !$0.isNumber }.compactMap { Int($0) }
                return sides == whole
            }
        }
    }

    /// Headings, the values the file has, and how they are compared.
    static func terms(_ media: MediaFacts, _ facts: FileFacts) -> [(Set<String>, [String], Same)] {
        let picture = media.pictures.first
        let sound = media.sounds.first
        var terms: [(Set<String>, [String], Same)] = []
        func add(_ headings: Set<String>, _ numbers: [Int?], percent: Double, isThousands: Bool = false) {
            let values = numbers.compactMap { number in number.map { "\($0)" } }
            terms.append((headings, values, .number(percent: percent, isThousands: isThousands)))
        }
        terms.append((["格式", "文件格式", "计算机文件格式", "格式名称"], [media.format + " " + facts.format.name], .name))
        // H.264 is part 10 of MPEG-4.
        let coded = media.pictures.map { $0.format == "AVC" ? "AVC (MPEG-4)" : $0.format } + media.sounds.map(\.format)
        terms.append((["编码", "编码标准", "编码格式", "编码方式", "视频编码", "视频编码标准", "音频编码", "音频编码标准"], coded, .name))
        add(
            ["码率", "比特率", "视频码率", "视频比特率", "音频码率", "音频比特率", "总码率"],
            [media.bitRate, picture?.bitRate, sound?.bitRate], percent: 10, isThousands: true)
        add(["采样率", "音频采样率", "采样频率"], [sound?.samplingRate], percent: 1, isThousands: true)
        add(["量化位数", "音频量化位数", "采样位数"], [sound?.bitDepth], percent: 0)
        add(["声道", "声道数"], [sound?.channels], percent: 0)
        if let rate = picture?.frameRate {
            terms.append((["帧率"], ["\(Double(rate) / 1000)"], .number(percent: 2, isThousands: false)))
        }
        if let width = picture?.width, let height = picture?.height {
            terms.append((["分辨率", "画面尺寸", "画面大小", "视频分辨率"], ["\(width)×\(height)"], .size))
        }
        return terms
    }

    /// A number in a text; words for channels too.
    static func number(_ text: String) -> Double? {
        let plain = NumberText.plain(text).lowercased()
        if plain.contains("立体声") || plain.contains("stereo") || plain.contains("双声道") { return 2 }
        if plain.contains("单声道") || plain.contains("mono") { return 1 }
        let digits = plain.drop { !($0.isASCII && $0.isNumber) }.prefix {
            $0.isASCII && $0.isNumber || $0 == "." || $0 == ","
        }
        return Double(digits.filter { $0 != "," })
    }

    /// What one thing is called by files, tables and mediainfo.
    private static let families: [(name: String, words: [String])] = [
        ("wav", ["wav"]), ("mp3", ["mp3", "mpeg audio", "mpeg 1/2 audio layer 3", "layer 3"]), ("flac", ["flac"]),
        ("ogg", ["ogg"]), ("mp4", ["mp4", "mpeg-4", "mpeg4", "m4v", "m4a"]), ("avi", ["avi", "interleaved"]),
        ("mov", ["mov", "quicktime"]), ("mkv", ["mkv", "matroska"]), ("webm", ["webm"]),
        ("flv", ["flv", "flash video"]),
        ("wmv", ["wmv", "windows media", "asf", "wma"]), ("ts", ["mpeg-ts", "transport stream", "m2ts"]),
        ("mpeg", ["mpeg-ps", "program stream", "mpg", "mpeg-1", "mpeg-2", "mpeg2"]),
        ("h264", ["h264", "h.264", "avc", "x264"]), ("h265", ["h265", "h.265", "hevc", "x265"]),
        ("mpeg4v", ["mpeg-4 visual", "xvid", "divx"]), ("mpegv", ["mpeg-2", "mpeg-1", "mpeg video", "mpeg2"]),
        ("mjpeg", ["mjpeg", "jpeg", "motion jpeg"]), ("vp8", ["vp8"]), ("vp9", ["vp9"]), ("av1", ["av1"]),
        ("aac", ["aac"]), ("pcm", ["pcm"]), ("opus", ["opus"]), ("vorbis", ["vorbis"]), ("ac3", ["ac-3", "ac3"]),
        ("alac", ["alac"]), ("amr", ["amr"]),
    ]

    static func names(in text: String) -> Set<String> {
        let plain = NumberText.plain(text).lowercased()
        return Set(families.filter { family in family.words.contains(where: plain.contains) }.map(\.name))
    }
}
