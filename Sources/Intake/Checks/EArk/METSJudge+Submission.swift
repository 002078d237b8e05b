import Archive
import Formats

extension METSJudge {
    /// SIP2 to SIP31. Source: E-ARK SIP 2.1, 5.3.
    func submission(_ tell: Tell) {
        let root = document.root
        if let profile = required(root[attribute: "PROFILE"], "SIP2", line: root.line, tell),
            !EArkPackage.isProfile(profile)
        {
            let expected = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
            tell(wrong(profile, "SIP2", [expected], root.line))
        }
        guard let header = document.header else { return }
        listed(header[attribute: "OAISPACKAGETYPE"], "SIP4", ["SIP"], line: header.line, tell)
        if let status = header[attribute: "RECORDSTATUS"], !EArkVocabulary.recordStatus.contains(status) {
            tell(wrong(status, "SIP3", EArkVocabulary.recordStatus, header.line))
        }
        for (type, rule, isOnce) in [
            ("SUBMISSIONAGREEMENT", "SIP5", true), ("PREVIOUSSUBMISSIONAGREEMENT", "SIP6", false),
            ("REFERENCECODE", "SIP7", true), ("PREVIOUSREFERENCECODE", "SIP8", false),
        ] {
            let found = document.alternatives.filter { $0.type == type }
            if isOnce, found.count > 1 {
                tell(EArkFault(rule, .several(found.count), .blocking, file: file, line: found[1].node.line))
            }
            for one in found where one.text.isEmpty {
                tell(EArkFault(rule, .empty, file: file, line: one.node.line))
            }
        }
        agent("ARCHIVIST", "SIP9", ["ORGANIZATION", "INDIVIDUAL"], type: "SIP11", name: "SIP12", note: "SIP14", tell)
        if document.agents.allSatisfy({ $0.role != "SUBMITTER" }) {
            tell(EArkFault("SIP15", .absent, file: file, line: header.line))
        }
        agent("SUBMITTER", "SIP15", ["ORGANIZATION", "INDIVIDUAL"], type: "SIP17", name: "SIP18", note: "SIP20", tell)
        agent("PRESERVATION", "SIP26", ["ORGANIZATION"], type: "SIP28", name: "SIP29", note: "SIP31", tell)
        // The person to ask; the program that made the package is a creator too.
        for person in document.agents where person.role == "CREATOR" && person.otherType != "SOFTWARE" {
            if person.type == "OTHER" { continue }
            listed(person.type, "SIP23", ["INDIVIDUAL"], line: person.node.line, tell)
            if person.name.isEmpty { tell(EArkFault("SIP24", .absent, file: file, line: person.node.line)) }
        }
    }

    /// An agent that may stand there once.
    private func agent(
        _ role: String, _ rule: String, _ types: [String], type: String, name: String, note: String, _ tell: Tell
    ) {
        let found = document.agents.filter { $0.role == role }
        if found.count > 1 {
            tell(EArkFault(rule, .several(found.count), .blocking, file: file, line: found[1].node.line))
        }
        for agent in found {
            listed(agent.type, type, types, line: agent.node.line, tell)
            if agent.name.isEmpty { tell(EArkFault(name, .absent, file: file, line: agent.node.line)) }
            for said in agent.notes { listed(said.type, note, ["IDENTIFICATIONCODE"], line: agent.node.line, tell) }
        }
    }
}
