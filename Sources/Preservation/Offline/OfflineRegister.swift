package import Archive
import Ledger
import Synchronization
import Tables

/// The register of offline media (离线载体登记), told by the ledger alone: so a rebuild cannot lose it.
///
/// What the ledger said so far is remembered; each question reads only what came since.
package final class OfflineRegister: Sendable {
    fileprivate struct Known {
        var media: [RegisteredMedium] = []
        var places: [String: Int] = [:]
        /// All events up to here are told.
        var last: EventIndex = -1
        /// What the acts of moves say, by act.
        var locations: [Digest: String] = [:]
    }

    let ledger: Ledger
    let database: any Database
    private let known = Mutex(Known())
    private let turn = Turn()

    init(_ ledger: Ledger, _ database: any Database) { (self.ledger, self.database) = (ledger, database) }

    /// All media ever written, the oldest first.
    package func media() async throws -> [RegisteredMedium] {
        var media = try await facts()
        for place in media.indices {
            guard let act = media[place].moved else { continue }
            media[place].location = try await location(act)
        }
        return media
    }

    /// - Throws: `MediumProblem.unknown`
    package func medium(_ number: String) async throws -> RegisteredMedium {
        guard var medium = try await facts().first(where: { $0.number == number }) else {
            throw MediumProblem.unknown(number)
        }
        if let act = medium.moved { medium.location = try await location(act) }
        return medium
    }

    /// The number of the next set of this kind.
    package func nextNumber(_ kind: SetKind, year: Int) async throws -> String {
        let taken = Set(try await facts().map(\.set))
        var count = 1
        while taken.contains(kind.number(year: year, count)) { count += 1 }
        return kind.number(year: year, count)
    }

    /// What a medium is called that takes the place of `medium`: `LT-封存-2026-001-1.2`, then `.3`.
    package func nextNumber(replacing medium: RegisteredMedium) async throws -> String {
        let taken = Set(try await facts().map(\.number))
        var count = 2
        while taken.contains("\(medium.set)-\(medium.n).\(count)") { count += 1 }
        return "\(medium.set)-\(medium.n).\(count)"
    }

    /// The states of objects that are on some medium of this kind: the SHA-512 of their inventories there.
    package func held(_ kind: SetKind) async throws -> Set<String> {
        var held: Set<String> = []
        for medium in try await facts() where medium.kind == kind {
            guard let digest = medium.written else { continue }
            for inventory in try await ledger.act(digest)["inventories"]?.array ?? [] {
                if let hex = inventory.string { held.insert(hex) }
            }
        }
        return held
    }

    /// The objects on a medium, in the order in which they lie there, each in the state its inventory names.
    package func objects(on medium: RegisteredMedium) async throws -> [(unit: UnitID, inventory: Digest)] {
        guard let digest = medium.written else { return [] }
        let act = try await ledger.act(digest)
        let (units, inventories) = (act["units"]?.array ?? [], act["inventories"]?.array ?? [])
        return zip(units, inventories).compactMap { unit, inventory in
            guard let unit = unit.string.flatMap(UnitID.init(text:)),
                let digest = inventory.string.flatMap({ Digest(.sha512, hex: $0) })
            else { return nil }
            return (unit, digest)
        }
    }

    /// Media as the facts of events tell them, without what only acts say.
    func facts() async throws -> [RegisteredMedium] {
        try await turn.hold { [self] in
            // Before the first look: everything up to here is seen by it.
            let head = ledger.lastIndex
            while true {
                let last = known.withLock { $0.last }
                let page = try await ledger.events(after: last, kinds: EventKind.aboutMedia, limit: 500)
                let isAll = page.count < 500
                known.withLock { known in
                    for (index, event) in page {
                        known.apply(event)
                        known.last = index
                    }
                    if isAll { known.last = max(known.last, head) }
                }
                if isAll { return known.withLock { $0.media } }
            }
        }
    }

    private func location(_ act: Digest) async throws -> String {
        if let text = known.withLock({ $0.locations[act] }) { return text }
        let text = try await ledger.act(act)["location"]?.string ?? ""
        known.withLock { $0.locations[act] = text }
        return text
    }
}

extension OfflineRegister.Known {
    fileprivate mutating func apply(_ event: Event) {
        if event.kind == .mediumWritten {
            guard let medium = RegisteredMedium(event) else { return }
            if let old = medium.replaces.flatMap({ places[$0] }) { media[old].replacedBy = medium.number }
            places[medium.number] = media.count
            media.append(medium)
            return
        }
        guard let place = event.facts["medium"]?.string.flatMap({ places[$0] }) else { return }
        if event.kind == .mediumMoved {
            media[place].moved = event.act
        } else {
            media[place].testedAt = event.at
            let found = event.facts["faults"]?.int ?? 0
            // A sample that finds nothing takes back no fault: the damaged file may not have been read.
            let isWhole = event.facts["read"]?.int == event.facts["files"]?.int
            if found > 0 || isWhole { media[place].faults = found }
        }
    }
}
