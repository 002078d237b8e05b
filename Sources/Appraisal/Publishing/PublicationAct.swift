import Archive

/// The act document of a publication or a withdrawal (公布、撤回): the level, from which day, about which units.
struct PublicationAct: Hashable, Sendable {
    let id: DecisionID
    /// `nil`: withdrawn.
    let level: PublicationLevel?
    let from: Day?
    let reason: String
    let units: [Stand]
    /// The publication this withdrawal undoes; `nil` for any other.
    let undoes: DecisionID?

    /// A unit and the level it was published at before, 0 if it was not.
    struct Stand: Hashable, Sendable {
        let unit: UnitID
        let before: Int
    }

    static let schema = "lantai.published/1"

    var json: JSON {
        var members: [String: JSON] = [
            "schema": .string(Self.schema), "publication": .string(id.text), "level": .int(Int64(level?.rawValue ?? 0)),
            "from": JSON(from?.text), "reason": .string(reason),
            "units": .array(units.map { [.string($0.unit.text), .int(Int64($0.before))] }),
        ]
        if let undoes { members["undoes"] = .string(undoes.text) }
        return .object(members)
    }

    init(
        id: DecisionID, level: PublicationLevel?, from: Day?, reason: String, units: [Stand], undoes: DecisionID? = nil
    ) {
        self.id = id
        self.level = level
        self.from = from
        self.reason = reason
        self.units = units
        self.undoes = undoes
    }

    init(json: JSON) throws {
        guard json["schema"]?.string == Self.schema, let id = json["publication"]?.string,
            let level = json["level"]?.int, let reason = json["reason"]?.string, let units = json["units"]?.array
        else { throw AppraisalProblem.actUnreadable(schema: json["schema"]?.string ?? "") }
        self.init(
            id: DecisionID(trusted: id), level: PublicationLevel(rawValue: Int(level)),
            from: json["from"]?.string.flatMap(Day.init(text:)), reason: reason,
            units: try units.map { pair in
                guard let parts = pair.array, parts.count == 2, let unit = parts[0].string, let before = parts[1].int
                else { throw AppraisalProblem.actUnreadable(schema: Self.schema) }
                return Stand(unit: UnitID(trusted: unit), before: Int(before))
            }, undoes: json["undoes"]?.string.map(DecisionID.init(trusted:)))
    }
}
