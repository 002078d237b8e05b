/// OLE2 compound files: which program's, and whether one is an OOXML file locked by a password.
///
/// Source: [MS-CFB]. Only the names in the directory are read, in Swift, under limits.
enum CompoundReading {
    static func read(_ file: Int32, _ facts: inout DocumentFacts) {
        let names = names(file)
        if names.contains("EncryptedPackage") { facts.encryption = .locked }
        guard let row = programs.first(where: { names.contains($0.stream) }) else { return }
        facts.identification = Identification(
            puid: row.puid, name: row.name, mime: row.mime, version: nil, basis: .container, kind: .compound,
            extensions: row.extensions)
    }

    private static let programs: [(stream: String, puid: String?, name: String, mime: String, extensions: [String])] = [
        (
            "EncryptedPackage", "fmt/494", "Microsoft Office Encrypted Document", "application/encrypted",
            ["docx", "xlsx", "pptx", "docm", "xlsm", "pptm"]
        ),
        ("WordDocument", "fmt/40", "Microsoft Word Document", "application/msword", ["doc", "dot", "wps"]),
        ("Workbook", "fmt/61", "Microsoft Excel 97-2003 Workbook", "application/vnd.ms-excel", ["xls", "xlt", "et"]),
        ("Book", "fmt/59", "Microsoft Excel 5.0/95 Workbook", "application/vnd.ms-excel", ["xls", "xlt"]),
        (
            "PowerPoint Document", "fmt/126", "Microsoft Powerpoint Presentation", "application/vnd.ms-powerpoint",
            ["ppt", "pps", "pot", "dps"]
        ),
    ]

    /// The names of all streams and storages, wherever they lie.
    static func names(_ file: Int32) -> Set<String> { CompoundFile(descriptor: file)?.names ?? [] }
}
