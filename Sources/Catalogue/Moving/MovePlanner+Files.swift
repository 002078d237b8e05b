package import Archive
import Tables

extension MovePlanner {
    /// The place of a whole 案卷: below another series, with its items under codes that begin with its own.
    func placeFile(_ file: ArchivalUnit, _ code: ReferenceCode, from: ArchivalUnit, in tx: any Transaction) throws
        -> Place
    {
        guard target.level == .series else {
            return .refused(Words(zh: "案卷只能移到类别下面", en: "a file is moved below a series"))
        }
        let items = try ArchivalUnit.below(file.id, limit: Moving.most + 1, in: tx)
        guard items.count <= Moving.most else {
            return .refused(
                Words(
                    zh: "卷内超过\(Moving.most)件，一次移不完",
                    en: "it holds more than \(Moving.most) items: too many for one move"))
        }
        // A code without a category says nothing of the series, and fits them all.
        guard let category = code.category, category != target.category else {
            let within = items.map { Moving.Inside(unit: $0, code: $0.code) }
            return .fits(file.code, from: from, within: within)
        }
        guard let wanted = try recategorised(code, in: tx) else { return noCode }
        if let why = fixed(file, wanted) { return .refused(why) }
        var within: [Moving.Inside] = []
        for item in items {
            guard item.codeKey.hasPrefix(file.codeKey + "-") else {
                return .refused(
                    Words(
                        zh: "卷内 \(item.code) 的档号不以案卷的档号开头，先更正档号",
                        en: "the code of \(item.code) in it does not begin with the file's; correct it first"))
            }
            let own = wanted + item.codeKey.dropFirst(file.codeKey.count)
            if let why = fixed(item, own) {
                return .refused(
                    Words(
                        zh: "案卷要整卷移动，而卷内 \(item.code) 不能移：\(why.zh)",
                        en: "a file is moved as a whole, and \(item.code) in it cannot be: \(why.en)"))
            }
            within.append(Moving.Inside(unit: item, code: own))
        }
        return .fits(wanted, from: from, within: within)
    }
}

extension ArchivalUnit {
    /// The units directly below a node, in shelf order.
    static func below(_ parent: UnitID, limit: Int, in tx: any Transaction) throws -> [ArchivalUnit] {
        try tx.rows(
            """
            SELECT \(sql: columns()) FROM unit WHERE parent = \(parent) ORDER BY position, id LIMIT \(limit)
            """
        ).map(ArchivalUnit.init(row:))
    }
}

extension FindingAids {
    /// The 件 that a choice of rows means: a 案卷 means all it holds.
    package func items(of ids: [UnitID], limit: Int) async throws -> [UnitID] {
        try await database.read { tx in
            var items: [UnitID] = []
            for id in ids where items.count < limit {
                if try ArchivalUnit.unit(id, in: tx)?.level == .file {
                    items += try UnitSelection.under(id).units(in: tx, limit: limit - items.count)
                } else {
                    items.append(id)
                }
            }
            return items
        }
    }

    /// These units, and with each 案卷 among them the 件 that go where it goes.
    package func withItems(_ ids: [UnitID]) async throws -> [UnitID] {
        try await database.read { tx in
            try ids.flatMap { id -> [UnitID] in
                guard try ArchivalUnit.unit(id, in: tx)?.level == .file else { return [id] }
                return try [id] + ArchivalUnit.below(id, limit: Moving.most + 1, in: tx).map(\.id)
            }
        }
    }
}
