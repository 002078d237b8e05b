import Archive

/// The act document of one decision (开放审核决定书): all that was decided, about which units, and what held before.
struct OpeningAct: Hashable, Sendable {
    let id: DecisionID
    let verdict: AccessStatus
    let ground: StatedGround
    let effective: Day
    let reviewOn: Day?
    let units: [Stand]
    /// The decision this one undoes; `nil` for any other. Acts written before there was such a thing have no such member.
    let undoes: DecisionID?

    /// A unit and how it stood before.
    struct Stand: Hashable, Sendable {
        let unit: UnitID
        let before: AccessStatus
    }

    static let schema = "lantai.decided/1"

    var json: JSON {
        var members: [String: JSON] = [
            "schema": .string(Self.schema), "decision": .string(id.text), "verdict": .string(verdict.rawValue),
            "ground": ["code": .string(ground.code), "text": .string(ground.text)],
            "effective": .string(effective.text), "reviewOn": JSON(reviewOn?.text),
            "units": .array(units.map { [.string($0.unit.text), .string($0.before.rawValue)] }),
        ]
        if let undoes { members["undoes"] = .string(undoes.text) }
        return .object(members)
    }

    init(
        id: DecisionID, verdict: AccessStatus, ground: StatedGround, effective: Day, reviewOn: Day?, units: [Stand],
        undoes: DecisionID? = nil
    ) {
        self.id = id
        self.verdict = verdict
        self.ground = ground
        self.effective = effective
        self.reviewOn = reviewOn
        self.units = units
        self.undoes = undoes
    }

    init(json: JSON) throws {
        guard json["schema"]?.string == Self.schema, let id = json["decision"]?.string,
            let verdict = json["verdict"]?.string.flatMap(AccessStatus.init(rawValue:)),
            let code = json["ground"]?["code"]?.string, let text = json["ground"]?["text"]?.string,
            let effective = json["effective"]?.string.flatMap(Day.init(text:)), let units = json["units"]?.array
        else { throw AppraisalProblem.actUnreadable(schema: json["schema"]?.string ?? "") }
        self.init(
            id: DecisionID(trusted: id), verdict: verdict, ground: StatedGround(code: code, text: text),
            effective: effective, reviewOn: json["reviewOn"]?.string.flatMap(Day.init(text:)),
            units: try units.map { pair in
                guard let parts = pair.array, parts.count == 2, let unit = parts[0].string,
                    let before = parts[1].string.flatMap(AccessStatus.init(rawValue:))
                else { throw AppraisalProblem.actUnreadable(schema: Self.schema) }
                return Stand(unit: UnitID(trusted: unit), before: before)
            }, undoes: json["undoes"]?.string.map(DecisionID.init(trusted:)))
    }
}
