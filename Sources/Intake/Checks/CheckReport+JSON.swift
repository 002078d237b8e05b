package import Archive

extension Finding {
    /// As `check --json` prints it; absent members are left out.
    package var json: JSON {
        var members: [String: JSON] = [
            "check": .string(check), "label": .string(label), "property": .string(property.rawValue),
            "severity": .string(severity.rawValue), "what": JSON(what), "next": JSON(next),
        ]
        if let usual { members["usual"] = .string(usual.rawValue) }
        if let file { members["file"] = .string(file.display) }
        if let element { members["element"] = .string(element) }
        if let line { members["line"] = .int(Int64(line)) }
        if let record { members["record"] = .string(record) }
        return .object(members)
    }

    /// Reads what `json` writes; `nil` for anything else.
    init?(json: JSON) {
        guard let check = json["check"]?.string, let label = json["label"]?.string,
            let property = json["property"]?.string.flatMap(Property.init(rawValue:)),
            let severity = json["severity"]?.string.flatMap(Severity.init(rawValue:)),
            let what = json["what"]?.words, let next = json["next"]?.words
        else { return nil }
        self.init(
            check: check, label: label, property: property, severity: severity,
            usual: json["usual"]?.string.flatMap(Severity.init(rawValue:)),
            file: json["file"]?.string.map { FileName($0) }, element: json["element"]?.string,
            line: json["line"]?.int.map { Int($0) }, record: json["record"]?.string, what: what, next: next)
    }
}

extension CheckReport {
    /// The object that `check --json` and `receive --wait --json` print.
    package var json: JSON { json([:]) }

    /// The same with what persons entered.
    package func json(_ reviews: [String: Review]) -> JSON {
        var members: [String: JSON] = [
            "package": .string(package), "verdict": .string(verdict.rawValue), "records": .int(records),
            "files": .int(files), "bytes": .int(bytes), "seconds": .int(seconds), "stage": .string(stage.rawValue),
            "findings": .array(findings.map(\.json)), "items": .array(items(reviews).map(\.json)),
        ]
        // Where there is one, which is nearly always, it stands where it always stood.
        if let scheme = schemes.first { members["scheme"] = scheme.json }
        if schemes.count > 1 { members["schemes"] = .array(schemes.map(\.json)) }
        if let rules { members["ruleBook"] = rules.json }
        if let categories { members["categories"] = .array(categories.map(JSON.string)) }
        if let scanner { members["scanner"] = .string(scanner) }
        if !fetched.isEmpty { members["fetched"] = .array(fetched.map(\.json)) }
        if signatures.count > 0 {
            members["signatures"] = ["count": .int(signatures.count), "told": .array(signatures.told.map(\.json))]
        }
        let off = outcomes.filter { $0.result == .off }
        if !off.isEmpty { members["notRun"] = .array(off.map { .string($0.check) }) }
        return .object(members)
    }

    /// What is kept in the act document: the printed object, the kind, and what every check came to, from which its items follow.
    var document: JSON {
        guard case .object(var members) = json else { return json }
        members["items"] = nil
        members["schema"] = "lantai.check-report/1"
        members["kind"] = .string(kind.text)
        members["outcomes"] = .array(outcomes.map(\.json))
        return .object(members)
    }

    /// Reads what `document` writes; `nil` for anything else.
    init?(document: JSON) {
        guard let package = document["package"]?.string, let kind = document["kind"]?.string,
            let verdict = document["verdict"]?.string.flatMap(Verdict.init(rawValue:)),
            let records = document["records"]?.int, let files = document["files"]?.int,
            let bytes = document["bytes"]?.int, let seconds = document["seconds"]?.int,
            let findings = document["findings"]?.array, let outcomes = document["outcomes"]?.array
        else { return nil }
        self.init(
            package: package, kind: PackageKind(kind), verdict: verdict, records: records, files: files, bytes: bytes,
            seconds: seconds, findings: findings.compactMap { Finding(json: $0) },
            outcomes: outcomes.compactMap { Outcome(json: $0) },
            schemes: (document["schemes"]?.array ?? document["scheme"].map { [$0] } ?? [])
                .compactMap { AppliedScheme(json: $0) },
            rules: document["ruleBook"].flatMap { AppliedRuleBook(json: $0) },
            categories: document["categories"]?.array?.compactMap(\.string), scanner: document["scanner"]?.string,
            stage: document["stage"]?.string.flatMap(CheckStage.init(rawValue:)) ?? .transfer)
        fetched = (document["fetched"]?.array ?? []).compactMap { FetchedFile(json: $0) }
        if let told = document["signatures"] {
            signatures = ToldSignatures(
                told: (told["told"]?.array ?? []).compactMap { ToldSignature(json: $0) },
                count: told["count"]?.int ?? 0)
        }
    }
}

extension CheckReport.Outcome {
    var json: JSON {
        [
            "check": .string(check), "label": .string(label), "property": .string(property.rawValue),
            "result": .string(result.rawValue), "findings": .int(Int64(findings)),
        ]
    }

    init?(json: JSON) {
        guard let check = json["check"]?.string, let label = json["label"]?.string,
            let property = json["property"]?.string.flatMap(Finding.Property.init(rawValue:)),
            let result = json["result"]?.string.flatMap(Result.init(rawValue:)), let findings = json["findings"]?.int
        else { return nil }
        self.init(check: check, label: label, property: property, result: result, findings: Int(findings))
    }
}
