import Appraisal
import Archive

/// What one transaction brings to an index file.
struct IndexBatch: Sendable {
    /// Records to be found as they are now.
    var put: [IndexedUnit] = []
    /// Records not to be found any more.
    var remove: [UnitID] = []
    /// Access rows that changed, in the order of their epochs; any of units that are not in the index are passed over.
    var access: [AccessRow] = []
    /// The epoch `put` and `access` were read at; `nil` if nothing new is known.
    var epoch: Int64?
    /// The last event this settles.
    var bookmark: EventIndex?
    /// The day up to which everything that became public is in the file with this.
    var day: Day?
    /// When it is written, for saying how long removed words have been lying in the file.
    var at: Instant
}
