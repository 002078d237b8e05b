package import Archive
package import Tables

extension FindingAids {
    /// The unit with this identifier; `nil` if there is none.
    package func unit(_ id: UnitID) async throws -> ArchivalUnit? {
        try await database.read { try ArchivalUnit.unit(id, in: $0) }
    }

    /// The unit at this public address; `nil` if there is none.
    package func unit(publicID: String) async throws -> ArchivalUnit? {
        guard PublicID.isWellFormed(publicID) else { return nil }
        return try await database.read { try ArchivalUnit.unit(publicID: publicID, in: $0) }
    }

    /// These units, in the order asked for; those that are not there are left out.
    package func units(_ ids: [UnitID]) async throws -> [ArchivalUnit] {
        try await database.read { tx in try ids.compactMap { try ArchivalUnit.unit($0, in: tx) } }
    }

    /// The units with this reference code in any spelling: one, or several while a conflict stands.
    package func units(code: String) async throws -> [ArchivalUnit] {
        let key = ReferenceCode.key(of: code)
        return try await database.read { tx in
            try tx.rows(
                "SELECT \(sql: ArchivalUnit.columns()) FROM unit WHERE code_key = \(key) ORDER BY id LIMIT 100"
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// The only unit with this reference code; `nil` if there is none.
    package func unit(code: String) async throws -> ArchivalUnit? { try await units(code: code).first }

    /// A page of the units directly below `parent`, in shelf order: an index range, however many there are.
    package func children(of parent: UnitID, after place: ShelfPlace? = nil, limit: Int = 50) async throws
        -> [ArchivalUnit]
    {
        try await database.read { tx in
            let position = place?.position ?? -1
            return try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE parent = \(parent) AND (position, id) > (\(position), \(place?.id.text ?? ""))
                ORDER BY position, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// The page before `place`, in shelf order.
    package func children(of parent: UnitID, before place: ShelfPlace, limit: Int = 50) async throws -> [ArchivalUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE parent = \(parent) AND (position, id) < (\(place.position), \(place.id))
                ORDER BY position DESC, id DESC LIMIT \(limit)
                """
            ).reversed().map(ArchivalUnit.init(row:))
        }
    }

    /// From the 全宗 down to the parent of `id`.
    package func path(of id: UnitID) async throws -> [ArchivalUnit] {
        try await database.read { try ArchivalUnit.path(of: id, in: $0) }
    }

    /// A page of the 全宗, by code.
    package func fondsList(after code: String = "", limit: Int = 200) async throws -> [ArchivalUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE level IN ('fonds', 'series') AND category = '' AND fonds_code > \(code)
                ORDER BY fonds_code LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// The first units whose reference code another unit has too (档号重复), by code.
    package func conflicts(limit: Int = 200) async throws -> [ArchivalUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit WHERE code_conflict = 1
                ORDER BY code_key, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// A page of all units by identifier, for whoever reads the whole catalogue.
    package func units(after id: UnitID? = nil, limit: Int) async throws -> [ArchivalUnit] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit WHERE id > \(id?.text ?? "") ORDER BY id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }

    /// A page of the units of one transfer in shelf order: confirmed or not, or with `drafts` the 件 still to be confirmed.
    package func units(
        of accession: AccessionID, drafts: Bool = false, after place: ShelfPlace? = nil, limit: Int
    ) async throws -> [ArchivalUnit] {
        // The words of the partial index `unit_draft`, so that it is used.
        let narrowed: Query = drafts ? " AND state = 'draft' AND level = 'item'" : ""
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT \(sql: ArchivalUnit.columns()) FROM unit
                WHERE accession = \(accession)\(sql: narrowed)
                  AND (position, id) > (\(place?.position ?? -1), \(place?.id.text ?? ""))
                ORDER BY position, id LIMIT \(limit)
                """
            ).map(ArchivalUnit.init(row:))
        }
    }
}

extension ArchivalUnit {
    package static func unit(_ id: UnitID, in tx: any Transaction) throws -> ArchivalUnit? {
        try tx.row("SELECT \(sql: columns()) FROM unit WHERE id = \(id)").map(ArchivalUnit.init(row:))
    }

    package static func unit(publicID: String, in tx: any Transaction) throws -> ArchivalUnit? {
        try tx.row("SELECT \(sql: columns()) FROM unit WHERE public_id = \(publicID)").map(ArchivalUnit.init(row:))
    }

    /// From the 全宗 down to the parent of `id`.
    package static func path(of id: UnitID, in tx: any Transaction) throws -> [ArchivalUnit] {
        var path: [ArchivalUnit] = []
        var parent = try unit(id, in: tx)?.parent
        while let next = parent, path.count < 16, let unit = try unit(next, in: tx) {
            path.append(unit)
            parent = unit.parent
        }
        return path.reversed()
    }
}
