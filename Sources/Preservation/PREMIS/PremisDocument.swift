import Archive
import Intake

/// `metadata/premis.xml` of a kept record: its files with digests and formats, how it came into custody, who took part.
///
/// Source: PREMIS 3.0 (Library of Congress), event types of its controlled vocabulary.
struct PremisDocument {
    static let path = "metadata/premis.xml"

    let unit: UnitID
    let code: String
    let files: [KeptFile]
    let accession: Accession
    /// When the object was written.
    let ingested: Instant

    var bytes: [UInt8] {
        var xml = PremisWriter()
        xml.open(
            "premis",
            " xmlns=\"http://www.loc.gov/premis/v3\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " version=\"3.0\"")
        writeEntity(&xml)
        for file in files { write(file, &xml) }
        for event in events { write(event, &xml) }
        writeAgents(&xml)
        writeRights(&xml)
        xml.close("premis")
        return xml.bytes
    }

    // MARK: Objects

    private var entity: String { StorageLayout.identifier(of: unit) }
    private func identifier(of file: KeptFile) -> String { "\(entity)/files/\(file.n)" }

    private func writeEntity(_ xml: inout PremisWriter) {
        xml.open("object", " xsi:type=\"intellectualEntity\"")
        xml.identifier("object", "URI", entity)
        xml.element("originalName", code)
        xml.close("object")
    }

    private func write(_ file: KeptFile, _ xml: inout PremisWriter) {
        xml.open("object", " xsi:type=\"file\"")
        xml.identifier("object", "URI", identifier(of: file))
        xml.open("objectCharacteristics")
        for digest in [file.digests.sha512, file.digests.sha256, file.digests.sm3] {
            xml.open("fixity")
            xml.element("messageDigestAlgorithm", digest.algorithm.name)
            xml.element("messageDigest", digest.hex)
            xml.close("fixity")
        }
        xml.element("size", String(file.bytes))
        xml.open("format")
        xml.open("formatDesignation")
        xml.element("formatName", file.format?.name ?? "unknown")
        if let version = file.format?.version { xml.element("formatVersion", version) }
        xml.close("formatDesignation")
        if let puid = file.format?.puid {
            xml.open("formatRegistry")
            xml.element("formatRegistryName", "PRONOM")
            xml.element("formatRegistryKey", puid)
            xml.close("formatRegistry")
        }
        if let format = file.format, let signatures = format.signatures {
            xml.element("formatNote", "DROID signature file V\(signatures), by \(format.basis)")
        }
        xml.close("format")
        xml.close("objectCharacteristics")
        xml.element("originalName", file.name.display)
        xml.open("storage")
        xml.open("contentLocation")
        xml.element("contentLocationType", "OCFL content path")
        xml.element("contentLocationValue", file.content)
        xml.close("contentLocation")
        xml.close("storage")
        xml.open("relationship")
        xml.element("relationshipType", "structural")
        xml.element("relationshipSubType", "is part of")
        xml.identifier("relatedObject", "URI", entity)
        xml.close("relationship")
        xml.close("object")
    }

    // MARK: Events

    private struct PremisEvent {
        let name: String
        let type: String
        let at: Instant
        let detail: String
        let outcome: String?
        let agent: String
    }

    private var events: [PremisEvent] {
        var events = [
            PremisEvent(
                name: "receipt", type: "transfer", at: accession.receivedAt,
                detail: "Received as \(accession.number) from the transferring agency.", outcome: nil,
                agent: accession.receivedBy.id)
        ]
        if let checked = accession.checkedAt {
            events += [
                ("digests", "message digest calculation", "SHA-512, SHA-256 and SM3 of each file, in one read.", nil),
                ("formats", "format identification", "By signature, container or extension.", nil),
                ("checks", "validation", "Checks of the receiving archive (DA/T 70).", accession.verdict?.rawValue),
            ].map { name, type, detail, outcome in
                PremisEvent(
                    name: name, type: type, at: checked, detail: detail, outcome: outcome, agent: PremisDocument.program
                )
            }
        }
        if let accepted = accession.acceptedAt {
            events.append(
                PremisEvent(
                    name: "custody", type: "accession", at: accepted,
                    detail: "The handover form was signed by both sides: custody changed.", outcome: nil,
                    agent: PremisDocument.program))
        }
        events.append(
            PremisEvent(
                name: "ingestion", type: "ingestion end", at: ingested,
                detail: "Written as version 1 of an OCFL object.",
                outcome: nil, agent: PremisDocument.program))
        return events
    }

    private func write(_ event: PremisEvent, _ xml: inout PremisWriter) {
        xml.open("event")
        xml.identifier("event", "URI", "\(entity)/events/\(event.name)")
        xml.element("eventType", event.type)
        xml.element("eventDateTime", event.at.text)
        xml.open("eventDetailInformation")
        xml.element("eventDetail", event.detail)
        xml.close("eventDetailInformation")
        if let outcome = event.outcome {
            xml.open("eventOutcomeInformation")
            xml.element("eventOutcome", outcome)
            xml.close("eventOutcomeInformation")
        }
        xml.identifier("linkingAgent", "local", event.agent)
        xml.identifier("linkingObject", "URI", entity)
        xml.close("event")
    }

    // MARK: Agents and rights

    private static let program = Agent.steward.id

    private func writeAgents(_ xml: inout PremisWriter) {
        var agents = [(id: PremisDocument.program, type: "software")]
        if accession.receivedBy.id != PremisDocument.program { agents.append((accession.receivedBy.id, "person")) }
        for agent in agents {
            xml.open("agent")
            xml.identifier("agent", "local", agent.id)
            xml.element("agentName", agent.type == "software" ? "Lantai" : agent.id)
            xml.element("agentType", agent.type)
            xml.close("agent")
        }
    }

    /// That the archive may preserve; what readers may do is decided later and kept with the decisions.
    private func writeRights(_ xml: inout PremisWriter) {
        xml.open("rights")
        xml.open("rightsStatement")
        xml.identifier("rightsStatement", "URI", "\(entity)/rights/custody")
        xml.element("rightsBasis", "statute")
        xml.open("statuteInformation")
        xml.element("statuteJurisdiction", "cn")
        xml.element("statuteCitation", "中华人民共和国档案法")
        xml.close("statuteInformation")
        xml.open("rightsGranted")
        xml.element("act", "replicate")
        xml.close("rightsGranted")
        xml.identifier("linkingObject", "URI", entity)
        xml.close("rightsStatement")
        xml.close("rights")
    }
}

/// Writes the few shapes of PREMIS as bytes, escaped and indented.
struct PremisWriter {
    private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var depth = 0

    mutating func open(_ name: String, _ attributes: String = "") {
        indent()
        bytes += "<\(name)\(attributes)>\n".utf8
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        indent()
        bytes += "</\(name)>\n".utf8
    }

    mutating func element(_ name: String, _ text: String) {
        indent()
        bytes += "<\(name)>".utf8
        write(text)
        bytes += "</\(name)>\n".utf8
    }

    /// `<eventIdentifier><eventIdentifierType>…</…Type><eventIdentifierValue>…`
    mutating func identifier(_ whose: String, _ type: String, _ value: String) {
        open(whose + "Identifier")
        element(whose + "IdentifierType", type)
        element(whose + "IdentifierValue", value)
        close(whose + "Identifier")
    }

    private mutating func indent() { bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth) }

    /// What XML 1.0 cannot hold becomes U+FFFD.
    private mutating func write(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\t", "\n", "\r": bytes += "&#\(scalar.value);".utf8
            case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": bytes += "\u{FFFD}".utf8
            default: bytes += UTF8.encode(scalar)!
            }
        }
    }
}
