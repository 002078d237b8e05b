import Archive
import Formats

extension METSJudge {
    /// CSIP58 to CSIP66, CSIP113, CSIP114.
    func groups(_ tell: Tell) {
        guard let section = document.fileSection else {
            if isOfPackage { tell(EArkFault("CSIP58", .absent, file: file, line: document.root.line)) }
            return
        }
        _ = required(section[attribute: "ID"], "CSIP59", line: section.line, tell)
        if isOfPackage {
            expected("Documentation", "CSIP60", folder: "documentation", section, tell)
            expected("Schemas", "CSIP113", folder: "schemas", section, tell)
            expected("Representations", "CSIP114", folder: "representations", section, tell)
        }
        for group in document.groups where group.outer == nil { judge(group, tell) }
        for group in document.groups where group.outer != nil {
            _ = required(group.id, "CSIP65", line: group.node.line, tell)
        }
    }

    /// The groups of one use; those of a part of it too: `Representations/rep1`.
    func groups(of use: String) -> [METSDocument.Group] {
        document.groups.filter { group in
            group.use == use || use == "Representations" && group.use?.hasPrefix("Representations/") == true
        }
    }

    /// A group must be there for what is there; without any such file it is asked for by the letter, and that is a warning.
    private func expected(_ use: String, _ rule: String, folder: String, _ section: XMLNode, _ tell: Tell) {
        guard groups(of: use).isEmpty else { return }
        let isThere = !package.listing.files(under: eArk.path(folder)).isEmpty
        tell(EArkFault(rule, .absent, isThere ? .blocking : .warning, file: file, line: section.line))
    }

    private func judge(_ group: METSDocument.Group, _ tell: Tell) {
        let line = group.node.line
        let use = required(group.use, "CSIP64", line: line, tell)
        _ = required(group.id, "CSIP65", line: line, tell)
        if group.files == 0 { tell(EArkFault("CSIP66", .absent, file: file, line: line)) }
        if let said = group.node[attribute: "ADMID"] {
            for id in said.split(whereSeparator: \.isWhitespace).map({ String($0) })
            where !document.administrativeIDs.contains(id) {
                tell(
                    EArkFault(
                        "CSIP61",
                        .wrong(
                            id,
                            expected: Words(
                                zh: "某个管理元数据（amdSec 下）的 ID", en: "the ID of administrative metadata in amdSec")),
                        file: file, line: line))
            }
        }
        let type = group.node[attribute: "CONTENTINFORMATIONTYPE"]
        let other = group.node[attribute: "OTHERCONTENTINFORMATIONTYPE"]
        if let type {
            content(type, other, "CSIP63", "CSIP62", at: "mets/fileSec/fileGrp", line: line, tell)
        } else if use == "Representations" || use?.hasPrefix("Representations/") == true {
            tell(EArkFault("CSIP62", .absent, .blocking, file: file, line: line))
        }
        guard let other, !NumberText.trimmed(other).isEmpty else { return }
        if EArkVocabulary.isContentType(other), !EArkVocabulary.isOther(other) {
            tell(
                EArkFault(
                    "CSIP63",
                    .wrong(
                        other,
                        expected: Words(
                            zh: "词表以外的名称；词表中的词写在 CONTENTINFORMATIONTYPE",
                            en:
                                "a name that the list does not have; words of the list belong into CONTENTINFORMATIONTYPE"
                        )),
                    .blocking, file: file, line: line))
        }
        if type.map({ !EArkVocabulary.isOther($0) }) ?? true {
            tell(
                EArkFault(
                    "CSIP63", place: "mets/fileSec/fileGrp/@csip:CONTENTINFORMATIONTYPE",
                    .wrong(
                        type ?? "",
                        expected: Words(zh: "OTHER（因为写了“\(other)”）", en: "OTHER, because \"\(other)\" is said")),
                    .blocking, file: file, line: line))
        }
    }

    /// CSIP67 to CSIP79, SIP32 to SIP35.
    func files(_ tell: Tell) {
        for entry in document.files {
            _ = required(entry.id, "CSIP67", line: entry.line, tell)
            promised(
                entry.described, mimetype: "CSIP68", size: "CSIP69", created: "CSIP70", checksum: "CSIP71",
                type: "CSIP72", line: entry.line, tell)
            if entry.locations == 0 { tell(EArkFault("CSIP76", .absent, file: file, line: entry.line)) }
            if entry.locations > 1 {
                tell(EArkFault("CSIP76", .several(entry.locations), file: file, line: entry.line))
            }
            if let found = entry.links.first {
                link(found, loctype: "CSIP77", linkType: "CSIP78", href: "CSIP79", tell)
            }
            guard eArk.isSubmission else { continue }
            if let name = entry.formatName, NumberText.trimmed(name).isEmpty {
                tell(EArkFault("SIP32", .empty, file: file, line: entry.line))
            }
            if let registry = entry.formatRegistry, NumberText.trimmed(registry).isEmpty {
                tell(EArkFault("SIP34", .empty, file: file, line: entry.line))
            }
        }
    }
}
