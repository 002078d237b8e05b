package import Archive
import Formats

/// A finding as the agency finds its place again: in its own table by sheet, row and column, or in its own folder by file.
package struct PackFault: Sendable {
    package let finding: Finding
    /// The name of the sheet; empty for CSV, `nil` where the finding is not about the table.
    package let sheet: String?
    /// As the spreadsheet numbers it.
    package let row: Int?
    /// `E`, and what stands in its heading; `nil` if the table has no such column.
    package let column: (letter: String, heading: String)?
    /// Below the folder that is packed.
    package let file: FileName?

    package var json: JSON {
        [
            "check": .string(finding.check), "label": .string(finding.label),
            "severity": .string(finding.severity.rawValue), "sheet": JSON(sheet), "row": JSON(row.map { Int64($0) }),
            "column": JSON(column?.letter), "heading": JSON(column?.heading ?? finding.element),
            "file": JSON(file?.display), "record": JSON(finding.record),
            "what": ["zh": .string(finding.what.zh), "en": .string(finding.what.en)],
            "next": ["zh": .string(finding.next.zh), "en": .string(finding.next.en)],
        ]
    }
}

/// Where what a check names stands with the agency.
struct PackPlaces: Sendable {
    /// The agency's folder, the table among it.
    let input: UnpackedPackage
    let table: Int64
    let sheet: String
    let mapping: ColumnMapping?
    /// In the order of the table; `nil` if it could not be read.
    let items: RowsOnDisk<ItemList.Item>?
    private let firsts: FirstPlaces

    init(_ input: UnpackedPackage, table: Int64, _ shape: PackTable?, _ items: RowsOnDisk<ItemList.Item>?) {
        (self.input, self.table, self.items) = (input, table, items)
        (sheet, mapping) = (shape?.sheet ?? "", shape?.mapping)
        firsts = items.map { items in FirstPlaces(count: items.count) { items[$0].key } } ?? FirstPlaces()
    }

    /// The entry of this code.
    func item(_ code: String) -> ItemList.Item? {
        guard let items else { return nil }
        return firsts.place(of: ReferenceCode.key(of: code)) { items[$0].key }.map { items[$0] }
    }

    /// - Parameter tree: what was checked; `nil`: the agency's folder itself.
    func fault(_ finding: Finding, in tree: PackTree? = nil) -> PackFault {
        var row = finding.record.flatMap(item)?.line
        var file: FileName?
        var isOfTable = finding.file == nil
        if let named = finding.file {
            let origin: PackTree.Origin? =
                if let tree { tree.listing.find(named).map(tree.origin) } else { .source(input.listing.find(named)) }
            switch origin {
            case .source(let n?) where n == table:
                row = finding.line ?? row
                isOfTable = true
            case .source(let n?):
                file = input.listing.path(n)
                row = finding.record.flatMap(item).flatMap { line(of: n, in: $0) } ?? row
            case .list: row = finding.line.flatMap { tree?.row(ofListLine: $0) } ?? row
            case .record, .made: break
            // A folder, or what is not there.
            case .source(nil), nil: file = tree == nil || row == nil ? named : nil
            }
        }
        let place = finding.element.flatMap { mapping?.place(of: $0) }
        isOfTable = isOfTable || row != nil
        return PackFault(
            finding: finding, sheet: isOfTable ? sheet : nil, row: row,
            column: place.map { (letter: TableRow.letters(of: $0), heading: mapping?.headings[$0] ?? "") },
            file: file)
    }

    /// The line that says of this file, where a record has several.
    private func line(of n: Int64, in item: ItemList.Item) -> Int? {
        let name = input.listing.path(n).lastComponent.display.lowercased()
        return item.listed.first { FilesByCode.lastPart(of: $0.name).lowercased() == name }?.line
    }
}
