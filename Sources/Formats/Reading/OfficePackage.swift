import Archive

/// The parts of an Office Open XML package.
struct OfficePackage {
    let archive: ZipArchive

    /// The relationship `r:id`, told from a plain `id` by having a namespace.
    func identifier(of node: XMLNode) -> String {
        node.attributes.first { $0.name == "id" && $0.namespace != nil }?.value ?? ""
    }

    /// What a part refers to, inside the package: identifier → path.
    func relations(_ part: String) throws -> [String: String] {
        Dictionary(try related(part).map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
    }

    struct Relation {
        let id: String
        /// The last word of its type: `slide`, `footnotes`.
        let kind: String
        let path: String
    }

    /// What a part refers to, inside the package, in the order of the file. No part: the package itself.
    /// - Parameter required: whether a part without a list of relations is broken; if not, it has none.
    func related(_ part: String, required: Bool = true) throws -> [Relation] {
        let folder = part.split(separator: "/").dropLast().map(String.init)
        let list = (folder + ["_rels", "\(part.split(separator: "/").last ?? "").rels"]).joined(separator: "/")
        guard required || archive.has(list) else { return [] }
        return try tree(list).all("Relationship").compactMap { relation in
            guard let id = relation[attribute: "Id"], let target = relation[attribute: "Target"],
                relation[attribute: "TargetMode"] != "External"
            else { return nil }
            var path = target.hasPrefix("/") ? [] : folder
            for step in target.split(separator: "/") {
                // A path that climbs out of the package names nothing in it.
                if step == ".." { _ = path.popLast() } else if step != "." { path.append(String(step)) }
            }
            let kind = (relation[attribute: "Type"] ?? "").split(separator: "/").last ?? ""
            return Relation(id: id, kind: String(kind), path: path.joined(separator: "/"))
        }
    }

    func tree(_ path: String) throws -> XMLNode {
        try reading(path, OfficePackage.limits) { try SafeXML.tree(reading: $0, limits: OfficePackage.limits) }
    }

    func events(_ path: String, limits: XMLLimits = OfficePackage.limits, _ body: (XMLEvent) throws -> Void) throws {
        try reading(path, limits) { try SafeXML.events(reading: $0, limits: limits, body: body) }
    }

    private static let limits = XMLLimits(bytes: ZipArchive.mostEntryBytes, depth: 256)

    private func reading<T>(_ path: String, _ limits: XMLLimits, _ body: (ByteSource) throws -> T) throws -> T {
        guard let entry = archive.entry(path) else {
            throw Broken("broken", zh: "缺少 \(path)。", en: "\(path) is missing.")
        }
        do {
            return try archive.unpacking(entry, atMost: limits.bytes, body)
        } catch let problem as XMLProblem {
            throw Broken(
                "broken", zh: "\(path)：\(problem.what.zh)", en: "\(path): \(problem.what.en)", line: problem.line)
        }
    }
}
