import Archive
import Glibc

/// XML and plain text that came as documents.
enum PlainReading {
    static func xml(_ file: Int32, _ facts: inout DocumentFacts, _ texts: inout PageTexts) {
        var text = ""
        var left = texts.wanted
        do {
            try SafeXML.events(reading: bytes(of: file), limits: XMLLimits()) { event in
                guard left else { return }
                switch event {
                case .start: if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
                case .text(let run): text += run.trimmed
                case .end: if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
                case .instruction: break
                }
                if text.utf8.count > 64 << 20 { left = false }
            }
        } catch let problem as XMLProblem {
            facts.damage = DocumentFacts.Damage(
                code: problem.isMalformed ? "not-well-formed" : String(problem.code.dropFirst("formats.xml-".count)),
                what: problem.what, line: problem.line)
        } catch {
            facts.damage = Broken("broken", zh: "无法读取。", en: "It cannot be read.").damage
        }
        if !text.isEmpty, texts.wanted { texts.append(text) }
    }

    static func text(_ file: Int32, _ texts: inout PageTexts) {
        guard texts.wanted else { return }
        // What is not kept is not held. Only of UTF-16 can the text be half as long in UTF-8 as it is here.
        let first = min(mostBytes, texts.bytesLeft + 4)
        var all = Formats.bytes(of: file, at: 0, atMost: first)
        guard let encoding = encoding(of: all) else { return }
        var isCut = all.count == first
        if isCut, encoding != .utf8, first < mostBytes {
            all += Formats.bytes(of: file, at: Int64(first), atMost: mostBytes - first)
            isCut = all.count == mostBytes
        }
        all.removeFirst(TextEncoding.mark(of: all)?.length ?? 0)
        // Line printers began pages with form feeds.
        let text = encoding.decode(all)
        all = []
        if text.utf8.contains(0x0C) {
            for page in text.utf8.split(separator: 0x0C) { texts.append(String(Substring(page))) }
        } else if !text.isEmpty {
            texts.append(text)
        }
        if isCut { texts.hit(.textBytes) }
    }

    /// Two bytes of any encoding make at least one of UTF-8: so much gives all the text that is kept of one file, and no more is
    /// held.
    static let mostBytes = 32 << 20

    /// What `all` is written in, told by its first bytes that are not ASCII: a long head in English says nothing.
    static func encoding(of all: [UInt8]) -> TextEncoding? {
        let head = all.prefix(Identification.headBytes)
        if TextEncoding.mark(of: head) == nil, !head.contains(where: { $0 >= 0x80 || $0 == 0 }),
            let place = all.firstIndex(where: { $0 >= 0x80 })
        {
            let sample = Array(all[place...].prefix(Identification.headBytes))
            if let told = TextEncoding.guess(sample, whole: place + sample.count == all.count) { return told }
        }
        return TextEncoding.guess(Array(head), whole: head.count == all.count)
    }

    private static func bytes(of file: Int32) -> ByteSource {
        var offset: Int64 = 0
        return {
            let piece = Formats.bytes(of: file, at: offset, atMost: 65_536)
            offset += Int64(piece.count)
            return piece
        }
    }
}
