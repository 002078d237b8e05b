import Archive

extension CheckReport {
    /// The report of a quarantined package for everyone but the person in charge: how many marks, and no name, title or
    /// place of anything.
    func withheld(marks: Int) -> CheckReport {
        let label = CheckLabels.label("secrecy-marks")
        let finding = Finding(
            check: "secrecy-marks", label: outcomes.first { $0.check == "secrecy-marks" }?.label ?? label.text,
            property: label.property, severity: .blocking, file: nil,
            element: nil, line: nil, record: nil,
            what: Words(
                zh: "发现 \(marks) 处密级标志，而本机不是涉密节点。该包已移入隔离区，文件名和题名不在这里显示。",
                en:
                    "\(marks) secrecy marks were found, and this node may not hold state secrets. The package is quarantined; names and titles are not shown here."
            ),
            next: Words(
                zh: "请安全保密员查看隔离区中的报告并处理；移交单位改由涉密渠道移交，或办理解密后重新提交。",
                en:
                    "The security officer reads the report in the quarantine area; the agency uses a classified channel, or declassifies and submits again."
            ))
        return CheckReport(
            package: "withheld", kind: kind, verdict: .return, records: records, files: files, bytes: bytes,
            seconds: seconds, findings: [finding], outcomes: outcomes, rules: rules, stage: stage)
    }
}
