package import Archive
import Bytes
import Ledger
import Tables

/// How one copy stands, for pages, commands and alarms.
package struct ReplicaState: Sendable {
    package let name: String
    package let place: String
    package let location: String
    package let sharesDisk: Bool
    package let free: Int64?
    /// Objects it has.
    package let objects: Int64
    /// Objects that wait to be copied, or to be copied anew with a later version.
    package let waiting: Int64
    /// Content bytes of those it has nothing of yet.
    package let waitingBytes: Int64
    /// Events not copied yet; those not sealed yet among them.
    package let waitingEvents: Int64
    /// Whether sealed events are among them.
    package let lacksSealed: Bool
    /// Since when the oldest of all that has waited.
    package let oldestWaiting: Instant?
    /// Objects damaged there, and not repaired.
    package let damaged: Int64
    package let succeededAt: Instant?
    package let trouble: ReplicaTrouble?

    package var json: JSON {
        [
            "name": .string(name), "place": .string(place), "location": .string(location),
            "sharesDisk": .bool(sharesDisk), "free": JSON(free), "objects": .int(objects), "waiting": .int(waiting),
            "waitingBytes": .int(waitingBytes), "waitingEvents": .int(waitingEvents),
            "oldestWaiting": JSON(oldestWaiting?.text), "damaged": .int(damaged),
            "succeededAt": JSON(succeededAt?.text),
            "trouble": trouble.map {
                [
                    "since": .string($0.since.text), "tries": .int($0.tries), "code": .string($0.code),
                    "what": JSON($0.what), "next": JSON($0.next),
                ]
            } ?? .null,
        ]
    }
}

extension Stacks {
    /// How each copy stands, in the order of the settings.
    package func replicaStates() async throws -> [ReplicaState] {
        let (last, unsealedEvents) = (ledger.lastIndex, ledger.unsealed)
        return try await replicas.places.concurrentMap(atMost: 4) { [self] place in
            let (row, counts) = try await database.read { tx in
                let row = try ReplicaRow.one(place.name, in: tx).flatMap { $0.place == place.place ? $0 : nil }
                return (row, try Counts(of: row?.name ?? "", after: row?.position ?? 0, in: tx))
            }
            let events = row?.events ?? 0
            let unsealed = events <= last ? try await ledger.moment(of: events) : nil
            return ReplicaState(
                name: place.name, place: place.place, location: place.location, sharesDisk: place.sharesDisk(),
                free: place.free(), objects: counts.objects, waiting: counts.waiting, waitingBytes: counts.bytes,
                waitingEvents: last + 1 - events, lacksSealed: last + 1 - events > unsealedEvents,
                oldestWaiting: [counts.oldest, unsealed].compactMap(\.self).min(),
                damaged: counts.damaged, succeededAt: row?.succeededAt, trouble: row?.trouble)
        }
    }

    private struct Counts {
        let objects: Int64
        let damaged: Int64
        let waiting: Int64
        let bytes: Int64
        let oldest: Instant?

        init(of name: String, after position: Int64, in tx: any Transaction) throws {
            let kept = try tx.row(
                """
                SELECT coalesce(sum(CASE WHEN version > 0 THEN 1 ELSE 0 END), 0) AS objects,
                  coalesce(sum(CASE WHEN result NOT IN ('intact', 'absent') THEN 1 ELSE 0 END), 0) AS damaged,
                  coalesce(sum(CASE WHEN result = 'absent' THEN 1 ELSE 0 END), 0) AS absent
                FROM replica_object WHERE replica = \(name)
                """)!
            let ahead = try tx.row(
                """
                SELECT count(*) AS waiting, min(touched_at) AS oldest,
                  CAST(coalesce(sum(CASE WHEN version = 1 THEN bytes ELSE 0 END), 0) AS BIGINT) AS bytes
                FROM holding WHERE touched > \(position)
                """)!
            let postponed = try tx.row(
                """
                SELECT min(h.touched_at) AS oldest, CAST(coalesce(sum(h.bytes), 0) AS BIGINT) AS bytes
                FROM replica_object o JOIN holding h ON h.unit = o.unit
                WHERE o.replica = \(name) AND o.result = 'absent'
                """)!
            objects = kept.int("objects")
            damaged = kept.int("damaged")
            waiting = ahead.int("waiting") + kept.int("absent")
            bytes = ahead.int("bytes") + postponed.int("bytes")
            oldest = [ahead, postponed].compactMap { $0.optionalText("oldest").flatMap(Instant.init(text:)) }.min()
        }
    }
}
