import Archive
import Bytes
import Ledger
import Synchronization
import Tables

/// The archive's copies elsewhere: opens them, and lets nothing be done to one that is another archive's or not there.
package final class Replicas: Sendable {
    package let places: [ReplicaPlace]
    private let database: any Database
    private let ledger: Ledger
    private let clock: Clock
    private let turns: [String: Turn]
    private let opened = Mutex<[String: AppendOnly]>([:])

    /// Says in a copy whose it is.
    static let mark = ByteKey(trusted: "lantai-copy")

    init(_ places: [ReplicaPlace], database: any Database, ledger: Ledger, clock: Clock) {
        precondition(Set(places.map(\.name)).count == places.count, "two copies share a name")
        (self.places, self.database, self.ledger, self.clock) = (places, database, ledger, clock)
        turns = Dictionary(uniqueKeysWithValues: places.map { ($0.name, Turn()) })
    }

    func place(_ name: String) throws -> ReplicaPlace {
        guard let place = places.first(where: { $0.name == name }) else { throw ReplicaProblem.unknown(name) }
        return place
    }

    /// Copying to a place, and repairing it, take turns.
    func turn(_ name: String) throws -> Turn {
        guard let turn = turns[name] else { throw ReplicaProblem.unknown(name) }
        return turn
    }

    /// The place, open, after its mark was read: it is this archive's, and it is there.
    func shelf(_ place: ReplicaPlace) async throws -> AppendOnly {
        do {
            return try await marked(place)
        } catch {
            // A disk that comes back is another file system: what was opened on the old one is no good.
            opened.withLock { $0[place.name] = nil }
            throw error
        }
    }

    private func marked(_ place: ReplicaPlace) async throws -> AppendOnly {
        guard let archive = try await ledger.archiveMark() else { throw ReplicaProblem.tooNew }
        let row = try await database.write { tx in try ReplicaRow.begin(place.name, at: place.place, in: tx) }
        let known = opened.withLock { $0[place.name] }
        let shelf: AppendOnly
        if let known { shelf = known } else { shelf = try await place.open(row.isKnown) }
        let mark = Array("lantai copy of \(archive)\n".utf8)
        let there = try await shelf.size(of: Replicas.mark) == nil ? nil : await shelf.bytes(of: Replicas.mark)
        guard there == mark || there == nil else { throw ReplicaProblem.foreign(place.name, place: place.place) }
        if there == nil {
            if row.isKnown { throw ReplicaProblem.away(place.name, place: place.place) }
            for try await key in shelf.keys(under: nil) {
                throw ReplicaProblem.occupied(place.name, place: place.place, found: key.text)
            }
            do {
                try await shelf.put(mark, at: Replicas.mark)
            } catch BytesProblem.taken {
                throw ReplicaProblem.foreign(place.name, place: place.place)
            }
        }
        if !row.isKnown { try await database.write { tx in try ReplicaRow.note(known: place.name, in: tx) } }
        opened.withLock { $0[place.name] = shelf }
        return shelf
    }

    /// The stacks of all copies that are there now; of the others, why not.
    func reachable() async throws -> (shelves: [(name: String, shelf: AppendOnly)], away: [(String, any Explained)]) {
        var (shelves, away): ([(name: String, shelf: AppendOnly)], [(String, any Explained)]) = ([], [])
        for place in places {
            do {
                shelves.append((place.name, try await shelf(place).below("stacks")))
            } catch let problem as any Explained {
                away.append((place.name, problem))
            }
        }
        return (shelves, away)
    }
}
