import Appraisal
import Archive
import Synchronization

/// Which access facts each reach admits, asked once and kept: the rendering of a reach as a bitmap.
final class Admittance: Sendable {
    private let kept = Mutex<[String: [UInt8]]>([:])
    private static let most = 64

    /// 1 for each of `facts` within `reach`, by number. Units the reach names are not in it.
    func admitted(_ facts: [AccessFacts], by reach: Reach) -> [UInt8] {
        let fingerprint = reach.fingerprint
        // Facts are only ever added, so what was found for the first of them stands.
        var flags = kept.withLock { $0[fingerprint] } ?? []
        guard flags.count < facts.count else { return flags }
        let nobody = UnitID(trusted: "")
        for number in flags.count..<facts.count {
            let isHidden = number == Int(Shelf.hidden)
            flags.append(!isHidden && reach.admits(facts[number].row(of: nobody)) ? 1 : 0)
        }
        kept.withLock { kept in
            if kept.count >= Admittance.most { kept.removeAll() }
            kept[fingerprint] = flags
        }
        return flags
    }
}
