import Archive
import Formats

/// Reads digitised paper: a table of volumes and of the records in them, and a folder of page images for each record.
///
/// `档案目录.xlsx` with the sheets 案卷目录 and 卷内文件目录, or a file for each; `案卷/件/0001.jpg`, `档号/0001.tif`, `档号-0001.jpg`,
/// `档号.pdf`. Without a list of records the volumes are the records. Source: DA/T 31-2017.
struct DigitisedReader: PackageReader {
    let kind = PackageKind.digitised

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        var contents = PackageContents(kind: kind, layout: .digitised, of: package)
        let tables = try DigitisedTables(package, prefix: prefix, kept: settings.mappings)
        contents.list = tables.items
        contents.volumes = tables.volumes
        contents.describing = tables.own
        let items = contents.list.value?.items ?? RowsOnDisk()
        let volumes = contents.volumes.value
        let places = FirstPlaces(count: items.count) { items[$0].key }
        try PageFolders(
            rules: settings.codeRules, isListed: { key in places.place(of: key) { items[$0].key } != nil },
            isVolume: { key in volumes?[key] != nil }
        ).sort(package, prefix: tables.prefix, own: tables.own, into: &contents)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }
}
