import Archive
import Formats

/// Every file that METS points to is in the package, has the size it says, and every file of the package is pointed to.
///
/// Check: integrity (完整性), YJ-2-11. Finds: missing files, references that lead out of the package or to other addresses, other sizes; a
/// warning for names written differently and for files that no METS names. Source: E-ARK CSIP 2.1 (CSIP24, 27, 38, 41, 51, 54, 58, 69, 79).
struct EArkFiles: Check {
    let key = "eark-files"

    func applies(to package: PackageUnderCheck) -> Bool { package.eArk?.documents.isEmpty == false }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws {
        guard let eArk = package.eArk else { return }
        var isNamed = [Bool](repeating: false, count: package.listing.count + 1)
        for n in eArk.own { isNamed[Int(n)] = true }
        for reference in EArkReferences(eArk, package) {
            let (found, faults) = reference.resolved()
            for fault in faults { tell(fault.finding(of: self)) }
            guard let n = found else { continue }
            isNamed[Int(n)] = true
            if let fault = reference.size(of: n) { tell(fault.finding(of: self)) }
        }
        for n in package.contents?.folders.first?.contents ?? [] where !isNamed[Int(n)] {
            let fault = EArkFault(
                "CSIP58",
                .told(
                    Words(zh: "没有一个 METS 文件提到这个文件。", en: "no METS file names this file.")), file: package.path(n))
            tell(fault.finding(of: self))
        }
    }
}

/// Every file that METS points to has the digest that it promises.
///
/// Check: authenticity (真实性), YJ-1-1. Finds: each altered file, each checksum that cannot be one of its type. Types that are not computed
/// here are for review. Source: E-ARK CSIP 2.1 (CSIP29, 43, 56, 71).
struct EArkDigests: Check {
    let key = "eark-digests"

    func applies(to package: PackageUnderCheck) -> Bool { package.eArk?.documents.isEmpty == false }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) throws {
        guard let eArk = package.eArk else { return }
        for reference in EArkReferences(eArk, package) {
            guard let n = reference.resolved().file, let said = reference.described.checksum,
                let type = reference.described.checksumType, !said.isEmpty, !type.isEmpty
            else { continue }
            guard let algorithm = EArkDigests.algorithm(type) else {
                // A type that METS does not list is told by `EArkElements`.
                if EArkVocabulary.checksums.keys.contains(type) { tell(unknown(type, reference, n, package)) }
                continue
            }
            guard let actual = try BagDigests.digest(of: n, algorithm, package) else {
                tell(unknown(type, reference, n, package))
                continue
            }
            guard let promised = [UInt8](hex: NumberText.trimmed(said).lowercased()), promised.count == actual.count
            else {
                tell(
                    EArkFault(
                        reference.rules.checksum, place: reference.place("@CHECKSUM"),
                        .wrong(said, expected: Words(zh: "一个 \(type) 摘要", en: "a digest by \(type)")),
                        file: package.path(n)
                    ).finding(of: self))
                continue
            }
            guard promised != actual else { continue }
            tell(
                EArkFault(
                    reference.rules.checksum, place: reference.place("@CHECKSUM"),
                    .told(
                        Words(
                            zh:
                                "\(type) 摘要与 \(package.path(reference.document.file).display) 第 \(reference.link.line) 行所记不同，文件在打包之后变动过。",
                            en:
                                "its \(type) differs from line \(reference.link.line) of \(package.path(reference.document.file).display): the file changed after the package was made."
                        )), file: package.path(n)
                ).finding(of: self))
        }
    }

    private func unknown(_ type: String, _ reference: EArkReference, _ n: Int64, _ package: PackageUnderCheck)
        -> Finding
    {
        finding(
            .review, file: package.path(n), element: reference.place("@CHECKSUMTYPE"),
            Words(
                zh: "算法 \(type) 在本机没有，这个文件的摘要没有比对。",
                en: "The algorithm \(type) is not known here: the digest of this file was not compared."),
            Words(zh: "请接收人员知悉，必要时请移交单位改用 SHA-256。", en: "Take note; if need be the agency uses SHA-256."))
    }

    /// What computes a type of METS; `nil` if nothing here does. SM3 is none of METS's.
    static func algorithm(_ type: String) -> BagAlgorithm? {
        switch type.uppercased() {
        case "SHA-256": .own(.sha256)
        case "SHA-512": .own(.sha512)
        case "SM3": .own(.sm3)
        default: EArkVocabulary.checksums[type].flatMap { $0 }.map { BagAlgorithm.foreign($0) }
        }
    }
}

/// One reference of METS to a file, with the rules about it.
struct EArkReference {
    struct Rules {
        let href, size, checksum: String
    }

    let document: METSDocument
    let link: METSLink
    let described: METSDescribed
    let rules: Rules
    fileprivate let names: EArkNames
    fileprivate let package: PackageUnderCheck

    /// An attribute, or an element, where the rule about `href` looks.
    func place(_ attribute: String) -> String {
        let href = EArkRule.named(rules.href).place
        let element = href.hasSuffix("/@xlink:href") ? String(href.dropLast(12)) : href
        let owner = element.hasSuffix("/FLocat") ? String(element.dropLast(7)) : element
        return (attribute == "@xlink:href" ? element : owner) + "/" + attribute
    }

    /// The file, and what is wrong with the way it is named.
    func resolved() -> (file: Int64?, faults: [EArkFault]) {
        guard let href = link.href, !NumberText.trimmed(href).isEmpty else { return (nil, []) }
        let mets = package.path(document.file)
        func told(_ words: Words, _ severity: Finding.Severity? = nil, at file: FileName? = nil) -> EArkFault {
            // A line is one of METS; of the file itself it would show something else.
            EArkFault(rules.href, .told(words), severity, file: file ?? mets, line: file == nil ? link.line : nil)
        }
        switch names.find(href, from: document) {
        case .file(let n, nil): return (n, [])
        case .file(let n, let oddity?):
            let how =
                switch oddity {
                case .backslash: Words(zh: "用了反斜杠", en: "with backslashes")
                case .spelling: Words(zh: "大小写或写法不同", en: "in other letters")
                case .fromRoot:
                    Words(
                        zh: "从包的根写起，而不是从该 METS 所在处", en: "from the root of the package, not from where this METS stands"
                    )
                }
            let path = package.path(n)
            return (
                n,
                [
                    told(
                        Words(
                            zh: "“\(href)”指的是 \(path.display)，\(how.zh)。",
                            en: "\"\(href)\" means \(path.display), written \(how.en)."), .warning, at: path)
                ]
            )
        case .missing:
            return (
                nil,
                [
                    told(
                        Words(
                            zh: "所指的文件“\(href)”不在包里。", en: "the file it points to, \"\(href)\", is not in the package.")
                    )
                ]
            )
        case .outside:
            return (nil, [told(Words(zh: "“\(href)”指到了包的外面。", en: "\"\(href)\" leads out of the package."))])
        case .elsewhere:
            return (
                nil,
                [
                    told(
                        Words(
                            zh: "“\(href)”是包外的地址，本系统从不自行下载；文件应放进包里。",
                            en:
                                "\"\(href)\" is an address elsewhere: nothing is ever fetched, files must be in the package."
                        ))
                ]
            )
        }
    }

    func size(of n: Int64) -> EArkFault? {
        guard let said = described.size, let bytes = Int64(NumberText.trimmed(said)) else { return nil }
        let actual = package.listing.bytes(n)
        guard bytes != actual else { return nil }
        return EArkFault(
            rules.size, place: place("@SIZE"),
            .told(
                Words(
                    zh: "METS 记 \(bytes) 字节，文件实有 \(actual) 字节。", en: "METS says \(bytes) bytes; the file has \(actual)."
                )),
            file: package.path(n))
    }
}

/// All references of all METS files of a package, one after the other.
struct EArkReferences: Sequence {
    private let eArk: EArkPackage
    private let package: PackageUnderCheck

    init(_ eArk: EArkPackage, _ package: PackageUnderCheck) { (self.eArk, self.package) = (eArk, package) }

    func makeIterator() -> AnyIterator<EArkReference> {
        let names = EArkNames(eArk, package.listing)
        let package = package
        let documents = eArk.documents
        var (document, section, file) = (0, 0, 0)
        return AnyIterator {
            while document < documents.count {
                let current = documents[document]
                while section < current.sections.count {
                    let found = current.sections[section]
                    section += 1
                    guard let reference = found.reference else { continue }
                    return EArkReference(
                        document: current, link: reference.link, described: reference.described,
                        rules: EArkReference.Rules(
                            href: EArkRule.id(.href, in: found.kind), size: EArkRule.id(.size, in: found.kind),
                            checksum: EArkRule.id(.checksum, in: found.kind)),
                        names: names, package: package)
                }
                while file < current.files.count {
                    let found = current.files[file]
                    file += 1
                    guard let link = found.links.first else { continue }
                    return EArkReference(
                        document: current, link: link, described: found.described,
                        rules: EArkReference.Rules(href: "CSIP79", size: "CSIP69", checksum: "CSIP71"), names: names,
                        package: package)
                }
                (document, section, file) = (document + 1, 0, 0)
            }
            return nil
        }
    }
}
