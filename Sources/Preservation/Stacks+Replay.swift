package import Archive
import Intake
package import Tables

extension Stacks {
    /// Kinds of events whose acts the rows of the stacks come from.
    package static let replayed: Set<EventKind> = [
        .preserved, .fixityChecked, .formatsReviewed, .damageFound, .repaired, .virusesScanned,
        .virusFound, .virusSettled,
    ]

    /// Makes the rows that `event` and its act tell of: as it happens, and again when the database is made anew. Content
    /// rows come from the objects themselves (`rebuildHoldings`), which are the truth.
    package static func replay(_ event: Event, _ act: JSON?, in tx: any Transaction) throws {
        switch event.kind {
        case .preserved:
            guard let preserved = act.flatMap(Preserved.init) else { return }
            try preserved.apply(at: event.at, in: tx)
        case .fixityChecked:
            guard let act else { return }
            try FixityReport.applyDamage(act, in: tx)
        case .formatsReviewed: if let act { try enterFormatRound(event, act, in: tx) }
        case .virusesScanned: if let act { try enterVirusRound(event, act, in: tx) }
        case .virusFound: try act.flatMap(VirusFound.init)?.apply(at: event.at, in: tx)
        case .virusSettled: try act.flatMap(VirusSettled.init)?.apply(event, in: tx)
        case .damageFound: try act.flatMap(DamageFound.init)?.apply(at: event.at, in: tx)
        case .repaired: try act.flatMap(DamageRepaired.init)?.apply(at: event.at, by: event.agent, in: tx)
        default: return
        }
    }
}
