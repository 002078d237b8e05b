extension CheckReport {
    /// The same report as of a package that was checked at another point in its life: the numbers of its items begin otherwise.
    func at(_ stage: CheckStage) -> CheckReport {
        guard stage != self.stage else { return self }
        func renamed(_ label: String) -> String {
            let old = self.stage.code + "-"
            return label.hasPrefix(old) ? stage.code + "-" + label.dropFirst(old.count) : label
        }
        var findings = findings
        for place in findings.indices { findings[place].label = renamed(findings[place].label) }
        return CheckReport(
            package: package, kind: kind, verdict: verdict, records: records, files: files, bytes: bytes,
            seconds: seconds, findings: findings,
            outcomes: outcomes.map {
                Outcome(
                    check: $0.check, label: renamed($0.label), property: $0.property, result: $0.result,
                    findings: $0.findings)
            }, schemes: schemes, rules: rules, categories: categories, scanner: scanner, stage: stage,
            signatures: signatures)
    }
}
