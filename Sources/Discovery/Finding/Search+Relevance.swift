import Appraisal
import Archive
import CSearch
import Foundation

extension Search {
    /// What is within reach of what `clauses` ask for, by what is known of all records within reach.
    func weights(_ clauses: [Clause]) throws -> Weights {
        let all = try frequency(nil)
        let rarities = try clauses.map { clause in
            // One word alone orders by how much of it there is: how rare it is changes nothing.
            guard clauses.count > 1 else { return 1000 }
            let with = try frequency(clause)
            let count = Double(all.count)
            return Int(1000 * log(1 + (count - Double(with.count) + 0.5) / (Double(with.count) + 0.5)))
        }
        return Weights(average: Int(all.bytes / Double(max(all.count, 1))), rarities: rarities)
    }

    private func frequency(_ clause: Clause?) throws -> Frequencies.Kept {
        let key = Frequencies.Key(reach: reach.fingerprint, expression: clause?.expression ?? "")
        return try frequencies.value(key, shelf) {
            var set = try clause.map { try matched([$0]) } ?? HitSet(all: shelf)
            try sift(&set, years: nil)
            return Frequencies.Kept(count: set.total, bytes: clause == nil ? set.bytes : 0)
        }
    }
}
