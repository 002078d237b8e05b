package import Archive
package import Catalogue
import Ledger
import Tables

extension AppraisalBoard {
    /// Publishes opened units at a level (公布): entry, page images, or full text. Opened is not published: this is a
    /// decision of its own, and only what is open on the day can be published from it.
    ///
    /// - Parameter from: The first day it is public; today when `nil`.
    @discardableResult
    package func publish(_ selection: UnitSelection, level: PublicationLevel, from: Day? = nil, by agent: Agent)
        async throws -> DecisionReceipt
    {
        try Self.mayGive(agent)
        let today = clock.today
        let first = from ?? today
        for _ in 0..<5 {
            let units = try await database.read { [self] tx in
                try publishable(selection, level, from: first, today: today, in: tx)
            }
            let act = PublicationAct(id: .new(at: clock.now), level: level, from: first, reason: "", units: units)
            if let receipt = try await carryOut(act, begins: first <= today, by: agent) { return receipt }
        }
        throw AppraisalProblem.changedMeanwhile
    }

    /// Withdraws units from the public at once (撤回公布): from the next request on they answer like what never was.
    @discardableResult
    package func withdraw(_ selection: UnitSelection, reason: String, by agent: Agent) async throws -> DecisionReceipt {
        try Self.mayTakeAway(agent)
        let units = try await database.read { tx in
            try Self.selected(selection, in: tx).compactMap { id in
                try AccessRow.decided(id, in: tx).flatMap { row in
                    row.level > 0 ? PublicationAct.Stand(unit: id, before: row.level) : nil
                }
            }
        }
        guard !units.isEmpty else { throw AppraisalProblem.nothingPublished }
        let act = PublicationAct(id: .new(at: clock.now), level: nil, from: nil, reason: reason, units: units)
        guard let receipt = try await carryOut(act, begins: true, by: agent) else {
            throw AppraisalProblem.changedMeanwhile
        }
        return receipt
    }

    private static func selected(_ selection: UnitSelection, in tx: any Transaction) throws -> [UnitID] {
        let ids = try selection.units(in: tx, limit: limit + 1)
        guard ids.count <= limit else { throw AppraisalProblem.tooMany(limit: limit) }
        guard !ids.isEmpty else { throw AppraisalProblem.nothingSelected }
        return ids
    }

    private func publishable(
        _ selection: UnitSelection, _ level: PublicationLevel, from first: Day, today: Day, in tx: any Transaction
    ) throws -> [PublicationAct.Stand] {
        var stands: [PublicationAct.Stand] = []
        var refusals: [Refusal] = []
        for id in try Self.selected(selection, in: tx) {
            let access = try AccessRow.decided(id, in: tx)
            stands.append(PublicationAct.Stand(unit: id, before: access?.level ?? 0))
            let refusal: (what: Words, next: Words)?
            if try openRecord(id, on: first, in: tx) == nil {
                refusal = (
                    Words(zh: "\(first) 尚未开放，不能公布", en: "it is not open on \(first), so it cannot be published"),
                    Words(zh: "先作开放审核；开放日在以后的，公布日不早于开放日", en: "Open it first; publish from its opening day or later.")
                )
            } else if first > today, access?.isPublished(at: .catalogue, on: today) == true {
                refusal = (
                    Words(zh: "现已公布，不能改为以后公布", en: "it is public now and cannot be published from a later day"),
                    Words(zh: "以今天为公布日，或先撤回", en: "Publish it from today, or withdraw it first.")
                )
            } else if level > .catalogue, try ArchivalUnit.unit(id, in: tx)?.isWaiting == true {
                // What comes later nobody has looked at.
                refusal = (
                    Words(zh: "只有目录，还没有全文", en: "it is an entry only and has no files yet"),
                    Words(
                        zh: "现在只能公布目录；全文挂接后再决定公布到哪一级",
                        en: "Publish the entry now; decide about its files when they are attached.")
                )
            } else {
                refusal = nil
            }
            if let refusal, let unit = try ArchivalUnit.unit(id, in: tx) {
                refusals.append(Refusal(unit: id, code: unit.code, what: refusal.what, next: refusal.next))
            } else if refusal != nil {
                throw AppraisalProblem.noSuchUnit(id)
            }
        }
        guard refusals.isEmpty else { throw AppraisalProblem.refused(refusals) }
        return stands
    }

    /// Writes the act, then changes rows and appends the events in one transaction.
    /// - Returns: `nil` if a unit that was to be published is no longer open on the day, or one whose publication is to be
    ///   undone no longer stands on it.
    func carryOut(_ act: PublicationAct, begins: Bool, by agent: Agent) async throws -> DecisionReceipt? {
        let json = act.json
        let digest = try await ledger.write(act: json)
        let kind: EventKind = act.level == nil ? .withdrawn : .published
        var facts: [String: JSON] = [
            "units": .int(Int64(act.units.count)), "level": .int(Int64(act.level?.rawValue ?? 0)),
            "begun": .bool(begins),
        ]
        if let undoes = act.undoes { facts["undoes"] = .string(undoes.text) }
        let event = ledger.event(kind: kind, subject: act.id.text, agent: agent, act: digest, facts: facts)
        // Less than before is taken away like a withdrawal, by an event that no follower skips.
        let lowered = act.level.map { level in act.units.contains { $0.before > level.rawValue } } ?? false
        let narrowed =
            lowered
            ? ledger.event(
                kind: .narrowed, subject: act.id.text, agent: agent, act: digest,
                facts: ["units": .int(Int64(act.units.count))]) : nil
        return try await database.write { [self] tx in
            if let from = act.from {
                for stand in act.units where try openRecord(stand.unit, on: from, in: tx) == nil { return nil }
            }
            if let undone = act.undoes {
                for stand in act.units {
                    guard try Standing.of(stand.unit, in: tx)?.publication == undone else { return nil }
                }
            }
            try AppraisalBoard.replay(event, json, in: tx)
            ledger.append(event, in: tx)
            if let narrowed { ledger.append(narrowed, in: tx) }
            return DecisionReceipt(id: act.id, units: act.units.count, hasBegun: begins)
        }
    }
}
