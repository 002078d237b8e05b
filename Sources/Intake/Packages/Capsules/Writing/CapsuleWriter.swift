package import Archive
import Bytes
import Foundation

/// Writes a capsule (封装包) of one record: an original, or a modification that keeps an earlier capsule whole inside. Files are encoded
/// as they are read; nothing is signed. Source: DA/T 48-2009.
package struct CapsuleWriter {
    /// A computer file of the record.
    package struct File: Sendable {
        package let name: String
        /// 格式信息
        package let format: String
        package let isMain: Bool
        package let bytes: Int64
        /// Where it lies; `nil`: it is packed in the capsule that is modified, under the same name.
        package let path: String?

        package init(name: String, format: String, isMain: Bool, bytes: Int64, path: String?) {
            (self.name, self.format, self.isMain, self.bytes, self.path) = (name, format, isMain, bytes, path)
        }
    }

    /// 封装包创建单位
    let maker: String
    /// 封装包创建时间: `2026-11-02T09:30:00`
    let moment: String

    package init(maker: String, moment: String) { (self.maker, self.moment) = (maker, moment) }

    /// Writes an original to `path`, which must not exist.
    /// - Parameter elements: what is known of the record, by its names in DA/T 46 (`内容描述/题名`).
    /// - Throws: `CapsuleProblem.lacks` if the standard asks for more.
    package func writeOriginal(_ elements: [PackagedRecord.Element], _ files: [File], to path: String) throws {
        let content = try CapsuleContent(elements, files, layer: 0, maker: maker, refersTo: [:])
        let out = try Output(path)
        try head(of: "原始型", CapsuleScheme.original, out)
        try out.write("<封装内容>")
        try write(content, files, out)
        try out.write("</封装内容></被签名对象></电子文件封装包>\n")
        try out.finish()
    }

    /// Writes a modification of the capsule at `original`, byte for byte inside the new one.
    package func writeModification(
        of original: String, _ elements: [PackagedRecord.Element], _ files: [File], to path: String
    ) throws {
        let inner = try InnerCapsule(original)
        let content = try CapsuleContent(
            elements, files, layer: inner.layers, maker: maker, refersTo: inner.identifiers)
        let out = try Output(path)
        try head(of: "修改型", CapsuleScheme.modification, out)
        try out.write("<修改封装内容><修改标识符>修改\(inner.layers)</修改标识符><原封装包>")
        try inner.copy(to: out)
        try out.write("</原封装包><修订内容>")
        try write(content, files, out)
        try out.write("</修订内容></修改封装内容></被签名对象></电子文件封装包>\n")
        try out.finish()
    }

    private func head(of kind: String, _ sentence: String, _ out: Output) throws {
        try out.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <电子文件封装包 xmlns="\(CapsuleScheme.namespace)"><封装包格式描述>\(CapsuleScheme.format)</封装包格式描述>\
            <版本>\(CapsuleScheme.version)</版本><被签名对象 eep版本="\(CapsuleScheme.version)"><封装包类型>\(kind)</封装包类型>\
            <封装包类型描述>\(sentence)</封装包类型描述><封装包创建时间>\(moment.escaped)</封装包创建时间>\
            <封装包创建单位>\(maker.escaped)</封装包创建单位>
            """)
    }

    /// The three blocks; where packed data stands, the file's bytes.
    private func write(_ content: CapsuleContent, _ files: [File], _ out: Output) throws {
        for block in content.blocks {
            try block.write(out) { place in
                guard let path = files[place].path else { return }
                try out.encode(path, bytes: files[place].bytes)
            }
        }
    }

    /// The file that is written.
    final class Output {
        private let file: OpenFile
        private var pending: [UInt8] = []

        init(_ path: String) throws { file = try OpenFile.creating(path) }

        func write(_ text: String) throws { try write(Array(text.utf8)) }

        func write(_ bytes: [UInt8]) throws {
            pending += bytes
            if pending.count >= 1 << 18 { try flush() }
        }

        /// A file as Base64, in one line.
        func encode(_ path: String, bytes: Int64) throws {
            let source = try OpenFile.reading(path)
            var offset: Int64 = 0
            while true {
                // A multiple of three, so that pieces join without padding.
                let piece = try source.read(upTo: 3 << 16, at: offset)
                if piece.isEmpty { break }
                offset += Int64(piece.count)
                try write(Array(Data(piece).base64EncodedData()))
            }
            guard offset == bytes else { throw CapsuleProblem.changed(path) }
        }

        func finish() throws {
            try flush()
            try file.sync()
        }

        private func flush() throws {
            try file.write(pending)
            pending.removeAll(keepingCapacity: true)
        }
    }
}

extension CapsuleScheme {
    static let namespace = "http://www.saac.gov.cn/standards/ERM/encapsulation"
    static let format = "本EEP根据中华人民共和国档案行业标准DA/T 48-2009《基于XML的电子文件封装规范》生成"
    static let original = "本封装包包含电子文件数据及其元数据，原始封装，未经修改"
    static let modification = "本封装包包含电子文件数据及其元数据，系修改封装，在保留原封装包的基础上，添加了修改层"
    /// 编码描述
    static let coding =
        "本封装包中“编码数据”元素存储的是计算机文件二进制流的Base64编码，有关Base64编码规则参见IETF RFC 2045多用途邮件扩展(MIME)第一部分：互联网信息体格式。"
        + "当提取和显现封装在编码数据元素中的计算机文件时，应对Base64编码进行反编码，并依据封装包中“反编码关键字”元素中记录的值还原计算机文件的扩展名。"
}

extension String {
    /// As text or as the value of an attribute in XML; characters that XML cannot hold are left out.
    var escaped: String {
        var out = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\r": out += "&#xD;"
            case "\t", "\n": out.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

/// Why a capsule could not be written.
package enum CapsuleProblem: Explained, Equatable {
    /// The standard asks for elements that nobody filled in.
    case lacks([String])
    /// What is to be modified is no capsule, or one that cannot be put into another as it is.
    case notACapsule(String)
    /// A file is not as long as it was.
    case changed(String)

    package var code: String {
        switch self {
        case .lacks: "intake.capsule-lacks"
        case .notACapsule: "intake.not-a-capsule"
        case .changed: "intake.capsule-file-changed"
        }
    }

    package var what: Words {
        switch self {
        case .lacks(let names):
            Words(
                zh: "封装包缺少必选元素：\(names.joined(separator: "、"))。",
                en: "The capsule lacks elements that must be there: \(names.joined(separator: ", ")).")
        case .notACapsule(let path):
            Words(
                zh: "“\(path)”不是 UTF-8 编码、不带前缀的 DA/T 48 封装包，不能原样放进新的封装包。",
                en:
                    "\(path) is not a DA/T 48 capsule in UTF-8 without prefixes, so it cannot be put into another as it is."
            )
        case .changed(let path):
            Words(zh: "“\(path)”在封装时大小变了。", en: "The size of \(path) changed while it was packed.")
        }
    }

    package var next: Words {
        switch self {
        case .lacks: Words(zh: "请补全著录后再封装。", en: "Complete the description, then make the capsule.")
        case .notACapsule:
            Words(zh: "请另作原始型封装包。", en: "Make an original capsule instead.")
        case .changed: Words(zh: "请等文件写完后重试。", en: "Wait until the file is complete, then try again.")
        }
    }
}
