import Archive
import Formats

/// XML files bring no document type, no entities, and no depth or size that only an attack has.
///
/// Check: safety (安全性). Source: DA/T 93-2022 (XML 禁 DTD); design, "Untrusted content".
struct XMLSafety: Check {
    let key = "xml-safety"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let reason = record.unreadable, reason.isUnsafe, let n = record.metadataFile else { return [] }
        return [unsafe(reason, package.path(n), record: record.code)]
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        if case .unreadable(let n, let reason)? = package.contents?.list, reason.isUnsafe {
            findings.append(unsafe(reason, package.path(n)))
        }
        if case .unreadable(let n, let reason)? = package.contents?.registration, reason.isUnsafe {
            findings.append(unsafe(reason, package.path(n)))
        }
        // Other XML files were opened by the workers, which refuse the same.
        for (n, facts) in package.facts.all {
            guard let damage = facts.damage, XMLSafety.codes.contains(damage.code) else { continue }
            findings.append(
                finding(.blocking, file: package.path(n), line: damage.line, damage.what, XMLSafety.next))
        }
        return findings
    }

    static let codes: Set<String> = ["document-type", "entity", "too-deep", "too-many-elements", "xml-bomb"]

    private static let next = Words(
        zh: "请移交单位删去 DOCTYPE、实体引用和异常的嵌套，直接写出字符后重新提交。",
        en:
            "The agency removes document type, entities and abnormal nesting, writes plain characters and submits again."
    )

    private func unsafe(_ reason: UnreadableReason, _ file: FileName, record: String? = nil) -> Finding {
        finding(.blocking, file: file, line: reason.line, record: record, reason.words, XMLSafety.next)
    }
}
