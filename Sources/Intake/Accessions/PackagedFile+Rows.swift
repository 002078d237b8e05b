package import Archive
import Tables

extension PackagedFile {
    init(row: Row) throws {
        n = row.int("n")
        path = FileName(bytes: row.blob("path"))
        rawPath = FileName(bytes: row.blob("raw_path"))
        bytes = row.int("bytes")
        digests = FileDigests(
            sha512: Digest(.sha512, hex: row.text("sha512"))!, sha256: Digest(.sha256, hex: row.text("sha256"))!,
            sm3: Digest(.sm3, hex: row.text("sm3"))!)
        format = try row.optionalText("format").flatMap { FileFormat(json: try JSON(parsing: $0.utf8)) }
        role = FileRole(rawValue: row.text("role"))!
        pages = row.optionalInt("pages")
        hasText = row.bool("has_text")
        source = row.optionalInt("taken_from")
    }

    /// As it stands in the act document of the checking.
    var json: JSON {
        var members: [String: JSON] = [
            "n": .int(n), "path": .string(path.bytes.hex), "raw": .string(rawPath.bytes.hex), "bytes": .int(bytes),
            "sha512": .string(digests.sha512.hex), "sha256": .string(digests.sha256.hex),
            "sm3": .string(digests.sm3.hex),
            "format": format?.json ?? .null, "role": .string(role.rawValue), "pages": JSON(pages),
            "text": .bool(hasText),
        ]
        if let source { members["from"] = .int(source) }
        return .object(members)
    }

    /// Enters the row that `json` tells of.
    static func insert(_ json: JSON, accession: AccessionID, in tx: any Transaction) throws {
        guard let n = json["n"]?.int, let path = json["path"]?.string.flatMap({ [UInt8](hex: $0) }),
            let raw = json["raw"]?.string.flatMap({ [UInt8](hex: $0) }), let bytes = json["bytes"]?.int,
            let role = json["role"]?.string
        else { throw ActProblem.unreadable("lantai.checked-part/1") }
        let format = json["format"]?.object.map { JSON.object($0).text }
        try tx.run(
            """
            INSERT INTO package_file (accession, n, path, raw_path, bytes, sha512, sha256, sm3, format, role, pages, has_text,
              taken_from)
            VALUES (\(accession), \(n), \(path), \(raw), \(bytes), \(json["sha512"]?.string), \(json["sha256"]?.string),
              \(json["sm3"]?.string), \(format), \(role), \(json["pages"]?.int), \(json["text"]?.bool ?? false),
              \(json["from"]?.int))
            """)
    }
}

extension FileFormat {
    /// As act documents and the records themselves keep it.
    package var json: JSON {
        var members: [String: JSON] = [
            "puid": JSON(puid), "name": .string(name), "version": JSON(version), "mime": .string(mime),
            "basis": .string(basis),
        ]
        if let signatures { members["signatures"] = .string(signatures) }
        return .object(members)
    }

    package init?(json: JSON) {
        guard let name = json["name"]?.string, let mime = json["mime"]?.string, let basis = json["basis"]?.string else {
            return nil
        }
        self.init(
            puid: json["puid"]?.string, name: name, version: json["version"]?.string, mime: mime, basis: basis,
            signatures: json["signatures"]?.string)
    }
}

/// An act document that this program cannot read.
enum ActProblem: Explained {
    case unreadable(String)

    var code: String { "intake.act-unreadable" }

    var what: Words {
        switch self {
        case .unreadable(let schema):
            Words(zh: "行为文档（\(schema)）读不懂。", en: "An act document (\(schema)) cannot be read.")
        }
    }

    var next: Words {
        Words(
            zh: "运行 lantai verify-ledger，看台账是否被改动。",
            en: "Run lantai verify-ledger to see whether the ledger was changed.")
    }
}
