package import Archive
import Tables

extension FindingAids {
    /// What came of keeping what somebody typed.
    package enum Keeping: Hashable, Sendable {
        /// On disk, of this moment.
        case kept(Instant)
        /// Nothing differs from what is saved, so nothing is kept.
        case nothing
        /// Another window of the same person kept something else since; nothing was changed.
        case otherWindow
    }

    /// Keeps what this person typed and did not save; answers once it is on disk.
    ///
    /// - Parameters:
    ///   - texts: What stands in the fields, changed or not.
    ///   - version: The version they were filled from.
    ///   - seen: What this window knows was kept last: its moment, or `nil` for nothing.
    /// - Throws: `CatalogueProblem.invalid` if a state secret's mark is in it: such text is kept nowhere.
    package func keepUnsaved(
        _ texts: [String: String], of id: UnitID, since version: Int64, seen: Instant?, by agent: Agent
    ) async throws -> Keeping {
        try Self.mayDescribe(agent)
        let secrets = texts.sorted { $0.key < $1.key }.compactMap { identifier, text in
            DescriptiveElement.named(identifier)?.secretFault(in: text, classified: classified)
        }
        guard secrets.isEmpty else { throw CatalogueProblem.invalid(secrets) }
        let now = clock.now
        let (_, meeting, _) = try await meeting(texts, of: id, since: version)
        let typed = meeting.typed
        return try await database.write { tx in
            let kept = try UnsavedEdit.of(id, account: agent.id, in: tx)
            if typed.isEmpty {
                guard let kept else { return .nothing }
                guard kept.at == seen else { return .otherWindow }
                try UnsavedEdit.drop(of: id, account: agent.id, in: tx)
                return .nothing
            }
            if let kept {
                if kept.texts == typed, kept.version == version { return .kept(kept.at) }
                guard kept.at == seen else { return .otherWindow }
            }
            // Saved in this moment by the same person: an answer that was late must not bring it back.
            guard let unit = try ArchivalUnit.unit(id, in: tx) else { throw CatalogueProblem.noSuchUnit(id.text) }
            guard typed.contains(where: { !TypedText.same($1, unit.description.text($0)) }) else { return .nothing }
            try tx.run(
                """
                INSERT INTO unsaved_edit (account, unit, version, texts, at)
                VALUES (\(agent.id), \(id), \(version), \(JSON.object(typed.mapValues(JSON.string)).text), \(now))
                ON CONFLICT (account, unit) DO UPDATE
                SET version = excluded.version, texts = excluded.texts, at = excluded.at
                """)
            return .kept(now)
        }
    }

    /// What this person typed into the unit and did not save; `nil` if nothing.
    package func unsaved(of id: UnitID, by agent: Agent) async throws -> UnsavedEdit? {
        try await database.read { try UnsavedEdit.of(id, account: agent.id, in: $0) }
    }

    /// What this person left unsaved, latest first, with the units.
    package func unsaved(by agent: Agent, limit: Int) async throws -> [(edit: UnsavedEdit, unit: ArchivalUnit)] {
        try await database.read { tx in
            let edits = try tx.rows(
                """
                SELECT unit, version, texts, at FROM unsaved_edit WHERE account = \(agent.id)
                ORDER BY at DESC, unit LIMIT \(limit)
                """
            ).map(UnsavedEdit.init(row:))
            return try edits.compactMap { edit in try ArchivalUnit.unit(edit.unit, in: tx).map { (edit, $0) } }
        }
    }

    /// Throws away what this person typed into the unit and did not save.
    package func dropUnsaved(of id: UnitID, by agent: Agent) async throws {
        try await database.write { try UnsavedEdit.drop(of: id, account: agent.id, in: $0) }
    }
}
