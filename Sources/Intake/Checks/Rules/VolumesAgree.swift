import Archive

/// The list of volumes (案卷目录) and the records agree: each volume has its records, each record its volume, and as many as
/// the agency noted.
///
/// Check: integrity (完整性). Source: 档发〔2012〕7号, 附件 2.
struct VolumesAgree: Check {
    let key = "volumes-agree"

    func applies(to package: PackageUnderCheck) -> Bool {
        if case .missing? = package.contents?.volumes { return false }
        return package.contents != nil
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        switch package.contents?.volumes {
        case .read(let n, let list): return compare(list, package.path(n), package)
        case .unreadable(let n, let reason) where !reason.isUnsafe:
            return [
                finding(
                    .blocking, file: package.path(n), line: reason.line,
                    Words(
                        zh: "案卷目录读不出来：\(reason.words.zh)", en: "The list of volumes cannot be read: \(reason.words.en)"),
                    Words(
                        zh: "请移交单位按行号改正案卷目录后重新提交。",
                        en: "The agency corrects the list at that line and submits again."))
            ]
        default: return []
        }
    }

    private func compare(_ list: VolumeList, _ file: FileName, _ package: PackageUnderCheck) -> [Finding] {
        var records: [String: Inside] = [:]
        for record in package.records {
            guard let code = try? ReferenceCode(parsing: record.code, rules: package.settings.codeRules),
                let volume = code.stem(through: .file)
            else { continue }
            records[ReferenceCode.key(of: volume), default: Inside(first: record.code)].count += 1
        }
        var findings: [Finding] = []
        var seen: Set<String> = []
        for volume in list.volumes {
            let key = ReferenceCode.key(of: volume.code)
            if volume.code.isEmpty || volume.title.isEmpty {
                findings.append(incomplete(volume, file))
            } else if !seen.insert(key).inserted {
                findings.append(twice(volume, file))
            } else {
                findings += judge(volume, records[key], file)
            }
        }
        for (key, inside) in records.sorted(by: { $0.key < $1.key }) where !seen.contains(key) {
            findings.append(unlisted(inside, file))
        }
        return findings
    }

    /// The records of one volume: the code of the first, and how many there are.
    private struct Inside {
        let first: String
        var count = 0
    }

    private func judge(_ volume: VolumeList.Volume, _ records: Inside?, _ file: FileName) -> [Finding] {
        guard let records else {
            return [
                finding(
                    .blocking, file: file, element: "档号", line: volume.line, record: volume.code,
                    Words(
                        zh: "案卷目录列有 \(volume.code)，包里没有这一卷的文件。",
                        en: "The list of volumes has \(volume.code); the package has no record of that volume."),
                    Words(
                        zh: "请移交单位补上该卷，或从案卷目录中删去，重新提交。",
                        en: "The agency adds the volume or removes the entry, and submits again."))
            ]
        }
        guard volume.note.contains("件"), let noted = RegisteredCounts.records(in: volume.note),
            noted != Int64(records.count)
        else { return [] }
        return [
            finding(
                .blocking, file: file, element: "备注", line: volume.line, record: volume.code,
                Words(
                    zh: "案卷目录注明 \(volume.code) 有 \(noted) 件，包里实有 \(records.count) 件。",
                    en: "The list says that \(volume.code) has \(noted) records; the package holds \(records.count)."),
                Words(
                    zh: "请移交单位查清是少交、多交还是写错，改正后重新提交。",
                    en: "The agency finds out which is wrong, corrects it and submits again."))
        ]
    }

    private func incomplete(_ volume: VolumeList.Volume, _ file: FileName) -> Finding {
        let name = volume.code.isEmpty ? "档号" : "题名"
        return finding(
            .blocking, file: file, element: name, line: volume.line,
            record: volume.code.isEmpty ? nil : volume.code,
            Words(zh: "案卷目录有一卷的“\(name)”是空的。", en: "\(name) of a volume in the list is empty."),
            Words(zh: "请移交单位补填后重新提交。", en: "The agency fills it in and submits again."))
    }

    private func twice(_ volume: VolumeList.Volume, _ file: FileName) -> Finding {
        finding(
            .blocking, file: file, element: "档号", line: volume.line, record: volume.code,
            Words(zh: "案卷档号“\(volume.code)”在案卷目录中重复。", en: "\(volume.code) occurs twice in the list of volumes."),
            Words(zh: "请移交单位改正后重新提交。", en: "The agency corrects it and submits again."))
    }

    private func unlisted(_ records: Inside, _ file: FileName) -> Finding {
        let first = records.first
        return finding(
            .blocking, file: file, element: "档号", record: first,
            Words(
                zh: "\(first) 等 \(records.count) 件所在的案卷没有列在案卷目录里。",
                en: "The volume of \(first) and \(records.count - 1) more is not in the list of volumes."),
            Words(
                zh: "请移交单位补列该卷后重新提交。", en: "The agency lists the volume and submits again."))
    }
}
