import Appraisal
import Archive
import Catalogue
import Preservation
import Tables

/// A published record open at one page of one file: all that its page on the web shows, read at one moment.
package struct RecordAtPage: Hashable, Sendable {
    package let record: PublicRecord
    /// `nil` if there is no such file, or none to show.
    package let view: PageInView?
    /// How access stood when it was read: the epoch of the last change to it.
    package let accessEpoch: Int64
}

/// One page of one file, with what is beside it.
package struct PageInView: Hashable, Sendable {
    /// All files of the record.
    package let files: [PublicFile]
    package let file: PublicFile
    /// From 1.
    package let page: Int
    /// How many pages the file has: as counted, or as many as have text; 1 where neither is known.
    package let pages: Int
    /// The text of the page, where it may be read; `nil` where there is none.
    package let text: String?
    /// The sizes of the page there are tiles of; `nil` while it has none.
    package let tiles: PageTiles?
    /// How it stands with the copy that browsers play; `nil` where they play the file itself, and of what is no sound or film.
    package let playable: PlayableState?
    /// The pages of the file whose text holds what was searched for, in order.
    package let hits: [Int]
}

extension ReadingRoom {
    /// The published record at this address, open at `page` of file `n`; `nil` for closed, withdrawn, never there, and a page
    /// that the file does not have.
    ///
    /// - Parameters:
    ///   - n: The first file, if not said.
    ///   - page: The first page, if not said; with `matching`, the first that matches.
    ///   - matching: whether a text holds what is searched for.
    package func record(
        publicID: String, file n: Int?, page: Int?, matching: (@Sendable (String) -> Bool)? = nil
    ) async throws -> RecordAtPage? {
        guard PublicID.isWellFormed(publicID) else { return nil }
        readers.came(at: clock.now)
        let today = clock.today
        let found = try await database.read { [self] tx -> (record: RecordAtPage, object: UnitID?)? in
            guard let (unit, right) = try published(publicID, on: today, in: tx) else { return nil }
            let kept = try keptFiles(of: unit, right, in: tx)
            let view: PageInView?
            switch try open(
                unit, kept, file: n, page: page, showsText: right.level >= .text, matching: matching, in: tx)
            {
            case .page(let found): view = found
            case .noFile: view = nil
            case .noPage: return nil
            }
            let files = kept.map { PublicFile($0, code: unit.code) }
            let record = RecordAtPage(
                record: try PublicRecord(unit, right, in: tx, files: files, room: self, on: today), view: view,
                accessEpoch: try AppraisalBoard.lastChange(in: tx))
            return (record, unit.holding)
        }
        await wish(playable: found?.record.view, of: found?.object)
        return found?.record
    }

    enum Opened {
        case page(PageInView)
        /// There is no such file, or none at all.
        case noFile
        case noPage
    }

    /// Pages looked through for what is searched for: more nobody turns.
    private static let mostSearched = 5_000

    /// Opens a page of files that may be seen.
    func open(
        _ unit: ArchivalUnit, _ kept: [KeptFile], file n: Int?, page asked: Int?, showsText: Bool,
        matching: (@Sendable (String) -> Bool)?, in tx: any Transaction
    ) throws -> Opened {
        var chosen = n == nil ? kept.first : kept.first { $0.n == Int64(n ?? 0) }
        var hits: [Int] = []
        if showsText, let matching {
            let found = try stacks.pages(of: unit.holding ?? unit.id, limit: Self.mostSearched, in: tx) { matching($0) }
            // Nothing said where to open it: where the word is.
            if n == nil, asked == nil, let first = found.first, let file = kept.first(where: { $0.n == first.file }) {
                chosen = file
            }
            hits = found.filter { $0.file == chosen?.n }.map { Int($0.page) }
        }
        guard let chosen else { return (asked ?? 1) == 1 ? .noFile : .noPage }
        let counted = Int(chosen.pages ?? 0)
        let written = showsText && counted == 0 ? try stacks.textPages(chosen.unit, file: chosen.n, in: tx) : 0
        let pages = max(1, counted, written)
        let page = asked ?? hits.first ?? 1
        guard (1...pages).contains(page) else { return .noPage }
        return .page(
            PageInView(
                files: kept.map { PublicFile($0, code: unit.code) }, file: PublicFile(chosen, code: unit.code),
                page: page,
                pages: pages,
                text: showsText ? try stacks.text(chosen.unit, file: chosen.n, page: Int64(page), in: tx) : nil,
                tiles: tiles(of: chosen, page: page), playable: showsText ? playable(chosen) : nil,
                hits: hits.filter { $0 <= pages }))
    }
}
