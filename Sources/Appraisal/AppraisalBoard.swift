package import Archive
package import Tables

/// Where opening and publication are decided (档案开放审核): nobody else can make an `OpenRecord` or a `PublicationRight`.
package final class AppraisalBoard: Sendable {
    let database: any Database
    let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }
}
