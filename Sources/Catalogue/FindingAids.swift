package import Archive
package import Tables

/// The catalogue (检索工具): the tree of described units, read by page, corrected with history.
package final class FindingAids: Sendable {
    let database: any Database
    let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }
}
