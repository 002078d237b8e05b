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
        let names = SpreadsheetNames(package.listing, prefix: prefix)
        var contents = PackageContents(kind: kind, layout: .catalogue)
        if let n = names.list {
            contents.list = try ItemTable.read(n, in: package, kept: settings.mappings).map(\.list)
        }
        if let n = names.copy {
            contents.copy = try ItemTable.read(n, in: package, kept: settings.mappings).map(\.list)
        }
        let items = contents.list.value?.items ?? []
        let named = items.flatMap { item in item.files.map { (FilesByCode.lastPart(of: $0).lowercased(), item.code) } }
        FilesByCode(
            codes: Set(items.map { ReferenceCode.key(of: $0.code) }), rules: settings.codeRules,
            names: Dictionary(named, uniquingKeysWith: { first, _ in first })
        ).sort(package.listing, prefix: names.prefix, own: names.own, into: &contents)
        let others = package.listing.numbers.filter { n in
            !names.own.contains(n) && !Leftovers.contains(package.listing.path(n))
        }
        if others.isEmpty, !items.isEmpty {
            contents.isCatalogueOnly = true
            contents.folders = items.map { RecordFolder(path: FileName($0.code), metadata: [], contents: []) }
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
