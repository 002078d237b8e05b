import Archive
import Formats

extension UnreadableReason {
    var words: Words {
        switch self {
        case .xml(let problem): problem.what
        case .table(let problem): problem.what
        case .headings:
            Words(
                zh: "前 20 行里找不到表头（档号、题名、责任者、日期等列名）。",
                en: "no row of the first 20 looks like headings (档号, 题名, 责任者, 日期 …).")
        case .column(let column, let row, let headings):
            Words(
                zh: "表头（第 \(row) 行：\(headings.filter { !$0.isEmpty }.joined(separator: "、"))）里没有“\(column.rawValue)”列。",
                en:
                    "the headings (row \(row): \(headings.filter { !$0.isEmpty }.joined(separator: ", "))) have no column \(column.rawValue)."
            )
        case .encoding: Words(zh: "既不是 UTF-8 也不是 GB18030 编码。", en: "it is neither UTF-8 nor GB18030.")
        case .empty: Words(zh: "是空文件。", en: "it is empty.")
        case .tooLarge(let bytes): Words(zh: "有 \(bytes) 字节，太大。", en: "it has \(bytes) bytes, which is too large.")
        case .unexpected(let root): Words(zh: "根元素是“\(root)”。", en: "its root element is \(root).")
        case .tooMany(let most):
            Words(zh: "同一种元素超过 \(most) 个，没有读。", en: "it has more than \(most) elements of one kind and was not read.")
        }
    }

    /// What to do about it, where that is not the same for all.
    var next: Words? {
        switch self {
        case .table(let problem): problem.next
        case .headings, .column:
            Words(
                zh: "请在数据表第一行写明列名（至少有档号、题名、责任者、日期），或在“试读目录表格”页指定各列是什么。",
                en:
                    "Write the column names above the data (档号, 题名, 责任者, 日期 at least), or say what each column means on the page for trying a table."
            )
        default: nil
        }
    }

    var line: Int? {
        switch self {
        case .xml(let problem): problem.line
        case .table(let problem): problem.row
        case .column(_, let row, _): row
        default: nil
        }
    }

    /// A document type, an entity, or a size and depth that only an attack has: told by `XMLSafety`.
    var isUnsafe: Bool {
        switch self {
        case .xml(.documentType), .xml(.entity), .xml(.tooDeep), .xml(.tooManyElements), .xml(.tooManyAttributes),
            .xml(.tooLarge):
            true
        default: false
        }
    }
}
