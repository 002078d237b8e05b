import Archive
import Catalogue
import HTTPTypes
import Hummingbird
import Sharing

// A 全宗 browsed: its categories, the 案卷 of the one chosen, and the records, page by page in both directions.

extension Pages {
    /// Records, or volumes, on one page.
    private static let perShelf = 50

    /// A 全宗 with its categories, and what stands in the one chosen, or in the 案卷 chosen. What has nothing public is not there.
    func fonds(_ call: Call) async throws -> Response {
        guard let fonds = try await rooms.readingRoom.fonds(publicID: try call.value("id")) else {
            throw WebProblem.notFound
        }
        let (chosen, volume) = try await place(named: call.query["in"], of: fonds)
        let base = Path("/fonds/\(fonds.place.publicID)")
        var view = FondsView(fonds: fonds, chosen: chosen, volume: volume)
        let records = try await shelf(call, in: volume?.publicID ?? chosen.place.publicID)
        view.entries = records.shown
        let here = base.adding("in", volume?.publicID ?? chosen.place.publicID)
        view.pages = records.pages(here, first: "before", last: "after", \.place)
        if volume == nil {
            let volumes = try await volumeShelf(call, in: chosen.place.publicID)
            view.volumes = volumes.shown
            view.volumePages = volumes.pages(here, first: "volumes-before", last: "volumes-after", \.place)
        }
        return call.page(fondsPage(call.visit, view))
    }

    /// The category, and the 案卷 in it, that an address names; without one the first category.
    private func place(named wanted: String?, of fonds: PublicFonds) async throws
        -> (PublicFonds.Category, PublicVolume?)
    {
        guard let wanted else {
            guard let first = fonds.categories.first else { throw WebProblem.notFound }
            return (first, nil)
        }
        if let category = fonds.categories.first(where: { $0.place.publicID == wanted }) { return (category, nil) }
        guard let volume = try await rooms.readingRoom.volume(publicID: wanted),
            let category = fonds.categories.first(where: { $0.place.publicID == volume.parent.publicID })
        else { throw WebProblem.notFound }
        return (category, volume)
    }

    /// A page of something that stands in order.
    private struct Shelf<Entry> {
        var shown: [Entry]
        var hasEarlier: Bool
        var hasMore: Bool

        /// Where the pages before and after it are: those that end before its first, and begin after its last.
        func pages(_ here: Path, first: String, last: String, _ place: (Entry) -> String) -> FondsView.Around {
            FondsView.Around(
                previous: hasEarlier ? shown.first.map { here.adding(first, place($0)) } ?? here : nil,
                next: hasMore ? shown.last.map { here.adding(last, place($0)) } : nil)
        }
    }

    // One more than is shown tells whether there is another page, in either direction.

    private func shelf(_ call: Call, in node: String) async throws -> Shelf<PublicEntry> {
        let room = rooms.readingRoom
        let (most, after) = (Self.perShelf, call.query["after"])
        if let before = call.query["before"] {
            let page = try await room.shelf(publicID: node, before: before, limit: most + 1)
            return Shelf(shown: page.suffix(most), hasEarlier: page.count > most, hasMore: true)
        }
        // Where one comes back to from a record: the page begins with it.
        if let at = call.query["at"],
            let page = try await room.shelf(publicID: node, beginningWith: at, limit: most + 1)
        {
            return Shelf(
                shown: Array(page.entries.prefix(most)), hasEarlier: page.hasEarlier, hasMore: page.entries.count > most
            )
        }
        let page = try await room.shelf(publicID: node, after: after, limit: most + 1)
        return Shelf(shown: Array(page.prefix(most)), hasEarlier: after != nil, hasMore: page.count > most)
    }

    private func volumeShelf(_ call: Call, in category: String) async throws -> Shelf<PublicVolume> {
        let room = rooms.readingRoom
        let (most, after) = (Self.perShelf, call.query["volumes-after"])
        if let before = call.query["volumes-before"] {
            let page = try await room.volumes(below: category, before: before, limit: most + 1)
            return Shelf(shown: page.suffix(most), hasEarlier: page.count > most, hasMore: true)
        }
        if let at = call.query["at"],
            let page = try await room.volumes(below: category, beginningWith: at, limit: most + 1)
        {
            return Shelf(
                shown: Array(page.volumes.prefix(most)), hasEarlier: page.hasEarlier, hasMore: page.volumes.count > most
            )
        }
        let page = try await room.volumes(below: category, after: after, limit: most + 1)
        return Shelf(shown: Array(page.prefix(most)), hasEarlier: after != nil, hasMore: page.count > most)
    }
}
