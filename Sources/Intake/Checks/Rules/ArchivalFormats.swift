import Archive
import Formats

/// Content is in formats that the archive takes (格式策略), and those agreed on with the agency.
///
/// Check: usability (可用性), YJ-3-3. Finds, each with its PUID and the row of the policy: formats that are returned (packed files
/// among them), and those that are taken and have to be migrated (a warning). Where the agency's scheme names formats these are
/// taken whatever the policy says, but for packed ones, and no others. Source: GB/T 18894-2016, GB/T 33190-2016, DA/T 47-2009,
/// 档发〔2012〕7号 (压缩的解压后移交).
struct ArchivalFormats: Check {
    let key = "archival-formats"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        let category = record.category(by: package.settings.codeRules)
        return record.folder.contents.compactMap { n in
            guard let facts = package.facts[n] else { return nil }
            let path = package.path(n)
            let agreed = package.terms(of: category).formats
            switch facts.kind {
            // SIARD is a ZIP by its own standard, made for keeping databases.
            case .zip where path.pathExtension == "siard" && agreed.isEmpty: return nil
            // What is no document at all other checks tell.
            case .empty, .executable: return nil
            case .zip, .tar, .packed: break
            case let kind where agreed.contains(kind): return nil
            case _ where !agreed.isEmpty: return strange(facts.format, agreed, path, record)
            default: break
            }
            guard let row = package.formats.policy.row(puid: facts.format.puid, kind: facts.kind, category: category)
            else { return unruled(facts, path, record, package.formats) }
            switch row.treatment {
            case .accept: return nil
            case .migrate: return migrating(row, facts, path, record, package.formats)
            case .return: return returned(row, facts, path, record, package.formats)
            }
        }
    }

    private func migrating(
        _ row: FormatPolicy.Row, _ facts: FileFacts, _ file: FileName, _ record: RecordUnderCheck,
        _ policy: PolicyInForce
    ) -> Finding {
        let name = facts.formatName
        return finding(
            .warning, file: file, record: record.code,
            Words(
                zh: "\(name.zh)可以接收，以后要转换：\(row.reason.zh)（\(policy.words.zh)，\(row.label)）",
                en:
                    "\(name.en.capitalised) is taken and will have to be migrated: \(row.reason.en) (\(policy.words.en), \(row.label))"
            ),
            Words(
                zh: "建议移交单位附上策略所收的格式；不影响接收。",
                en: "The agency should add a format that the policy accepts; it may be accepted as it is."))
    }

    private func returned(
        _ row: FormatPolicy.Row, _ facts: FileFacts, _ file: FileName, _ record: RecordUnderCheck,
        _ policy: PolicyInForce
    ) -> Finding {
        let name = facts.formatName
        let isPacked = [.zip, .tar, .packed].contains(facts.kind)
        return finding(
            .blocking, file: file, record: record.code,
            Words(
                zh: "\(name.zh)不收：\(row.reason.zh)（\(policy.words.zh)，\(row.label)）",
                en: "\(name.en.capitalised) is not taken: \(row.reason.en) (\(policy.words.en), \(row.label))"),
            isPacked
                ? Words(
                    zh: "请移交单位解压，在元数据中逐个列出后重新提交。",
                    en: "The agency unpacks it, lists each file in the metadata and submits again.")
                : Words(
                    zh: "请移交单位转成策略所收的格式后重新提交。",
                    en: "The agency converts it to a format that the policy accepts, and submits again."))
    }

    /// A format of which no row says anything: for a person.
    private func unruled(_ facts: FileFacts, _ file: FileName, _ record: RecordUnderCheck, _ policy: PolicyInForce)
        -> Finding
    {
        let name = facts.formatName
        return finding(
            .review, file: file, record: record.code,
            Words(
                zh: "\(policy.words.zh)没有说到\(name.zh)。", en: "There is no row for \(name.en) in \(policy.words.en)."),
            Words(
                zh: "请档案员看过再定收不收，并在格式策略里补上一行。",
                en: "An archivist looks whether to take it, and adds a row to the format policy."))
    }

    /// A format that was not agreed on with the agency (检测方案).
    private func strange(
        _ format: FileFormat, _ agreed: Set<FormatKind>, _ file: FileName, _ record: RecordUnderCheck
    ) -> Finding {
        let list = SchemeTerms.offered.filter(agreed.contains).map(\.name)
        return finding(
            .blocking, file: file, record: record.code,
            Words(
                zh: "与该单位约定的格式是\(list.map(\.zh).joined(separator: "、"))，这个文件是 \(format.name)。",
                en:
                    "Agreed with this agency: \(list.map(\.en).joined(separator: ", ")); this file is \(format.name)."
            ),
            Words(
                zh: "请移交单位转成约定的格式后重新提交。", en: "The agency converts it to an agreed format and submits again."))
    }
}

extension FileFacts {
    /// `Microsoft Word for Windows（fmt/412）`
    fileprivate var formatName: Words {
        guard kind != .other || format.puid != nil || format.basis != "none" else {
            return Words(zh: "不能识别的格式", en: "an unknown format")
        }
        guard let puid = format.puid else { return Words(zh: format.name, en: format.name) }
        return Words(zh: "\(format.name)（\(puid)）", en: "\(format.name) (\(puid))")
    }
}

extension String {
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}

extension RecordUnderCheck {
    /// The code of its 门类, as its metadata, its reference code or its entry says; `nil` where none does.
    func category(by rules: [CodeRule]) -> String? {
        let said =
            metadata?.value("档号/类别号") ?? (try? ReferenceCode(parsing: code, rules: rules))?.category
            ?? item?.other("类别号")
        return said.map { CategoryName.code(of: $0) ?? ReferenceCode.key(of: $0) }
    }
}
