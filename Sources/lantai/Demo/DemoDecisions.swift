import Appraisal
import Archive
import Catalogue

/// Confirms, opens, closes and publishes the units of a demo transfer, each as its record says.
struct DemoDecisions: Sendable {
    let house: House

    private static let reviewer = Agent(id: "lantai.demo.reviewer", role: .reviewer)

    func decide(_ transfer: DemoTransfer, _ id: AccessionID) async throws {
        _ = try await house.aids.confirm(.accession(id), by: DemoArchive.archivist)
        let units =
            try await house.aids.units(of: id, limit: 1000) + house.aids.unitsLinked(by: id, limit: 1000)
        let byCode = Dictionary(units.map { ($0.codeKey, $0) }, uniquingKeysWith: { first, _ in first })
        let fates = Dictionary(grouping: transfer.records, by: \.fate)
        // In an order of their own, so that the ledger tells the same story each time.
        for fate in DemoFate.order {
            let found = (fates[fate] ?? []).compactMap { byCode[ReferenceCode.key(of: $0.code)] }
            if !found.isEmpty { try await decide(found, fate) }
        }
    }

    private func decide(_ units: [ArchivalUnit], _ fate: DemoFate) async throws {
        let today = house.clock.today
        switch fate {
        case .review: return
        case .opened: try await open(units, from: today)
        case .later: try await open(units, from: today.adding(days: 30))
        case .controlled:
            try await restrict(units, .controlled, StatedGround(code: "third-party"), reviewOn: nil)
        case .delayed:
            try await restrict(
                units, .delayed, StatedGround(code: "national-interest"), reviewOn: today.adding(years: 5))
        case .delayedBefore:
            let ground = StatedGround(code: "national-interest", text: "五年前已决定延期开放，由原登记簿补录")
            try await restrict(
                units, .delayed, ground, effective: today.adding(years: -5), reviewOn: today)
        case .published(let level):
            try await open(units, from: today)
            let status = try await house.board.status(of: units.map(\.id))
            let unpublished = units.map(\.id).filter { (status[$0]?.level ?? 0) == 0 }
            guard !unpublished.isEmpty else { return }
            _ = try await house.board.publish(.units(unpublished), level: level, by: DemoDecisions.reviewer)
        }
    }

    /// By the ground that fits each: the years have passed, or the agency had disclosed it before.
    private func open(_ units: [ArchivalUnit], from day: Day) async throws {
        let undecided = try await undecided(units)
        let old = undecided.filter { unit in
            unit.dates.map { OpeningPeriod.hasPassed(formed: $0.to, on: day) } ?? false
        }
        let young = undecided.filter { unit in !old.contains { $0.id == unit.id } }
        for (some, ground) in [(old, "period-passed"), (young, "disclosed-before")] where !some.isEmpty {
            _ = try await house.board.decide(
                .units(some.map(\.id)), verdict: .open, ground: StatedGround(code: ground), effective: day,
                by: DemoDecisions.reviewer)
        }
    }

    private func restrict(
        _ units: [ArchivalUnit], _ verdict: AccessStatus, _ ground: StatedGround, effective: Day? = nil, reviewOn: Day?
    ) async throws {
        let undecided = try await undecided(units)
        guard !undecided.isEmpty else { return }
        _ = try await house.board.decide(
            .units(undecided.map(\.id)), verdict: verdict, ground: ground, effective: effective, reviewOn: reviewOn,
            by: DemoDecisions.reviewer)
    }

    private func undecided(_ units: [ArchivalUnit]) async throws -> [ArchivalUnit] {
        var found: [ArchivalUnit] = []
        for unit in units where try await house.board.decisions(of: unit.id).isEmpty { found.append(unit) }
        return found
    }
}

extension DemoFate {
    fileprivate static let order: [DemoFate] = [
        .published(.text), .published(.image), .published(.catalogue), .opened, .later, .controlled, .delayed,
        .delayedBefore,
    ]
}
