package import Appraisal
package import Archive
package import Bytes
package import Catalogue
package import Formats
package import Ledger
package import Preservation
import Synchronization
package import Tables

/// Where records are read (阅览室): everything that reaches the public is made here, from a `PublicationRight`.
///
/// Closed, withdrawn and never there answer alike: with `nil`, found out by the same questions.
package final class ReadingRoom: Sendable {
    let database: any Database
    let stacks: Stacks
    let aids: FindingAids
    let board: AppraisalBoard
    let copies: AccessCopies
    let readers = Readers()
    /// What makes copies of sound and film; `nil`: nothing does.
    let media: MediaTools?
    /// Proves what is published; without it there are no proofs.
    package let publicLog: PublicLog?
    let clock: Clock
    let settings: ReadingRoomSettings
    /// The last count, with what it is good for.
    let counted = Mutex<KeptCounts?>(nil)

    /// - Parameter workers: Without them there are no page images.
    package init(
        database: any Database, stacks: Stacks, aids: FindingAids, board: AppraisalBoard, scratch: Scratch,
        workers: WorkerPool?, clock: Clock, settings: ReadingRoomSettings = ReadingRoomSettings(),
        publicLog: PublicLog? = nil, media: MediaTools? = nil
    ) {
        self.database = database
        self.stacks = stacks
        self.aids = aids
        self.board = board
        self.clock = clock
        self.settings = settings
        self.publicLog = publicLog
        self.media = media
        copies = AccessCopies(scratch: scratch, workers: workers)
    }

    /// What the public may find today.
    var reach: Reach { .public(on: clock.today) }
}

/// What the reading room says about its house.
package struct ReadingRoomSettings: Hashable, Sendable {
    /// The name of the archive (收藏者) and its place, for citations.
    package let archive: String
    package let place: String?
    /// The address of the public site without a slash at its end: `https://archive.example`.
    package let site: String

    package init(archive: String = "兰台", place: String? = nil, site: String = "") {
        self.archive = archive
        self.place = place
        self.site = site
    }
}
