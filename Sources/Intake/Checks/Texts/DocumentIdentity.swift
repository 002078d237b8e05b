import Archive

/// What an official document says of itself on its own pages (文面): its number, its days, who issued it, and how it begins.
/// Source: GB/T 9704-2012 (发文字号, 成文日期, 发文机关标志, 署名).
///
/// Gathered while the text passes by, since texts are not kept where a package is only judged; a few hundred bytes a file.
struct DocumentIdentity: Hashable, Sendable {
    /// Numbers (发文字号) that stand on a line of their own on the first page, folded: `临民发〔2019〕3号`.
    var numbers: [String] = []
    /// Days that stand on a line of their own.
    var days: [Day] = []
    /// Who issued it: before 文件 in the head, or above a day at the end.
    var issuers: [String] = []
    /// What may be its title, in lines that belong together, folded.
    var title = ""
    /// How it begins and how it ends, folded: enough to find a name in.
    var head = ""
    var tail = ""

    var isEmpty: Bool { numbers.isEmpty && days.isEmpty && issuers.isEmpty && title.isEmpty }

    /// Bytes of a text that are looked at, and what is kept of it.
    private static let most = 256 << 10
    private static let kept = 1500
    private static let few = 16
    /// A line that may say something of the whole is no longer.
    private static let longestLine = 120

    init() {}

    init(pages: [String]) {
        var left = Self.most
        for (place, page) in pages.enumerated() {
            guard left > 0 else { break }
            let bytes = page.utf8.prefix(left)
            left -= bytes.count
            let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
            if place == 0 { takeHead(lines.prefix(60).map(Self.folded)) }
            takeDays(lines)
        }
        if let last = pages.last { tail = String(FoldedText.letters(of: last.suffix(Self.kept)).suffix(Self.kept / 3)) }
    }

    private typealias Line = Substring.UTF8View

    /// A line folded; empty if it is longer than what speaks of the whole.
    private static func folded(_ line: Line) -> String {
        line.count <= longestLine * 3 ? FoldedText.line(String(Substring(line))) : ""
    }

    /// Whether a line ends as days do, by its bytes: nearly none does, and folding is slow.
    private static func endsAsDay(_ line: Line) -> Bool {
        guard line.count <= longestLine else { return false }
        var rest = line[...]
        while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
        return ends.contains { rest.suffix($0.count).elementsEqual($0) }
    }

    /// 日, and the brackets after it.
    private static let ends = ["日", "）", ")"].map { Array($0.utf8) }

    private mutating func takeHead(_ lines: [String]) {
        head = String(FoldedText.letters(of: lines.joined()).prefix(Self.kept))
        for line in lines.prefix(20) {
            if let number = DocumentNumber(line: line), numbers.count < Self.few { numbers.append(number.text) }
            if line.hasSuffix("文件"), issuers.isEmpty {
                issuers = line.dropLast(2).split(separator: "、").map { String($0) }.filter(Self.isOffice)
            }
        }
        title = Self.title(in: lines)
    }

    private mutating func takeDays(_ lines: [Line]) {
        for (place, line) in lines.enumerated() where Self.endsAsDay(line) {
            guard days.count < Self.few, let day = WrittenDay(line: Self.folded(line))?.day else { continue }
            days.append(day)
            guard place > 0, issuers.count < Self.few else { continue }
            let above = Self.folded(lines[place - 1])
            if Self.isOffice(above) { issuers.append(above) }
        }
    }

    /// 关于…的通知, over as many lines as it takes; up to three, since a title that is longer is not told from the text below it.
    private static func title(in lines: [String]) -> String {
        let top = lines.prefix(15)
        for (place, line) in top.enumerated() where line.contains("关于") {
            var found = ""
            for next in lines[place...].prefix(3) where !next.contains(where: "，,。：:；;".contains) {
                found += FoldedText.letters(of: next)
                if kinds.contains(where: found.hasSuffix) { return found }
            }
        }
        return ""
    }

    /// How titles of official documents end. Source: 党政机关公文处理工作条例 (15 kinds), and rules.
    private static let kinds = [
        "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要", "办法", "规定",
        "细则", "规则", "条例", "方案", "规划",
    ]

    /// A name such as offices have, and nothing else: 临江市民政局.
    private static func isOffice(_ line: String) -> Bool {
        guard (3...40).contains(line.count), let last = line.last, "部委局厅院会府室办处司署行社团校馆所组队站区县市".contains(last) else {
            return false
        }
        return line.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    }
}

extension DocumentIdentity: DiskRow {
    func write(to bytes: inout RowWriter) {
        bytes.put(numbers) { $0.put($1) }
        bytes.put(days) { $0.put($1.text) }
        bytes.put(issuers) { $0.put($1) }
        for text in [title, head, tail] { bytes.put(text) }
    }

    init(from bytes: inout RowReader) {
        numbers = bytes.array { $0.text() }
        days = bytes.array { $0.text() }.compactMap { Day(text: $0) }
        issuers = bytes.array { $0.text() }
        title = bytes.text()
        head = bytes.text()
        tail = bytes.text()
    }
}
