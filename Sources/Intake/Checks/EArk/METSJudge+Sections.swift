import Archive
import Formats

extension METSJudge {
    /// CSIP17 to CSIP57.
    func sections(_ tell: Tell) {
        descriptive(tell)
        administrative(tell)
        for section in document.sections { judge(section, tell) }
    }

    /// The folder of this METS with what is below it.
    private func inside(_ name: String) -> [Int64] {
        let folder = document.folder.map { $0 / FileName(name) } ?? FileName(name)
        return package.listing.files(under: folder).filter {
            package.listing.bytes($0) > 0 && !Leftovers.contains(package.path($0))
        }
    }

    private func descriptive(_ tell: Tell) {
        let count = document.count(.descriptive)
        let referred = document.sections.contains { $0.kind == .descriptive && $0.reference != nil }
        let files = inside("metadata/descriptive")
        if !referred, let first = files.first {
            // Referred to by the METS above, a representation's own metadata are not lost.
            let isKnown = !isOfPackage && refers(to: first)
            if !isKnown {
                tell(
                    EArkFault(
                        "CSIP21", "CSIP17",
                        .told(
                            Words(
                                zh: "metadata/descriptive 里有 \(files.count) 个文件，METS 没有一个 dmdSec/mdRef 指向它们。",
                                en:
                                    "metadata/descriptive holds \(files.count) files, and METS has no dmdSec/mdRef that points to them."
                            )), .blocking, file: package.path(first)))
            }
        } else if count == 0, isOfPackage {
            tell(EArkFault("CSIP17", .absent, file: file, line: document.root.line))
        }
    }

    /// Whether the METS of the package points to a file.
    private func refers(to n: Int64) -> Bool {
        guard let root = eArk.mets.value else { return false }
        let names = EArkNames(eArk, package.listing)
        return root.sections.contains { section in
            guard let href = section.reference?.link.href, case .file(n, _) = names.find(href, from: root) else {
                return false
            }
            return true
        }
    }

    private func administrative(_ tell: Tell) {
        let files = inside("metadata/preservation")
        let isThere = document.count(.provenance) > 0
        if document.administrative == nil, isOfPackage {
            tell(EArkFault("CSIP31", .absent, file: file, line: document.root.line))
        }
        if isThere, files.isEmpty {
            tell(
                EArkFault(
                    "CSIP32",
                    .told(
                        Words(
                            zh: "METS 有 digiprovMD，metadata/preservation 里却没有文件。",
                            en: "METS has digiprovMD, and metadata/preservation holds no file.")), file: file,
                    line: document.administrative?.line))
        }
        if !isThere, isOfPackage, files.isEmpty {
            tell(EArkFault("CSIP32", .absent, file: file, line: document.root.line))
        }
        guard !files.isEmpty else { return }
        let names = EArkNames(eArk, package.listing)
        var referred: Set<Int64> = []
        for owner in [document] + (isOfPackage ? [] : [eArk.mets.value].compactMap(\.self)) {
            // Preservation metadata may be said to be of provenance or of rights: PREMIS holds both.
            for section in owner.sections where section.kind != .descriptive {
                if let href = section.reference?.link.href, case .file(let n, _) = names.find(href, from: owner) {
                    referred.insert(n)
                }
            }
        }
        for n in files where !referred.contains(n) {
            tell(
                EArkFault(
                    "CSIP32",
                    .told(
                        Words(
                            zh: "METS 没有一个 digiprovMD 指向这个保存元数据文件。",
                            en: "METS has no digiprovMD that points to this file of preservation metadata.")),
                    .blocking,
                    file: package.path(n)))
        }
    }

    private func judge(_ section: METSSection, _ tell: Tell) {
        let (id, status, reference) =
            switch section.kind {
            case .descriptive: ("CSIP18", "CSIP20", "CSIP21")
            case .provenance: ("CSIP33", "CSIP34", "CSIP35")
            case .rights: ("CSIP46", "CSIP47", "CSIP48")
            }
        _ = required(section.id, id, line: section.line, tell)
        if section.kind == .descriptive { moment(section.created, "CSIP19", line: section.line, tell) }
        if let said = section.status {
            if !EArkVocabulary.status.contains(said) {
                var fault = wrong(said, status, EArkVocabulary.status, section.line)
                fault.severity = .blocking
                tell(fault)
            }
        } else {
            tell(EArkFault(status, .absent, file: file, line: section.line))
        }
        guard let found = section.reference else {
            return tell(EArkFault(reference, .absent, file: file, line: section.line))
        }
        judge(found, section.kind, tell)
    }

    private func judge(_ reference: METSSection.Reference, _ kind: METSSection.Kind, _ tell: Tell) {
        func rule(_ of: EArkRule.ReferenceRule) -> String { EArkRule.id(of, in: kind) }
        let (line, described) = (reference.link.line, reference.described)
        link(reference.link, loctype: rule(.loctype), linkType: rule(.linkType), href: rule(.href), tell)
        if let type = required(reference.mdtype, rule(.mdtype), line: line, tell),
            !EArkVocabulary.metadataTypes.contains(type)
        {
            tell(
                EArkFault(
                    rule(.mdtype),
                    .wrong(
                        type,
                        expected: Words(zh: "METS 所列的元数据类型，如 EAD", en: "a type of metadata that METS lists, as EAD")),
                    file: file, line: line))
        }
        promised(
            described, mimetype: rule(.mimetype), size: rule(.size), created: rule(.created),
            checksum: rule(.checksum), type: rule(.checksumType), line: line, tell)
    }

    /// What is promised of a file is said at all; whether it is true, others tell.
    func promised(
        _ described: METSDescribed, mimetype: String, size: String, created: String, checksum: String, type: String,
        line: Int, _ tell: Tell
    ) {
        media(described.mimetype, mimetype, line: line, tell)
        if let said = required(described.size, size, line: line, tell), Int64(said) == nil {
            tell(
                EArkFault(
                    size, .wrong(said, expected: Words(zh: "字节数", en: "a number of bytes")), file: file, line: line))
        }
        moment(described.created, created, line: line, tell)
        _ = required(described.checksum, checksum, line: line, tell)
        algorithm(described.checksumType, type, line: line, tell)
    }
}
