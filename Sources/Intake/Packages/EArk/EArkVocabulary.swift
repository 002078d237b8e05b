/// The lists of values that E-ARK and METS allow, as data. Compared without regard to capitals and to the kind of dash: the lists
/// themselves changed both between their editions.
///
/// Source: vocabularies of the DILCIS Board (CSIP 2.0 to 2.2, SIP 2.1), METS 1.12.
enum EArkVocabulary {
    static let categories = plain([
        "Textual works – Print", "Textual works – Digital", "Textual works – Electronic Serials",
        "Digital Musical Composition (score-based representations)", "Musical Scores - Print",
        "Musical Scores - Digital", "Photographs – Print", "Photographs – Digital", "Other Graphic Images – Print",
        "Other Graphic Images – Digital", "Microforms", "Audio – On Tangible Medium (digital or analog)",
        "Audio – Media-independent (digital)", "Motion Pictures – Digital and Physical Media",
        "Video – File-based and Physical Media", "Software", "Software and Video Games", "Email", "Datasets",
        "Geospatial Data", "Geographic Information System (GIS) - Vector Data",
        "GIS Raster and Georeferenced Images", "GIS Vector and Raster Combined", "Non-GIS Cartographic",
        "2D and 3D Computer Aided Design", "Design (schematics, architectural drawings) - Print",
        "Scanned 3D Objects (output from photogrammetry scanning)", "Databases", "Websites", "Web Archives",
        "Collection", "Event", "Image", "Interactive resource", "Moving image", "Sound", "Still image", "Text",
        "Physical object", "Service", "Mixed", "Other",
    ])
    private static let contentTypes = plain([
        "ERMS", "SIARD1", "SIARD2", "SIARDDK", "GeoData", "MIXED", "OTHER",
    ])
    static let packageTypes = ["SIP", "AIP", "DIP", "AIU", "AIC"]
    static let status = ["SUPERSEDED", "CURRENT"]
    static let recordStatus = ["NEW", "SUPPLEMENT", "REPLACEMENT", "TEST", "VERSION", "DELETE", "OTHER"]
    static let metadataTypes = [
        "MARC", "MODS", "EAD", "DC", "NISOIMG", "LC-AV", "VRA", "TEIHDR", "DDI", "FGDC", "LOM", "PREMIS",
        "PREMIS:OBJECT", "PREMIS:AGENT", "PREMIS:RIGHTS", "PREMIS:EVENT", "TEXTMD", "METSRIGHTS",
        "ISO 19115:2003 NAP", "EAC-CPF", "LIDO", "OTHER",
    ]

    /// Names of OpenSSL by those of METS; `nil` for those it does not compute.
    static let checksums: [String: String?] = [
        "Adler-32": nil, "CRC32": nil, "HAVAL": nil, "MD5": "md5", "MNP": nil, "SHA-1": "sha1", "SHA-256": "sha256",
        "SHA-384": "sha384", "SHA-512": "sha512", "TIGER": nil, "WHIRLPOOL": nil,
    ]

    static func isCategory(_ text: String) -> Bool { categories.contains(plain(text)) }

    /// One of the list, or a later edition of a specification that it names: `citssiard_v1_1`.
    static func isContentType(_ text: String) -> Bool {
        let name = plain(text)
        if contentTypes.contains(name) { return true }
        guard name.hasPrefix("cits") || name.hasPrefix("cs") else { return false }
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[1].first == "v" && parts[1].dropFirst().allSatisfy(\.isNumber)
            && parts[1].count > 1 && !parts[2].isEmpty && parts[2].allSatisfy(\.isNumber)
    }

    static func isOther(_ text: String) -> Bool { plain(text) == "other" }

    /// `type/subtype`, as IANA writes them.
    static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: ";", maxSplits: 1)[...].first?.split(
            separator: "/", omittingEmptySubsequences: false)
        guard let parts, parts.count == 2 else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }
        }
    }

    private static func plain(_ texts: [String]) -> Set<String> { Set(texts.map { plain($0) }) }

    static func plain(_ text: String) -> String {
        String(text.lowercased().map { "–—‐‑−".contains($0) ? "-" : $0 }.filter { !$0.isWhitespace })
    }
}
