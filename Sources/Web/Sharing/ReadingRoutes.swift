import Appraisal
import Archive
import Catalogue
import Discovery
import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Preservation
import Sharing

// The portal: home, fonds, records with their pages and files, and the same record for programs.

extension Pages {
    var readingRoutes: [Route] {
        [
            .get("/", .anyone) { call in
                let view = HomeView(
                    counts: try await rooms.readingRoom.counts(), newest: try await rooms.readingRoom.newest(limit: 6),
                    timeline: try await timeline(),
                    featured: try await rooms.readingRoom.featured(rooms.settings.featured).map(\.featured))
                return call.page(homePage(call.visit, view))
            },
            .get("/fonds", .anyone) { call in
                call.page(fondsListPage(call.visit, try await rooms.readingRoom.counts()))
            },
            .get("/fonds/{id}", .anyone, fonds),
            .get("/records/{id}", .anyone, record),
            .get("/records/{id}/pages/{n}/{page}", .anyone) { call in
                let (n, page, width, turn) = try pageAsked(call)
                return try image(
                    call,
                    try await rooms.readingRoom.pageImage(
                        publicID: try call.value("id"), n: n, page: page, width: width, turn: turn,
                        webp: call.takesWebP))
            },
            .get("/records/{id}/tiles/{n}/{page}/{level}/{column}/{row}", .anyone) { call in
                let at = try tileAsked(call)
                return try tile(
                    call,
                    try await rooms.readingRoom.tile(
                        publicID: try call.value("id"), n: at.n, page: at.page, level: at.level, column: at.column,
                        row: at.row))
            },
            .get("/records/{id}/view", .anyone) { call in
                let (record, viewer) = try await viewed(call)
                return call.page(viewPage(call.visit, record, viewer))
            },
            .get("/records/{id}/leaves", .anyone) { call in
                let (record, viewer) = try await viewed(call, needsImages: true)
                return call.page(leavesPage(call.visit, record, viewer))
            },
            .get("/records/{id}/files/{n}", .anyone) { call in
                let (id, n) = (try call.value("id"), try call.number("n"))
                return try await file(call) { try await rooms.readingRoom.file(publicID: id, n: n, range: $0) }
            },
            .get("/records/{id}/plays/{n}", .anyone) { call in
                let (id, n) = (try call.value("id"), try call.number("n"))
                return try await play(call) {
                    try await rooms.readingRoom.copyToPlay(publicID: id, n: n, range: $0)
                }
            },
            .get("/desk/units/{id}/plays/{n}", .duty(.browse)) { call in
                let (id, n, reach): (UnitID, Int, Reach) = (
                    try call.identifier("id"), try call.number("n"), try staffReach(call)
                )
                return try await play(call) {
                    try await rooms.readingRoom.deskCopyToPlay(id, n: n, range: $0, within: reach)
                }
            },
            .get("/api/v1/records/{id}", .anyone) { call in
                guard let record = try await rooms.readingRoom.record(publicID: try call.value("id")) else {
                    throw WebProblem.notFound
                }
                return call.json(record.json.canonical)
            },
            .get("/desk/units/{id}/files/{n}", .duty(.browse)) { call in
                let (id, n, reach): (UnitID, Int, Reach) = (
                    try call.identifier("id"), try call.number("n"), try staffReach(call)
                )
                return try await file(call) { try await rooms.readingRoom.deskFile(id, n: n, range: $0, within: reach) }
            },
            .get("/desk/units/{id}/pages/{n}/{page}", .duty(.browse)) { call in
                let (n, page, width, turn) = try pageAsked(call)
                return try image(
                    call,
                    try await rooms.readingRoom.deskPageImage(
                        try call.identifier("id"), n: n, page: page, width: width, turn: turn,
                        webp: call.takesWebP, within: try staffReach(call)))
            },
            .get("/desk/units/{id}/tiles/{n}/{page}/{level}/{column}/{row}", .duty(.browse)) { call in
                let at = try tileAsked(call)
                return try tile(
                    call,
                    try await rooms.readingRoom.deskTile(
                        try call.identifier("id"), n: at.n, page: at.page, level: at.level, column: at.column,
                        row: at.row, within: try staffReach(call)))
            },
            .get("/desk/units/{id}/view", .duty(.browse)) { call in
                let (record, viewer) = try await deskViewed(call)
                return call.page(deskViewPage(call.visit, record, viewer))
            },
            .get("/desk/units/{id}/leaves", .duty(.browse)) { call in
                let (record, viewer) = try await deskViewed(call, needsImages: true)
                return call.page(deskLeavesPage(call.visit, record, viewer))
            },
        ]
    }

    /// All that this member of staff may find.
    func staffReach(_ call: Call) throws -> Reach {
        Reach.staff(try call.agent(.browse), agency: try call.person().agency, on: rooms.clock.today)
    }

    /// Of what years the published records are. The first page does without it rather than fail with the index.
    private func timeline() async throws -> Timeline? {
        do {
            return try await rooms.finder.timeline(reach: Reach.public(on: rooms.clock.today))
        } catch {
            return nil
        }
    }

    // MARK: Records

    private func record(_ call: Call) async throws -> Response {
        let shown = try await shown(call)
        let related = try await related(to: shown.record, at: shown.accessEpoch)
        return call.page(
            recordPage(
                call.visit, RecordView(shown, query: call.query["q"], isVertical: isVertical(call), related: related)))
    }

    /// Other records by whoever made this one, latest first; none rather than no page where the index fails.
    private func related(to record: PublicRecord, at epoch: Int64) async throws -> RelatedRecords? {
        guard let author = record.author else { return nil }
        do {
            let answer = try await rooms.finder.latest(
                by: author, reach: Reach.public(on: rooms.clock.today), limit: RelatedRecords.most + 1, at: epoch)
            let others = answer.hits.filter { $0.publicID != record.publicID }
            guard !others.isEmpty else { return nil }
            return RelatedRecords(
                author: author, hits: Array(others.prefix(RelatedRecords.most)), total: Int64(answer.total))
        } catch {
            return nil
        }
    }

    /// The published record asked for, at the page asked for, or where the word searched for stands.
    private func shown(_ call: Call) async throws -> RecordAtPage {
        let asked = try fileAndPage(call)
        guard
            let shown = try await rooms.readingRoom.record(
                publicID: try call.value("id"), file: asked.file, page: asked.page, matching: matching(call))
        else { throw WebProblem.notFound }
        return shown
    }

    /// What an address names by `file` and `page`: each may be missing, and what is there must be a number.
    func fileAndPage(_ call: Call) throws -> (file: Int?, page: Int?) {
        func number(_ name: String) throws -> Int? {
            guard let text = call.query[name] else { return nil }
            guard let number = Int(text) else { throw WebProblem.notFound }
            return number
        }
        return (try number("file"), try number("page"))
    }

    /// Whether a text holds what was searched for; `nil` if nothing was.
    private func matching(_ call: Call) -> (@Sendable (String) -> Bool)? {
        guard let asked = call.query["q"], !asked.isEmpty else { return nil }
        let marks = TextMarks(FindQuery(parsing: asked))
        return marks.isEmpty ? nil : { @Sendable text in marks.match(text) }
    }

    // MARK: The viewer

    /// A published record in the viewer; not there if there is nothing to look at.
    private func viewed(_ call: Call, needsImages: Bool = false) async throws -> (PublicRecord, Viewer) {
        let shown = try await shown(call)
        guard let view = shown.view, !needsImages || view.file.hasImages else { throw WebProblem.notFound }
        let base: Path = "/records/\(shown.record.publicID)"
        return (
            shown.record,
            viewer(call, view, base: base, here: "\(base)/view", downloads: shown.record.published == .text)
        )
    }

    private func deskViewed(_ call: Call, needsImages: Bool = false) async throws -> (DeskRecordAtPage, Viewer) {
        let asked = try fileAndPage(call)
        let id: UnitID = try call.identifier("id")
        guard
            let shown = try await rooms.readingRoom.deskRecord(
                id, file: asked.file, page: asked.page, matching: matching(call), within: try staffReach(call)),
            !needsImages || shown.view.file.hasImages
        else { throw WebProblem.notFound }
        let base: Path = "/desk/units/\(id.text)"
        return (shown, viewer(call, shown.view, base: base, here: "\(base)/view", downloads: true))
    }

    private func viewer(_ call: Call, _ view: PageInView, base: Path, here: Path, downloads: Bool) -> Viewer {
        Viewer(
            view, base: base, here: here, query: call.query["q"], size: call.query["size"].flatMap { Int($0) },
            turn: call.query["turn"].flatMap { Int($0) } ?? 0, isVertical: isVertical(call), downloads: downloads)
    }

    private func isVertical(_ call: Call) -> Bool { call.query["lines"] == Viewer.vertical }

    // MARK: Images and files

    /// File, page, width and turn of the image asked for.
    private func pageAsked(_ call: Call) throws -> (n: Int, page: Int, width: Int, turn: Int) {
        guard let width = Int(call.query["width"] ?? "1200"), (1...10_000).contains(width),
            let turn = Int(call.query["turn"] ?? "0"), (0...3).contains(turn)
        else { throw WebProblem.notFound }
        return (try call.number("n"), try pageNumber(call), width, turn)
    }

    private func tileAsked(_ call: Call) throws -> (n: Int, page: Int, level: Int, column: Int, row: Int) {
        (
            try call.number("n"), try pageNumber(call), try call.number("level"), try call.number("column"),
            try call.number("row")
        )
    }

    private func tile(_ call: Call, _ tile: [UInt8]?) throws -> Response {
        try image(call, tile.map { PageImage(mime: "image/jpeg", bytes: $0) })
    }

    /// `3`, or `3` of `3.jpg` and `3.png` as addresses used to be: the type is in the header.
    private func pageNumber(_ call: Call) throws -> Int {
        let parts = try call.value("page").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || ["jpg", "png"].contains(parts[1]), let page = Int(parts[0]),
            (1...1_000_000).contains(page)
        else { throw WebProblem.notFound }
        return page
    }

    private func image(_ call: Call, _ image: PageImage?) throws -> Response {
        guard let image else { throw WebProblem.notFound }
        let tag = EntityTag.quoted(Hash.short(image.bytes))
        let headers: HTTPFields = [
            .contentType: image.mime, .cacheControl: "private, no-cache", .eTag: tag, .vary: "Accept",
        ]
        if EntityTag.matches(call.header(.ifNoneMatch), tag) { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: image.bytes)))
    }

    /// A copy for browsers, in the parts they ask for; it has no name, since it is not there to be kept.
    private func play(
        _ call: Call, _ open: @escaping @Sendable (Range<Int64>?) async throws -> CopyToPlay?
    ) async throws -> Response {
        guard let copy = try await open(nil) else { throw WebProblem.notFound }
        return call.file(ServedFile(mime: copy.kind.mime, bytes: copy.bytes, tag: copy.tag, name: nil)) { range in
            guard let part = try await open(range) else { throw WebProblem.notFound }
            return part.stream
        }
    }

    private func file(
        _ call: Call, _ open: @escaping @Sendable (Range<Int64>?) async throws -> FileToRead?
    ) async throws -> Response {
        guard let file = try await open(nil)?.file else { throw WebProblem.notFound }
        return call.file(ServedFile(mime: file.sentType, bytes: file.bytes, tag: file.digest.hex, name: file.name)) {
            range in
            // The right is asked for again: what was withdrawn in between is not sent.
            guard let part = try await open(range) else { throw WebProblem.notFound }
            return part.bytes
        }
    }
}

extension Call {
    /// Whether who asks for a picture says that it takes WebP: browsers since 2020, and few other programs.
    fileprivate var takesWebP: Bool { header(.accept)?.contains("image/webp") ?? false }
}

extension PublicRecord {
    /// As `/api/v1/records/{id}` answers: what the page shows, nothing more.
    fileprivate var json: JSON {
        [
            "schema": "lantai.record/1", "id": .string(publicID), "code": .string(code), "title": .string(title),
            "level": .string(level.rawValue), "date": JSON(date), "author": JSON(author),
            "documentNumber": JSON(documentNumber), "fonds": .string(fonds.code),
            "published": .int(Int64(published.rawValue)), "publishedFrom": .string(publishedFrom.text),
            "openedFrom": .string(openedFrom.text), "citation": .string(citation),
            "page": .string("/records/\(publicID)"),
            "elements": .array(
                description.map {
                    ["element": .string($0.identifier), "name": JSON($0.name), "value": .string($0.value)]
                }),
            "files": .array(files.map(json(of:))),
        ]
    }

    /// A file; its digest and address only where it may be downloaded.
    private func json(of file: PublicFile) -> JSON {
        var members: [String: JSON] = [
            "n": .int(Int64(file.n)), "role": JSON(file.role), "mime": .string(file.mime), "bytes": .int(file.bytes),
            "pages": JSON(file.pages.map { Int64($0) }),
        ]
        if published == .text {
            members["name"] = .string(file.name)
            members["sha256"] = .string(file.digest.hex)
            members["url"] = .string("/records/\(publicID)/files/\(file.n)")
        }
        return .object(members)
    }
}
