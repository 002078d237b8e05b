import Archive

/// The steps of a record's life are told: drafted, reviewed, signed, filed.
///
/// Check: integrity (完整性), YJ-2-5. An outgoing document has all four; for others any told step counts. Source: DA/T 70-2018
/// (过程信息完整性), DA/T 46-2009 M80–M84.
struct ProcessSteps: Check {
    let key = "process-steps"

    func applies(to package: PackageUnderCheck) -> Bool { package.hasMetadata }

    /// Steps of an outgoing document, each with the names it goes by.
    private static let outgoing: [[String]] = [["起草", "拟稿"], ["审核", "核稿", "复核"], ["签发"], ["归档"]]

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let metadata = record.metadata, let n = record.metadataFile else { return [] }
        let told = Set(metadata.actions.map(\.name).filter { !$0.isEmpty })
        guard !told.isEmpty else {
            return [
                finding(
                    .blocking, file: package.path(n), element: "业务实体", record: record.code,
                    Words(
                        zh: "元数据没有过程信息（业务实体），看不出该件怎样形成和归档。",
                        en: "The metadata tells no step (业务实体): how the record came about cannot be seen."),
                    Words(
                        zh: "请移交单位从办公系统导出过程信息后重新提交。",
                        en: "The agency exports the steps from its office system and submits again."))
            ]
        }
        let steps = ProcessSteps.outgoing
        guard steps.dropLast().contains(where: { !told.isDisjoint(with: $0) }) else { return [] }
        let missing = steps.filter { told.isDisjoint(with: $0) }.map { $0[0] }
        guard !missing.isEmpty else { return [] }
        return [
            finding(
                .blocking, file: package.path(n), element: "业务行为", line: metadata.actions.first?.line,
                record: record.code,
                Words(
                    zh:
                        "过程信息缺少\(missing.map { "“\($0)”" }.joined(separator: "、"))环节（现有：\(metadata.actions.map(\.name).joined(separator: "、"))）。",
                    en:
                        "The steps told lack \(missing.joined(separator: ", ")) (there are \(metadata.actions.map(\.name).joined(separator: ", ")))."
                ),
                Words(zh: "请移交单位补全过程信息后重新提交。", en: "The agency completes the steps and submits again."))
        ]
    }
}
