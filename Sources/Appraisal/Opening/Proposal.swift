import Archive
import Catalogue
import Tables

/// A decision before it is made: what would stand against it, and how the units stand now.
struct Proposal: Sendable {
    let verdict: AccessStatus
    let ground: StatedGround
    let effective: Day
    let today: Day

    /// How the selected units stand.
    /// - Throws: `AppraisalProblem.refused` with every unit that cannot be decided so.
    func stands(of selection: UnitSelection, in tx: any Transaction) throws -> [OpeningAct.Stand] {
        let (units, refusals) = try examine(selection, in: tx)
        guard refusals.isEmpty else { throw AppraisalProblem.refused(refusals) }
        guard !units.isEmpty else { throw AppraisalProblem.nothingSelected }
        return units
    }

    func refusals(of selection: UnitSelection, in tx: any Transaction) throws -> [Refusal] {
        try examine(selection, in: tx).refusals
    }

    private func examine(_ selection: UnitSelection, in tx: any Transaction) throws
        -> (units: [OpeningAct.Stand], refusals: [Refusal])
    {
        let ids = try selection.units(in: tx, limit: AppraisalBoard.limit + 1)
        guard ids.count <= AppraisalBoard.limit else { throw AppraisalProblem.tooMany(limit: AppraisalBoard.limit) }
        var stands: [OpeningAct.Stand] = []
        var refusals: [Refusal] = []
        for id in ids {
            guard let unit = try ArchivalUnit.unit(id, in: tx) else { throw AppraisalProblem.noSuchUnit(id) }
            let access = try AccessRow.decided(id, in: tx)
            if let restriction = against(unit, access) {
                refusals.append(Refusal(unit: id, code: unit.code, what: restriction.what, next: restriction.next))
            }
            stands.append(OpeningAct.Stand(unit: id, before: access?.status ?? .unreviewed))
        }
        return (stands, refusals)
    }

    private func against(_ unit: ArchivalUnit, _ access: AccessRow?) -> Restriction? {
        guard unit.level == .item else {
            return Restriction(
                what: Words(
                    zh: "\(unit.level.words.zh)不能直接审核", en: "a \(unit.level.words.en) is not decided about itself"),
                next: Words(zh: "请选择其下的件", en: "Choose the items below it."))
        }
        if access?.isOpen(on: today) == true, effective > today { return later }
        guard verdict == .open, let ground = Ground.named(ground.code) else { return nil }
        return Restriction.against(unit, on: effective, ground: ground)
    }

    /// What is open stays open until it is closed, and closing is at once.
    private var later: Restriction {
        verdict == .open
            ? Restriction(
                what: Words(zh: "现已开放", en: "it is open now"),
                next: Words(zh: "无需再定开放日", en: "It needs no later opening day."))
            : Restriction(
                what: Words(zh: "现已开放；停止开放即时生效，不能定在以后", en: "it is open now; closing is at once, not on a later day"),
                next: Words(zh: "以今天为生效日", en: "Let the decision take effect today."))
    }
}
