package import Archive

extension RuleBook {
    /// What `lantai rule-book --json` prints, the act document keeps, and `--decide` reads.
    package var json: JSON {
        [
            "name": .string(name), "elements": .array(elements.map(\.json)), "domains": .array(domains.map(\.json)),
            "labels": .object(labels.mapValues(\.json)),
            "measures": .object(
                Dictionary(uniqueKeysWithValues: measures.map { ($0.key.rawValue, .int(Int64($0.value))) })),
            "lists": lists.json,
        ]
    }

    /// Reads what `json` writes. Labels, measures and lists that are left out are those that come with the program.
    /// - Throws: `RuleBookProblem` for anything else, with the member it is about.
    package init(json: JSON) throws(RuleBookProblem) {
        let reader = Reader(json, "")
        try reader.only(["name", "elements", "domains", "labels", "measures", "lists"])
        var elements: [Element] = []
        for part in try reader.parts("elements") { elements.append(try Element(part)) }
        var domains: [Domain] = []
        for part in try reader.parts("domains") { domains.append(try Domain(part)) }
        var labels = RuleBook.standard.labels
        for (key, part) in try reader.members("labels") { labels[key] = try Label(part) }
        var measures = RuleBook.standard.measures
        for (key, part) in try reader.members("measures") {
            guard let measure = Measure(rawValue: key), let number = part.json.int else {
                throw .unreadable(part.place)
            }
            measures[measure] = Int(number)
        }
        self.init(
            name: try reader.text("name"), elements: elements, domains: domains, labels: labels, measures: measures,
            lists: try reader.optional("lists").map { part throws(RuleBookProblem) in try Lists(part) } ?? .standard)
    }

    /// Reads the text of a document.
    /// - Throws: `RuleBookProblem.notJSON` with the line, from 1.
    package static func document(_ bytes: [UInt8]) throws(RuleBookProblem) -> JSON {
        do {
            return try JSON(parsing: bytes)
        } catch JSON.Problem.malformed(let at) {
            throw .notJSON(line: 1 + bytes.prefix(at).count { $0 == UInt8(ascii: "\n") })
        } catch {
            throw .unreadable("\(error)")
        }
    }

    /// The same document as `json`, an element, value or label a line, for people to edit.
    package var lines: String {
        var members: [String] = []
        for (key, value) in (json.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            members.append("\(JSON.string(key).text): \(RuleBook.lines(of: value))")
        }
        return "{\n\(members.joined(separator: ",\n"))\n}\n"
    }

    private static func lines(of value: JSON) -> String {
        var parts: [String] = []
        switch value {
        case .array(let array):
            for part in array { parts.append("  \(part.text)") }
            return "[\n\(parts.joined(separator: ",\n"))\n]"
        case .object(let object):
            for (key, part) in object.sorted(by: { $0.key < $1.key }) {
                parts.append("  \(JSON.string(key).text): \(part.text)")
            }
            return "{\n\(parts.joined(separator: ",\n"))\n}"
        default: return value.text
        }
    }

    /// A member of the document, and where it stands: `elements[3].path`, counted from 1.
    fileprivate struct Reader {
        let json: JSON
        let place: String

        init(_ json: JSON, _ place: String) { (self.json, self.place) = (json, place) }

        private func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

        func only(_ known: Set<String>) throws(RuleBookProblem) {
            guard let members = json.object else { throw .unreadable(place.isEmpty ? "{}" : place) }
            if let other = members.keys.filter({ !known.contains($0) }).min() { throw .unreadable(path(other)) }
        }

        func optional(_ name: String) -> Reader? { json[name].map { Reader($0, path(name)) } }

        func text(_ name: String) throws(RuleBookProblem) -> String {
            guard let text = json[name]?.string else { throw .unreadable(path(name)) }
            return text
        }

        func parts(_ name: String) throws(RuleBookProblem) -> [Reader] {
            guard let array = json[name]?.array else { throw .unreadable(path(name)) }
            return array.enumerated().map { Reader($1, "\(path(name))[\($0 + 1)]") }
        }

        /// Those of an object that may be left out.
        func members(_ name: String) throws(RuleBookProblem) -> [(String, Reader)] {
            guard let part = json[name] else { return [] }
            guard let members = part.object else { throw .unreadable(path(name)) }
            return members.sorted { $0.key < $1.key }.map { ($0.key, Reader($0.value, "\(path(name)).\($0.key)")) }
        }

        func texts(_ name: String) throws(RuleBookProblem) -> [String] {
            var texts: [String] = []
            for part in try parts(name) {
                guard let text = part.json.string else { throw .unreadable(part.place) }
                texts.append(text)
            }
            return texts
        }

        func flag(_ name: String) throws(RuleBookProblem) -> Bool {
            guard let part = json[name] else { return false }
            guard let flag = part.bool else { throw .unreadable(path(name)) }
            return flag
        }

        func number(_ name: String) throws(RuleBookProblem) -> Int? {
            guard let part = json[name] else { return nil }
            guard let number = part.int else { throw .unreadable(path(name)) }
            return Int(number)
        }

        func coded<T: RawRepresentable<String>>(_ name: String, or usual: T?) throws(RuleBookProblem) -> T {
            if json[name] == nil, let usual { return usual }
            guard let value = T(rawValue: try text(name)) else { throw .unreadable(path(name)) }
            return value
        }
    }
}

extension RuleBook.Element {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "path": .string(path), "obligation": .string(obligation.rawValue), "form": .string(form.rawValue),
        ]
        if let longest { members["longest"] = .int(Int64(longest)) }
        if !domain.isEmpty { members["domain"] = .string(domain) }
        return .object(members)
    }

    fileprivate init(_ part: RuleBook.Reader) throws(RuleBookProblem) {
        try part.only(["path", "obligation", "form", "longest", "domain"])
        self.init(
            path: try part.text("path"), obligation: try part.coded("obligation", or: nil),
            form: try part.coded("form", or: .text), longest: try part.number("longest"),
            domain: part.json["domain"] == nil ? "" : try part.text("domain"))
    }
}

extension RuleBook.Domain {
    fileprivate var json: JSON {
        var members: [String: JSON] = ["name": .string(name), "values": .array(values.map(JSON.string))]
        if isOpen { members["open"] = true }
        if admitsYears { members["admitsYears"] = true }
        return .object(members)
    }

    fileprivate init(_ part: RuleBook.Reader) throws(RuleBookProblem) {
        try part.only(["name", "values", "open", "admitsYears"])
        self.init(
            name: try part.text("name"), values: try part.texts("values"), isOpen: try part.flag("open"),
            admitsYears: try part.flag("admitsYears"))
    }
}

extension RuleBook.Label {
    fileprivate var json: JSON {
        var members: [String: JSON] = ["name": .string(name.zh), "nameEn": .string(name.en)]
        if !number.isEmpty { members["number"] = .string(number) }
        return .object(members)
    }

    fileprivate init(_ part: RuleBook.Reader) throws(RuleBookProblem) {
        try part.only(["name", "nameEn", "number"])
        let zh = try part.text("name")
        self.init(
            number: part.json["number"] == nil ? "" : try part.text("number"),
            name: Words(zh: zh, en: part.json["nameEn"] == nil ? zh : try part.text("nameEn")))
    }
}

extension RuleBook.Lists {
    fileprivate var json: JSON {
        [
            "compressions": .array(compressions.map { .int(Int64($0)) }),
            "editors": .array(editors.map(JSON.string)), "openness": .array(openness.map(JSON.string)),
            "opennessToo": .object(opennessToo.mapValues(JSON.string)),
            "columns": .object(
                Dictionary(uniqueKeysWithValues: columns.map { ($0.key.rawValue, .array($0.value.map(JSON.string))) })),
        ]
    }

    /// Those left out are the program's own.
    fileprivate init(_ part: RuleBook.Reader) throws(RuleBookProblem) {
        try part.only(["compressions", "editors", "openness", "opennessToo", "columns"])
        self = .standard
        if part.json["compressions"] != nil {
            compressions = []
            for each in try part.parts("compressions") {
                guard let number = each.json.int else { throw .unreadable(each.place) }
                compressions.append(Int(number))
            }
        }
        if part.json["editors"] != nil { editors = try part.texts("editors") }
        if part.json["openness"] != nil { openness = try part.texts("openness") }
        if part.json["opennessToo"] != nil {
            opennessToo = [:]
            for (key, each) in try part.members("opennessToo") {
                guard let text = each.json.string else { throw .unreadable(each.place) }
                opennessToo[key] = text
            }
        }
        if let columns = part.optional("columns") {
            for (key, each) in try part.members("columns") {
                guard let column = RuleBook.Column(rawValue: key) else { throw .unreadable(each.place) }
                self.columns[column] = try columns.texts(key)
            }
        }
    }
}
