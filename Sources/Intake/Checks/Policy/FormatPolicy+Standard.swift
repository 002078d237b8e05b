import Archive
import Formats

extension FormatPolicy {
    /// What holds where the archive has decided nothing: the formats that the standards name are taken, what they do not name is
    /// taken and to be migrated, what is no content at all is returned.
    ///
    /// Source: GB/T 18894-2016 (归档格式), GB/T 33190-2016 (OFD), DA/T 47-2009 (what lasts), DA/T 31-2017 (scans), DA/T 62-2017
    /// (sound), 档发〔2012〕7号 (unpacked before transfer).
    package static let standard = FormatPolicy(rows: documents + pictures + sound + film + data + refused)

    private static let page = Words(
        zh: "GB/T 18894-2016：文书用版式文件（PDF、PDF/A、OFD）。",
        en: "GB/T 18894-2016: documents as fixed pages (PDF, PDF/A, OFD).")
    private static let picture = Words(
        zh: "GB/T 18894-2016：图像用 JPEG、TIFF。", en: "GB/T 18894-2016: pictures as JPEG or TIFF.")
    private static let wave = Words(
        zh: "GB/T 18894-2016、DA/T 62-2017：音频用 WAV、MP3。", en: "GB/T 18894-2016, DA/T 62-2017: sound as WAV or MP3.")
    private static let moving = Words(
        zh: "GB/T 18894-2016：视频用 MPEG、MP4、FLV、AVI。", en: "GB/T 18894-2016: film as MPEG, MP4, FLV or AVI.")
    private static let table = Words(
        zh: "GB/T 18894-2016：数据库导出为 XML、ET、XLS、DBF。",
        en: "GB/T 18894-2016: databases as XML, ET, XLS or DBF.")
    private static let open = Words(
        zh: "DA/T 47-2009：格式开放、规范公开、不依赖特定软件。",
        en: "DA/T 47-2009: open, published, bound to no program.")
    private static let office = Words(
        zh: "不是通用的归档格式，随办公软件改版，将来可能打不开；应转换为 OFD 或 PDF/A。",
        en: "No format archives keep: it changes with the office program. To be migrated to OFD or PDF/A.")

    private static let documents: [Row] = [
        Row(.family(.pdf), .accept, page), Row(.family(.ofd), .accept, page), Row(.family(.text), .accept, open),
        Row(.family(.xml), .accept, open), Row(.family(.html), .accept, open),
        Row(.family(.docx), .migrate, office), Row(.family(.xlsx), .migrate, office),
        Row(.family(.pptx), .migrate, office), Row(.family(.compound), .migrate, office),
        Row(
            .family(.other), .migrate,
            Words(
                zh: "不能识别，或没有列入归档格式，将来可能打不开；应转换为通用格式。",
                en: "Not recognised, or no format archives keep: it may not open one day. To be migrated.")),
    ]

    private static let pictures: [Row] = {
        let photograph = Words(
            zh: "GB/T 18894-2016、DA/T 50-2014：照片用 JPEG、TIFF；应转换，或请移交单位补交原图。",
            en:
                "GB/T 18894-2016, DA/T 50-2014: photographs as JPEG or TIFF; to be migrated, or the original to be asked for."
        )
        return [
            Row(.family(.jpeg), .accept, picture), Row(.family(.tiff), .accept, picture),
            Row(.family(.png), .accept, open),
            Row(.puid("x-fmt/392"), .accept, Words(zh: "DA/T 31-2017：JPEG 2000。", en: "DA/T 31-2017: JPEG 2000.")),
            Row(
                .family(.image), .migrate,
                Words(
                    zh: "GB/T 18894-2016 没有列入的图像格式；应转换为 TIFF。",
                    en: "A picture that GB/T 18894-2016 does not name; to be migrated to TIFF.")),
            Row(.family(.pdf), "ZP", .migrate, photograph), Row(.family(.ofd), "ZP", .migrate, photograph),
        ]
    }()

    /// WAV and Broadcast WAVE in all their forms, and MP3.
    private static let sound: [Row] =
        ["fmt/1", "fmt/2", "fmt/6", "fmt/134", "fmt/141", "fmt/142", "fmt/143", "fmt/527"].map {
            Row(.puid($0), .accept, wave)
        } + (703...711).map { Row(.puid("fmt/\($0)"), .accept, wave) } + [
            Row(
                .family(.audio), .migrate,
                Words(
                    zh: "GB/T 18894-2016 没有列入的音频格式；应转换为 WAV。",
                    en: "Sound that GB/T 18894-2016 does not name; to be migrated to WAV."))
        ]

    private static let film: [Row] =
        ["fmt/5", "fmt/199", "fmt/585", "fmt/640", "fmt/649", "x-fmt/382", "x-fmt/385", "x-fmt/386"].map {
            Row(.puid($0), .accept, moving)
        } + [
            Row(
                .family(.video), .migrate,
                Words(
                    zh: "GB/T 18894-2016 没有列入的视频格式；应转换为 MP4 或 MPEG。",
                    en: "Film that GB/T 18894-2016 does not name; to be migrated to MP4 or MPEG."))
        ]

    /// Tables of databases are kept as what they are.
    private static let data: [Row] =
        ["fmt/59", "fmt/61", "fmt/62", "x-fmt/8", "x-fmt/9", "x-fmt/10", "fmt/373"].map {
            Row(.puid($0), "SJ", .accept, table)
        } + [
            Row(.family(.xlsx), "SJ", .accept, table),
            Row(.puid("x-fmt/18"), .accept, open),
        ]

    private static let refused: [Row] = {
        let packed = Words(
            zh: "档发〔2012〕7号：压缩的解压后移交。", en: "The transfer rules of 2012: what is packed comes unpacked.")
        return [
            Row(.family(.zip), .return, packed), Row(.family(.tar), .return, packed),
            Row(.family(.packed), .return, packed),
            Row(
                .family(.executable), .return,
                Words(zh: "程序不是档案内容。", en: "A program is no content of a record.")),
            Row(.family(.empty), .return, Words(zh: "文件是空的。", en: "The file is empty.")),
        ]
    }()
}

extension FormatPolicy.Row {
    fileprivate init(_ target: FormatTarget, _ treatment: FormatPolicy.Treatment, _ reason: Words) {
        self.init(target, "", treatment, reason)
    }
}
