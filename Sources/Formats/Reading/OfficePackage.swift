import Archive

/// The parts of an Office Open XML package.
struct OfficePackage {
    let archive: ZipArchive

    /// The relationship `r:id`, told from a plain `id` by having a namespace.
    func identifier(of node: XMLNode) -> String {
        node.attributes.first { $0.name == "id" && $0.namespace != nil }?.value ?? ""
    }

    func relations(_ part: String) throws -> [String: String] {
        let folder = part.split(separator: "/").dropLast().joined(separator: "/")
        let name = part.split(separator: "/").last ?? ""
        var targets: [String: String] = [:]
        for relation in try tree("\(folder)/_rels/\(name).rels").all("Relationship") {
            guard let id = relation[attribute: "Id"], let target = relation[attribute: "Target"] else { continue }
            targets[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "\(folder)/\(target)"
        }
        return targets
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
