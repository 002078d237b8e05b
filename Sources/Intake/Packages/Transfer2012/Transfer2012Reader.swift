import Archive
import Formats

/// Reads a transfer by the rules of 2012 (电子档案移交与接收办法): by item, or by volume with items in it.
///
/// `说明文件.TXT`, `文件目录.XML` and/or `案卷目录.XML` in UTF-8, GB18030 or GB2312, 电子档案/年度/类别/(案卷/)档号/ with
/// `…元数据.XML` and content, 其他/. Source: 档发〔2012〕7号, 附件 2.
struct Transfer2012Reader: PackageReader {
    let kind = PackageKind.transfer2012

    /// By its names, and only if its records are not capsules (DA/T 48), which share the folders and nothing else.
    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let names = Transfer2012Names(package.listing, prefix: prefix)
        var contents = PackageContents(kind: kind, layout: .transfer2012, of: package)
        if let n = names.notes { contents.notes = try NotesFile.read(n, in: package) }
        if let n = names.list { contents.list = try ItemList.read(n, in: package, as: .transfer2012) }
        if let n = names.volumes { contents.volumes = try VolumeList.read(n, in: package) }
        try contents.readRecords(of: package, names)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? {
        try MetadataFile.read(folder.metadata[0], in: package)
    }
}
