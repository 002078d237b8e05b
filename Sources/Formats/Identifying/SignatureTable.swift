/// Formats told by bytes at fixed places, the more special first.
///
/// Source: PRONOM (The National Archives), DROID signature file V122.
extension Signature {
    static let table: [Signature] = documents + pictures + packed + programs + sounds

    private static let documents = [
        Signature("fmt/1129", "PDF 2.0", "application/pdf", "2.0", .pdf, "pdf ai", (.within(1024), "%PDF-2.0")),
        Signature("fmt/276", "Acrobat PDF 1.7", "application/pdf", "1.7", .pdf, "pdf ai", (.within(1024), "%PDF-1.7")),
        Signature("fmt/20", "Acrobat PDF 1.6", "application/pdf", "1.6", .pdf, "pdf ai", (.within(1024), "%PDF-1.6")),
        Signature("fmt/19", "Acrobat PDF 1.5", "application/pdf", "1.5", .pdf, "pdf ai", (.within(1024), "%PDF-1.5")),
        Signature("fmt/18", "Acrobat PDF 1.4", "application/pdf", "1.4", .pdf, "pdf ai", (.within(1024), "%PDF-1.4")),
        Signature("fmt/17", "Acrobat PDF 1.3", "application/pdf", "1.3", .pdf, "pdf ai", (.within(1024), "%PDF-1.3")),
        Signature("fmt/16", "Acrobat PDF 1.2", "application/pdf", "1.2", .pdf, "pdf ai", (.within(1024), "%PDF-1.2")),
        Signature("fmt/15", "Acrobat PDF 1.1", "application/pdf", "1.1", .pdf, "pdf ai", (.within(1024), "%PDF-1.1")),
        Signature("fmt/14", "Acrobat PDF 1.0", "application/pdf", "1.0", .pdf, "pdf ai", (.within(1024), "%PDF-1.0")),
        Signature(nil, "PDF", "application/pdf", nil, .pdf, "pdf ai", (.within(1024), "%PDF-")),
        Signature(nil, "Rich Text Format", "application/rtf", nil, .other, "rtf doc", (.at(0), "{\\rtf")),
        Signature("x-fmt/91", "PostScript", "application/postscript", nil, .other, "ps eps ai", (.at(0), "%!PS")),
        Signature(nil, "CEB", "application/x-ceb", nil, .other, "ceb", (.at(0), "Founder CEB")),
        Signature(nil, "AutoCAD Drawing", "image/vnd.dwg", nil, .other, "dwg", (.at(0), "AC10")),
        Signature(
            "fmt/729", "SQLite Database File Format", "application/vnd.sqlite3", "3", .other, "db sqlite sqlite3 db3",
            (.at(0), "SQLite format 3")),
    ]

    private static let pictures = [
        Signature(
            "fmt/353", "Tagged Image File Format", "image/tiff", nil, .tiff, "tif tiff dng nef arw cr2 pef",
            (.at(0), [0x49, 0x49, 0x2A, 0])),
        Signature(
            "fmt/353", "Tagged Image File Format", "image/tiff", nil, .tiff, "tif tiff dng nef arw cr2 pef",
            (.at(0), [0x4D, 0x4D, 0, 0x2A])),
        Signature("fmt/1917", "BigTIFF", "image/tiff", nil, .tiff, "tif tiff btf", (.at(0), [0x49, 0x49, 0x2B, 0])),
        Signature("fmt/1917", "BigTIFF", "image/tiff", nil, .tiff, "tif tiff btf", (.at(0), [0x4D, 0x4D, 0, 0x2B])),
        Signature(
            "fmt/42", "JPEG File Interchange Format", "image/jpeg", "1.00", .jpeg, "jpg jpeg jpe jfif",
            (.at(0), [0xFF, 0xD8, 0xFF, 0xE0]), (.at(6), "JFIF"), (.at(10), [0, 1, 0])),
        Signature(
            "fmt/43", "JPEG File Interchange Format", "image/jpeg", "1.01", .jpeg, "jpg jpeg jpe jfif",
            (.at(0), [0xFF, 0xD8, 0xFF, 0xE0]), (.at(6), "JFIF"), (.at(10), [0, 1, 1])),
        Signature(
            "fmt/44", "JPEG File Interchange Format", "image/jpeg", "1.02", .jpeg, "jpg jpeg jpe jfif",
            (.at(0), [0xFF, 0xD8, 0xFF, 0xE0]), (.at(6), "JFIF"), (.at(10), [0, 1, 2])),
        Signature(
            "fmt/41", "Raw JPEG Stream", "image/jpeg", nil, .jpeg, "jpg jpeg jpe jfif", (.at(0), [0xFF, 0xD8, 0xFF])),
        Signature(
            "fmt/11", "Portable Network Graphics", "image/png", "1.0", .png, "png",
            (.at(0), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
        Signature("fmt/3", "Graphics Interchange Format", "image/gif", "87a", .image, "gif", (.at(0), "GIF87a")),
        Signature("fmt/4", "Graphics Interchange Format", "image/gif", "89a", .image, "gif", (.at(0), "GIF89a")),
        Signature(
            "x-fmt/392", "JP2 (JPEG 2000 part 1)", "image/jp2", nil, .image, "jp2",
            (.at(0), [0, 0, 0, 0x0C, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A]), (.at(20), "jp2 ")),
        Signature(nil, "WebP", "image/webp", nil, .image, "webp", (.at(0), "RIFF"), (.at(8), "WEBP")),
        Signature(
            "fmt/116", "Windows Bitmap", "image/bmp", "3.0", .image, "bmp dib",
            (.at(0), "BM"), (.at(14), [40, 0, 0, 0])),
        Signature("x-fmt/92", "Adobe Photoshop", "image/vnd.adobe.photoshop", nil, .image, "psd", (.at(0), "8BPS")),
    ]

    private static let packed = [
        Signature(
            "fmt/484", "7Zip format", "application/x-7z-compressed", nil, .packed, "7z",
            (.at(0), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
        Signature(
            "fmt/613", "RAR Archive", "application/vnd.rar", "5.0", .packed, "rar",
            (.at(0), "Rar!"), (.at(4), [0x1A, 7, 1, 0])),
        Signature(
            "fmt/411", "RAR Archive", "application/vnd.rar", "2.9", .packed, "rar",
            (.at(0), "Rar!"), (.at(4), [0x1A, 7, 0])),
        Signature("x-fmt/266", "GZIP Format", "application/gzip", nil, .packed, "gz tgz", (.at(0), [0x1F, 0x8B, 8])),
        Signature(
            "x-fmt/268", "BZIP2 Compressed Archive", "application/x-bzip2", nil, .packed, "bz2 tbz2", (.at(0), "BZh")),
        Signature(
            "fmt/1098", "XZ File Format", "application/x-xz", nil, .packed, "xz txz",
            (.at(0), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0])),
        Signature(nil, "Zstandard", "application/zstd", nil, .packed, "zst", (.at(0), [0x28, 0xB5, 0x2F, 0xFD])),
        Signature(
            "x-fmt/414", "Windows Cabinet File", "application/vnd.ms-cab-compressed", nil, .packed, "cab",
            (.at(0), "MSCF")),
        Signature("x-fmt/265", "Tape Archive Format", "application/x-tar", nil, .tar, "tar", (.at(257), "ustar")),
    ]

    private static let programs = [
        Signature(
            "fmt/688", "Executable and Linkable Format", "application/x-elf", "32bit Little Endian", .executable,
            "elf so o bin",
            (.at(0), [0x7F, 0x45, 0x4C, 0x46, 1, 1])),
        Signature(
            "fmt/689", "Executable and Linkable Format", "application/x-elf", "32bit Big Endian", .executable,
            "elf so o bin",
            (.at(0), [0x7F, 0x45, 0x4C, 0x46, 1, 2])),
        Signature(
            "fmt/690", "Executable and Linkable Format", "application/x-elf", "64bit Little Endian", .executable,
            "elf so o bin",
            (.at(0), [0x7F, 0x45, 0x4C, 0x46, 2, 1])),
        Signature(
            "fmt/691", "Executable and Linkable Format", "application/x-elf", "64bit Big Endian", .executable,
            "elf so o bin",
            (.at(0), [0x7F, 0x45, 0x4C, 0x46, 2, 2])),
        Signature(
            "x-fmt/409", "MS-DOS Executable", "application/x-dosexec", nil, .executable, "exe dll com scr sys ocx cpl",
            (.at(0), "MZ")),
        Signature(
            "fmt/692", "Mach-O", "application/x-mach-binary", "32bit", .executable, "dylib bundle o",
            (.at(0), [0xCE, 0xFA, 0xED, 0xFE])),
        Signature(
            "fmt/693", "Mach-O", "application/x-mach-binary", "64bit", .executable, "dylib bundle o",
            (.at(0), [0xCF, 0xFA, 0xED, 0xFE])),
        Signature(
            "fmt/694", "Dalvik Executable Format", "application/vnd.android.dex", nil, .executable, "dex",
            (.at(0), "dex\n")),
        Signature(
            "x-fmt/415", "Java Class File", "application/java-vm", nil, .executable, "class",
            (.at(0), [0xCA, 0xFE, 0xBA, 0xBE])),
        Signature(
            "x-fmt/428", "Microsoft Windows Shortcut", "application/x-ms-shortcut", nil, .executable, "lnk",
            (.at(0), [0x4C, 0, 0, 0, 1, 0x14, 2, 0])),
        Signature(nil, "Script", "text/x-shellscript", nil, .executable, "sh bash py pl rb csh ksh", (.at(0), "#!")),
    ]

    private static let sounds = [
        Signature("fmt/6", "Waveform Audio", "audio/x-wav", nil, .audio, "wav", (.at(0), "RIFF"), (.at(8), "WAVE")),
        Signature(
            "fmt/5", "Audio/Video Interleaved Format", "video/x-msvideo", nil, .video, "avi", (.at(0), "RIFF"),
            (.at(8), "AVI ")),
        Signature("fmt/134", "MPEG 1/2 Audio Layer 3", "audio/mpeg", nil, .audio, "mp3", (.at(0), "ID3")),
        Signature("fmt/279", "FLAC", "audio/flac", nil, .audio, "flac", (.at(0), "fLaC")),
        Signature("x-fmt/384", "Quicktime", "video/quicktime", nil, .video, "mov qt", (.at(4), "ftypqt  ")),
        Signature("fmt/199", "MPEG-4 Media File", "video/mp4", nil, .video, "mp4 m4v m4a", (.at(4), "ftyp")),
        Signature(
            "x-fmt/386", "MPEG-2 Program Stream", "video/mpeg", nil, .video, "mpg mpeg vob", (.at(0), [0, 0, 1, 0xBA])),
        Signature(
            "fmt/946", "Ogg Opus Codec Compressed Multimedia File", "audio/ogg", nil, .audio, "ogg opus oga",
            (.at(0), "OggS"), (.at(28), "OpusHead")),
        Signature(
            "fmt/203", "Ogg Vorbis Codec Compressed Multimedia File", "audio/ogg", nil, .audio, "ogg oga",
            (.at(0), "OggS"), (.at(28), "\u{1}vorbis")),
        Signature(
            "fmt/947", "Ogg FLAC Compressed Multimedia File", "audio/ogg", nil, .audio, "ogg oga",
            (.at(0), "OggS"), (.at(28), "\u{7F}FLAC")),
        Signature(
            "fmt/944", "Ogg Multimedia Container", "application/ogg", nil, .video, "ogg ogv oga ogx spx",
            (.at(0), "OggS")),
        Signature(
            "fmt/573", "WebM", "video/webm", nil, .video, "webm weba", (.at(0), [0x1A, 0x45, 0xDF, 0xA3]),
            (.within(40), [0x42, 0x82, 0x84, 0x77, 0x65, 0x62, 0x6D])),
        Signature(
            "fmt/569", "Matroska", "video/x-matroska", nil, .video, "mkv webm", (.at(0), [0x1A, 0x45, 0xDF, 0xA3])),
    ]
}

/// Formats told otherwise: by names inside a container, by being text, or by their extension only.
extension Signature {
    static let zip = Signature(
        "x-fmt/263", "ZIP Format", "application/zip", nil, .zip, "zip jar war apk kmz wgt",
        (.at(0), [0x50, 0x4B, 3, 4]))
    static let emptyZip = Signature(
        "x-fmt/263", "ZIP Format", "application/zip", nil, .zip, "zip jar war apk kmz wgt",
        (.at(0), [0x50, 0x4B, 5, 6]))
    static let compound = Signature(
        "fmt/111", "OLE2 Compound Document Format", "application/x-ole-storage", nil, .compound,
        "doc dot xls xlt ppt pps pot wps et dps msg msi vsd mpp pub db",
        (.at(0), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
    static let xml = Signature(
        "fmt/101", "Extensible Markup Language", "application/xml", "1.0", .xml,
        "xml xsd xsl xslt svg xhtml htm html rdf kml gml eep rng sch wsdl")
    static let xhtmlName = "Extensible Hypertext Markup Language"
    static let html = Signature(
        "fmt/96", "Hypertext Markup Language", "text/html", nil, .html, "html htm xhtml shtml mht mhtml")
    static let text = Signature("x-fmt/111", "Plain Text File", "text/plain", nil, .text, "txt text log md")
    static let csv = Signature("x-fmt/18", "Comma Separated Values", "text/csv", nil, .text, "csv")
    static let empty = Signature(nil, "Empty file", "application/octet-stream", nil, .empty, "")
    static let unknown = Signature(nil, "Unknown", "application/octet-stream", nil, .other, "")

    /// By a name that a ZIP of this format must have.
    static let containers: [(entry: String, format: Signature)] = [
        ("OFD.xml", Signature(nil, "OFD (GB/T 33190)", "application/ofd", nil, .ofd, "ofd")),
        (
            "word/document.xml",
            Signature(
                "fmt/412", "Microsoft Word for Windows",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "2007 onwards", .docx, "docx")
        ),
        (
            "xl/workbook.xml",
            Signature(
                "fmt/214", "Microsoft Excel for Windows",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "2007 onwards", .xlsx, "xlsx")
        ),
        (
            "ppt/presentation.xml",
            Signature(
                "fmt/215", "Microsoft Powerpoint for Windows",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation", "2007 onwards", .pptx,
                "pptx ppsx")
        ),
    ]

    /// Macro-carrying brothers of the above, by the same names and this one.
    static let macros: [FormatKind: Signature] = [
        .docx: Signature(
            "fmt/523", "Macro enabled Microsoft Word Document OOXML",
            "application/vnd.ms-word.document.macroEnabled.12",
            "2007 onwards", .docx, "docm"),
        .xlsx: Signature(
            "fmt/445", "Macro enabled Microsoft Excel OOXML", "application/vnd.ms-excel.sheet.macroEnabled.12",
            "2007 onwards", .xlsx, "xlsm"),
        .pptx: Signature(
            "fmt/487", "Macro enabled Microsoft Powerpoint OOXML",
            "application/vnd.ms-powerpoint.presentation.macroEnabled.12", "2007 onwards", .pptx, "pptm"),
    ]

    /// By what a ZIP's first entry `mimetype` says.
    static let mimetypes: [(text: String, format: Signature)] = [
        (
            "application/vnd.oasis.opendocument.text",
            Signature(
                "fmt/136", "OpenDocument Text", "application/vnd.oasis.opendocument.text", nil, .other, "odt ott")
        ),
        (
            "application/vnd.oasis.opendocument.spreadsheet",
            Signature(
                "fmt/137", "OpenDocument Spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", nil, .other,
                "ods ots")
        ),
        (
            "application/vnd.oasis.opendocument.presentation",
            Signature(
                "fmt/138", "OpenDocument Presentation", "application/vnd.oasis.opendocument.presentation", nil, .other,
                "odp otp")
        ),
        ("application/epub+zip", Signature("fmt/483", "ePub format", "application/epub+zip", nil, .other, "epub")),
    ]

    /// Text that programs run, told by nothing but its name.
    static let scripts = Signature(
        nil, "Script", "text/plain", nil, .executable, "bat cmd ps1 vbs vbe js jse wsf wsh hta reg scr")

    /// Extensions of formats whose bytes are known: a file so named whose bytes say nothing of it is not what it says.
    static let tellingExtensions: Set<String> = Set(
        (table + [zip, compound] + containers.map(\.format) + macros.values + mimetypes.map(\.format)).flatMap(
            \.extensions)
    ).subtracting(["db", "bin", "o", "bundle", "py", "sh", "pl", "rb", "bash", "csh", "ksh", "com", "ai", "ps"])
}
