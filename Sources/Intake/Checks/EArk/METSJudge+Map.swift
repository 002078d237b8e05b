import Archive
import Formats

extension METSJudge {
    /// One kind of division right inside the main one, with the rules about it.
    private struct Part {
        let label: String
        /// It should be there, its ID, its label, that it points to its groups, that what it points to is such a group.
        let there, id, named, points, group: String
    }

    private static let parts = [
        Part(
            label: "Documentation", there: "CSIP93", id: "CSIP94", named: "CSIP95", points: "CSIP96", group: "CSIP116"),
        Part(label: "Schemas", there: "CSIP97", id: "CSIP98", named: "CSIP99", points: "CSIP100", group: "CSIP118"),
        Part(
            label: "Representations", there: "CSIP101", id: "CSIP102", named: "CSIP103", points: "CSIP104",
            group: "CSIP119"),
    ]

    /// CSIP80 to CSIP119.
    func map(_ tell: Tell) {
        guard let map = document.map else {
            return tell(EArkFault("CSIP80", .absent, file: file, line: document.root.line))
        }
        let line = map.node.line
        listed(map.node[attribute: "TYPE"], "CSIP81", ["PHYSICAL"], line: line, tell)
        listed(map.node[attribute: "LABEL"], "CSIP82", ["CSIP"], line: line, tell)
        _ = required(map.node[attribute: "ID"], "CSIP83", line: line, tell)
        let mains = map.inside(nil)
        guard let main = mains.first else { return tell(EArkFault("CSIP84", .absent, file: file, line: line)) }
        if mains.count > 1 { tell(EArkFault("CSIP84", .several(mains.count), file: file, line: line)) }
        let division = map.divisions[main]
        _ = required(division.node[attribute: "ID"], "CSIP85", line: division.node.line, tell)
        if let label = required(division.label, "CSIP86", line: division.node.line, tell), !document.objectID.isEmpty,
            label != document.objectID
        {
            tell(
                EArkFault(
                    "CSIP86", .wrong(label, expected: Words(zh: "mets/@OBJID 的值", en: "the value of mets/@OBJID")),
                    file: file,
                    line: division.node.line))
        }
        metadata(map, main, tell)
        for part in METSJudge.parts { judge(part, map, main, tell) }
        representations(map, main, tell)
    }

    /// CSIP88 to CSIP92.
    private func metadata(_ map: METSDocument.Map, _ main: Int, _ tell: Tell) {
        let inside = map.inside(main).map { map.divisions[$0] }
        let found = inside.filter { $0.label == "Metadata" }
        let line = map.divisions[main].node.line
        let alike = inside.filter { $0.label?.lowercased() == "metadata" }
        if alike.count > 1 {
            return tell(EArkFault("CSIP90", "CSIP88", .several(alike.count), file: file, line: alike[1].node.line))
        }
        guard let division = found.first else {
            let other = alike.first
            return tell(
                EArkFault(
                    "CSIP90", "CSIP88",
                    other.map { .wrong($0.label ?? "", expected: Words(zh: "Metadata", en: "Metadata")) } ?? .absent,
                    file: file, line: other?.node.line ?? line))
        }
        let node = division.node
        _ = required(node[attribute: "ID"], "CSIP89", line: node.line, tell)
        for (name, rule, isThere, ids) in [
            ("ADMID", "CSIP91", document.count(.provenance) + document.count(.rights) > 0, document.administrativeIDs),
            ("DMDID", "CSIP92", document.count(.descriptive) > 0, document.descriptiveIDs),
        ] {
            guard let said = node[attribute: name] else {
                if isThere { tell(EArkFault(rule, .absent, file: file, line: node.line)) }
                continue
            }
            for id in said.split(whereSeparator: \.isWhitespace).map({ String($0) }) where !ids.contains(id) {
                tell(
                    EArkFault(
                        rule, .wrong(id, expected: Words(zh: "某个元数据部分的 ID", en: "the ID of a section of metadata")),
                        file: file, line: node.line))
            }
        }
    }

    /// CSIP93 to CSIP104, CSIP116, CSIP118, CSIP119.
    private func judge(_ part: Part, _ map: METSDocument.Map, _ main: Int, _ tell: Tell) {
        let groups = groups(of: part.label)
        let inside = map.inside(main).map { map.divisions[$0] }
        let found = inside.filter { $0.label == part.label }
        let line = map.divisions[main].node.line
        if found.count > 1 {
            tell(
                EArkFault(
                    part.there, part.named, .several(found.count), .blocking, file: file, line: found[1].node.line))
        }
        for division in found {
            _ = required(division.node[attribute: "ID"], part.id, line: division.node.line, tell)
        }
        let isOfParts = part.label == "Representations" && inside.contains { isRepresentation($0) }
        if found.isEmpty, !isOfParts {
            if let other = inside.first(where: { $0.label?.lowercased() == part.label.lowercased() }), isOfPackage {
                tell(
                    EArkFault(
                        part.named, .wrong(other.label ?? "", expected: Words(zh: part.label, en: part.label)),
                        file: file, line: other.node.line))
            } else if isOfPackage {
                tell(EArkFault(part.there, .absent, file: file, line: line))
            }
        }
        let pointed = Set(map.divisions.flatMap { $0.files.compactMap(\.id) } + titles(of: map))
        for group in groups where isOfPackage {
            guard let id = group.id, !id.isEmpty, !pointed.contains(id), !isPointed(group, in: map) else { continue }
            tell(
                EArkFault(
                    part.points, part.group,
                    .told(
                        Words(
                            zh: "文件组“\(id)”（USE 为 \(group.use ?? "")）没有在结构图里用 fptr 指明。",
                            en: "no fptr of the structural map points to the group \"\(id)\" (USE \(group.use ?? "")).")
                    ),
                    .blocking, file: file, line: group.node.line))
        }
        for division in map.divisions where isOf(part, division) {
            for pointer in division.files { judge(pointer, part, groups, tell) }
        }
    }

    /// Divisions of one kind: by their label, or the last part of it: `Representations/rep1/schemas`.
    private func isOf(_ part: Part, _ division: METSDocument.Division) -> Bool {
        guard let label = division.label else { return false }
        if part.label != "Representations" {
            return label == part.label || label.hasSuffix("/" + part.label.lowercased())
        }
        guard label == part.label || label.hasPrefix(part.label + "/") else { return false }
        return !["schemas", "documentation", "metadata"].contains { label.hasSuffix("/" + $0) }
    }

    private func judge(
        _ pointer: (id: String?, line: Int), _ part: Part, _ groups: [METSDocument.Group], _ tell: Tell
    ) {
        guard let id = required(pointer.id, part.group, line: pointer.line, tell) else { return }
        // A pointer to a single file of such a group is no pointer to the group, and does no harm.
        guard !groups.contains(where: { $0.id == id }), document.groups.contains(where: { $0.id == id }) || isOfPackage
        else { return }
        tell(
            EArkFault(
                part.group, part.points,
                .wrong(
                    id,
                    expected: Words(
                        zh: "USE 为 \(part.label) 的文件组的 ID", en: "the ID of a group whose USE is \(part.label)")),
                .blocking, file: file, line: pointer.line))
    }

    private func isRepresentation(_ division: METSDocument.Division) -> Bool {
        division.label?.hasPrefix("Representations/") == true
    }

    /// What `mptr` calls the groups of the representations they lead to.
    private func titles(of map: METSDocument.Map) -> [String] {
        map.divisions.flatMap { $0.documents.compactMap { $0[attribute: "title"] } }
    }

    /// Whether an `mptr` leads to a METS file of the group.
    private func isPointed(_ group: METSDocument.Group, in map: METSDocument.Map) -> Bool {
        let hrefs = Set(map.divisions.flatMap { $0.documents.compactMap { $0[attribute: "href"] } })
        guard !hrefs.isEmpty, let place = document.groups.firstIndex(where: { $0.id == group.id }) else { return false }
        return document.files.contains {
            $0.group == place && $0.links.contains { $0.href.map(hrefs.contains) ?? false }
        }
    }

    /// CSIP105 to CSIP112: of a package whose representations have METS of their own.
    private func representations(_ map: METSDocument.Map, _ main: Int, _ tell: Tell) {
        guard isOfPackage else { return }
        let own = eArk.representations.filter { $0.mets.file != nil }
        let names = EArkNames(eArk, package.listing)
        var led: Set<Int64> = []
        for division in map.divisions {
            for pointer in division.documents {
                let line = pointer.line
                _ = required(pointer[attribute: "title"], "CSIP108", line: line, tell)
                listed(pointer[attribute: "type"], "CSIP111", ["simple"], line: line, tell)
                listed(pointer[attribute: "LOCTYPE"], "CSIP112", ["URL"], line: line, tell)
                guard let href = required(pointer[attribute: "href"], "CSIP110", line: line, tell) else { continue }
                if case .file(let n, _) = names.find(href, from: document) {
                    led.insert(n)
                } else {
                    tell(
                        EArkFault(
                            "CSIP110",
                            .wrong(href, expected: Words(zh: "包里的一个 METS 文件", en: "a METS file of the package")),
                            file: file, line: line))
                }
            }
            guard isRepresentation(division), !division.documents.isEmpty || own.contains(where: { isOf($0, division) })
            else { continue }
            _ = required(division.node[attribute: "ID"], "CSIP106", line: division.node.line, tell)
            if division.documents.isEmpty {
                tell(EArkFault("CSIP109", .absent, file: file, line: division.node.line))
            }
            if division.documents.count > 1 {
                tell(EArkFault("CSIP109", .several(division.documents.count), file: file, line: division.node.line))
            }
        }
        for representation in own {
            guard let n = representation.mets.file, !led.contains(n) else { continue }
            tell(
                EArkFault(
                    "CSIP105",
                    .told(
                        Words(
                            zh: "结构图里没有一个 div 用 mptr 指向表示形式“\(representation.name)”的 METS.xml。",
                            en:
                                "no div of the structural map points by mptr to METS.xml of the representation \"\(representation.name)\"."
                        )), file: file, line: map.node.line))
        }
    }

    private func isOf(_ representation: EArkPackage.Representation, _ division: METSDocument.Division) -> Bool {
        division.label == "Representations/" + representation.name
    }
}
