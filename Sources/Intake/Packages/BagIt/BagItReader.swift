import Archive
import Formats

/// Reads a bag (BagIt 0.93 to 1.0) whose payload is a table with a line for each record or each file, and files named by 档号 or in
/// folders so named.
///
/// `bagit.txt`, `manifest-….txt`, `bag-info.txt`; `data/元数据.xlsx` or any one table, `data/档号/0001正文.pdf`. Source: RFC 8493.
struct BagItReader: PackageReader {
    let kind = PackageKind.bagIt

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let bag = try Bag(package, prefix: prefix)
        let tables = SpreadsheetNames(package.listing, in: bag.payload)
        var contents = PackageContents(kind: kind, layout: .bag, of: package)
        if let n = tables.list { contents.list = try list(n, in: package, settings) }
        if let n = tables.copy { contents.copy = try list(n, in: package, settings) }
        let items = contents.list.value?.items ?? RowsOnDisk()
        let places = FirstPlaces(count: items.count) { items[$0].key }
        try FilesByCode(
            rules: settings.codeRules, isListed: { key in places.place(of: key) { items[$0].key } != nil },
            names: BagItReader.names(items), isNamedByFolderFirst: true
        ).sort(package, prefix: bag.payload, own: tables.own, into: &contents)
        for n in package.listing.files(under: bag.prefix) {
            let path = package.listing.path(n)
            let isPayload = path.bytes.starts(with: bag.payload.bytes + [UInt8(ascii: "/")])
            // Other tag files belong to the bag, whatever they say.
            if !isPayload, !bag.own.contains(n) { contents.others.append(n) }
        }
        contents.bag = bag
        contents.describing = tables.own.union(bag.own)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }

    private func list(_ n: Int64, in package: UnpackedPackage, _ settings: IntakeSettings) throws -> Described<ItemList>
    {
        switch try ItemTable.read(n, in: package, kept: settings.mappings) {
        case .read(let file, let table): .read(file: file, try table.list.byRecord(in: package.area))
        case .missing: .missing
        case .unreadable(let file, let reason): .unreadable(file: file, reason)
        }
    }

    /// Names that only one record gives to a file, and the code of that record.
    static func names(_ items: RowsOnDisk<ItemList.Item>) -> [String: String] {
        var named: [String: String?] = [:]
        for item in items {
            for file in item.files {
                let name = FilesByCode.lastPart(of: file).lowercased()
                named[name] = .some(named.keys.contains(name) ? nil : item.code)
            }
        }
        return named.compactMapValues(\.self)
    }
}
