package import Archive
package import Ledger
import Tables

/// The records behind the items of one transfer (检测佐证): who received it, what was checked with which result, who looked, who
/// signed, and where the ledger has it.
package struct AccessionEvidence: Sendable {
    package let accession: Accession
    package let report: CheckReport
    package let items: [ItemResult]
    package let signatures: [HandoverSignature]
    /// What happened to it, oldest first.
    package let events: [(index: EventIndex, event: Event)]
    /// Content files by material, and how many.
    package let material: [MaterialKind: Int64]

    /// The event whose act has the report and its digest.
    package var checked: (index: EventIndex, event: Event)? {
        events.first { $0.event.kind == .checked } ?? events.first { $0.event.kind == .returned }
    }
}

extension ReceivingDesk {
    /// - Returns: `nil` if it was not checked yet, or is quarantined: of such a one nothing is told.
    package func evidence(of accession: Accession) async throws -> AccessionEvidence? {
        guard accession.state != .quarantined, let report = try await report(accession.id) else { return nil }
        let reviews = try await reviews(of: accession.id)
        let (signatures, formats) = try await database.read { tx in
            (
                try tx.rows(
                    "SELECT document FROM handover_signature WHERE accession = \(accession.id) ORDER BY side DESC"
                )
                .compactMap { HandoverSignature(json: try JSON(parsing: $0.text("document").utf8)) },
                // Metadata and the package's own papers are no material.
                try tx.rows(
                    """
                    SELECT format, count(*) AS c FROM package_file
                    WHERE accession = \(accession.id) AND role NOT IN ('metadata', 'package') GROUP BY format
                    """
                ).map { ($0.optionalText("format"), $0.int("c")) }
            )
        }
        var material: [MaterialKind: Int64] = [:]
        for (format, count) in formats {
            let mime = try format.flatMap { try JSON(parsing: $0.utf8)["mime"]?.string }
            material[MaterialKind(mime: mime), default: 0] += count
        }
        return AccessionEvidence(
            accession: accession, report: report, items: report.items(reviews), signatures: signatures,
            events: try await ledger.events(about: accession.id.text).map { (index: $0.0, event: $0.1) },
            material: material)
    }
}

extension ReceivingDesk {
    /// The last round of each kind over what is kept, where the ledger has one.
    package func lastRounds() async throws -> [KeepingRound: (index: EventIndex, event: Event)] {
        var found: [KeepingRound: (index: EventIndex, event: Event)] = [:]
        for round in KeepingRound.allCases {
            guard let kind = round.event, let (index, event) = try await ledger.newest(of: [kind]) else { continue }
            found[round] = (index, event)
        }
        return found
    }
}

/// The evidence of several transfers, and what it adds up to.
package struct EvidenceBook: Sendable {
    package let archive: String
    package let madeAt: Instant
    package let transfers: [AccessionEvidence]
    /// Names of accounts, for who received and who signed.
    package let names: [String: String]
    /// That the ledger has the checks; `nil` where there were too many transfers to prove each.
    package let proofs: InclusionProofs?
    /// The last round of each kind over what is kept, where the ledger has one.
    package let rounds: [KeepingRound: (index: EventIndex, event: Event)]
    /// The latest opinion of a person on each item of keeping, by the item's key.
    package let opinions: [String: Review]

    package init(
        archive: String, madeAt: Instant, transfers: [AccessionEvidence], names: [String: String],
        proofs: InclusionProofs?, rounds: [KeepingRound: (index: EventIndex, event: Event)] = [:],
        opinions: [String: Review] = [:]
    ) {
        (self.archive, self.madeAt, self.transfers) = (archive, madeAt, transfers)
        (self.names, self.proofs, self.rounds) = (names, proofs, rounds)
        self.opinions = opinions
    }

    /// Agencies that sent something; what the archive took in of its own is none.
    package var agencies: [String] { Set(transfers.map(\.accession.agency)).filter { !$0.isEmpty }.sorted() }

    package var material: [MaterialKind: (transfers: Int, files: Int64)] {
        var sums: [MaterialKind: (transfers: Int, files: Int64)] = [:]
        for transfer in transfers {
            for (kind, files) in transfer.material {
                let sum = sums[kind] ?? (transfers: 0, files: 0)
                sums[kind] = (transfers: sum.transfers + 1, files: sum.files + files)
            }
        }
        return sums
    }

    /// What a panel asks for and this book has not.
    package var missing: [Words] {
        var missing: [Words] = []
        if agencies.count < MaterialKind.agenciesAsked {
            missing.append(
                Words(
                    zh: "移交单位 \(agencies.count) 家，不足 \(MaterialKind.agenciesAsked) 家",
                    en: "\(agencies.count) agencies, fewer than \(MaterialKind.agenciesAsked)"))
        }
        let there = material
        for kind in MaterialKind.asked where there[kind] == nil {
            missing.append(Words(zh: "没有\(kind.words.zh)材料", en: "no \(kind.words.en) material"))
        }
        return missing
    }

    /// For an item: in how many transfers it came to what.
    package func results(of item: CheckItem) -> [CheckReport.Outcome.Result: Int] {
        transfers.reduce(into: [:]) { sums, transfer in
            guard transfer.report.stage == item.stage,
                let result = transfer.items.first(where: { $0.item.key == item.key })
            else { return }
            sums[result.result, default: 0] += 1
        }
    }

    package func name(of agent: Agent) -> String { names[agent.id] ?? agent.id }
}
