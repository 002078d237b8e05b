/// Puts the text objects of a page in the order in which they are read.
enum OFDText {
    struct Run {
        let text: String
        /// Left end and baseline, in millimetres from the page's top left corner.
        let x: Double
        let y: Double
        let right: Double
        let size: Double
        /// Written from top to bottom.
        let isColumn: Bool
    }

    /// All text in the layers of a page or template.
    static func runs(of page: XMLNode) -> [Run] {
        var runs: [Run] = []
        for layer in page.first("Content")?.all("Layer") ?? [] { collect(layer, (0, 0), &runs) }
        return runs
    }

    /// All text in the appearance of an annotation, whose places count from the corner of its own box.
    static func runs(in block: XMLNode) -> [Run] {
        var runs: [Run] = []
        let box = numbers(block[attribute: "Boundary"])
        collect(block, box.count == 4 ? (box[0], box[1]) : (0, 0), &runs)
        return runs
    }

    private static func collect(_ node: XMLNode, _ corner: (x: Double, y: Double), _ runs: inout [Run]) {
        for child in node.children {
            guard child.name == "TextObject" else {
                if child.name == "PageBlock" { collect(child, corner, &runs) }
                continue
            }
            guard child[attribute: "Visible"] != "false" else { continue }
            let box = numbers(child[attribute: "Boundary"])
            guard box.count == 4 else { continue }
            let matrix = numbers(child[attribute: "CTM"])
            let size = (child[attribute: "Size"].flatMap(Double.init) ?? 4) * (matrix.count == 6 ? abs(matrix[3]) : 1)
            // A code without a place of its own goes on where the one before began (GB/T 33190-2016, 11.3).
            var own = (x: 0.0, y: 0.0)
            for code in child.all("TextCode") {
                let text = code.text.filter { !$0.isNewline }
                own.x = code[attribute: "X"].flatMap(Double.init) ?? own.x
                own.y = code[attribute: "Y"].flatMap(Double.init) ?? own.y
                guard !text.isEmpty, own.x.isFinite, own.y.isFinite else { continue }
                let at =
                    matrix.count == 6
                    ? (
                        x: matrix[0] * own.x + matrix[2] * own.y + matrix[4],
                        y: matrix[1] * own.x + matrix[3] * own.y + matrix[5]
                    ) : own
                runs.append(
                    Run(
                        text: text, x: corner.x + box[0] + at.x, y: corner.y + box[1] + at.y,
                        right: corner.x + box[0] + box[2], size: max(size.isFinite ? size : 0, 0.5),
                        isColumn: isColumn(code)))
            }
        }
    }

    /// Several characters, each below the one before: `DeltaY="g 9 4.2"` or `DeltaY="4 4 4"`, and no step to the side.
    private static func isColumn(_ code: XMLNode) -> Bool {
        func steps(_ name: String) -> Bool { numbers(code[attribute: name]).contains { $0 != 0 } }
        return code.value.count > 1 && steps("DeltaY") && !steps("DeltaX")
    }

    private static func numbers(_ text: String?) -> [Double] {
        (text ?? "").split { $0 == " " || $0.isNewline || $0 == "\t" }.compactMap { Double($0) }.filter(\.isFinite)
    }

    /// Runs on about one baseline make a line, from left to right; lines go from top to bottom. A page mostly written in
    /// columns is read column by column, from right to left.
    static func lines(_ runs: [Run]) -> String {
        let inColumns = runs.reduce(0) { $0 + ($1.isColumn ? $1.text.count : -$1.text.count) } > 0
        let lines = inColumns ? columns(runs) : rows(runs)
        return lines.map { line in
            var text = line
            while text.last?.isWhitespace == true { text.removeLast() }
            return text
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private static func rows(_ runs: [Run]) -> [String] {
        grouped(runs, by: \.y) { first, run in run.y - first.y < min(first.size, run.size) / 2 }.map { line in
            var text = ""
            var end: Double?
            for run in sorted(line, by: \.x) {
                if let end, run.x - end > run.size { text += " " }
                text += run.text
                end = max(run.right, run.x)
            }
            return text
        }
    }

    private static func columns(_ runs: [Run]) -> [String] {
        let fromRight: (Run) -> Double = { -$0.x }
        return grouped(runs, by: fromRight) { first, run in first.x - run.x < min(first.size, run.size) / 2 }
            .map { column in sorted(column, by: \.y).map(\.text).joined() }
    }

    /// Runs in the order of `key`, cut where one is no longer `near` the first of its group.
    private static func grouped(
        _ runs: [Run], by key: (Run) -> Double, near: (_ first: Run, _ run: Run) -> Bool
    ) -> [[Run]] {
        var groups: [[Run]] = []
        for run in sorted(runs, by: key) {
            if let first = groups.last?.first, near(first, run) {
                groups[groups.count - 1].append(run)
            } else {
                groups.append([run])
            }
        }
        return groups
    }

    /// By `key`; what is equal stays in the order of the file.
    private static func sorted(_ runs: [Run], by key: (Run) -> Double) -> [Run] {
        runs.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
    }
}
