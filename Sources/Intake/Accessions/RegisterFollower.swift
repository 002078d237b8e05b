import Archive
import Ledger
import Tables

/// Keeps the register true to what later rooms did with a package, and the staging area tidy.
struct RegisterFollower: Follower {
    let desk: ReceivingDesk

    let name = "intake.register"
    let kinds: Set<EventKind> = [.preserved, .drafted]

    private var mark: TableBookmark { TableBookmark(follower: name, database: desk.database) }

    func bookmark() async throws -> EventIndex { try await mark.read() }
    func skip(to index: EventIndex) async throws { try await mark.move(to: index) }

    func handle(_ event: Event, at index: EventIndex) async throws {
        if event.kind == .drafted {
            // Everything is in the stacks and in the catalogue: the unpacked copies have done their work.
            try await desk.tidy(AccessionID(trusted: event.subject), .described)
        }
        let mark = mark
        try await desk.database.write { tx in
            try ReceivingDesk.enterLaterState(event, in: tx)
            try mark.move(to: index, in: tx)
        }
    }
}
