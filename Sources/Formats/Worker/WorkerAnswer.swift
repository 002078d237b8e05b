import Archive

/// What a worker says of one file.
enum WorkerAnswer: Sendable {
    case facts(DocumentFacts)
    case image(PageImage)
    case notRendered(FormatKind)
    case noImage(reason: Words)
    case places(PagePlaces)

    /// More than any sound answer: the text asked for, and the rest.
    static func mostBytes(_ limits: WorkerLimits) -> Int { limits.textBytes + 16 * limits.textPages + (64 << 20) }
}

extension WorkerAnswer {
    var wire: [UInt8] {
        var writer = WireWriter()
        switch self {
        case .facts(let facts):
            writer.put(UInt8(1))
            writer.put(facts)
        case .image(let image):
            writer.put(UInt8(2))
            writer.put(image.mime)
            writer.put(image.bytes)
        case .notRendered(let kind):
            writer.put(UInt8(3))
            writer.put(kind.rawValue)
        case .noImage(let reason):
            writer.put(UInt8(4))
            writer.put(reason)
        case .places(let places):
            writer.put(UInt8(5))
            writer.put(places.bytes)
        }
        return writer.bytes
    }

    init(wire: [UInt8], limits: WorkerLimits) throws {
        var reader = WireReader(wire)
        switch try reader.byte() {
        case 1: self = .facts(try reader.facts(limits))
        case 2: self = .image(PageImage(mime: try reader.string(), bytes: Array(try reader.run())))
        case 3: self = .notRendered(try reader.value(FormatKind.self))
        case 4: self = .noImage(reason: try reader.words())
        case 5:
            guard let places = PagePlaces(bytes: Array(try reader.run())) else { throw WireReader.Malformed() }
            self = .places(places)
        default: throw WireReader.Malformed()
        }
        guard reader.isAtEnd else { throw WireReader.Malformed() }
    }
}

extension WireWriter {
    fileprivate mutating func put(_ words: Words) {
        put(words.zh)
        put(words.en)
    }

    fileprivate mutating func put(_ identification: Identification) {
        put(identification.puid) { $0.put($1) }
        put(identification.name)
        put(identification.mime)
        put(identification.version) { $0.put($1) }
        put(identification.basis.rawValue)
        put(identification.kind.rawValue)
        put(Int64(identification.extensions.count))
        for one in identification.extensions { put(one) }
    }

    fileprivate mutating func put(_ looks: DocumentFacts.Looks) {
        put(Int64(looks.ink))
        put(Int64(looks.contrast))
        put(looks.lines.rawValue)
        put(Int64(looks.lean))
        put(UInt8(looks.isOnItsHead ? 1 : 0))
    }

    fileprivate mutating func put(_ photo: PhotoFacts) {
        for field in PhotoFacts.Field.allCases { put(photo[field]) { $0.put($1) } }
        put(photo.quality) { $0.put(Int64($1)) }
    }

    fileprivate mutating func put(_ facts: DocumentFacts) {
        put(facts.identification)
        put(facts.pages) { $0.put(Int64($1)) }
        put(facts.encryption.rawValue)
        put(facts.damage) { writer, damage in
            writer.put(damage.code)
            writer.put(damage.what)
            writer.put(damage.line) { $0.put(Int64($1)) }
        }
        put(facts.text) { writer, pages in
            writer.put(Int64(pages.count))
            for page in pages { writer.put(page) }
        }
        put(facts.picture) { writer, picture in
            writer.put(Int64(picture.width))
            writer.put(Int64(picture.height))
            writer.put(Int64(picture.bands))
            writer.put(picture.dpi) { $0.put(Int64($1)) }
            writer.put(picture.bits) { $0.put(Int64($1)) }
            writer.put(picture.compression) { $0.put(Int64($1)) }
            writer.put(picture.looks) { $0.put($1) }
            writer.put(picture.photo) { $0.put($1) }
        }
        put(facts.container) { writer, container in
            writer.put(Int64(container.entries))
            writer.put(Int64(container.encryptedEntries))
            writer.put(Int64(container.nested))
            writer.put(container.unpackedBytes)
            writer.put(Int64(container.names.count))
            for name in container.names { writer.put(name.bytes) }
        }
        put(Int64(facts.carries.count))
        for one in facts.carries { put(one.rawValue) }
        put(Int64(facts.limitsHit.count))
        for limit in facts.limitsHit { put(limit.rawValue) }
    }
}

extension WireReader {
    fileprivate mutating func value<T: RawRepresentable>(_ type: T.Type) throws -> T where T.RawValue == String {
        guard let value = T(rawValue: try string()) else { throw Malformed() }
        return value
    }

    fileprivate mutating func words() throws -> Words { Words(zh: try string(), en: try string()) }

    fileprivate mutating func identification() throws -> Identification {
        Identification(
            puid: try optional { try $0.string() }, name: try string(), mime: try string(),
            version: try optional { try $0.string() }, basis: try value(Identification.Basis.self),
            kind: try value(FormatKind.self),
            extensions: try (0..<count(atMost: 100)).map { _ in try string() })
    }

    fileprivate mutating func looks() throws -> DocumentFacts.Looks {
        DocumentFacts.Looks(
            ink: try count(atMost: 100_000), contrast: try count(atMost: 255),
            lines: try value(DocumentFacts.Looks.Lines.self), lean: Int(try number(-9000...9000)),
            isOnItsHead: try flag())
    }

    fileprivate mutating func photo() throws -> PhotoFacts {
        var photo = PhotoFacts()
        for field in PhotoFacts.Field.allCases {
            photo[field] = try optional { try $0.string(atMost: PhotoFacts.longest * 4) }
        }
        photo.quality = try optional { try $0.count(atMost: 100) }
        return photo
    }

    fileprivate mutating func facts(_ limits: WorkerLimits) throws -> DocumentFacts {
        var facts = DocumentFacts(identification: try identification())
        facts.pages = try optional { try $0.count(atMost: 100_000_000) }
        facts.encryption = try value(DocumentFacts.Encryption.self)
        facts.damage = try optional { reader in
            DocumentFacts.Damage(
                code: try reader.string(), what: try reader.words(),
                line: try reader.optional { try $0.count(atMost: .max) })
        }
        facts.text = try optional { reader in
            try (0..<reader.count(atMost: limits.textPages)).map { _ in try reader.string(atMost: limits.textBytes) }
        }
        facts.picture = try optional { reader in
            DocumentFacts.Picture(
                width: try reader.count(atMost: 100_000_000), height: try reader.count(atMost: 100_000_000),
                bands: try reader.count(atMost: 1000), dpi: try reader.optional { try $0.count(atMost: 1_000_000) },
                bits: try reader.optional { try $0.count(atMost: 65_535) },
                compression: try reader.optional { try $0.count(atMost: 65_535) },
                looks: try reader.optional { try $0.looks() }, photo: try reader.optional { try $0.photo() })
        }
        facts.container = try optional { reader in
            DocumentFacts.Container(
                entries: try reader.count(atMost: .max), encryptedEntries: try reader.count(atMost: .max),
                nested: try reader.count(atMost: .max), unpackedBytes: try reader.number(0 ... .max),
                names: try (0..<reader.count(atMost: DocumentFacts.Container.mostNames)).map { _ in
                    FileName(bytes: Array(try reader.run(atMost: 65_536)))
                })
        }
        let carried = try count(atMost: DocumentFacts.Carried.allCases.count)
        facts.carries = try (0..<carried).map { _ in try value(DocumentFacts.Carried.self) }
        let hit = try count(atMost: DocumentFacts.Limit.allCases.count)
        facts.limitsHit = try (0..<hit).map { _ in try value(DocumentFacts.Limit.self) }
        return facts
    }
}
