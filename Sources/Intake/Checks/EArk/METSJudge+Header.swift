import Archive
import Formats

extension METSJudge {
    /// CSIP1 to CSIP6.
    func root(_ tell: Tell) {
        let root = document.root
        let id = required(root[attribute: "OBJID"], "CSIP1", line: root.line, tell)
        if let id, let name = folderName, name != id {
            tell(
                EArkFault(
                    "CSIP1", "CSIPSTR2",
                    .wrong(id, expected: Words(zh: "所在文件夹的名称 \(name)", en: "the name of its folder, \(name)")),
                    .warning, file: file, line: root.line))
        }
        category(root, tell)
        contentType(root, tell)
        _ = required(root[attribute: "PROFILE"], "CSIP6", line: root.line, tell)
    }

    /// The name that the folder of METS has.
    private var folderName: String? {
        if let name = document.representation { return name }
        if let root = eArk.root { return root.lastComponent.display }
        // A folder that was sent as a file has another name than it had; one that is looked at where it lies has its own.
        return ["zip", "tar"].contains(package.name.pathExtension) ? nil : package.name.display
    }

    private func category(_ root: XMLNode, _ tell: Tell) {
        guard let type = required(root[attribute: "TYPE"], "CSIP2", line: root.line, tell) else { return }
        if !EArkVocabulary.isCategory(type) {
            tell(
                EArkFault(
                    "CSIP2",
                    .wrong(
                        type,
                        expected: Words(
                            zh: "内容类别词表中的词，如 Mixed", en: "a word of the list of content categories, as Mixed")),
                    file: file, line: root.line))
        }
        guard EArkVocabulary.isOther(type) else { return }
        let other = root[attribute: "OTHERTYPE"]
        if other.map({ NumberText.trimmed($0).isEmpty }) ?? true {
            tell(
                EArkFault(
                    "CSIP2", "CSIP3", place: "mets/@csip:OTHERTYPE", other == nil ? .absent : .empty, file: file,
                    line: root.line))
        }
    }

    private func contentType(_ root: XMLNode, _ tell: Tell) {
        guard let type = root[attribute: "CONTENTINFORMATIONTYPE"] else {
            tell(
                EArkFault("CSIP4", .absent, isOfPackage ? nil : .blocking, file: file, line: root.line))
            return
        }
        content(
            type, root[attribute: "OTHERCONTENTINFORMATIONTYPE"], "CSIP4", "CSIP5", at: "mets", line: root.line, tell)
    }

    /// A type of content and, if it is another than those listed, its name.
    func content(
        _ type: String, _ other: String?, _ rule: String, _ second: String, at place: String, line: Int, _ tell: Tell
    ) {
        if !EArkVocabulary.isContentType(type) {
            tell(
                EArkFault(
                    rule, place: "\(place)/@csip:CONTENTINFORMATIONTYPE",
                    .wrong(
                        type,
                        expected: Words(
                            zh: "内容信息类型词表中的词，如 MIXED", en: "a word of the list of content information types, as MIXED")),
                    .blocking, file: file, line: line))
        }
        guard EArkVocabulary.isOther(type) else { return }
        if other.map({ NumberText.trimmed($0).isEmpty }) ?? true {
            tell(
                EArkFault(
                    rule, second, place: "\(place)/@csip:OTHERCONTENTINFORMATIONTYPE", other == nil ? .absent : .empty,
                    .blocking, file: file, line: line))
        }
    }

    /// CSIP117, CSIP7 to CSIP16.
    func header(_ tell: Tell) {
        guard let header = document.header else {
            return tell(EArkFault("CSIP117", .absent, file: file, line: document.root.line))
        }
        moment(header[attribute: "CREATEDATE"], "CSIP7", line: header.line, tell)
        if let changed = header[attribute: "LASTMODDATE"] {
            moment(changed, "CSIP8", line: header.line, tell)
            if let day = MomentText(changed)?.day, day > package.today.adding(days: 1) {
                tell(
                    EArkFault(
                        "CSIP8",
                        .wrong(
                            changed,
                            expected: Words(zh: "今天（\(package.today)）或以前", en: "today (\(package.today)) or before")),
                        .blocking, file: file, line: header.line))
            }
        } else {
            tell(EArkFault("CSIP8", .absent, file: file, line: header.line))
        }
        listed(
            header[attribute: "OAISPACKAGETYPE"], "CSIP9", EArkVocabulary.packageTypes, line: header.line, tell)
        guard !document.agents.isEmpty else {
            return tell(EArkFault("CSIP10", .absent, file: file, line: header.line))
        }
        agents(header, tell)
    }

    /// The program that made the package: one agent that is CREATOR, OTHER and SOFTWARE all at once.
    private func agents(_ header: XMLNode, _ tell: Tell) {
        let creators = document.agents.filter { $0.role == "CREATOR" }
        guard !creators.isEmpty else {
            let role = document.agents[0].role ?? ""
            return tell(
                EArkFault(
                    "CSIP11", .wrong(role, expected: Words(zh: "CREATOR", en: "CREATOR")), file: file,
                    line: document.agents[0].node.line))
        }
        func isProgram(_ agent: METSDocument.Agent) -> Bool { agent.type == "OTHER" && agent.otherType == "SOFTWARE" }
        if !creators.contains(where: isProgram), let other = document.agents.first(where: isProgram) {
            tell(
                EArkFault(
                    "CSIP11", .wrong(other.role ?? "", expected: Words(zh: "CREATOR", en: "CREATOR")), file: file,
                    line: other.node.line))
        }
        // Where none is all of it, the one that comes nearest is told.
        let agent =
            creators.first(where: isProgram) ?? creators.first { $0.type == "OTHER" || $0.otherType == "SOFTWARE" }
            ?? creators[0]
        listed(agent.type, "CSIP12", ["OTHER"], line: agent.node.line, tell)
        listed(agent.otherType, "CSIP13", ["SOFTWARE"], line: agent.node.line, tell)
        _ = required(agent.names.first, "CSIP14", line: agent.node.line, tell)
        guard let note = agent.notes.first(where: { $0.type == "SOFTWARE VERSION" }) ?? agent.notes.first else {
            return tell(EArkFault("CSIP15", .absent, file: file, line: agent.node.line))
        }
        _ = required(note.text, "CSIP15", line: agent.node.line, tell)
        listed(note.type, "CSIP16", ["SOFTWARE VERSION"], line: agent.node.line, tell)
    }
}
