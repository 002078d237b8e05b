/// Text as it stands in pictures: UTF-8, or what Chinese programs wrote instead.
enum PhotoText {
    static func plain(_ bytes: [UInt8]) -> String? {
        let text = Array(bytes.prefix { $0 != 0 })
        guard !text.isEmpty else { return nil }
        switch TextEncoding.guess(text, whole: true) {
        case .utf8: return String(decoding: text, as: UTF8.self)
        case let encoding?:
            guard var converter = Transcoder(from: encoding), let read = try? converter.convert(text, last: true) else {
                return nil
            }
            return String(decoding: read, as: UTF8.self)
        case nil: return nil
        }
    }

    /// UTF-16, the lower half first, as Windows writes it.
    static func wide(_ bytes: [UInt8]) -> String? {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        let text = String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
        return text.isEmpty ? nil : text
    }
}

/// The records of IPTC-IIM that speak of the picture. Source: IPTC-IIM 4.2, record 2.
enum IPTCReading {
    private static let mostRecords = 500

    static func read(_ bytes: [UInt8], _ facts: inout PhotoFacts) {
        var place = 0
        for _ in 0..<mostRecords {
            guard place + 5 <= bytes.count, bytes[place] == 0x1C else { return }
            let (record, number) = (bytes[place + 1], bytes[place + 2])
            let length = Int(bytes[place + 3]) << 8 | Int(bytes[place + 4])
            // Longer ones give their length in more bytes: none of those wanted.
            guard length < 0x8000, place + 5 + length <= bytes.count else { return }
            let value = Array(bytes[(place + 5)..<(place + 5 + length)])
            place += 5 + length
            guard record == 2 else { continue }
            switch number {
            case 5: facts.note(.title, PhotoText.plain(value))
            case 55: facts.note(.taken, day(PhotoText.plain(value)))
            case 80: facts.note(.photographer, PhotoText.plain(value))
            case 90: facts.note(.place, PhotoText.plain(value))
            case 116: facts.note(.copyright, PhotoText.plain(value))
            case 120: facts.note(.caption, PhotoText.plain(value))
            default: continue
            }
        }
    }

    /// `20190726`
    private static func day(_ text: String?) -> String? {
        guard let text, text.utf8.count == 8, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return PhotoReading.moment("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    }
}

/// The properties of XMP that speak of the picture: as elements or as attributes of `rdf:Description`.
enum XMPReading {
    static func read(_ bytes: [UInt8], _ facts: inout PhotoFacts) {
        guard let root = try? SafeXML.tree(Array(bytes.prefix { $0 != 0 })) else { return }
        var nodes = [root]
        var seen = 0
        while let node = nodes.popLast(), seen < 5000 {
            seen += 1
            nodes += node.children
            guard node.name == "Description" else { continue }
            func text(_ name: String) -> String? {
                if let value = node[attribute: name] { return value }
                guard let found = node.first(name) else { return nil }
                // A list in one language or more: its first item.
                for list in ["Alt", "Seq", "Bag"] {
                    if let item = found.at(list, "li") { return item.value }
                }
                return found.value
            }
            facts.note(.taken, moment(text("DateCreated")) ?? moment(text("DateTimeOriginal")))
            facts.note(.photographer, text("creator"))
            facts.note(.title, text("title"))
            facts.note(.caption, text("description"))
            facts.note(.software, text("CreatorTool"))
            facts.note(.place, text("City"))
            facts.note(.copyright, text("rights"))
        }
    }

    /// `2019-07-26T10:11:12+08:00`
    private static func moment(_ text: String?) -> String? {
        PhotoReading.moment(text.map { String($0.map { $0 == "T" ? " " : $0 }) })
    }
}
