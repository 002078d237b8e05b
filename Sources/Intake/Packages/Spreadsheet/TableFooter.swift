import Archive
import Formats

/// Lines that people write below or between the entries of a catalogue and that are none: sums, signatures, notes.
///
/// A line is one only if its first cell and its title say so: an entry lost would be worse than a line too many.
enum TableFooter {
    /// Alone, or with a number behind it: `合计`, `共计10件`.
    private static let sums = ["合计", "总计", "小计", "共计", "累计", "本页合计", "总数"]
    /// With a name or text behind it: `填表人：张三`.
    private static let notes = [
        "填表人", "制表人", "填报人", "编制人", "录入人", "审核人", "复核人", "审批人", "经办人", "负责人", "移交人", "接收人", "监交人",
        "填表日期", "制表日期", "填表时间", "移交日期", "移交单位", "接收单位", "说明", "备注", "注",
    ]

    static func holds(_ row: TableRow, title: String) -> Bool {
        guard let first = row.cells.first(where: { !$0.isEmpty }) else { return false }
        return isFooter(first) && (title.isEmpty || isFooter(title))
    }

    private static func isFooter(_ text: String) -> Bool {
        let plain = NumberText.plain(text).filter { !$0.isWhitespace }
        if let sum = sums.first(where: plain.hasPrefix) {
            return plain.dropFirst(sum.count).allSatisfy { $0.isNumber || ":,.件卷页个条份张".contains($0) }
        }
        return notes.contains { plain == $0 || plain.hasPrefix($0 + ":") }
    }
}
