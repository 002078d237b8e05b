package import Appraisal
package import Archive
package import Catalogue
package import Ledger
package import Tables

/// The rooms behind the pages, wired by the house. A page never reaches past the doors given here.
package struct WebRooms: Sendable {
    package let database: any Database
    package let ledger: Ledger
    package let runner: FollowerRunner
    package let aids: FindingAids
    package let board: AppraisalBoard
    package let accounts: AccountDesk
    package let clock: Clock
    package let settings: WebSettings

    package init(
        database: any Database, ledger: Ledger, runner: FollowerRunner, aids: FindingAids, board: AppraisalBoard,
        accounts: AccountDesk, clock: Clock, settings: WebSettings
    ) {
        self.database = database
        self.ledger = ledger
        self.runner = runner
        self.aids = aids
        self.board = board
        self.accounts = accounts
        self.clock = clock
        self.settings = settings
    }
}
