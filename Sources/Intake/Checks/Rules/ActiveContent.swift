import Archive
import Formats

/// Nothing in a document acts by itself: no macros, no scripts, no action that starts a program, no program inside.
///
/// Check: safety (安全性). Source: GB/T 33190-2016 and ISO 19005-1 (a document to be kept runs nothing), DA/T 70-2018 (系统环境安全).
struct ActiveContent: Check {
    let key = "active-content"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.folder.contents.flatMap { judge($0, record.code, package) }
    }

    func findings(in package: PackageUnderCheck) -> [Finding] { package.loose.flatMap { judge($0, nil, package) } }

    private func judge(_ n: Int64, _ record: String?, _ package: PackageUnderCheck) -> [Finding] {
        (package.facts[n]?.carries ?? []).compactMap(ActiveContent.words).map { words in
            finding(
                .blocking, file: package.path(n), record: record,
                Words(
                    zh: "文件里有\(words.zh)，打开时可能自行运行。", en: "The file holds \(words.en), which may run when it is opened."
                ),
                Words(
                    zh: "请移交单位另存为不含宏、脚本和可执行附件的 PDF 或 OFD，重新计算摘要后提交。",
                    en:
                        "The agency saves it as PDF or OFD without macros, scripts and programs, computes the digest again and submits."
                ))
        }
    }

    private static func words(_ carried: DocumentFacts.Carried) -> Words? {
        switch carried {
        case .macros: Words(zh: "宏（VBA）", en: "macros (VBA)")
        case .script: Words(zh: "脚本（JavaScript、ActiveX）", en: "a script (JavaScript, ActiveX)")
        case .launch: Words(zh: "启动外部程序的动作（Launch）", en: "an action that starts a program (Launch)")
        case .program: Words(zh: "可执行程序附件", en: "a program as an attached file")
        default: nil
        }
    }
}
