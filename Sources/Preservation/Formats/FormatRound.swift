package import Archive
package import Intake

/// A round over the formats of what is kept (格式巡检): every kept file held against the policy of its day.
package struct FormatRound: Sendable, Hashable {
    static let schema = "lantai.formats-reviewed/1"

    package let at: Instant
    package let by: Agent
    /// The version of the policy; 0: the standards' own.
    package let policy: Int64
    /// What is at risk first.
    package let formats: [JudgedFormat]

    package var atRisk: [JudgedFormat] { formats.filter(\.isAtRisk) }
    package var files: Int64 { formats.reduce(0) { $0 + $1.amount.files } }
    package var filesAtRisk: Int64 { atRisk.reduce(0) { $0 + $1.amount.files } }

    init(at: Instant, by agent: Agent, policy: PolicyInForce, census: FormatCensus) {
        (self.at, by, self.policy) = (at, agent, policy.version)
        formats = census.judged(by: policy.policy)
    }

    /// The act behind the event `formats-reviewed`.
    var act: JSON {
        [
            "schema": .string(FormatRound.schema), "at": .string(at.text), "policy": .int(policy),
            "files": .int(files), "atRisk": .int(filesAtRisk), "formats": .array(formats.map(\.json)),
        ]
    }

    /// As printed by `lantai formats round --json`.
    package var json: JSON {
        [
            "schema": 1, "at": .string(at.text), "by": .string(by.id), "policy": .int(policy), "files": .int(files),
            "atRisk": .int(filesAtRisk), "formats": .array(formats.map(\.json)),
        ]
    }

    /// Reads what `act` writes; `nil` for anything else.
    init?(act: JSON, by agent: Agent) {
        guard act["schema"]?.string == FormatRound.schema, let at = act["at"]?.string.flatMap(Instant.init(text:)),
            let policy = act["policy"]?.int, let formats = act["formats"]?.array
        else { return nil }
        let read = formats.compactMap { JudgedFormat(json: $0) }
        guard read.count == formats.count else { return nil }
        (self.at, by, self.policy, self.formats) = (at, agent, policy, read)
    }
}

extension JudgedFormat {
    var json: JSON {
        var members: [String: JSON] = [
            "puid": JSON(group.puid), "name": .string(group.name), "mime": .string(group.mime),
            "category": .string(group.category), "files": .int(amount.files), "bytes": .int(amount.bytes),
        ]
        if let row { members["row"] = row.json }
        return .object(members)
    }

    init?(json: JSON) {
        guard let name = json["name"]?.string, let mime = json["mime"]?.string,
            let category = json["category"]?.string, let files = json["files"]?.int, let bytes = json["bytes"]?.int
        else { return nil }
        var row: FormatPolicy.Row?
        if let said = json["row"] {
            guard let read = try? FormatPolicy(json: ["rows": [said]]).rows.first else { return nil }
            row = read
        }
        self.init(
            group: FormatCensus.Group(puid: json["puid"]?.string, name: name, mime: mime, category: category),
            amount: FormatCensus.Amount(files: files, bytes: bytes), row: row)
    }
}
