import Glibc

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

    /// The names of the streams, as far as the first sectors of the directory hold them.
    static func names(_ file: Int32) -> Set<String> {
        let header = bytes(of: file, at: 0, atMost: 512)
        guard let shift = header.little16(30), shift == 9 || shift == 12, var sector = header.little32(48) else {
            return []
        }
        let size = 1 << shift
        var names: Set<String> = []
        for _ in 0..<64 {
            let content = bytes(of: file, at: Int64(sector + 1) * Int64(size), atMost: size)
            for entry in stride(from: 0, to: content.count - 127, by: 128) {
                guard let length = content.little16(entry + 64), (2...64).contains(length) else { continue }
                let units = (0..<(length / 2 - 1)).compactMap { content.little16(entry + $0 * 2).map(UInt16.init) }
                names.insert(String(decoding: units, as: UTF16.self))
            }
            guard let next = following(sector, header, size, file), next < 0xFFFF_FFFA else { break }
            sector = next
        }
        return names
    }

    /// The sector after `sector`, from the allocation table (its first 109 sectors, which the header lists).
    private static func following(_ sector: Int, _ header: [UInt8], _ size: Int, _ file: Int32) -> Int? {
        let perSector = size / 4
        guard sector / perSector < 109, let table = header.little32(76 + sector / perSector * 4), table < 0xFFFF_FFFA
        else { return nil }
        return bytes(of: file, at: Int64(table + 1) * Int64(size) + Int64(sector % perSector * 4), atMost: 4).little32(
            0)
    }
}
