import Glibc

/// Whether bytes that are one format are another too (polyglots): what one program takes for a picture another unpacks or runs.
///
/// Only head and tail are looked at, a quarter of a megabyte each: there a second format has to begin or to end.
enum SecondFormat {
    private static let window = 1 << 18

    static func look(_ file: Int32, _ kind: FormatKind) -> Set<DocumentFacts.Carried> {
        guard [.pdf, .ofd, .docx, .xlsx, .pptx, .tiff, .jpeg, .png, .image].contains(kind) else { return [] }
        var about = stat()
        guard fstat(file, &about) == 0 else { return [] }
        let size = Int64(about.st_size)
        let head = bytes(of: file, at: 0, atMost: window)
        let tail = bytes(of: file, at: max(0, size - Int64(window)), atMost: window)
        let isPacked = [.ofd, .docx, .xlsx, .pptx].contains(kind)
        var found: Set<DocumentFacts.Carried> = []
        if !isPacked, endsAsZip(tail, file, size) { found.insert(.alsoZIP) }
        if kind == .pdf { found.formUnion(inFront(of: head)) }
        if kind != .pdf, head.prefix(1024).containing("%PDF-") { found.insert(.alsoPDF) }
        if isPicture(kind) {
            if [head, tail].contains(where: { $0.containing("<script") || $0.containing("<?php") }) {
                found.insert(.alsoScript)
            }
            let packed: [[UInt8]] = [Array("Rar!".utf8) + [0x1A, 7], [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]]
            if packed.contains(where: { tail.first($0) != nil }) { found.insert(.alsoPacked) }
        }
        return found
    }

    private static func isPicture(_ kind: FormatKind) -> Bool { [.tiff, .jpeg, .png, .image].contains(kind) }

    /// What stands before the header of a PDF: readers skip a kilobyte of anything.
    private static func inFront(of head: [UInt8]) -> Set<DocumentFacts.Carried> {
        guard let start = head.prefix(1100).first(Array("%PDF-".utf8)), start > 0 else { return [] }
        let front = Array(head[..<start])
        let lower = String(decoding: front, as: UTF8.self).lowercased()
        if front.starts(with: [0x4D, 0x5A]) || front.starts(with: [0x7F, 0x45, 0x4C, 0x46]) { return [.alsoProgram] }
        if front.starts(with: "#!".utf8) || lower.contains("<?php") { return [.alsoScript] }
        if lower.contains("<html") || lower.contains("<script") || lower.contains("<!doctype") { return [.alsoPage] }
        return front.starts(with: [0x50, 0x4B, 3, 4]) ? [.alsoZIP] : []
    }

    /// The end of a ZIP's directory closes the file, and the directory is where it says, or shifted by what stands in front.
    private static func endsAsZip(_ tail: [UInt8], _ file: Int32, _ size: Int64) -> Bool {
        let mark: [UInt8] = [0x50, 0x4B, 5, 6]
        var from = max(0, tail.count - 65_557)
        while let place = tail.first(mark, from: from), place + 22 <= tail.count {
            from = place + 4
            guard let length = tail.little16(place + 20), place + 22 + length == tail.count,
                let directory = tail.little32(place + 12)
            else { continue }
            let start = size - Int64(tail.count - place) - Int64(directory)
            guard directory > 0, start >= 0 else { continue }
            if bytes(of: file, at: start, atMost: 4) == [0x50, 0x4B, 1, 2] { return true }
        }
        return false
    }
}

extension Collection<UInt8> {
    fileprivate func first(_ other: [UInt8]) -> Int? { Array(self).first(other, from: 0) }

    /// Whether it holds this text, in any case of its letters.
    fileprivate func containing(_ text: String) -> Bool {
        let lower = map { (65...90).contains($0) ? $0 + 32 : $0 }
        return lower.first(Array(text.lowercased().utf8), from: 0) != nil
    }
}
