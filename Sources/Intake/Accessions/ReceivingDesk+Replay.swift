package import Archive
import Foundation
package import Tables

extension ReceivingDesk {
    /// Makes the desk's rows of one event from its act: for `rebuild`, and what the acts themselves do.
    package static func replay(_ event: Event, _ act: JSON?, in tx: any Transaction) throws {
        try enterLaterState(event, in: tx)
        guard let act, let schema = act["schema"]?.string else { return }
        switch schema {
        case "lantai.received/1": try enterReceived(event, act, in: tx)
        case "lantai.checked-part/1": try enterPart(act, in: tx)
        case "lantai.seal-picture/1": try enterPicture(act, in: tx)
        case "lantai.checked/1": try enterChecked(event, act, in: tx)
        case "lantai.reviewed/1": try enterReviews(event, act, in: tx)
        case "lantai.keeping-reviewed/1": try enterKeepingReviews(event, act, in: tx)
        case "lantai.quarantined/1": try enterQuarantined(act, in: tx)
        case "lantai.signed/1": try enterSigned(act, in: tx)
        case "lantai.accepted/1": try enterAccepted(act, in: tx)
        case "lantai.returned-by-hand/1": try enterReturned(act, in: tx)
        case "lantai.purged/1": try enterPurged(act, in: tx)
        case "lantai.scan/1": try enterScan(act, in: tx)
        case "lantai.column-mapping/1": try enterMapping(event, act, in: tx)
        case "lantai.check-scheme/1", "lantai.check-scheme/2": try enterScheme(event, act, in: tx)
        case "lantai.format-policy/1": try enterPolicy(event, act, in: tx)
        case "lantai.rule-book/1": try enterRuleBook(event, act, in: tx)
        case "lantai.incident-closed/1": try enterIncidentClosed(event, act, in: tx)
        default: break
        }
    }

    private static func text(_ act: JSON, _ key: String) throws -> String {
        guard let text = act[key]?.string else { throw ActProblem.unreadable(act["schema"]?.string ?? "?") }
        return text
    }

    private static func enterReceived(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        let name = [UInt8](hex: try text(act, "name")) ?? []
        try tx.run(
            """
            INSERT INTO accession (id, number, state, name, bytes, sha256, agency, received_at, received_by, received_role,
              supersedes, note)
            VALUES (\(try text(act, "accession")), \(try text(act, "number")), 'received', \(name), \(act["bytes"]?.int),
              \(try text(act, "sha256")), \(try text(act, "agency")), \(try text(act, "at")), \(try text(act, "by")),
              \(try text(act, "role")), \(act["supersedes"]?.string), \(act["note"]?.string))
            """)
    }

    private static func enterPart(_ act: JSON, in tx: any Transaction) throws {
        let accession = AccessionID(trusted: try text(act, "accession"))
        for file in act["files"]?.array ?? [] { try PackagedFile.insert(file, accession: accession, in: tx) }
        for record in act["records"]?.array ?? [] {
            guard let sequence = record["sequence"]?.int, let code = record["code"]?.string else {
                throw ActProblem.unreadable("lantai.checked-part/1")
            }
            try tx.run(
                """
                INSERT INTO package_record (accession, sequence, code_key, line)
                VALUES (\(accession), \(sequence), \(ReferenceCode.key(of: code)), \(record.text))
                """)
        }
    }

    private static func enterPicture(_ act: JSON, in tx: any Transaction) throws {
        guard let bytes = act["bytes"]?.string.flatMap({ Data(base64Encoded: $0) }) else {
            throw ActProblem.unreadable("lantai.seal-picture/1")
        }
        try tx.run(
            """
            INSERT INTO seal_picture (accession, sha256, kind, bytes)
            VALUES (\(try text(act, "accession")), \(try text(act, "sha256")), \(try text(act, "kind")), \(Array(bytes)))
            """)
    }

    private static func enterChecked(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        guard let report = act["report"] else { throw ActProblem.unreadable("lantai.checked/1") }
        let accession = try text(act, "accession")
        let state = event.kind == .returned ? AccessionState.returned : .awaiting
        let at = try text(act, "at")
        try tx.run(
            """
            UPDATE accession SET state = \(state.rawValue), kind = \(report["kind"]?.string),
              verdict = \(report["verdict"]?.string), records = \(report["records"]?.int), files = \(report["files"]?.int),
              content_bytes = \(report["bytes"]?.int), report_digest = \(try text(act, "reportDigest")),
              listing_digest = \(try text(act, "listingDigest")), checked_at = \(at),
              returned_at = \(state == .returned ? at : nil), content = \(act["content"]?.string),
              carries = \(act["carries"]?.string ?? Carried.records.rawValue), media = \(act["media"]?.string), medium_type = \(act["mediumType"]?.string),
              agency = CASE WHEN agency = '' THEN \(act["sender"]?.string ?? "") ELSE agency END
            WHERE id = \(accession)
            """)
        try tx.run("INSERT INTO check_report (accession, document) VALUES (\(accession), \(report.text))")
    }

    private static func enterQuarantined(_ act: JSON, in tx: any Transaction) throws {
        let accession = try text(act, "accession")
        let at = try text(act, "at")
        try tx.run(
            """
            UPDATE accession SET state = 'quarantined', verdict = 'return', checked_at = \(at), note = NULL,
              name = \([UInt8](hex: try text(act, "name")) ?? []), records = \(act["report"]?["records"]?.int ?? 0),
              files = \(act["report"]?["files"]?.int ?? 0), content_bytes = \(act["report"]?["bytes"]?.int ?? 0)
            WHERE id = \(accession)
            """)
        guard let report = act["report"] else { throw ActProblem.unreadable("lantai.quarantined/1") }
        try tx.run("INSERT INTO check_report (accession, document) VALUES (\(accession), \(report.text))")
        try tx.run(
            """
            INSERT INTO incident (id, accession, kind, opened_at, marks)
            VALUES (\(try text(act, "incident")), \(accession), 'secrecy-mark', \(at), \(act["marks"]?.int))
            """)
    }

    private static func enterSigned(_ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO handover_signature (accession, side, document)
            VALUES (\(try text(act, "accession")), \(try text(act, "side")), \(act.text))
            """)
    }

    private static func enterScan(_ act: JSON, in tx: any Transaction) throws {
        guard let bytes = act["bytes"]?.string.flatMap({ Data(base64Encoded: $0) }) else {
            throw ActProblem.unreadable("lantai.scan/1")
        }
        try tx.run(
            """
            INSERT INTO handover_scan (accession, side, sha256, bytes)
            VALUES (\(try text(act, "accession")), \(try text(act, "side")), \(try text(act, "sha256")), \(Array(bytes)))
            """)
    }

    private static func enterIncidentClosed(_ event: Event, _ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            """
            UPDATE incident SET closed_at = \(try text(act, "at")), closed_by = \(event.agent.id),
              closing_note = \(try text(act, "note")) WHERE id = \(try text(act, "incident"))
            """)
    }

    private static func enterAccepted(_ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            """
            UPDATE accession SET state = 'accepted', accepted_at = \(try text(act, "at"))
            WHERE id = \(try text(act, "accession")) AND state = 'awaiting'
            """)
    }

    private static func enterReturned(_ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            """
            UPDATE accession SET state = 'returned', returned_at = \(try text(act, "at")),
              return_reason = \(try text(act, "reason")) WHERE id = \(try text(act, "accession"))
            """)
    }

    private static func enterPurged(_ act: JSON, in tx: any Transaction) throws {
        try tx.run(
            "UPDATE accession SET purged_at = \(try text(act, "at")) WHERE id = \(try text(act, "accession"))")
    }

    /// What the rooms that come after say of a package: the register follows.
    static func enterLaterState(_ event: Event, in tx: any Transaction) throws {
        switch event.kind {
        case .preserved:
            try tx.run("UPDATE accession SET state = 'preserved' WHERE id = \(event.subject) AND state = 'accepted'")
        case .drafted:
            try tx.run(
                """
                UPDATE accession SET state = 'described' WHERE id = \(event.subject) AND state IN ('accepted', 'preserved')
                """)
        default: break
        }
    }
}
