import Archive
import Formats

/// The METS files of an E-ARK package have the elements and attributes that CSIP and SIP ask for, with values of their lists.
///
/// Check: integrity (完整性), YJ-2-10. MUST is blocking, SHOULD a warning; what MAY be there is judged where it is there. Whether the files
/// that METS points to are there and unchanged, `EArkFiles` and `EArkDigests` tell. Source: E-ARK CSIP 2.1, 5.3; SIP 2.1, 5.3.
struct EArkElements: Check {
    let key = "eark-elements"

    func applies(to package: PackageUnderCheck) -> Bool { package.eArk?.documents.isEmpty == false }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws {
        guard let eArk = package.eArk else { return }
        func fault(_ found: EArkFault) { tell(found.finding(of: self)) }
        for document in eArk.documents {
            let judge = METSJudge(document: document, eArk: eArk, package: package)
            judge.root(fault)
            judge.header(fault)
            judge.sections(fault)
            judge.groups(fault)
            judge.files(fault)
            judge.map(fault)
            if document.representation == nil, eArk.isSubmission { judge.submission(fault) }
            for repeated in document.repeated {
                fault(EArkFault(repeated.rule, .repeated(repeated.id), file: judge.file, line: repeated.line))
            }
        }
    }
}

/// Holds one METS file against the rules.
struct METSJudge {
    let document: METSDocument
    let eArk: EArkPackage
    let package: PackageUnderCheck

    typealias Tell = (EArkFault) -> Void

    var file: FileName { package.path(document.file) }
    var isOfPackage: Bool { document.representation == nil }

    /// The attribute `name` of `node`, which `rule` asks for; tells if it is missing or empty.
    func required(_ value: String?, _ rule: String, line: Int?, _ tell: Tell, level: Finding.Severity? = nil) -> String?
    {
        guard let value else {
            tell(EArkFault(rule, .absent, level, file: file, line: line))
            return nil
        }
        let plain = NumberText.trimmed(value)
        if plain.isEmpty { tell(EArkFault(rule, .empty, level, file: file, line: line)) }
        return plain.isEmpty ? nil : plain
    }

    /// The same for a value that must be one of a list.
    func listed(_ value: String?, _ rule: String, _ list: [String], line: Int?, _ tell: Tell) {
        guard let value = required(value, rule, line: line, tell) else { return }
        if !list.contains(value) { tell(wrong(value, rule, list, line)) }
    }

    func wrong(_ value: String, _ rule: String, _ list: [String], _ line: Int?) -> EArkFault {
        EArkFault(
            rule,
            .wrong(
                value, expected: Words(zh: list.joined(separator: "、"), en: list.joined(separator: " or "))),
            file: file,
            line: line)
    }

    /// A moment, as XML writes it.
    func moment(_ value: String?, _ rule: String, line: Int?, _ tell: Tell) {
        guard let value = required(value, rule, line: line, tell) else { return }
        if MomentText(value) == nil {
            tell(
                EArkFault(
                    rule,
                    .wrong(
                        value,
                        expected: Words(
                            zh: "日期时间，如 2019-07-26T09:12:30", en: "a date and time, as in 2019-07-26T09:12:30")),
                    file: file, line: line))
        }
    }

    /// A type of media. A name that is none is a warning: what the file is, is told from its bytes.
    func media(_ value: String?, _ rule: String, line: Int?, _ tell: Tell) {
        guard let value = required(value, rule, line: line, tell) else { return }
        if !EArkVocabulary.isMediaType(value) {
            tell(
                EArkFault(
                    rule,
                    .wrong(
                        value, expected: Words(zh: "媒体类型，如 application/pdf", en: "a media type, as in application/pdf")),
                    .warning, file: file, line: line))
        }
    }

    /// The type of a checksum. SM3, which METS does not list, is what Chinese archives use.
    func algorithm(_ value: String?, _ rule: String, line: Int?, _ tell: Tell) {
        guard let value = required(value, rule, line: line, tell) else { return }
        if !EArkVocabulary.checksums.keys.contains(value) {
            tell(
                EArkFault(
                    rule,
                    .wrong(
                        value,
                        expected: Words(zh: "METS 所列的算法，如 SHA-256", en: "an algorithm that METS lists, as SHA-256")),
                    EArkDigests.algorithm(value) == nil ? nil : .warning, file: file, line: line))
        }
    }

    /// How a file is pointed to.
    func link(_ link: METSLink, loctype: String, linkType: String, href: String, _ tell: Tell) {
        listed(link.loctype, loctype, ["URL"], line: link.line, tell)
        listed(link.linkType, linkType, ["simple"], line: link.line, tell)
        _ = required(link.href, href, line: link.line, tell)
    }
}
