package import Archive
import Glibc

// Finding out what a file is. Bytes first, names inside a container next, the extension last.
extension Identification {
    /// Bytes of the start of a file that `of` wants to see; more tells no more.
    package static let headBytes = 65_536

    /// What a file is that begins with `head`.
    ///
    /// - Parameters:
    ///   - name: only its extension is looked at, and only where the bytes say too little.
    ///   - whole: whether `head` is all of the file: then half a character at its end is an error of encoding.
    ///   - zipEntries: the names in it, if it is a ZIP and they are known.
    package static func of(head: [UInt8], whole: Bool, name: FileName, zipEntries: [String]? = nil) -> Identification {
        if head.isEmpty { return Signature.empty.identification(.none) }
        if Signature.zip.matches(head) || Signature.emptyZip.matches(head) { return zipped(head, zipEntries) }
        if Signature.compound.matches(head) { return Signature.compound.identification(.signature) }
        if let row = Signature.table.first(where: { $0.matches(head) }) { return refined(row, head) }
        return written(head, whole: whole, name: name) ?? Signature.unknown.identification(.none)
    }

    /// What the file at `path` is. Reads its start, and the list of names if it is a ZIP.
    package static func identify(path: String, name: FileName) throws -> Identification {
        let file = try openForReading(path)
        defer { close(file) }
        return identify(descriptor: file, name: name)
    }

    static func identify(descriptor: Int32, name: FileName) -> Identification {
        let head = bytes(of: descriptor, at: 0, atMost: headBytes)
        let whole = head.count < headBytes
        let entries = Signature.zip.matches(head) ? ZipDirectory(descriptor: descriptor)?.names : nil
        return of(head: head, whole: whole, name: name, zipEntries: entries?.map(\.display))
    }

    private static func zipped(_ head: [UInt8], _ entries: [String]?) -> Identification {
        // A stored first entry `mimetype` has its content right behind its name.
        for row in Signature.mimetypes where head.has(Array("mimetype\(row.text)".utf8), at: 30) {
            return row.format.identification(.container)
        }
        let names = Set(entries ?? [])
        for row in Signature.containers where names.contains(row.entry) {
            let carriesMacros = names.contains { $0.hasSuffix("/vbaProject.bin") }
            return ((carriesMacros ? Signature.macros[row.format.kind] : nil) ?? row.format).identification(.container)
        }
        return Signature.zip.identification(.signature)
    }
}

// Versions that stand elsewhere than the mark.
extension Identification {
    private static func refined(_ row: Signature, _ head: [UInt8]) -> Identification {
        switch row.puid {
        case "fmt/11": png(row, head)
        case "fmt/41": exif(row, head)
        case "x-fmt/409": portable(row, head)
        default: row.identification(.signature)
        }
    }

    private func with(_ puid: String, _ version: String?, name: String? = nil) -> Identification {
        Identification(
            puid: puid, name: name ?? self.name, mime: mime, version: version, basis: basis, kind: kind,
            extensions: extensions)
    }

    /// PNG has no version number; chunks that a later version brought tell it.
    private static func png(_ row: Signature, _ head: [UInt8]) -> Identification {
        let plain = row.identification(.signature)
        var version = 0
        var offset = 8
        while offset + 8 <= head.count {
            let length =
                Int(head[offset]) << 24 | Int(head[offset + 1]) << 16 | Int(head[offset + 2]) << 8
                | Int(head[offset + 3])
            switch String(decoding: head[(offset + 4)..<(offset + 8)], as: UTF8.self) {
            case "iTXt": version = 2
            case "iCCP", "sRGB", "sPLT": version = max(version, 1)
            default: break
            }
            offset += 12 + length
        }
        return version == 2 ? plain.with("fmt/13", "1.2") : version == 1 ? plain.with("fmt/12", "1.1") : plain
    }

    /// A JPEG that begins with an Exif block: its version is the tag 0x9000, four digits.
    private static func exif(_ row: Signature, _ head: [UInt8]) -> Identification {
        let plain = row.identification(.signature)
        guard head.has(Array("Exif".utf8), at: 6) else { return plain }
        for offset in 12..<max(12, min(head.count - 12, 4096)) {
            let little = head.has([0x00, 0x90, 7, 0, 4, 0, 0, 0], at: offset)
            let big = head.has([0x90, 0x00, 0, 7, 0, 0, 0, 4], at: offset)
            guard little || big else { continue }
            let name = "Exchangeable Image File Format (Compressed)"
            switch String(decoding: head[(offset + 8)..<(offset + 12)], as: UTF8.self) {
            case "0200": return plain.with("x-fmt/398", "2.0", name: name)
            case "0210": return plain.with("x-fmt/390", "2.1", name: name)
            case "0220": return plain.with("x-fmt/391", "2.2", name: name)
            case "0221": return plain.with("fmt/645", "2.2.1", name: name)
            case "0230", "0231", "0232": return plain.with("fmt/1507", "2.3.x", name: name)
            default: return plain
            }
        }
        return plain
    }

    /// An `MZ` program whose second header is that of Windows.
    private static func portable(_ row: Signature, _ head: [UInt8]) -> Identification {
        let plain = row.identification(.signature)
        guard let offset = head.little32(0x3C), head.has([0x50, 0x45, 0, 0], at: offset) else { return plain }
        let name = "Windows Portable Executable"
        switch head.little16(offset + 24) {
        case 0x10B: return plain.with("fmt/899", "32 bit", name: name)
        case 0x20B: return plain.with("fmt/900", "64 bit", name: name)
        default: return plain.with("x-fmt/411", nil, name: name)
        }
    }
}

// Text, and what is written as text.
extension Identification {
    private static func written(_ head: [UInt8], whole: Bool, name: FileName) -> Identification? {
        guard let encoding = TextEncoding.guess(head, whole: whole) else { return nil }
        let start = TextEncoding.mark(of: head)?.length ?? 0
        let opening = encoding.decode(Array(head[start...].prefix(2048)))
            .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let lower = opening.lowercased()
        if lower.hasPrefix("<?xml") {
            // HTML in XML's clothes: its document type is not one that XML readers are to be warned of.
            if lower.contains("<!doctype html") {
                let html = Signature.html.identification(.signature)
                if lower.contains("xhtml 1.0") { return html.with("fmt/102", "1.0", name: Signature.xhtmlName) }
                if lower.contains("xhtml 1.1") { return html.with("fmt/103", "1.1", name: Signature.xhtmlName) }
                return html
            }
            let version = opening.contains("version=\"1.1\"") ? "1.1" : "1.0"
            let xml = Signature.xml.identification(.signature)
            return version == "1.1" ? xml.with("fmt/1776", "1.1") : xml
        }
        if lower.hasPrefix("<!doctype html") || lower.hasPrefix("<html")
            || lower.hasPrefix("<!--") && lower.contains("<html")
        {
            return Signature.html.identification(.signature)
        }
        if opening.hasPrefix("<"), ["htm", "html", "xhtml", "shtml"].contains(name.pathExtension) {
            return Signature.html.identification(.content)
        }
        // XML without a declaration is only told from other text by somebody saying so.
        let named = name.pathExtension
        if opening.hasPrefix("<"), Signature.xml.extensions.contains(named) {
            return Signature.xml.identification(.content)
        }
        if Signature.scripts.extensions.contains(named) { return Signature.scripts.identification(.extension) }
        return (named == "csv" ? Signature.csv : Signature.text).identification(.content)
    }
}

extension Identification {
    /// Whether a file of this name may be what its content says.
    ///
    /// A name without extension promises nothing. Text, XML and ZIP are what many formats are made of: they may be called
    /// anything, except what other bytes would tell.
    package func fits(_ name: FileName) -> Bool {
        let named = name.pathExtension
        if named.isEmpty || kind == .empty || extensions.contains(named) { return true }
        switch (basis, kind) {
        case (.container, _): return false
        case (.signature, let kind) where ![.xml, .zip, .compound].contains(kind): return extensions.isEmpty
        case (.signature, _), (.content, _), (.extension, _), (.none, _):
            return !Signature.tellingExtensions.contains(named)
        }
    }
}

/// Up to `count` bytes of an open file from `offset` on; fewer at its end.
func bytes(of descriptor: Int32, at offset: Int64, atMost count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
            let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset) + off_t(filled))
            if got <= 0 { break }
            filled += got
        }
    }
}
