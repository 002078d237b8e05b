import Archive
import Bytes
import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Preservation
import Sharing

// Reading: home, shelves, one record, its pages and files. Whatever is not published answers like what never was.

extension Pages {
    var readingRoutes: [Route] {
        [
            .get("/", .anyone) { call in
                let newest = try await rooms.readingRoom.newest(limit: 8)
                return call.page(homePage(call.visit, try await rooms.readingRoom.counts(), newest: newest))
            },
            .get("/fonds", .anyone) { call in
                call.page(fondsListPage(call.visit, try await rooms.readingRoom.counts()))
            },
            .get("/fonds/{id}", .anyone, fonds),
            .get("/records/{id}", .anyone, record),
            .get("/records/{id}/pages/{n}/{page}", .anyone, pageImage),
            .get("/records/{id}/files/{n}", .anyone, file),
            .get("/api/v1/records/{id}", .anyone) { call in
                call.json(try await published(call).json.canonical)
            },
        ]
    }

    private static let perPage = 50

    private func published(_ call: Call) async throws -> PublicRecord {
        guard let record = try await rooms.readingRoom.record(publicID: try call.value("id")) else {
            throw WebProblem.notFound
        }
        return record
    }

    private func fonds(_ call: Call) async throws -> Response {
        guard let fonds = try await rooms.readingRoom.fonds(publicID: try call.value("id")) else {
            throw WebProblem.notFound
        }
        let chosen =
            fonds.categories.first { $0.place.publicID == call.query["in"] } ?? fonds.categories.first
        var entries: [PublicEntry] = []
        if let chosen {
            entries = try await rooms.readingRoom.shelf(
                publicID: chosen.place.publicID, after: call.query["after"], limit: Self.perPage + 1)
        }
        let shown = Array(entries.prefix(Self.perPage))
        let base: Path = "/fonds/\(fonds.place.publicID)"
        return call.page(
            fondsPage(
                call.visit,
                FondsView(
                    fonds: fonds, chosen: chosen?.place, entries: shown, isFirst: call.query["after"] == nil,
                    next: entries.count > shown.count
                        ? base.adding("in", chosen?.place.publicID).adding("after", shown.last?.place) : nil)))
    }

    private func record(_ call: Call) async throws -> Response {
        let record = try await published(call)
        let wanted = call.query["file"].flatMap { Int($0) }
        let file = record.files.first { $0.n == wanted } ?? record.files.first
        let pages = max(1, file?.pages ?? 1)
        let page = min(max(call.query["page"].flatMap { Int($0) } ?? 1, 1), pages)
        var text: String?
        if let file, record.published >= .text {
            text = try await rooms.readingRoom.text(publicID: record.publicID, n: file.n)?
                .first { $0.page == Int64(page) }?.text
        }
        return call.page(recordPage(call.visit, RecordView(record: record, file: file, page: page, text: text)))
    }

    private func pageImage(_ call: Call) async throws -> Response {
        let (id, n, page) = (try call.value("id"), try call.number("n"), try call.number("page"))
        guard let image = try await rooms.readingRoom.pageImage(publicID: id, n: n, page: page) else {
            throw WebProblem.notFound
        }
        return call.file(
            ServedFile(mime: image.mime, bytes: Int64(image.bytes.count), tag: Hash.short(image.bytes))
        ) { range in .of(Array(image.bytes[Int(range.lowerBound)..<Int(range.upperBound)])) }
    }

    private func file(_ call: Call) async throws -> Response {
        let (id, n) = (try call.value("id"), try call.number("n"))
        guard let found = try await rooms.readingRoom.file(publicID: id, n: n) else { throw WebProblem.notFound }
        let room = rooms.readingRoom
        let served = ServedFile(
            mime: found.file.mime, bytes: found.file.bytes, tag: found.file.digest.hex, name: found.file.name)
        return call.file(served) { range in
            // The right is asked again for the bytes themselves.
            guard let part = try await room.file(publicID: id, n: n, range: range) else { throw WebProblem.notFound }
            return part.bytes
        }
    }
}

extension PublicRecord {
    /// As `/api/v1/records/{id}` answers.
    fileprivate var json: JSON {
        [
            "schema": "lantai.record/1", "id": .string(publicID), "code": .string(code), "title": .string(title),
            "level": .string(level.rawValue), "date": JSON(date), "author": JSON(author),
            "documentNumber": JSON(documentNumber), "fonds": .string(fonds.code),
            "published": .int(Int64(published.rawValue)), "citation": .string(citation),
            "elements": .array(
                description.map { ["element": .string($0.identifier), "value": .string($0.value)] }),
            "files": .array(
                files.map {
                    [
                        "n": .int(Int64($0.n)), "mime": .string($0.mime), "bytes": .int($0.bytes),
                        "sha256": .string($0.digest.hex), "pages": JSON($0.pages.map { Int64($0) }),
                    ]
                }),
        ]
    }
}
