package import Archive
import Ledger
package import Preservation
import Tables

/// Drafts the catalogue of each transfer once it is in the stacks (著录初稿): a 件 for each record, and the 全宗, 类别 and
/// 案卷 above them.
///
/// First everything is decided (identifiers, addresses, places, descriptions) and written down in act documents of 500
/// units each; then a plan names them; then the rows are entered part by part, and last comes the event. Killed anywhere,
/// it goes on from the plan and decides nothing twice.
package struct FindingAidsFollower: Follower {
    package let name = "catalogue"
    package let kinds: Set<EventKind> = [.preserved]

    private let aids: FindingAids
    private let stacks: Stacks
    private let place: TableBookmark
    private let progress: Progress

    private static let batch = 500

    package init(aids: FindingAids, stacks: Stacks) {
        self.aids = aids
        self.stacks = stacks
        place = TableBookmark(follower: name, database: aids.database)
        progress = Progress(database: aids.database, clock: aids.clock)
    }

    package func bookmark() async throws -> EventIndex { try await place.read() }
    package func skip(to index: EventIndex) async throws { try await place.move(to: index) }

    package func handle(_ event: Event, at index: EventIndex) async throws {
        let accession = AccessionID(trusted: event.subject)
        guard try await !isDrafted(accession) else { return try await place.move(to: index) }
        let plan: Digest
        if let made = try await planned(accession) {
            plan = made
        } else {
            plan = try await decide(accession)
        }
        try await enter(plan, accession, at: index)
    }
}

extension FindingAidsFollower {
    private func isDrafted(_ accession: AccessionID) async throws -> Bool {
        try await aids.database.read { tx in
            try tx.row("SELECT idx FROM event WHERE subject = \(accession) AND kind = 'drafted'") != nil
        }
    }

    /// The act of a run that was killed after deciding.
    private func planned(_ accession: AccessionID) async throws -> Digest? {
        try await aids.database.read { tx in
            try tx.row("SELECT act FROM draft_plan WHERE accession = \(accession)").flatMap {
                Digest(.sha256, hex: $0.text("act"))
            }
        }
    }

    /// Decides everything and writes it down; nothing of it is in the catalogue yet.
    private func decide(_ accession: AccessionID) async throws -> Digest {
        let agency = try await stacks.agency(of: accession)
        let at = aids.clock.now
        var drafting = Drafting(clock: aids.clock)
        var parts: [Digest] = []
        var nodes: [UnitID] = []
        var linked: Int64 = 0
        var total: Int64 = 0
        var sequence: Int64 = 0
        while true {
            let records = try await stacks.records(of: accession, after: sequence, limit: Self.batch)
            guard let last = records.last else { break }
            sequence = last.sequence
            total += Int64(records.count)
            let before = drafting
            let ((units, links), after) = try await aids.database.read { tx in
                var drafting = before
                return (try drafting.units(for: records.map(CarriedRecord.init), in: tx), drafting)
            }
            drafting = after
            // Their descriptions are to be kept anew: those of nodes, and of entries that say now where their files are.
            nodes += units.filter { $0.level != .item }.map(\.id) + links.map(\.unit)
            linked += Int64(links.count)
            parts.append(
                try await aids.ledger.write(
                    act: DraftPart(accession: accession, agency: agency, at: at, units: units, links: links).json))
        }
        let plan = try await aids.ledger.write(
            act: [
                "schema": "lantai.drafted/1", "accession": .string(accession.text), "records": .int(total),
                "linked": .int(linked),
                "parts": .array(parts.map { .string($0.hex) }), "nodes": .array(nodes.map { .string($0.text) }),
            ])
        try await aids.database.write { tx in
            try tx.run(
                """
                INSERT INTO draft_plan (accession, act) VALUES (\(accession), \(plan.hex))
                ON CONFLICT (accession) DO UPDATE SET act = excluded.act
                """)
        }
        return plan
    }

    /// Enters the units of a plan part by part, then appends the event.
    private func enter(_ plan: Digest, _ accession: AccessionID, at index: EventIndex) async throws {
        let act = try await aids.ledger.act(plan)
        let records = act["records"]?.int ?? 0
        var done: Int64 = 0
        let parts = ActDocuments.parts(of: act)
        for part in parts {
            let act = try await aids.ledger.act(part)
            done += try await aids.database.write { tx in Int64(try FindingAids.enter(act, in: tx)) }
            try await progress.report(accession.text, by: name, done: done, of: max(records, done))
        }
        let event = aids.ledger.event(
            kind: .drafted, subject: accession.text, agent: .steward, act: plan,
            facts: [
                "records": .int(records), "parts": .int(Int64(parts.count)), "linked": .int(act["linked"]?.int ?? 0),
            ])
        let links = try await partsWithLinks(parts, of: act)
        try await aids.database.write { [self] tx in
            try FindingAids.replay(event, act, in: tx)
            for part in links { try FindingAids.link(event, part, in: tx) }
            try tx.run("DELETE FROM draft_plan WHERE accession = \(accession)")
            aids.ledger.append(event, in: tx)
            try progress.finish(accession.text, by: name, in: tx)
            try place.move(to: index, in: tx)
        }
    }
}

extension FindingAidsFollower {
    /// What is attached must stand in the history with the event, so it waits for it.
    private func partsWithLinks(_ parts: [Digest], of act: JSON) async throws -> [DraftPart] {
        guard act["linked"]?.int ?? 0 > 0 else { return [] }
        var found: [DraftPart] = []
        for digest in parts {
            guard let part = DraftPart(json: try await aids.ledger.act(digest)), !part.links.isEmpty else { continue }
            found.append(
                DraftPart(accession: part.accession, agency: part.agency, at: part.at, units: [], links: part.links))
        }
        return found
    }
}

extension CarriedRecord {
    fileprivate init(_ record: TransferredRecord) {
        let names = [
            ("title", "题名"), ("author", "责任者"), ("date", "日期"), ("documentNumber", "文件编号"), ("year", "年度"),
            ("retention", "保管期限"), ("secrecy", "密级"), ("pages", "页数"), ("office", "机构或问题"),
            ("recordNumber", "电子文件号"), ("openingOpinion", "到期开放意见"), ("disclosure", "信息公开情况"),
            ("secrecyChange", "密级变更情况"),
        ]
        self.init(
            unit: record.unit, hasFiles: record.hasFiles, code: record.code, fondsCode: record.values["fondsCode"],
            fondsName: record.values["fondsName"], category: record.values["category"],
            volumeTitle: record.values["volumeTitle"],
            facts: names.compactMap { key, name in record.values[key].map { (name, $0) } }, elements: record.elements)
    }
}
