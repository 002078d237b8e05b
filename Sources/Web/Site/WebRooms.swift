package import Appraisal
package import Archive
package import Catalogue
package import Discovery
package import Formats
package import Intake
package import Ledger
package import Preservation
package import Sharing
package import Tables

/// The rooms behind the pages, wired by the house. A page never reaches past the doors given here.
package struct WebRooms: Sendable {
    package let database: any Database
    package let ledger: Ledger
    package let runner: FollowerRunner
    package let desk: ReceivingDesk
    package let aids: FindingAids
    package let board: AppraisalBoard
    package let readingRoom: ReadingRoom
    /// For the desk: work on access copies. Without workers there is none.
    package let copyRoom: CopyRoom?
    package let finder: Finder
    /// Whether the portal is closed for maintenance.
    package let doorkeeper: Doorkeeper
    /// For `/readyz`: whether foreign files are opened in isolation.
    package let workers: WorkerPool?
    package let accounts: AccountDesk
    package let clock: Clock
    /// For the desk, `/readyz` and `/metrics`.
    package let storage: StorageWatch?
    package let settings: WebSettings
    /// The way to the process that writes; `nil` in that process itself.
    package let writer: WriterRoad?

    package init(
        database: any Database, ledger: Ledger, runner: FollowerRunner, desk: ReceivingDesk, aids: FindingAids,
        board: AppraisalBoard, readingRoom: ReadingRoom, copyRoom: CopyRoom? = nil, finder: Finder,
        workers: WorkerPool?,
        accounts: AccountDesk, clock: Clock, storage: StorageWatch? = nil, settings: WebSettings,
        writer: WriterRoad? = nil
    ) {
        self.database = database
        self.ledger = ledger
        self.runner = runner
        self.desk = desk
        self.aids = aids
        self.board = board
        self.readingRoom = readingRoom
        self.copyRoom = copyRoom
        self.finder = finder
        self.workers = workers
        self.accounts = accounts
        self.clock = clock
        self.storage = storage
        self.settings = settings
        doorkeeper = Doorkeeper(database: database, ledger: ledger, clock: clock)
        self.writer = writer
    }
}
