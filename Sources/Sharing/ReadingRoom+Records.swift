import Appraisal
import Archive
import Catalogue
import Preservation
import Tables

extension ReadingRoom {
    /// The published record at this address; `nil` for closed, withdrawn and never there alike.
    package func record(publicID: String) async throws -> PublicRecord? {
        guard PublicID.isWellFormed(publicID) else { return nil }
        let today = clock.today
        return try await database.read { [self] tx in
            guard let (unit, right) = try published(publicID, on: today, in: tx) else { return nil }
            return try PublicRecord(unit, right, in: tx, files: files(of: unit, right, in: tx), room: self, on: today)
        }
    }

    /// The newest publications first.
    package func newest(limit: Int = 20) async throws -> [PublicEntry] {
        let reach = reach
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: PublicEntry.columns) FROM access JOIN unit ON unit.id = access.unit
                WHERE access.level > 0 AND \(sql: reach.predicate(unitColumn: "access.unit"))
                ORDER BY access.published_from DESC, access.unit DESC LIMIT \(limit)
                """
            ).map(PublicEntry.init(row:))
        }
    }

    /// A page of the published records right below a 类别 or 案卷, in shelf order; empty if nothing there is public.
    package func shelf(publicID: String, after place: String? = nil, limit: Int = 50) async throws -> [PublicEntry] {
        let after = place.flatMap(ShelfPlace.init(text:))
        return try await shelf(
            publicID, "(access.position, access.unit) > (\(after?.position ?? -1), \(after?.id.text ?? ""))",
            "access.position, access.unit", limit)
    }

    /// The page of the same shelf that begins with the record at `first`, and whether any stands before it; `nil` if that
    /// record is not public, or stands elsewhere.
    package func shelf(publicID: String, beginningWith first: String, limit: Int = 50) async throws -> (
        entries: [PublicEntry], hasEarlier: Bool
    )? {
        guard PublicID.isWellFormed(first) else { return nil }
        let reach = reach
        let place = try await database.read { tx in
            try tx.row(
                """
                SELECT access.position, access.unit FROM access JOIN unit ON unit.id = access.unit
                WHERE unit.public_id = \(first) AND access.level > 0 AND \(sql: reach.predicate(unitColumn: "access.unit"))
                  AND access.parent = (SELECT id FROM unit WHERE public_id = \(publicID))
                """
            ).map { ShelfPlace(position: $0.int("position"), id: UnitID(trusted: $0.text("unit"))) }
        }
        guard let place else { return nil }
        let entries = try await shelf(
            publicID, "(access.position, access.unit) >= (\(place.position), \(place.id.text))",
            "access.position, access.unit", limit)
        return (entries, try await !shelf(publicID: publicID, before: place.text, limit: 1).isEmpty)
    }

    /// The page of the same shelf that ends before `place`, in shelf order too.
    package func shelf(publicID: String, before place: String, limit: Int = 50) async throws -> [PublicEntry] {
        guard let place = ShelfPlace(text: place) else { return [] }
        return try await shelf(
            publicID, "(access.position, access.unit) < (\(place.position), \(place.id.text))",
            "access.position DESC, access.unit DESC", limit
        ).reversed()
    }

    private func shelf(_ publicID: String, _ side: Query, _ order: Query, _ limit: Int) async throws -> [PublicEntry] {
        guard PublicID.isWellFormed(publicID) else { return [] }
        let reach = reach
        return try await database.read { tx in
            guard let node = try tx.row("SELECT id FROM unit WHERE public_id = \(publicID)")?.text("id") else {
                return []
            }
            return try tx.rows(
                """
                SELECT \(sql: PublicEntry.columns) FROM access JOIN unit ON unit.id = access.unit
                WHERE access.parent = \(node) AND access.level > 0 AND \(sql: side)
                  AND \(sql: reach.predicate(unitColumn: "access.unit"))
                ORDER BY \(sql: order) LIMIT \(limit)
                """
            ).map(PublicEntry.init(row:))
        }
    }

    /// The unit and the right to show it; `nil` if there is none. Whether it is public is part of the first question, so
    /// that neither the answer nor the time it takes tells what is closed from what never was.
    func published(_ publicID: String, on day: Day, in tx: any Transaction) throws -> (ArchivalUnit, PublicationRight)?
    {
        let reach = Reach.public(on: day).predicate(unitColumn: "unit.id")
        guard
            let row = try tx.row(
                "SELECT \(sql: ArchivalUnit.columns()) FROM unit WHERE public_id = \(publicID) AND \(sql: reach)"),
            case let unit = try ArchivalUnit(row: row), let right = try board.right(unit.id, on: day, in: tx)
        else { return nil }
        return (unit, right)
    }

    /// The files readers may look at, by level: none with the entry alone.
    func files(of unit: ArchivalUnit, _ right: PublicationRight, in tx: any Transaction) throws -> [PublicFile] {
        try keptFiles(of: unit, right, in: tx).map { PublicFile($0, code: unit.code) }
    }

    /// The same as they are kept.
    func keptFiles(of unit: ArchivalUnit, _ right: PublicationRight, in tx: any Transaction) throws -> [KeptFile] {
        guard right.level >= .image, let kept = unit.holding else { return [] }
        return try stacks.holding(kept, in: tx)?.files ?? []
    }
}

extension PublicRecord {
    /// Made from a right and nothing else.
    init(
        _ unit: ArchivalUnit, _ right: PublicationRight, in tx: any Transaction, files: [PublicFile],
        room: ReadingRoom, on today: Day
    ) throws {
        let path = try PublicPlace.path(of: unit, in: tx)
        self.init(
            publicID: unit.publicID, level: unit.level, code: unit.code, title: unit.title,
            date: unit.description["date"], dates: unit.dates, year: unit.year, author: unit.author,
            documentNumber: unit.documentNumber,
            fonds: path.first?.place ?? PublicPlace(publicID: "", code: unit.fondsCode, title: unit.fondsCode),
            category: path.first { $0.level == .series }?.place, shelf: path.last?.place.publicID,
            published: right.level, publishedFrom: right.from,
            openedFrom: right.record.decision.effective,
            description: unit.description.shown(at: right.level).values.compactMap(PublicElement.init),
            validity: Validity(unit, at: right.level),
            relations: try PublicRelation.all(of: unit, room: room, on: today, in: tx),
            files: files, previous: try PublicNeighbour.before(unit, room.reach, in: tx),
            next: try PublicNeighbour.after(unit, room.reach, in: tx),
            citation: Citation(
                author: unit.author, title: unit.title, code: unit.code, date: unit.description["date"],
                publicID: unit.publicID, settings: room.settings, read: today
            ).text,
            version: unit.version, changedAt: unit.changedAt)
    }
}

extension PublicElement {
    fileprivate init?(_ value: ElementValue) {
        guard let element = DescriptiveElement.named(value.element) else { return nil }
        self.init(identifier: element.identifier, name: element.name, value: value.value)
    }
}

extension PublicPlace {
    /// The nodes above a published unit, from its 全宗 down.
    static func path(of unit: ArchivalUnit, in tx: any Transaction) throws -> [(place: PublicPlace, level: Level)] {
        var path: [(place: PublicPlace, level: Level)] = []
        var parent = unit.parent
        while let next = parent, path.count < 8,
            let row = try tx.row("SELECT parent, public_id, code, title, level FROM unit WHERE id = \(next)"),
            let level = Level(rawValue: row.text("level"))
        {
            path.append((PublicPlace(row: row), level))
            parent = row.optionalText("parent").map(UnitID.init(trusted:))
        }
        return path.reversed()
    }

    init(row: Row) {
        self.init(publicID: row.text("public_id"), code: row.text("code"), title: row.text("title"))
    }
}

extension PublicNeighbour {
    static func after(_ unit: ArchivalUnit, _ reach: Reach, in tx: any Transaction) throws -> PublicNeighbour? {
        try tx.row(
            """
            SELECT unit.public_id, unit.code, unit.title FROM access JOIN unit ON unit.id = access.unit
            WHERE access.parent = \(unit.parent) AND access.level > 0
              AND (access.position, access.unit) > (\(unit.position), \(unit.id))
              AND \(sql: reach.predicate(unitColumn: "access.unit"))
            ORDER BY access.position, access.unit LIMIT 1
            """
        ).map(PublicNeighbour.init(row:))
    }

    static func before(_ unit: ArchivalUnit, _ reach: Reach, in tx: any Transaction) throws -> PublicNeighbour? {
        try tx.row(
            """
            SELECT unit.public_id, unit.code, unit.title FROM access JOIN unit ON unit.id = access.unit
            WHERE access.parent = \(unit.parent) AND access.level > 0
              AND (access.position, access.unit) < (\(unit.position), \(unit.id))
              AND \(sql: reach.predicate(unitColumn: "access.unit"))
            ORDER BY access.position DESC, access.unit DESC LIMIT 1
            """
        ).map(PublicNeighbour.init(row:))
    }

    private init(row: Row) {
        self.init(publicID: row.text("public_id"), code: row.text("code"), title: row.text("title"))
    }
}

extension PublicEntry {
    static let columns: Query =
        """
        unit.public_id, unit.code, unit.title, unit.date_text, unit.fonds_code, access.level, access.published_from,
        access.position, access.unit
        """

    init(row: Row) {
        self.init(
            publicID: row.text("public_id"), code: row.text("code"), title: row.text("title"),
            date: row.optionalText("date_text"), fondsCode: row.text("fonds_code"),
            published: PublicationLevel(rawValue: Int(row.int("level")))!,
            publishedFrom: Day(text: row.text("published_from"))!,
            place: ShelfPlace(position: row.int("position"), id: UnitID(trusted: row.text("unit"))).text)
    }
}
