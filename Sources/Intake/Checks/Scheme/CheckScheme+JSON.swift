package import Archive
import Formats

extension CheckScheme {
    /// What `lantai schemes --json` prints and the act document keeps; terms that ask nothing are left out.
    package var json: JSON {
        var members: [String: JSON] = [
            "name": .string(name), "checks": .object(choices.mapValues { .string($0.rawValue) }),
        ]
        if !terms.formats.isEmpty {
            members["formats"] = .array(terms.formats.map(\.rawValue).sorted().map(JSON.string))
        }
        if !terms.fonds.isEmpty { members["fonds"] = .array(terms.fonds.map(JSON.string)) }
        if !terms.categories.isEmpty { members["categories"] = .array(terms.categories.map(JSON.string)) }
        if let largest = terms.largest { members["largest"] = .int(largest) }
        if !terms.required.isEmpty { members["required"] = .array(terms.required.map(JSON.string)) }
        if terms.countsPaper { members["countsPaper"] = true }
        if let resolution = terms.resolution { members["resolution"] = .int(Int64(resolution)) }
        return .object(members)
    }

    /// Reads what `json` writes.
    /// - Throws: `SchemeProblem` for anything else: a word that is not understood must not be taken for "as usual".
    package init(json: JSON) throws(SchemeProblem) {
        guard let members = json.object, let name = members["name"]?.string else { throw .unreadable("name") }
        let known: Set = [
            "name", "checks", "formats", "fonds", "categories", "largest", "required", "countsPaper", "resolution",
        ]
        if let other = members.keys.filter({ !known.contains($0) }).min() { throw .unreadable(other) }
        var choices: [String: Choice] = [:]
        for (check, word) in members["checks"]?.object ?? [:] {
            guard let choice = word.string.flatMap(Choice.init(rawValue:)) else { throw .unreadable(check) }
            choices[check] = choice
        }
        var terms = SchemeTerms()
        for format in try CheckScheme.texts(members["formats"], "formats") {
            guard let kind = FormatKind(rawValue: format) else { throw .unreadable("formats: \(format)") }
            terms.formats.insert(kind)
        }
        terms.fonds = try CheckScheme.texts(members["fonds"], "fonds")
        terms.categories = try CheckScheme.texts(members["categories"], "categories")
        terms.required = try CheckScheme.texts(members["required"], "required")
        if let largest = members["largest"] {
            guard let bytes = largest.int else { throw .unreadable("largest") }
            terms.largest = bytes
        }
        if let flag = members["countsPaper"] {
            guard let flag = flag.bool else { throw .unreadable("countsPaper") }
            terms.countsPaper = flag
        }
        if let resolution = members["resolution"] {
            guard let dots = resolution.int, (1...100_000).contains(dots) else { throw .unreadable("resolution") }
            terms.resolution = Int(dots)
        }
        self.init(name: name, choices: choices, terms: terms)
    }

    private static func texts(_ json: JSON?, _ key: String) throws(SchemeProblem) -> [String] {
        guard let json else { return [] }
        guard let array = json.array else { throw .unreadable(key) }
        let texts = array.compactMap(\.string)
        guard texts.count == array.count else { throw .unreadable(key) }
        return texts
    }
}

extension AppliedScheme {
    package var json: JSON {
        var members = scope.members
        members["name"] = .string(name)
        members["version"] = .int(version)
        members["day"] = .string(day.text)
        if let from { members["from"] = .string(from.text) }
        return .object(members)
    }

    init?(json: JSON) {
        guard let scope = SchemeScope(json: json), let name = json["name"]?.string,
            let version = json["version"]?.int, let day = json["day"]?.string.flatMap(Day.init(text:))
        else { return nil }
        self.init(
            scope: scope, name: name, version: version, from: json["from"]?.string.flatMap(Day.init(text:)), day: day)
    }
}

extension DecidedScheme {
    /// A version as `lantai schemes --json` prints it.
    package var json: JSON {
        var members = scope.members
        members["version"] = .int(version)
        members["from"] = .string(from.text)
        members["reason"] = .string(reason)
        members["at"] = .string(at.text)
        members["by"] = .string(by.id)
        members["scheme"] = scheme?.json ?? .null
        return .object(members)
    }

    /// Reads what `json` writes.
    /// - Throws: `SchemeProblem.unreadable` for anything else.
    package init(json: JSON) throws(SchemeProblem) {
        guard let scope = SchemeScope(json: json) else { throw .unreadable("agency") }
        guard let version = json["version"]?.int else { throw .unreadable("version") }
        guard let from = json["from"]?.string.flatMap(Day.init(text:)) else { throw .unreadable("from") }
        guard let at = json["at"]?.string.flatMap(Instant.init(text:)) else { throw .unreadable("at") }
        guard let reason = json["reason"]?.string, let person = json["by"]?.string else { throw .unreadable("by") }
        var scheme: CheckScheme?
        if let json = json["scheme"], json != .null { scheme = try CheckScheme(json: json) }
        // Nobody but archivists decides.
        self.init(
            scope: scope, version: version, from: from, scheme: scheme, reason: reason, at: at,
            by: Agent(id: person, role: .archivist))
    }
}
