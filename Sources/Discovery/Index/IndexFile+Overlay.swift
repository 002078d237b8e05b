import Appraisal
import Archive
import GRDB
import Synchronization

extension IndexFile {
    /// Lets the columns in memory follow access rows the file does not hold yet.
    ///
    /// The rows are noted first, so an entry being written meanwhile is published with them; then the entries already there
    /// are set; only then is the epoch known, so no query passes before.
    func overlay(_ rows: [AccessRow], upTo epoch: Int64) throws {
        shelf.withLock { $0.note(rows) }
        let units = Set(rows.map(\.unit))
        let entries = try read { db, _ in
            let statement = try db.cachedStatement(sql: "SELECT rowid, taken FROM doc WHERE unit = ? AND live = 1")
            return try units.compactMap { unit -> (unit: UnitID, place: Int, taken: Int)? in
                try GRDB.Row.fetchOne(statement, arguments: [unit.text]).map { row in
                    let rowid: Int64 = row[0]
                    return (unit, Int(rowid - 1), row[1])
                }
            }
        }
        shelf.withLock { shelf in
            for entry in entries {
                guard let row = shelf.changed(entry.unit) else { continue }
                shelf.set(AccessFacts(row), taken: entry.taken, at: entry.place)
            }
            shelf.know(upTo: epoch)
        }
    }
}
