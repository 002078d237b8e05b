package import Archive

/// What a file of sound or film is, technically (技术参数), as mediainfo reads it from its headers.
package struct MediaFacts: Hashable, Sendable {
    package struct Picture: Hashable, Sendable {
        /// `AVC`, `MPEG-4 Visual`, `JPEG`.
        package var format = ""
        package var width: Int?
        package var height: Int?
        /// Thousandths of a frame a second.
        package var frameRate: Int?
        package var frames: Int?
        package var bitRate: Int?
        package var bitDepth: Int?
        /// `4:2:0`
        package var chroma: String?
        /// `Progressive`, `Interlaced`.
        package var scan: String?
        package var colourSpace: String?
        /// Thousandths of width by height, as it is to be shown.
        package var aspect: Int?
        package var milliseconds: Int64?
    }

    package struct Sound: Hashable, Sendable {
        /// `PCM`, `AAC`, `MPEG Audio`.
        package var format = ""
        package var bitRate: Int?
        package var samplingRate: Int?
        package var bitDepth: Int?
        package var channels: Int?
        package var milliseconds: Int64?
    }

    /// Of the container: `Wave`, `MPEG-4`, `AVI`.
    package var format = ""
    package var milliseconds: Int64?
    package var bitRate: Int?
    package var pictures: [Picture] = []
    package var sounds: [Sound] = []
    /// The headers promise more than is there.
    package var isTruncated = false
    /// When it was recorded or made, as the file says.
    package var recorded: String?
    package var maker: String?
    package var title: String?

    package init() {}

    /// The longest of its sounds and pictures, else what the container says.
    package var duration: Int64? {
        (pictures.map(\.milliseconds) + sounds.map(\.milliseconds)).compactMap(\.self).max() ?? milliseconds
    }

    package var hasAnything: Bool { !pictures.isEmpty || !sounds.isEmpty }
}

extension MediaFacts {
    /// Tracks that are looked at: a file may name thousands.
    private static let mostTracks = 64
    private static let longestText = 200

    /// Reads what `mediainfo --Output=JSON` prints; `nil` if that is no such thing.
    package init?(mediainfo bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), let tracks = json["media"]?["track"]?.array else { return nil }
        self.init()
        for track in tracks.prefix(Self.mostTracks) {
            func text(_ name: String) -> String? {
                guard let text = track[name]?.string, !text.isEmpty else { return nil }
                let plain = text.unicodeScalars.filter { $0.properties.generalCategory != .control }
                return String(String.UnicodeScalarView(plain.prefix(Self.longestText)))
            }
            func number(_ name: String, scale: Double = 1) -> Int? {
                guard let value = text(name).flatMap({ Double($0) }), value.isFinite, value >= 0, value * scale < 1e15
                else { return nil }
                return Int((value * scale).rounded())
            }
            let milliseconds = number("Duration", scale: 1000).map { Int64($0) }
            switch text("@type") {
            case "General":
                format = text("Format") ?? ""
                self.milliseconds = milliseconds
                bitRate = number("OverallBitRate")
                isTruncated = track["extra"]?["IsTruncated"]?.string == "Yes" || text("IsTruncated") == "Yes"
                recorded = text("Recorded_Date") ?? text("Encoded_Date") ?? text("Mastered_Date")
                maker = text("Performer") ?? text("Director") ?? text("Composer")
                title = text("Title") ?? text("Movie")
            case "Video":
                var picture = Picture()
                picture.format = text("Format") ?? ""
                (picture.width, picture.height) = (number("Width"), number("Height"))
                picture.frameRate = number("FrameRate", scale: 1000)
                picture.frames = number("FrameCount")
                picture.bitRate = number("BitRate")
                picture.bitDepth = number("BitDepth")
                picture.chroma = text("ChromaSubsampling")
                picture.scan = text("ScanType")
                picture.colourSpace = text("ColorSpace")
                picture.aspect = number("DisplayAspectRatio", scale: 1000)
                picture.milliseconds = milliseconds
                pictures.append(picture)
            case "Audio":
                var sound = Sound()
                sound.format = text("Format") ?? ""
                sound.bitRate = number("BitRate")
                sound.samplingRate = number("SamplingRate")
                sound.bitDepth = number("BitDepth")
                sound.channels = number("Channels")
                sound.milliseconds = milliseconds
                sounds.append(sound)
            default: continue
            }
        }
    }

    /// Name (DA/T 63-2017) and value of everything known, to be kept and shown.
    package var elements: [(name: String, value: String)] {
        var all: [(name: String, value: String)] = []
        func add(_ name: String, _ value: String?) {
            if let value, !value.isEmpty { all.append((name, value)) }
        }
        func add(_ name: String, _ number: Int?, _ unit: String = "") { add(name, number.map { "\($0)\(unit)" }) }
        add("格式名称", format)
        add("时间长度", duration.map(MediaFacts.clock))
        add("总比特率", bitRate, " bps")
        if let picture = pictures.first {
            add("视频编码标准", picture.format)
            if let width = picture.width, let height = picture.height { add("画面尺寸", "\(width)×\(height)") }
            add("画面高宽比", picture.aspect.map(MediaFacts.thousandths))
            add("帧率", picture.frameRate.map { MediaFacts.thousandths($0) + " fps" })
            add("总帧数", picture.frames)
            add("视频比特率", picture.bitRate, " bps")
            add("视频量化位数", picture.bitDepth, " bit")
            add("色度采样率", picture.chroma)
            add("色彩空间", picture.colourSpace)
            add("扫描方式", picture.scan)
        }
        if let sound = sounds.first {
            add("音频编码标准", sound.format)
            add("音频比特率", sound.bitRate, " bps")
            add("音频采样率", sound.samplingRate, " Hz")
            add("音频量化位数", sound.bitDepth, " bit")
            add("声道", sound.channels)
        }
        add("录制时间（文件内）", recorded)
        add("责任者（文件内）", maker)
        add("题名（文件内）", title)
        return all
    }

    /// `1:02:03` or `2:03`, from milliseconds; a fraction only below a minute: `3.5`.
    package static func clock(_ milliseconds: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let seconds = milliseconds / 1000
        if seconds >= 3600 { return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))" }
        return "\(seconds / 60):\(two(seconds % 60))" + (seconds < 60 ? ".\(milliseconds % 1000 / 100)" : "")
    }

    /// `29.97` from 29970.
    private static func thousandths(_ number: Int) -> String {
        var text = "\(number / 1000)." + String("\(1000 + number % 1000)".dropFirst())
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
