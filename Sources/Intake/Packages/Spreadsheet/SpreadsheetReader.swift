import Archive
import Formats

/// Reads an item catalogue as a table (XLSX, CSV) with files named by 档号, or without any: then its rows are entries whose
/// files may come later (挂接).
///
/// `归档文件目录.xlsx` or any one table at the root; `档号.pdf`, `档号-附件1.pdf`, `档号/0001.jpg` anywhere below. Source: DA/T 22-2015.
struct SpreadsheetReader: PackageReader {
    let kind = PackageKind.catalogue

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        try SpreadsheetReader.open(package, as: kind, .catalogue, prefix: prefix, settings: settings)
    }

    /// Reads a table with files named by code, or by the table, as a package of `kind`.
    static func open(
        _ package: UnpackedPackage, as kind: PackageKind, _ layout: Layout, prefix: FileName?, settings: IntakeSettings
    ) throws -> PackageContents {
        let names = SpreadsheetNames(package.listing, prefix: prefix)
        var contents = PackageContents(kind: kind, layout: layout, of: package)
        if let n = names.list {
            contents.list = try ItemTable.read(n, in: package, kept: settings.mappings).map(\.list)
        }
        if let n = names.copy {
            contents.copy = try ItemTable.read(n, in: package, kept: settings.mappings).map(\.list)
        }
        let items = contents.list.value?.items ?? RowsOnDisk()
        let places = FirstPlaces(count: items.count) { items[$0].key }
        var named: [String: String] = [:]
        for item in items {
            for file in item.files {
                let name = FilesByCode.lastPart(of: file).lowercased()
                if named[name] == nil { named[name] = item.code }
            }
        }
        try FilesByCode(
            rules: settings.codeRules, isListed: { key in places.place(of: key) { items[$0].key } != nil }, names: named
        ).sort(package, prefix: names.prefix, own: names.own, into: &contents)
        let isAlone = package.listing.numbers.allSatisfy { n in
            names.own.contains(n) || Leftovers.contains(package.listing.path(n))
        }
        if isAlone, !items.isEmpty, kind == .catalogue {
            contents.isCatalogueOnly = true
            // Leftovers are strays, so no folder was found.
            for item in items {
                try contents.folders.append(RecordFolder(path: FileName(item.code), metadata: [], contents: []))
            }
        }
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }
}

extension Described {
    func map<Other>(_ transform: (Value) -> Other) -> Described<Other> {
        switch self {
        case .missing: .missing
        case .unreadable(let file, let reason): .unreadable(file: file, reason)
        case .read(let file, let value): .read(file: file, transform(value))
        }
    }
}
