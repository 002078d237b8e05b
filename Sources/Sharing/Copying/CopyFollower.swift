package import Archive
import Intake
import Ledger
import Preservation
import Tables

/// Sets the work on access copies going when a transfer has been kept: one row for each piece, claimed by the copy room.
package struct CopyFollower: Follower {
    package let name = CopyRoom.name
    package let kinds: Set<EventKind> = [.preserved]

    private let room: CopyRoom
    private let bookmarkRow: TableBookmark

    package init(_ room: CopyRoom) {
        self.room = room
        bookmarkRow = TableBookmark(follower: CopyRoom.name, database: room.database)
    }

    package func bookmark() async throws -> EventIndex { try await bookmarkRow.read() }
    package func skip(to index: EventIndex) async throws { try await bookmarkRow.move(to: index) }

    package func handle(_ event: Event, at index: EventIndex) async throws {
        let accession = AccessionID(trusted: event.subject)
        var pages: Int64 = 0
        var last: Int64 = 0
        while true {
            let holdings = try await room.stacks.holdings(of: accession, after: last, limit: 500)
            guard let end = holdings.last else { break }
            let pieces = holdings.flatMap { holding in
                holding.files.filter { room.copies(in: $0.format?.mime ?? "") }.flatMap { file in
                    CopyPiece.all(of: holding.unit, file: file.n, pages: file.pages ?? 1, accession: accession.text)
                }
            }
            let now = room.clock.now
            try await room.database.write { tx in for piece in pieces { try piece.enter(.kept, at: now, in: tx) } }
            pages += pieces.reduce(0) { $0 + $1.pages }
            last = end.sequence
            room.wake()
        }
        let total = pages
        try await room.database.write { [room, bookmarkRow] tx in
            // Some may be done already; the rest counts from here.
            let left = try CopyPiece.pagesWaiting(of: accession.text, in: tx)
            if left > 0 {
                try room.progress.begin(accession.text, by: CopyRoom.name, done: total - left, of: total, in: tx)
            }
            try bookmarkRow.move(to: index, in: tx)
        }
        room.wake()
    }
}
