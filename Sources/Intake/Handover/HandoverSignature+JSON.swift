import Archive

extension HandoverSignature {
    /// As it stands in its act document and row. Where there is a seal, it is over the canonical form of the rest.
    ///
    /// - Parameter parts: the act of the scan, if there is one.
    func json(accession: AccessionID, parts: [Digest] = []) -> JSON {
        var members: [String: JSON] = [
            "schema": "lantai.signed/1", "accession": .string(accession.text), "side": .string(side.rawValue),
            "name": .string(name), "by": .string(agent.id), "role": .string(agent.role.rawValue),
            "at": .string(at.text),
            "inspection": [
                "accuracy": .string(inspection.accuracy), "completeness": .string(inspection.completeness),
                "usability": .string(inspection.usability), "safety": .string(inspection.safety),
                "medium": .string(inspection.medium),
            ],
            "scan": JSON(scan?.hex), "report": .string(report.hex), "listing": .string(listing.hex),
            "parts": .array(parts.map { .string($0.hex) }),
        ]
        if let seal { members[HandoverSeal.member] = seal.json }
        return .object(members)
    }

    init?(json: JSON) {
        guard let side = json["side"]?.string.flatMap(HandoverSide.init(rawValue:)), let name = json["name"]?.string,
            let by = json["by"]?.string, let role = json["role"]?.string.flatMap(Role.init(rawValue:)),
            let at = json["at"]?.string.flatMap(Instant.init(text:)), let inspection = json["inspection"],
            let report = json["report"]?.string.flatMap({ Digest(.sha256, hex: $0) }),
            let listing = json["listing"]?.string.flatMap({ Digest(.sha256, hex: $0) })
        else { return nil }
        func result(_ key: String) -> String { inspection[key]?.string ?? "" }
        self.init(
            side: side, name: name, agent: Agent(id: by, role: role), at: at,
            inspection: Inspection(
                accuracy: result("accuracy"), completeness: result("completeness"), usability: result("usability"),
                safety: result("safety"), medium: result("medium")),
            scan: json["scan"]?.string.flatMap { Digest(.sha256, hex: $0) }, report: report, listing: listing,
            seal: json[HandoverSeal.member].flatMap { HandoverSeal(json: $0) })
    }
}
