import Archive

/// Reads files named by 档号 without any list: full text and page images for entries that stand in the catalogue already (挂接).
///
/// `档号.pdf`, `档号-附件1.pdf`, `档号/0001.jpg`, in any folder. Source: DA/T 31-2017 (数据挂接), DA/T 71-2018.
struct LinkingReader: PackageReader {
    let kind = PackageKind.files

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        var contents = PackageContents(kind: kind, layout: .files, of: package)
        // A single folder around everything is one around a record if it is named so.
        try FilesByCode(rules: settings.codeRules).sort(package, prefix: nil, own: [], into: &contents)
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }
}
