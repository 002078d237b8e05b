package import Archive
import Bytes
import Ledger
import Tables

extension ReceivingDesk {
    /// At start: what lies in staging without a row was never answered for, and goes; what a kill left between rows and
    /// folders is brought in line.
    package func recover() async throws {
        let scratch = scratch
        let now = clock.now
        let present = try await onFileThread { () -> [String] in
            try scratch.remove("tables")
            _ = try ReceivingDesk.uploads(in: scratch, at: now)
            let folder = scratch.path("staging")
            return DurableFile.isFolder(folder) ? try DurableFile.entries(of: folder).map(\.name) : []
        }
        let known = try await database.read { tx in
            Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT id, state FROM accession WHERE purged_at IS NULL").map {
                    ($0.text("id"), AccessionState(rawValue: $0.text("state"))!)
                })
        }
        for name in present {
            if let state = known[name] {
                try await tidy(AccessionID(trusted: name), state)
            } else {
                try await onFileThread { try scratch.remove("staging", name) }
            }
        }
    }

    /// Brings a transfer's folder in line with its state: a quarantined package leaves staging, of a returned one only the
    /// container stays, of one in the catalogue too.
    func tidy(_ id: AccessionID, _ state: AccessionState) async throws {
        let staging = staging(id)
        try await onFileThread {
            switch state {
            case .quarantined: try staging.moveToQuarantine()
            case .returned, .described: try staging.removeUnpacked()
            case .received, .checking, .awaiting, .accepted, .preserved: break
            }
        }
    }

    /// Removes bytes whose time has come, with a receipt in the ledger: of returned packages `returnedDays` after their
    /// return, containers of accepted ones `containerDays` after signing. Reports, listings and digests stay.
    package func purgeDue() async throws {
        let today = clock.today
        let (returned, accepted) = (settings.returnedDays, settings.containerDays)
        let clock = clock
        let candidates = try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: Accession.columns), returned_at FROM accession
                WHERE purged_at IS NULL AND (state = 'returned' OR state = 'described') ORDER BY id LIMIT 1000
                """
            ).map { (Accession(row: $0), $0.optionalText("returned_at").flatMap(Instant.init(text:))) }
        }
        for (accession, returnedAt) in candidates {
            guard let since = accession.state == .returned ? returnedAt : accession.acceptedAt else { continue }
            let days = accession.state == .returned ? returned : accepted
            if clock.day(of: since).adding(days: days) <= today { try await purge(accession) }
        }
    }

    private func purge(_ accession: Accession) async throws {
        let act: JSON = [
            "schema": "lantai.purged/1", "accession": .string(accession.id.text), "at": .string(clock.now.text),
            "sha256": .string(accession.sha256.hex), "bytes": .int(accession.bytes),
        ]
        let event = ledger.event(
            kind: .purged, subject: accession.id.text, agent: .steward, act: try await ledger.write(act: act))
        // The row first: bytes without a row are swept at the next start, a row without bytes would promise them.
        try await database.write { [ledger] tx in
            try ReceivingDesk.replay(event, act, in: tx)
            ledger.append(event, in: tx)
        }
        let scratch = scratch
        try await onFileThread { try scratch.remove("staging", accession.id.text) }
    }
}

extension EventKind {
    /// The bytes of a container were removed after their time; what describes it stays.
    package static let purged = EventKind("purged")
}
