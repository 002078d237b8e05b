import Archive
import Formats

/// How a table is read: which of its sheets, and which column says what.
struct PackTable: Sendable {
    let sheet: String
    let mapping: ColumnMapping
    /// The row of the headings.
    let row: Int

    /// The sheet whose entries count; `nil` if none has headings, or the file is no table.
    /// - Parameter kept: what persons said of columns.
    static func read(_ path: String, kept: KeptMappings) throws -> PackTable? {
        do {
            let table = try OpenTable(path: path)
            for (place, name) in table.sheets.enumerated() {
                guard let (mapping, row) = try ItemTable.headings(table, sheet: place, kept: kept), mapping.isUsable
                else { continue }
                return PackTable(sheet: name, mapping: mapping, row: row)
            }
            return nil
        } catch let problem as TableProblem {
            if case .unreadable = problem { throw problem }
            return nil
        }
    }

    /// The mapping of the first row that has all of some headings, with what was said of them.
    /// - Throws: `PackProblem.noColumn`
    static func mapping(_ path: String, _ columns: [String: ItemColumn]) throws -> KeptMappings {
        guard !columns.isEmpty else { return [:] }
        let wanted = Dictionary(
            columns.map { (ItemColumn.plain($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        let table = try OpenTable(path: path)
        struct Enough: Error {}
        var found: ColumnMapping?
        for place in table.sheets.indices where found == nil {
            var seen = 0
            do {
                try table.rows(of: place) { row in
                    seen += 1
                    guard seen <= search else { throw Enough() }
                    let headings = row.cells.map(ItemColumn.plain)
                    guard wanted.keys.allSatisfy(headings.contains) else { return }
                    let usual = ColumnMapping(headings: row.cells)
                    let taken = Set(wanted.values)
                    found = ColumnMapping(
                        headings: row.cells,
                        columns: zip(headings, usual.columns).map { heading, column in
                            wanted[heading] ?? column.flatMap { taken.contains($0) ? nil : $0 }
                        })
                    throw Enough()
                }
            } catch is Enough {}
        }
        guard let found else { throw PackProblem.noColumn(columns.keys.sorted().joined(separator: "、")) }
        return [found.fingerprint: found]
    }

    /// Rows in which headings are looked for.
    private static let search = 20
}

/// Reads the agency's folder as what it is before it is packed: a table somewhere, and files named by 档号 or in folders so named.
struct PackReader: PackageReader {
    let kind = PackageKind.catalogue
    let table: Int64
    /// The same table in another form, beside it.
    let copy: Int64?
    let format: PackFormat

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool { true }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        var contents = PackageContents(
            kind: kind, layout: .packing(format, list: package.listing.path(table)), of: package)
        contents.list = try list(table, in: package, settings)
        if let copy { contents.copy = try list(copy, in: package, settings) }
        let items = contents.list.value?.items ?? RowsOnDisk()
        let places = FirstPlaces(count: items.count) { items[$0].key }
        try FilesByCode(
            rules: settings.codeRules, isListed: { key in places.place(of: key) { items[$0].key } != nil },
            names: BagItReader.names(items), isNamedByFolderFirst: true
        ).sort(package, prefix: nil, own: own, into: &contents)
        contents.describing = own
        return contents
    }

    private var own: Set<Int64> { Set([table, copy].compactMap(\.self)) }

    private func list(
        _ n: Int64, in package: UnpackedPackage, _ settings: IntakeSettings
    ) throws -> Described<ItemList> {
        switch try ItemTable.read(n, in: package, kept: settings.mappings) {
        case .read(let file, let read): .read(file: file, try read.list.byRecord(in: package.area))
        case .unreadable(let file, let reason): .unreadable(file: file, reason)
        case .missing: .missing
        }
    }

    /// The file beside the table with its name and another ending that tables have.
    static func copy(of table: Int64, in listing: Listing) -> Int64? {
        let path = listing.path(table)
        let stem = String(path.display.dropLast(path.pathExtension.count))
        return SpreadsheetNames.extensions.lazy.filter { $0 != path.pathExtension }
            .compactMap { listing.find(FileName(stem + $0)) }.first
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }
}

extension Layout {
    /// The agency's own folder: asked for what the package will have to say.
    static func packing(_ format: PackFormat, list: FileName) -> Layout {
        Layout(
            list: list, placement: .byName, place: catalogue.place, area: catalogue.area, metadata: nil,
            hasNotes: false, record: catalogue.record, source: catalogue.source, vouchesForFiles: true,
            required: format == .bagit ? catalogue.required : ["责任者", "日期", "密级"], expected: [],
            columns: catalogue.columns)
    }
}
