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
        // Two bytes of any encoding make at least one of UTF-8: so much gives all the text that is kept of one file, and no more is held.
        let most = 32 << 20
        let all = Formats.bytes(of: file, at: 0, atMost: most)
        let sample = Array(all.prefix(Identification.headBytes))
        guard let encoding = TextEncoding.guess(sample, whole: sample.count == all.count) else { return }
        let mark = TextEncoding.mark(of: sample)?.length ?? 0
        // Line printers began pages with form feeds.
        for page in encoding.decode(Array(all[mark...])).split(separator: "\u{0C}") { texts.append(String(page)) }
        if all.count == most { texts.hit(.textBytes) }
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
