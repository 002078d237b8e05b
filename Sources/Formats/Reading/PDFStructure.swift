import Glibc

/// What the last bytes of a PDF say of its wholeness, before any library has mended it.
///
/// Source: ISO 32000-1, 7.5.5.
struct PDFStructure {
    /// `%%EOF` and `startxref` stand at the end, and lead into the file.
    let hasEnd: Bool
    /// A cross-reference table or stream stands where `startxref` says.
    let hasCrossReferences: Bool
    /// A trailer names an encryption dictionary.
    let namesEncryption: Bool

    private static let window = 65_536

    init(_ file: Int32) {
        var about = stat()
        fstat(file, &about)
        let size = Int64(about.st_size)
        let from = max(0, size - Int64(PDFStructure.window))
        var tail = bytes(of: file, at: from, atMost: PDFStructure.window)
        // Copying by blocks leaves zeros at the end, editors leave line ends.
        while let last = tail.last, last == 0 || last == 10 || last == 13 || last == 32 { tail.removeLast() }
        let near = max(0, tail.count - 1024)
        guard tail.last(Array("%%EOF".utf8), from: near) != nil,
            let place = tail.last(Array("startxref".utf8), from: max(0, near - 1024)),
            let offset = tail.number(after: place + 9), offset < size
        else {
            (hasEnd, hasCrossReferences) = (false, false)
            namesEncryption = PDFStructure.encryption(in: tail)
            return
        }
        hasEnd = true
        // Bytes before the header shift all offsets.
        let header = bytes(of: file, at: 0, atMost: 1024).first(Array("%PDF-".utf8)) ?? 0
        let targets = header == 0 ? [offset] : [offset + Int64(header), offset]
        var found = false
        var encryption = PDFStructure.encryption(in: tail)
        for target in targets where !found {
            let region = bytes(of: file, at: target, atMost: PDFStructure.window)
            found = PDFStructure.beginsCrossReferences(region)
            if found, !encryption { encryption = PDFStructure.encryption(in: region) }
        }
        hasCrossReferences = found
        namesEncryption = encryption
    }

    /// `xref`, or `12 0 obj` of a cross-reference stream.
    private static func beginsCrossReferences(_ region: [UInt8]) -> Bool {
        let start = region.prefix(64).drop { $0 <= 32 }
        if start.starts(with: "xref".utf8) { return true }
        let words = start.split(maxSplits: 3, omittingEmptySubsequences: true) { $0 <= 32 }
        return words.count >= 3 && words[0].allSatisfy { (48...57).contains($0) }
            && words[1].allSatisfy { (48...57).contains($0) } && words[2].starts(with: "obj".utf8)
    }

    /// `/Encrypt` with a reference or a dictionary behind it.
    private static func encryption(in bytes: [UInt8]) -> Bool {
        let key = Array("/Encrypt".utf8)
        var from = 0
        while let place = bytes.first(key, from: from) {
            let rest = bytes[(place + key.count)...].prefix(40)
            let value = rest.drop { $0 <= 32 }
            if value.starts(with: "<<".utf8) { return true }
            let words = value.split(maxSplits: 3, omittingEmptySubsequences: true) { $0 <= 32 }
            let digits = words.prefix(2).allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
            if value.count < rest.count, words.count >= 3, digits, words[2].first == UInt8(ascii: "R") { return true }
            from = place + key.count
        }
        return false
    }
}

extension [UInt8] {
    /// The decimal number that stands after white space at `place`.
    fileprivate func number(after place: Int) -> Int64? {
        let digits = self[place...].drop { $0 <= 32 }.prefix { (48...57).contains($0) }
        return digits.isEmpty || digits.count > 15 ? nil : Int64(String(decoding: digits, as: UTF8.self))
    }
}
