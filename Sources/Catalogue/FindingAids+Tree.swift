package import Archive
import Tables

// The tree without its leaves: 全宗, 类别, 案卷, by page.

extension FindingAids {
    /// A page of the nodes directly below `parent`, in shelf order, without the 件 that stand there too.
    package func nodes(below parent: UnitID, after place: ShelfPlace? = nil, limit: Int) async throws -> [ArchivalUnit]
    {
        try await database.read { tx in
            // The words of the partial index `unit_branch`, so that it is used.
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE parent = \(parent) AND level <> 'item'
                  AND (position, id) > (\(place?.position ?? -1), \(place?.id.text ?? ""))
                ORDER BY position, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// The nodes just before `place`, in shelf order.
    package func nodes(below parent: UnitID, before place: ShelfPlace, limit: Int) async throws -> [ArchivalUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE parent = \(parent) AND level <> 'item' AND (position, id) < (\(place.position), \(place.id))
                ORDER BY position DESC, id DESC LIMIT \(limit)
                """
            ).reversed().map(ArchivalUnit.init(row:))
        }
    }

    /// A page of all nodes of a 全宗 whose code or title holds `text`, by code.
    package func nodes(of fonds: UnitID, holding text: String, after last: UnitID? = nil, limit: Int) async throws
        -> [ArchivalUnit]
    {
        let code = ReferenceCode.key(of: text)
        return try await database.read { tx in
            let place = try last.flatMap { try ArchivalUnit.unit($0, in: tx) }
            // The words of the partial index `unit_bough`, so that it is used.
            return try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE fonds = \(fonds) AND level <> 'item'
                  AND (code_key, id) > (\(place?.codeKey ?? ""), \(place?.id.text ?? ""))
                  AND (\(sql: .holds(code, in: "code_key")) OR \(sql: .holds(text, in: "title")))
                ORDER BY code_key, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }
}
