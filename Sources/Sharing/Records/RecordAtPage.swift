import Appraisal
import Archive
import Catalogue
import Preservation
import Tables

/// A published record open at one page of one file: all that its page on the web shows, read at one moment.
package struct RecordAtPage: Hashable, Sendable {
    package let record: PublicRecord
    /// The file asked for, or the first; `nil` if there is no such file, or none to show.
    package let file: PublicFile?
    /// From 1.
    package let page: Int
    /// The text of the page, at the level of full text; `nil` where there is none.
    package let text: String?
}

extension ReadingRoom {
    /// The published record at this address, open at `page` of file `n` (the first page of the first file, if not said);
    /// `nil` for closed, withdrawn, never there, and a page that the file does not have.
    package func record(publicID: String, file n: Int?, page: Int?) async throws -> RecordAtPage? {
        guard PublicID.isWellFormed(publicID) else { return nil }
        let today = clock.today
        return try await database.read { [self] tx in
            guard let (unit, right) = try published(publicID, on: today, in: tx) else { return nil }
            let files = try files(of: unit, right, in: tx)
            let file = n == nil ? files.first : files.first { $0.n == n }
            let page = page ?? 1
            guard (1...max(1, file?.pages ?? 1)).contains(page) else { return nil }
            let text =
                if right.level >= .text, let file, let kept = unit.holding {
                    try stacks.text(kept, file: Int64(file.n), page: Int64(page), in: tx)
                } else {
                    String?.none
                }
            return RecordAtPage(
                record: try PublicRecord(unit, right, in: tx, files: files, room: self, on: today), file: file,
                page: page, text: text)
        }
    }
}
