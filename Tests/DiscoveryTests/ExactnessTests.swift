import Appraisal
import Archive
import Foundation
import GRDB
import Testing

@testable import Discovery

/// A small generator with a seed, so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Exactness: every hit count equals brute force")
struct ExactnessTests {
    /// Folded text in which a phrase is found just where its own folded text is a part: Han characters side by side,
    /// a bar around each word and in place of each gap.
    private func plain(_ text: String) -> [Unicode.Scalar] {
        var plain: [Unicode.Scalar] = []
        func bar() { if plain.last != "|" { plain.append("|") } }
        for unit in TextUnit.units(of: text, limit: .max) {
            if unit.gap || !unit.isHan { bar() }
            plain += Array(String(decoding: unit.bytes, as: UTF8.self).unicodeScalars)
            if !unit.isHan { bar() }
        }
        return plain
    }

    private func contains(_ text: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
        guard let first = part.first, part.count <= text.count else { return part.isEmpty }
        for start in 0...(text.count - part.count) where text[start] == first {
            if text[start..<(start + part.count)].elementsEqual(part) { return true }
        }
        return false
    }

    /// What texts are made of: few different pieces, so that they meet often.
    private let pieces: [String] = [
        "档", "檔", "案", "告", "示", "令", "𠮷", "𪚥", "\u{2A6D6}", "\u{E000}", "〇", "ｱ", "が", "か\u{3099}", "한",
        "\u{1112}\u{1161}\u{11AB}",
        "a", "A", "Ａ", "é", "e\u{301}", "ab", "1", "１", "①", "😀", "👩‍👩‍👧", "👍🏽", "葛\u{E0100}", "⻔", "门", "門", " ", "　", "\n",
        "\u{0C}", "，", "。",
        "-", "·", "\"", "*", "(", ")", ":", "OR", "NEAR", "\u{AD}", "\u{200B}", "\u{0}", "'", "\\", "%", "_",
    ]

    private func text(_ length: Int, _ random: inout SeededGenerator) -> String {
        (0..<length).map { _ in pieces.randomElement(using: &random)! }.joined()
    }

    @Test("random parts of adversarial texts", arguments: [1, 2, 3] as [UInt64], IndexForm.allCases)
    func adversarial(_ seed: UInt64, _ form: IndexForm) async throws {
        var random = SeededGenerator(seed: seed)
        let house = ToyHouse()
        var texts: [String] = []
        for _ in 0..<120 {
            texts.append(text(Int.random(in: 1...40, using: &random), &random))
            house.add("", text: [texts.last!])
        }
        let finder = try await house.finder(form)
        let folded = texts.map(plain)
        var found = 0
        for _ in 0..<250 {
            // Part of a text, cut between code points, or something that may be nowhere.
            let source = Array(texts.randomElement(using: &random)!.unicodeScalars)
            let start = Int.random(in: 0..<source.count, using: &random)
            let end = min(source.count, start + Int.random(in: 1...6, using: &random))
            var part = String.UnicodeScalarView()
            part.append(contentsOf: source[start..<end])
            let typed = Bool.random(using: &random) ? String(part) : text(2, &random)
            guard let phrase = Phrase(typed) else { continue }
            var query = FindQuery()
            query.terms = [.phrase(phrase)]
            let answer = try await finder.find(query, reach: .everything, limit: 0)
            // A gap before the first character says nothing.
            let wanted = plain(typed).drop { $0 == "|" && phrase.units[0].isHan }
            let expected = folded.count { contains(["|"] + $0 + ["|"], Array(wanted)) }
            #expect(
                answer.total == expected, "\(typed.unicodeScalars.map { String($0.value, radix: 16) }) seed \(seed)")
            found += expected
        }
        #expect(found > 200)
    }

    @Test(
        "any part of plain Chinese text, without any folding of ours in the comparison",
        arguments: IndexForm.allCases)
    func plainChinese(_ form: IndexForm) async throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("关于进一步加强市人民政府机关电子文件归档管理工作的通知".unicodeScalars)
        let house = ToyHouse()
        var texts: [[Unicode.Scalar]] = []
        for _ in 0..<200 {
            texts.append(
                (0..<Int.random(in: 1...60, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
            house.add(String(String.UnicodeScalarView(texts.last!)))
        }
        let finder = try await house.finder(form)
        for _ in 0..<300 {
            let source = texts.randomElement(using: &random)!
            let start = Int.random(in: 0..<source.count, using: &random)
            let part = Array(source[start..<min(source.count, start + Int.random(in: 1...4, using: &random))])
            let expected = texts.count { contains($0, part) }
            let found = try await finder.total(String(String.UnicodeScalarView(part)))
            #expect(found == expected, "\(part)")
        }
    }

    @Test("bytes that are not UTF-8 part characters and break nothing")
    func invalid() async throws {
        let house = ToyHouse()
        house.add("坏")
        let finder = try house.finder()
        try await finder.staff.update(house.all)
        // Swift repairs strings, so the bytes go to the tokeniser as SQLite gives them: by a blob taken for text.
        let bytes: [[UInt8]] = [
            [0xE6, 0xA1], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80],
            [0x80, 0x80], [0xE6],
        ]
        try await finder.staff.file.pool.writeWithoutTransaction { db in
            for (number, bad) in bytes.enumerated() {
                let text = Array("档".utf8) + bad + Array("案卷".utf8) + bad
                try db.execute(
                    sql: "INSERT INTO words (rowid, title, meta, text) VALUES (?, '', '', CAST(? AS TEXT))",
                    arguments: [1000 + number, Data(text)])
            }
            func count(_ typed: String) throws -> Int? {
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM words WHERE words MATCH ?", arguments: [Phrase(typed)!.expression])
            }
            #expect(try count("案卷") == bytes.count)
            #expect(try count("档案") == 0)
            #expect(try count("档，案卷") == bytes.count)
        }
    }
}
