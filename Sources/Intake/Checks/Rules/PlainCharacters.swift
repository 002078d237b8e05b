import Archive

/// Values and names hold no characters that are not text: control and private-use characters, replacement marks, garbled
/// text.
///
/// Check: authenticity (真实性), YJ-1-6. Rare characters of Unicode are welcome. Source: DA/T 70-2018 (特殊字符).
struct PlainCharacters: Check {
    let key = "plain-characters"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        if let metadata = record.metadata, let n = record.metadataFile {
            for element in metadata.elements {
                guard let fault = PlainCharacters.fault(in: element.value) else { continue }
                findings.append(found(fault, element.name, element.line, package.path(n), record.code))
            }
        }
        if let item = record.item, let n = package.contents?.list.file {
            for (name, value) in [("档号", item.code), ("题名", item.title), ("责任者", item.author)]
                + item.others.map({ ($0.name, $0.value) })
            {
                guard let fault = PlainCharacters.fault(in: value) else { continue }
                findings.append(found(fault, name, item.line, package.path(n), record.code))
            }
        }
        return findings
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        package.listing.numbers.compactMap { n in
            guard let fault = PlainCharacters.fault(in: package.path(n).display) else { return nil }
            return finding(
                fault.isHarmless ? .warning : .blocking, file: package.path(n),
                Words(zh: "文件名里有\(fault.words.zh)。", en: "The name holds \(fault.words.en)."),
                Words(
                    zh: "请移交单位改名（元数据中也改），重新提交。",
                    en: "The agency renames the file, in the metadata too, and submits again."))
        }
    }

    private func found(_ fault: Fault, _ name: String, _ line: Int, _ file: FileName, _ code: String) -> Finding {
        finding(
            fault.isHarmless ? .warning : .blocking, file: file, element: name, line: line, record: code,
            Words(zh: "“\(name)”里有\(fault.words.zh)。", en: "\(name) holds \(fault.words.en)."),
            fault.isHarmless
                ? Words(zh: "请移交单位下次清理；不影响接收。", en: "The agency cleans it next time; it may be accepted as it is.")
                : Words(zh: "请移交单位对照原件重录该项后提交。", en: "The agency enters it anew by the original and submits again."))
    }

    private struct Fault {
        let words: Words
        let isHarmless: Bool
    }

    private static func fault(in text: String) -> Fault? {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...8, 0x0B, 0x0C, 0x0E...0x1F, 0x7F...0x84, 0x86...0x9F:
                return fault("控制字符", "a control character", scalar)
            case 0xE000...0xF8FF, 0xF0000...0x10FFFD: return fault("私用区字符", "a private-use character", scalar)
            case 0xFFFD: return fault("无法显示的替换符", "a replacement mark", scalar)
            case 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0x2060, 0xFEFF:
                return fault("看不见的控制符", "an invisible mark", scalar, isHarmless: true)
            case let value where value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value):
                return fault("非字符码位", "a code that is no character", scalar)
            default: continue
            }
        }
        // UTF-8 replacement marks read as GBK, and uninitialised memory.
        for garbled in ["锟斤拷", "烫烫烫", "屯屯屯"] where text.contains(garbled) {
            return Fault(words: Words(zh: "乱码“\(garbled)”", en: "garbled text (\(garbled))"), isHarmless: false)
        }
        if let original = GarbledText.original(of: text) {
            return Fault(
                words: Words(
                    zh: "乱码（编码读错，原为“\(original)”）", en: "garbled text (read by a wrong encoding; it was \(original))"),
                isHarmless: false)
        }
        return nil
    }

    private static func fault(
        _ zh: String, _ en: String, _ scalar: Unicode.Scalar, isHarmless: Bool = false
    ) -> Fault {
        let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
        return Fault(words: Words(zh: "\(zh)（\(code)）", en: "\(en) (\(code))"), isHarmless: isHarmless)
    }
}
