import Archive
import Tables

/// One transfer on its way into the catalogue: finds or mints the nodes above its records, and gives each its place.
///
/// Nodes are minted once: 全宗 by its code, 类别 by 全宗 and category, 案卷 by its code. Siblings stand by year, then in
/// the order of the listing, transfers one after the other.
struct Drafting {
    let clock: Clock
    private var nodes: [String: UnitID] = [:]
    private var places: [Place: Int64] = [:]
    private var addresses: Set<String> = []
    private var linked: Set<UnitID> = []

    private struct Place: Hashable {
        let parent: UnitID
        let year: Int64
    }

    /// Places of one year: far more than any year has.
    private static let band: Int64 = 10_000_000_000

    init(clock: Clock) { self.clock = clock }

    /// The units for `records`, new nodes before what stands below them; and links for those whose entries are there.
    mutating func units(for records: [CarriedRecord], in tx: any Transaction) throws
        -> (units: [DraftedUnit], links: [Link])
    {
        var units: [DraftedUnit] = []
        var links: [Link] = []
        for record in records {
            if record.hasFiles, let entry = try waitingEntry(record.code, in: tx) {
                links.append(Link(unit: entry, holding: record.unit))
            } else {
                try draft(record, into: &units, in: tx)
            }
        }
        return (units, links)
    }

    /// The entry of this code that has no files yet and is given none by this transfer.
    private mutating func waitingEntry(_ code: String, in tx: any Transaction) throws -> UnitID? {
        let rows = try tx.rows(
            """
            SELECT id FROM unit WHERE code_key = \(ReferenceCode.key(of: code)) AND holding IS NULL AND level = 'item'
            ORDER BY id
            """)
        guard let entry = rows.map({ UnitID(trusted: $0.text("id")) }).first(where: { !linked.contains($0) }) else {
            return nil
        }
        linked.insert(entry)
        return entry
    }

    private mutating func draft(_ record: CarriedRecord, into units: inout [DraftedUnit], in tx: any Transaction)
        throws
    {
        let description = record.description
        let columns = DerivedColumns(description)
        let code = try? ReferenceCode(parsing: record.code)
        let fondsCode = ReferenceCode.key(of: code?.fonds ?? record.fondsCode ?? "")
        let category = ReferenceCode.key(of: code?.category ?? record.category ?? "")
        let agency = record.fondsName?.trimmed ?? ""

        let (fonds, isNewFonds) = try node(.fonds, code: fondsCode, category: "", in: tx)
        let place = (fonds: fonds, code: fondsCode, category: category)
        if isNewFonds {
            units.append(
                try drafted(
                    fonds, below: nil, position: 0, .fonds, (fonds, fondsCode, ""),
                    title: agency.isEmpty ? fondsCode : agency, code: fondsCode, author: agency, in: tx))
        }
        var parent = fonds
        if !category.isEmpty {
            let (series, isNew) = try node(.series, code: fondsCode, category: category, in: tx)
            if isNew {
                let position = try next(below: fonds, year: 0, in: tx)
                units.append(
                    try drafted(
                        series, below: fonds, position: position, .series, place, title: CategoryName.of(category).zh,
                        code: fondsCode + "-" + category, author: agency, in: tx))
            }
            parent = series
        }
        if code?.item != nil, code?.file != nil, let fileCode = code?.stem(through: .file) {
            let (file, isNew) = try node(.file, code: fileCode, category: category, in: tx)
            if isNew {
                let position = try next(below: parent, year: columns.year ?? 0, in: tx)
                units.append(
                    try drafted(
                        file, below: parent, position: position, .file, place, title: record.volumeTitle ?? fileCode,
                        code: fileCode, author: agency, in: tx))
            }
            parent = file
        }
        units.append(
            DraftedUnit(
                id: record.unit, publicID: try address(in: tx), parent: parent,
                position: try next(below: parent, year: columns.year ?? 0, in: tx), level: .item, fonds: fonds,
                fondsCode: fondsCode, category: category, hasHolding: record.hasFiles, description: description))
    }

    private mutating func drafted(
        _ id: UnitID, below parent: UnitID?, position: Int64, _ level: Level,
        _ place: (fonds: UnitID, code: String, category: String), title: String, code: String, author: String,
        in tx: any Transaction
    ) throws -> DraftedUnit {
        var values = [ElementValue("referenceCode", code), ElementValue("title", title)]
        if !author.isEmpty { values.append(ElementValue("author", author, source: "立档单位名称")) }
        return DraftedUnit(
            id: id, publicID: try address(in: tx), parent: parent, position: position, level: level, fonds: place.fonds,
            fondsCode: place.code, category: place.category, hasHolding: false, description: Description(values))
    }

    /// The node there is, or the identifier of a new one.
    private mutating func node(_ level: Level, code: String, category: String, in tx: any Transaction) throws
        -> (id: UnitID, isNew: Bool)
    {
        let key = "\(level.rawValue) \(code) \(category)"
        if let known = nodes[key] { return (known, false) }
        // The words of the partial index `unit_node`, so that it is used.
        let condition: Query =
            level == .file
            ? "level = 'file' AND code_key = \(code)"
            : "level IN ('fonds', 'series') AND fonds_code = \(code) AND category = \(category)"
        let row = try tx.row("SELECT id FROM unit WHERE \(sql: condition) ORDER BY id LIMIT 1")
        let id = row.map { UnitID(trusted: $0.text("id")) } ?? .new(at: clock.now)
        nodes[key] = id
        return (id, row == nil)
    }

    /// The next place below `parent` among those of `year`.
    mutating func next(below parent: UnitID, year: Int, in tx: any Transaction) throws -> Int64 {
        let place = Place(parent: parent, year: Int64(min(max(year, 0), 9999)))
        let first = place.year * Self.band
        let last =
            try places[place] ?? tx.row(
                """
                SELECT max(position) AS last FROM unit
                WHERE parent = \(parent) AND position >= \(first) AND position < \(first + Self.band)
                """)?.optionalInt("last") ?? first
        places[place] = last + 1
        return last + 1
    }

    /// A public address that nobody has.
    private mutating func address(in tx: any Transaction) throws -> String {
        while true {
            let text = PublicID.mint()
            let taken = try tx.row("SELECT id FROM unit WHERE public_id = \(text)") != nil
            if !taken, addresses.insert(text).inserted { return text }
        }
    }
}
