package import Archive

/// Why an XML file was not read, and on which line.
package enum XMLProblem: Explained, Hashable {
    /// The file is there and cannot be opened or read.
    case unreadable(Int32)
    case tooLarge(limit: Int64)
    case tooDeep(limit: Int, line: Int)
    case tooManyElements(limit: Int, line: Int)
    case tooManyAttributes(limit: Int, line: Int)
    /// One element that had to be kept whole.
    case elementTooLarge(limit: Int, line: Int)
    /// A document type declaration: never read, since it can name files and networks and define entities.
    case documentType(line: Int)
    /// A reference to an entity that XML itself does not define.
    case entity(line: Int)
    /// The declared encoding is not one Lantai reads.
    case unknownEncoding(String)
    /// Bytes that the declared (or, without a declaration, UTF-8) encoding does not have.
    case encoding(String, line: Int)
    /// Not well-formed, in libxml2's numbering and words.
    case malformed(code: Int32, reason: String, line: Int)

    package var line: Int? {
        switch self {
        case .unreadable, .tooLarge: nil
        case .unknownEncoding: 1
        case .tooDeep(_, let line), .tooManyElements(_, let line), .tooManyAttributes(_, let line),
            .elementTooLarge(_, let line), .documentType(let line), .entity(let line), .encoding(_, let line),
            .malformed(_, _, let line):
            line
        }
    }

    var isMalformed: Bool { if case .malformed = self { true } else { false } }

    package var code: String {
        switch self {
        case .unreadable: "formats.xml-unreadable"
        case .tooLarge: "formats.xml-too-large"
        case .tooDeep: "formats.xml-too-deep"
        case .tooManyElements: "formats.xml-too-many-elements"
        case .tooManyAttributes: "formats.xml-too-many-attributes"
        case .elementTooLarge: "formats.xml-element-too-large"
        case .documentType: "formats.xml-document-type"
        case .entity: "formats.xml-entity"
        case .unknownEncoding: "formats.xml-unknown-encoding"
        case .encoding: "formats.xml-encoding"
        case .malformed: "formats.xml-malformed"
        }
    }

    package var what: Words {
        switch self {
        case .unreadable(let number):
            Words(zh: "无法读取该 XML 文件（系统错误 \(number)）。", en: "The XML file cannot be read (system error \(number)).")
        case .tooLarge(let limit):
            Words(zh: "XML 文件超过 \(limit) 字节上限。", en: "The XML file is larger than \(limit) bytes.")
        case .tooDeep(let limit, let line):
            Words(
                zh: "第 \(line) 行：元素嵌套超过 \(limit) 层。", en: "Line \(line): elements are nested more than \(limit) deep.")
        case .tooManyElements(let limit, let line):
            Words(zh: "第 \(line) 行：元素超过 \(limit) 个。", en: "Line \(line): more than \(limit) elements.")
        case .tooManyAttributes(let limit, let line):
            Words(
                zh: "第 \(line) 行：一个元素的属性超过 \(limit) 个。",
                en: "Line \(line): one element has more than \(limit) attributes.")
        case .elementTooLarge(let limit, let line):
            Words(
                zh: "从第 \(line) 行开始的元素过大，读入超过 \(limit) 字节。",
                en: "The element that begins on line \(line) is too large: more than \(limit) bytes.")
        case .documentType(let line):
            Words(
                zh: "第 \(line) 行：含有文档类型声明（DOCTYPE），为安全起见不予解析。",
                en: "Line \(line): there is a document type declaration (DOCTYPE), which is not read for safety.")
        case .entity(let line):
            Words(
                zh: "第 \(line) 行：引用了未定义或外部的实体，为安全起见不予解析。",
                en:
                    "Line \(line): there is a reference to an entity that XML does not define; it is not resolved for safety."
            )
        case .unknownEncoding(let name):
            Words(zh: "不支持声明的编码“\(name)”。", en: "The declared encoding “\(name)” is not supported.")
        case .encoding(let name, let line):
            Words(
                zh: "第 \(line) 行：有不符合 \(name) 编码的字节。", en: "Line \(line): there are bytes that are not \(name).")
        case .malformed(let code, let reason, let line):
            Words(
                zh: "第 \(line) 行：XML 格式不正确，\(XMLProblem.chinese(code, reason))。",
                en: "Line \(line): not well-formed XML: \(reason).")
        }
    }

    package var next: Words {
        switch self {
        case .unreadable:
            Words(zh: "请检查文件权限和介质后重试。", en: "Check the permissions and the medium, then try again.")
        case .tooLarge, .tooDeep, .tooManyElements, .tooManyAttributes, .elementTooLarge:
            Words(zh: "请核对该文件，必要时拆分后重新提交。", en: "Check the file; if it is right, split it and submit again.")
        case .documentType, .entity:
            Words(
                zh: "请删去 DOCTYPE 和实体引用，直接写出字符后重新提交。",
                en: "Remove the DOCTYPE and the entity references, write the characters themselves and submit again.")
        case .unknownEncoding, .encoding:
            Words(
                zh: "请另存为 UTF-8（或 GB18030），使声明与实际编码一致后重新提交。",
                en: "Save it as UTF-8 (or GB18030), so that the declaration is true, and submit again.")
        case .malformed:
            Words(zh: "请按行号改正后重新提交。", en: "Correct it at that line and submit again.")
        }
    }

    /// The commonest of libxml2's sentences in Chinese; the rest as they are.
    private static func chinese(_ code: Int32, _ reason: String) -> String {
        switch code {
        case 4: "文件为空"
        case 5: "根元素之后还有内容，或文件中途结束"
        case 9: "含有 XML 不允许的控制字符"
        case 38: "属性值中有“<”"
        case 39, 40: "属性值没有正确加引号"
        case 41: "属性缺少“=”或值"
        case 42: "属性重复"
        case 62: "CDATA 没有结束"
        case 65: "属性之间缺少空格"
        case 68: "元素或属性的名称不合法"
        case 73: "标签没有以“>”结束"
        case 76: "开始标签与结束标签不一致"
        case 77: "文件中途结束，元素没有关闭"
        default: reason
        }
    }
}
