/// A sheet of paper with writing, as drawing orders: what lay on the scanner.
struct DemoPaper: Sendable {
    enum Look: Sendable {
        /// 竖排, red columns, from right to left.
        case columns
        /// 横排, a printed letterhead.
        case rows
    }

    let look: Look
    /// A faded sheet is browner.
    let age: Int

    static let width = 420
    static let height = 594

    /// - Parameter n: turns the sheet a little, as sheets lie.
    func drawing(title: String, paragraphs: [String], number n: Int) -> String {
        let tint = ["0.95 0.92 0.84", "0.92 0.86 0.72", "0.88 0.80 0.63"][age % 3]
        let slant = [0.0, 0.006, -0.008, 0.003, -0.004][n % 5]
        let page = "\(tint) rg 0 0 \(DemoPaper.width) \(DemoPaper.height) re f 1 \(slant) \(-slant) 1 4 4 cm\n"
        return page + (look == .columns ? columns(title, paragraphs) : rows(title, paragraphs)) + seal(n)
    }

    private func columns(_ title: String, _ paragraphs: [String]) -> String {
        var orders = "0.72 0.25 0.18 RG 1.2 w 36 60 348 474 re S 0.5 w\n"
        for x in stride(from: 65, through: 355, by: 29) { orders += "\(x) 60 m \(x) 534 l S\n" }
        orders += "0.12 0.10 0.09 rg BT\n"
        var lines = cut(title, 18)
        for paragraph in paragraphs { lines += cut("　" + paragraph, 22) }
        for (place, line) in lines.prefix(12).enumerated() {
            let size = place == 0 ? 22 : 19
            let x = 384 - 29 * place - 14 - size / 2
            for (row, character) in line.enumerated() {
                let y = 534 - 8 - size - row * (size + 2)
                orders += "/F \(size) Tf 1 0 0 1 \(x) \(y) Tm \(DrawnPDF.codes(String(character))) Tj\n"
            }
        }
        return orders + "ET\n"
    }

    private func rows(_ title: String, _ paragraphs: [String]) -> String {
        var orders = "0.75 0.15 0.12 RG 1.5 w 40 512 m 380 512 l S\n0.15 0.14 0.14 rg BT\n"
        var y = 540
        for line in cut(title, 17) {
            orders += "/F 18 Tf 1 0 0 1 \(210 - line.count * 9) \(y) Tm \(DrawnPDF.codes(line)) Tj\n"
            y -= 50
        }
        for line in paragraphs.flatMap({ cut("　　" + $0, 23) }).prefix(18) {
            orders += "/F 14 Tf 1 0 0 1 48 \(y) Tm \(DrawnPDF.codes(line)) Tj\n"
            y -= 23
        }
        return orders + "ET\n"
    }

    /// The square seal, red, a little transparent in effect because only its lines are drawn.
    private func seal(_ n: Int) -> String {
        let (x, y) = (70 + n * 37 % 200, 74 + n * 13 % 60)
        return "0.78 0.12 0.10 RG 2.4 w \(x) \(y) 54 54 re S 0.78 0.12 0.10 rg BT "
            + "/F 22 Tf 1 0 0 1 \(x + 28) \(y + 28) Tm \(DrawnPDF.codes("臨")) Tj 1 0 0 1 \(x + 28) \(y + 4) Tm \(DrawnPDF.codes("江")) Tj "
            + "1 0 0 1 \(x + 4) \(y + 28) Tm \(DrawnPDF.codes("之")) Tj 1 0 0 1 \(x + 4) \(y + 4) Tm \(DrawnPDF.codes("印")) Tj ET\n"
    }

    private func cut(_ text: String, _ count: Int) -> [String] {
        let all = Array(text)
        return stride(from: 0, to: all.count, by: count).map { String(all[$0..<min($0 + count, all.count)]) }
    }
}
