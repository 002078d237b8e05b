import Archive
import Formats

/// Reads a transfer by DA/T 93-2022, offline and by item (件级离线移交信息包).
///
/// `说明文件.TXT`, `目录文件.XML`, 全宗号/类别…/档号/ with `电子档案…元数据.XML` and content, 其他/. Capitals of extensions do not matter, and
/// one folder around everything is accepted. Source: DA/T 93-2022, 附录 B.
struct Transfer2022Reader: PackageReader {
    let kind = PackageKind.transfer2022

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        let names = Transfer2022Names(listing, prefix: prefix)
        if names.list != nil { return true }
        // Without its list it is still of this kind if its records are: other kinds do not name metadata so.
        return listing.numbers.contains { n in
            let inside = names.inside(listing.path(n))
            guard inside.count >= 3, let first = inside.first, let last = inside.last else { return false }
            return names.isMetadata(last) && first.display != "电子档案"
        }
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let names = Transfer2022Names(package.listing, prefix: prefix)
        var contents = PackageContents(kind: kind, layout: .transfer2022, of: package)
        if let n = names.notes { contents.notes = try NotesFile.read(n, in: package) }
        if let n = names.list { contents.list = try ItemList.read(n, in: package, as: .transfer2022) }
        try contents.readRecords(of: package, names)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? {
        try MetadataFile.read(folder.metadata[0], in: package)
    }
}
