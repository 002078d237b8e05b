#if DEBUG
    import Foundation
#endif

/// Defects that a debug build has on demand (`LANTAI_PLANTED`), so that `make torture` can prove that its audit sees them. In a
/// release build there are none: `has` is the constant `false` there.
package enum Planted: String {
    /// Whoever waits for a COMMIT is answered before it.
    case earlyAnswer = "early-answer"
    /// Files are not synced.
    case missingSync = "missing-sync"
    /// The public index never hears that something was closed or withdrawn.
    case skippedNarrowing = "skipped-narrowing"
    /// Each correction of a description stands in the ledger twice.
    case doubledEvent = "doubled-event"
    /// The last object of each batch is noted as copied, and is not.
    case staleReplica = "stale-replica"

    #if DEBUG
        private static let chosen = Planted(rawValue: ProcessInfo.processInfo.environment["LANTAI_PLANTED"] ?? "")

        package static func has(_ defect: Planted) -> Bool { chosen == defect }
    #else
        @inlinable package static func has(_ defect: Planted) -> Bool { false }
    #endif
}
