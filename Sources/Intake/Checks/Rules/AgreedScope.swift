import Archive

/// What came is what was agreed with the agency: its fonds, its 门类, no more bytes than a package may have.
///
/// Check: integrity (完整性). Only where the agency's scheme (检测方案) says anything of it. Finds: records of another fonds or
/// category, a package that is too large. Source: the archive's own agreement (移交范围); 档发〔2012〕7号.
struct AgreedScope: Check {
    let key = "agreed-scope"

    func applies(to package: PackageUnderCheck) -> Bool {
        let terms = package.scheme.terms
        return package.contents != nil && !(terms.fonds.isEmpty && terms.categories.isEmpty && terms.largest == nil)
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        let terms = package.scheme.terms
        var findings: [Finding] = []
        if let largest = terms.largest, package.listing.totalBytes > largest {
            findings.append(tooLarge(package.listing.totalBytes, largest))
        }
        // What was published stands in no fonds and no category yet.
        if package.contents?.kind == .disclosure { return findings }
        if !terms.fonds.isEmpty {
            findings += strange(
                package.records, "全宗号", Words(zh: "全宗", en: "fonds"), agreed: \.fonds,
                part: { line in
                    // What came under a name of its own stands in a collection, not in a fonds.
                    line.fondsCode.isEmpty || line.fondsCode == package.contents?.layout.collection?.code
                        ? nil : ReferenceCode.key(of: line.fondsCode)
                }, package)
        }
        if !terms.categories.isEmpty {
            findings += strange(
                package.records, "类别号", Words(zh: "门类", en: "category"), agreed: \.categories,
                part: \.categoryCode, package)
        }
        return findings
    }

    /// Something that was not agreed on, and what was, which for another 门类 may be something else.
    private struct Strange: Hashable {
        let part: String
        let agreed: [String]
    }

    /// One finding for each part that was not agreed on, not one for each record.
    private func strange(
        _ records: RowsOnDisk<RecordLine>, _ element: String, _ name: Words, agreed: (SchemeTerms) -> [String],
        part: (RecordLine) -> String?,
        _ package: PackageUnderCheck
    ) -> [Finding] {
        var found: [Strange: (first: RecordLine, count: Int)] = [:]
        for record in records {
            let agreed = agreed(package.terms(of: record.categoryCode))
            guard let part = part(record), !agreed.isEmpty, !agreed.contains(part) else { continue }
            found[Strange(part: part, agreed: agreed), default: (record, 0)].count += 1
        }
        return found.sorted { $0.value.first.sequence < $1.value.first.sequence }.map { strange, about in
            let (part, agreed) = (strange.part, strange.agreed)
            let list = agreed.joined(separator: "、")
            return finding(
                .blocking, file: about.first.metadata > 0 ? package.path(about.first.metadata) : nil, element: element,
                record: about.first.code,
                Words(
                    zh: "有 \(about.count) 件属于\(name.zh) \(part)（如 \(about.first.code)），与该单位约定移交的是 \(list)。",
                    en:
                        "\(about.count) records are of \(name.en) \(part) (such as \(about.first.code)); agreed with this agency: \(agreed.joined(separator: ", "))."
                ),
                Words(
                    zh: "请移交单位核对是否错送；确应移交的，请档案馆先改检测方案。",
                    en: "The agency looks whether it was sent by mistake; if not, the archive changes the scheme first."
                ))
        }
    }

    private func tooLarge(_ bytes: Int64, _ largest: Int64) -> Finding {
        finding(
            .blocking,
            Words(
                zh: "解包后共 \(bytes) 字节，超过与该单位约定的每包 \(largest) 字节。",
                en: "Unpacked it has \(bytes) bytes; agreed with this agency are at most \(largest) a package."),
            Words(zh: "请移交单位分成几包提交。", en: "The agency submits it in several packages."))
    }
}
