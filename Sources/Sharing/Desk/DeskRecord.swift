package import Appraisal
package import Archive
package import Catalogue
package import Formats
package import Preservation
import Tables

/// What staff see of a unit within their reach (工作台): all of it, open or not.
package struct DeskRecord: Hashable, Sendable {
    package let unit: ArchivalUnit
    /// From the 全宗 down to its parent.
    package let path: [ArchivalUnit]
    package let access: AccessRow
    /// Decisions about it, latest first.
    package let decisions: [OpeningDecision]
    /// What is kept of it; `nil` for a node of the tree.
    package let holding: Holding?
    /// Its files in the form readers would see them.
    package let files: [PublicFile]
}

/// A unit open at one page of one file, as staff see it.
package struct DeskRecordAtPage: Hashable, Sendable {
    package let unit: ArchivalUnit
    /// From the 全宗 down to its parent.
    package let path: [ArchivalUnit]
    package let view: PageInView
}

extension ReadingRoom {
    /// A unit open at `page` of file `n`, as `record(publicID:file:page:matching:)`, whatever is published of it; `nil` if it is
    /// not within `reach`, has no files, or no such page.
    package func deskRecord(
        _ id: UnitID, file n: Int?, page: Int?, matching: (@Sendable (String) -> Bool)? = nil, within reach: Reach
    ) async throws -> DeskRecordAtPage? {
        let found = try await database.read { [self] tx -> (DeskRecordAtPage, UnitID)? in
            guard let unit = try Self.unit(id, within: reach, in: tx), let object = unit.holding,
                let kept = try stacks.holding(object, in: tx)?.files,
                case .page(let view) = try open(
                    unit, kept, file: n, page: page, showsText: true, matching: matching, in: tx)
            else { return nil }
            return (DeskRecordAtPage(unit: unit, path: try ArchivalUnit.path(of: id, in: tx), view: view), object)
        }
        await wish(playable: found?.0.view, of: found?.1)
        return found?.0
    }

    /// A unit as staff see it; `nil` if it is not within `reach`.
    package func deskRecord(_ id: UnitID, within reach: Reach) async throws -> DeskRecord? {
        try await database.read { [self] tx in
            guard let unit = try Self.unit(id, within: reach, in: tx), let access = try AccessRow.of(id, in: tx) else {
                return nil
            }
            let holding = try unit.holding.flatMap { try stacks.holding($0, in: tx) }
            return DeskRecord(
                unit: unit, path: try ArchivalUnit.path(of: id, in: tx), access: access,
                decisions: try board.decisions(of: id, in: tx), holding: holding,
                files: holding?.files.map { PublicFile($0, code: unit.code) } ?? [])
        }
    }

    /// File `n` of a unit; `nil` if the unit is not within `reach`.
    package func deskFile(_ id: UnitID, n: Int, range: Range<Int64>? = nil, within reach: Reach) async throws
        -> FileToRead?
    {
        guard let (unit, kept) = try await deskKept(id, n, reach) else { return nil }
        return FileToRead(file: PublicFile(kept, code: unit.code), bytes: stacks.read(kept, range: range))
    }

    /// The copy of file `n` that browsers play; `nil` if the unit is not within `reach`, or there is none.
    package func deskCopyToPlay(_ id: UnitID, n: Int, range: Range<Int64>? = nil, within reach: Reach) async throws
        -> CopyToPlay?
    {
        guard let (_, kept) = try await deskKept(id, n, reach) else { return nil }
        return try await copyToPlay(of: kept, range)
    }

    /// The image of a page of file `n`; `nil` if the unit is not within `reach`.
    package func deskPageImage(
        _ id: UnitID, n: Int, page: Int, width: Int = 1200, turn: Int = 0, webp: Bool = false, within reach: Reach
    ) async throws -> PageImage? {
        guard let (_, kept) = try await deskKept(id, n, reach) else { return nil }
        return try await copy(of: kept, page: page, width: width, turn: turn, webp: webp)
    }

    /// A tile of a page of file `n`; `nil` if the unit is not within `reach`, or the page has no pyramid.
    package func deskTile(_ id: UnitID, n: Int, page: Int, level: Int, column: Int, row: Int, within reach: Reach)
        async throws -> [UInt8]?
    {
        guard let (_, kept) = try await deskKept(id, n, reach) else { return nil }
        return copies.pyramid(page, of: kept)?.tile(level: level, column: column, row: row)
    }

    /// Where the text of a page of file `n` stands on its image; `nil` if the unit is not within `reach`, or nothing is known.
    package func deskPlaces(_ id: UnitID, n: Int, page: Int, within reach: Reach) async throws -> PagePlaces? {
        guard page >= 1, let (_, kept) = try await deskKept(id, n, reach) else { return nil }
        return try await places(of: kept, page: page)
    }

    private func deskKept(_ id: UnitID, _ n: Int, _ reach: Reach) async throws -> (ArchivalUnit, KeptFile)? {
        try await database.read { [self] tx in
            guard let unit = try Self.unit(id, within: reach, in: tx),
                let file = try unit.holding.flatMap({ try stacks.holding($0, in: tx) })?.files.first(where: {
                    $0.n == Int64(n)
                })
            else { return nil }
            return (unit, file)
        }
    }

    private static func unit(_ id: UnitID, within reach: Reach, in tx: any Transaction) throws -> ArchivalUnit? {
        try tx.row(
            """
            SELECT \(sql: ArchivalUnit.columns()) FROM unit
            WHERE unit.id = \(id) AND \(sql: reach.predicate(unitColumn: "unit.id"))
            """
        ).map(ArchivalUnit.init(row:))
    }
}
