import Archive

/// Gathers findings by check, and keeps a report readable where one fault occurs ten thousand times.
struct FindingCollector: Sendable {
    /// Findings of one check that are told one by one; the rest is told as a number.
    static let told = 200

    private var findings: [String: [Finding]] = [:]
    private var surplus: [String: (count: Int, worst: Finding)] = [:]

    mutating func add(_ more: [Finding]) {
        for finding in more { add(finding) }
    }

    mutating func add(_ finding: Finding) {
        let count = findings[finding.check]?.count ?? 0
        // Secrecy marks are all told: each names a place that somebody must secure.
        if count < FindingCollector.told || finding.check == "secrecy-marks" {
            findings[finding.check, default: []].append(finding)
        } else {
            let before = surplus[finding.check]
            let worst = before.map { FindingCollector.worse($0.worst, finding) } ?? finding
            surplus[finding.check] = ((before?.count ?? 0) + 1, worst)
        }
    }

    /// All findings of `check`, blocking ones first.
    func findings(of check: String) -> [Finding] {
        let order = Finding.Severity.allCases
        var found = findings[check, default: []]
        if let (count, worst) = surplus[check] {
            found.append(
                Finding(
                    check: worst.check, label: worst.label, property: worst.property, severity: worst.severity,
                    usual: worst.usual,
                    file: nil, element: nil, line: nil, record: nil,
                    what: Words(
                        zh: "同类发现还有 \(count) 处，没有逐一列出。", en: "There are \(count) more of the same, not told one by one."
                    ),
                    next: worst.next))
        }
        return found.enumerated().sorted { left, right in
            let (a, b) = (order.firstIndex(of: left.element.severity)!, order.firstIndex(of: right.element.severity)!)
            return (a, left.offset) < (b, right.offset)
        }.map(\.element)
    }

    private static func worse(_ left: Finding, _ right: Finding) -> Finding {
        let order = Finding.Severity.allCases
        return order.firstIndex(of: right.severity)! < order.firstIndex(of: left.severity)! ? right : left
    }
}
