package import Archive
package import Catalogue
import Ledger
import Tables

extension AppraisalBoard {
    /// Decides whether units are open (开放), controlled (控制) or delayed (延期开放), and from which day.
    ///
    /// A day to come changes nothing until it comes. Closing what is open is at once and takes the publication with it.
    /// Either all units are decided or none.
    /// - Parameters:
    ///   - effective: The first day it holds; today when `nil`.
    ///   - reviewOn: When a delay is looked at again; needed for a delay.
    @discardableResult
    package func decide(
        _ selection: UnitSelection, verdict: AccessStatus, ground: StatedGround, effective: Day? = nil,
        reviewOn: Day? = nil, by agent: Agent
    ) async throws -> DecisionReceipt {
        if verdict == .open { try Self.mayGive(agent) } else { try Self.mayTakeAway(agent) }
        let day = effective ?? clock.today
        try check(verdict, ground, day, reviewOn)
        for _ in 0..<5 {
            let proposal = Proposal(verdict: verdict, ground: ground, effective: day, today: clock.today)
            let units = try await database.read { try proposal.stands(of: selection, in: $0) }
            let act = OpeningAct(
                id: .new(at: clock.now), verdict: verdict, ground: ground, effective: day, reviewOn: reviewOn,
                units: units)
            if let receipt = try await carryOut(act, by: agent) { return receipt }
        }
        throw AppraisalProblem.changedMeanwhile
    }

    /// Closes open units at once (停止开放): nobody outside finds them from the next request on.
    @discardableResult
    package func close(_ selection: UnitSelection, ground: StatedGround, by agent: Agent) async throws
        -> DecisionReceipt
    {
        try await decide(selection, verdict: .controlled, ground: ground, by: agent)
    }

    /// What stands against such a decision, unit by unit: for choosing before deciding.
    package func refusals(
        _ selection: UnitSelection, verdict: AccessStatus, ground: StatedGround, effective: Day? = nil
    ) async throws -> [Refusal] {
        let day = effective ?? clock.today
        let proposal = Proposal(verdict: verdict, ground: ground, effective: day, today: clock.today)
        return try await database.read { try proposal.refusals(of: selection, in: $0) }
    }

    private func check(_ verdict: AccessStatus, _ stated: StatedGround, _ effective: Day, _ reviewOn: Day?)
        throws(AppraisalProblem)
    {
        guard verdict != .unreviewed else { throw .noVerdict }
        guard let ground = Ground.named(stated.code) else { throw .noSuchGround(stated.code) }
        guard ground.verdicts.contains(verdict) else { throw .groundForOther(ground, verdict: verdict) }
        if let reviewOn {
            guard reviewOn > effective else { throw .reviewDayTooEarly(reviewOn, effective: effective) }
        } else if verdict == .delayed {
            throw .reviewDayMissing
        }
    }

    /// Writes the act, then changes rows and appends the events in one transaction.
    /// - Returns: `nil` if a unit no longer stands as the act says it did.
    func carryOut(_ act: OpeningAct, by agent: Agent) async throws -> DecisionReceipt? {
        let json = act.json
        let digest = try await ledger.write(act: json)
        let count: JSON = .int(Int64(act.units.count))
        var facts = ["units": count, "verdict": .string(act.verdict.rawValue)]
        if let undoes = act.undoes { facts["undoes"] = .string(undoes.text) }
        let decided = ledger.event(
            kind: .decided, subject: act.id.text, agent: agent, act: digest, facts: facts)
        let begins = act.effective <= clock.today
        let begun = begins ? act.beginning(atOnce: true) : nil
        let follow = begun.map {
            ledger.event(kind: $0.kind, subject: act.id.text, agent: agent, act: digest, facts: $0.facts)
        }
        return try await database.write { [ledger] tx in
            for stand in act.units {
                let now = try AccessRow.decided(stand.unit, in: tx)?.status ?? .unreviewed
                guard now == stand.before else { return nil }
            }
            if let undone = act.undoes {
                for stand in act.units {
                    guard try Standing.of(stand.unit, in: tx)?.decision == undone else { return nil }
                }
            }
            try AppraisalBoard.replay(decided, json, in: tx)
            ledger.append(decided, in: tx)
            if let follow {
                try AppraisalBoard.replay(follow, json, in: tx)
                ledger.append(follow, in: tx)
            }
            return DecisionReceipt(id: act.id, units: act.units.count, hasBegun: begins)
        }
    }
}

extension OpeningAct {
    /// The event of the day on which the decision begins to hold: something opens, or what was open closes.
    func beginning(atOnce: Bool) -> (kind: EventKind, facts: [String: JSON]) {
        (
            verdict == .open ? .opened : .narrowed,
            ["units": .int(Int64(units.count)), "atOnce": .bool(atOnce)]
        )
    }
}
