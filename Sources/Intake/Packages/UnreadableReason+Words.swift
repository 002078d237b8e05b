import Archive
import Formats

extension UnreadableReason {
    var words: Words {
        switch self {
        case .xml(let problem): problem.what
        case .encoding: Words(zh: "既不是 UTF-8 也不是 GB18030 编码。", en: "it is neither UTF-8 nor GB18030.")
        case .empty: Words(zh: "是空文件。", en: "it is empty.")
        case .tooLarge(let bytes): Words(zh: "有 \(bytes) 字节，太大。", en: "it has \(bytes) bytes, which is too large.")
        case .unexpected(let root): Words(zh: "根元素是“\(root)”。", en: "its root element is \(root).")
        }
    }

    var line: Int? { if case .xml(let problem) = self { problem.line } else { nil } }

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
