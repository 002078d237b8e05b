import Archive
import Formats

/// A file is one format, not two at once (多重格式文件).
///
/// Check: safety (安全性). Finds: a ZIP behind a PDF or a picture, HTML, scripts or programs in front of a PDF, a PDF inside a picture,
/// scripts in pictures. Two programs see two different files in it, and only one of them was checked.
struct TwoFormats: Check {
    let key = "two-formats"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.folder.contents.compactMap { judge($0, record.code, package) }
    }

    func findings(in package: PackageUnderCheck) -> [Finding] { package.loose.compactMap { judge($0, nil, package) } }

    private func judge(_ n: Int64, _ record: String?, _ package: PackageUnderCheck) -> Finding? {
        guard let facts = package.facts[n], let words = facts.carries.lazy.compactMap(TwoFormats.words).first else {
            return nil
        }
        return finding(
            .blocking, file: package.path(n), record: record,
            Words(
                zh: "文件既是 \(facts.format.name)，又含有\(words.zh)：不同软件打开看到的不是同一个文件。",
                en:
                    "The file is \(facts.format.name) and \(words.en) at once: different programs see different files in it."
            ),
            Words(
                zh: "请移交单位用原件重新生成该文件，查明多出的内容从何而来，再提交。",
                en: "The agency makes it again from the original, finds out where the rest came from, and submits."))
    }

    private static func words(_ carried: DocumentFacts.Carried) -> Words? {
        switch carried {
        case .alsoZIP: Words(zh: "一个 ZIP 压缩包", en: "a ZIP")
        case .alsoPacked: Words(zh: "一个 RAR 或 7z 压缩包", en: "a RAR or 7z")
        case .alsoPDF: Words(zh: "一个 PDF 文件", en: "a PDF")
        case .alsoPage: Words(zh: "一个网页（HTML）", en: "a web page (HTML)")
        case .alsoScript: Words(zh: "脚本代码", en: "a script")
        case .alsoProgram: Words(zh: "可执行程序", en: "a program")
        default: nil
        }
    }
}
