import Archive

/// An E-ARK package has the folders and files that the specification names, under their names.
///
/// Check: authenticity (真实性), YJ-1-13. Finds: a missing or unreadable METS.xml, missing folders (a warning where the
/// specification says SHOULD). Source: E-ARK CSIP 2.1, 4.1 (CSIPSTR1 to 16).
struct EArkStructure: Check {
    let key = "eark-structure"

    func applies(to package: PackageUnderCheck) -> Bool { package.eArk != nil }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let eArk = package.eArk else { return [] }
        return
            (root(eArk, package) + metadata(eArk, package) + representations(eArk, package)
            + beside(eArk, package)).map { $0.finding(of: self) }
    }

    /// Names of containers: what was packed must unpack to one folder.
    private static let packed: Set<String> = ["zip", "tar"]

    private func root(_ eArk: EArkPackage, _ package: PackageUnderCheck) -> [EArkFault] {
        var faults: [EArkFault] = []
        if eArk.root == nil, EArkStructure.packed.contains(package.name.pathExtension) {
            faults.append(
                EArkFault(
                    "CSIPSTR1",
                    .told(
                        Words(
                            zh: "压缩包里没有一个包住全部内容的根文件夹。",
                            en: "there is no single root folder around everything in the container.")), .warning,
                    file: package.name))
        }
        switch eArk.mets {
        case .missing: faults.append(EArkFault("CSIPSTR4", .absent, file: eArk.path("METS.xml")))
        case .unreadable(let n, let reason):
            faults.append(
                EArkFault(
                    "CSIPSTR4",
                    .told(
                        Words(zh: "METS.xml 读不出来：\(reason.words.zh)", en: "METS.xml cannot be read: \(reason.words.en)")
                    ),
                    file: package.path(n), line: reason.line))
        case .read(let n, _):
            let name = package.path(n).lastComponent.display
            if name != "METS.xml" {
                faults.append(
                    EArkFault(
                        "CSIPSTR4", .wrong(name, expected: Words(zh: "METS.xml", en: "METS.xml")),
                        file: package.path(n)))
            }
        }
        return faults
    }

    private func metadata(_ eArk: EArkPackage, _ package: PackageUnderCheck) -> [EArkFault] {
        var faults: [EArkFault] = []
        if !holds(eArk.path("metadata"), package) {
            faults.append(EArkFault("CSIPSTR5", .absent, file: eArk.path("metadata")))
        }
        guard let document = eArk.mets.value else { return faults }
        let names = EArkNames(eArk, package.listing)
        var told: Set<String> = []
        for section in document.sections {
            guard let href = section.reference?.link.href, case .file(let n, _) = names.find(href, from: document)
            else { continue }
            let (rule, folder) =
                section.kind == .descriptive ? ("CSIPSTR7", "descriptive") : ("CSIPSTR6", "preservation")
            // Rights may lie wherever other metadata do.
            guard section.kind != .rights, !package.path(n).components.contains(FileName(folder)),
                told.insert(rule).inserted
            else { continue }
            faults.append(
                EArkFault(
                    rule, place: "metadata/\(folder)",
                    .told(
                        Words(
                            zh: "\(package.path(n).display) 应放在 metadata/\(folder) 里。",
                            en: "\(package.path(n).display) should lie in metadata/\(folder).")), file: package.path(n))
            )
        }
        return faults
    }

    private func representations(_ eArk: EArkPackage, _ package: PackageUnderCheck) -> [EArkFault] {
        let folder = eArk.path("representations")
        guard holds(folder, package) else { return [EArkFault("CSIPSTR9", .absent, file: folder)] }
        var faults: [EArkFault] = []
        let depth = folder.components.count
        if let loose = package.listing.files(under: folder).first(where: {
            package.path($0).components.count == depth + 1
        }) {
            faults.append(
                EArkFault(
                    "CSIPSTR10",
                    .told(
                        Words(
                            zh: "representations 里应是每个表示形式一个文件夹，这个文件却直接放在里面。",
                            en:
                                "representations should hold a folder for each representation; this file lies right in it."
                        )
                    ), file: package.path(loose)))
        }
        if eArk.representations.isEmpty { faults.append(EArkFault("CSIPSTR10", .absent, file: folder)) }
        for representation in eArk.representations {
            let inside = representation.folder
            if !holds(inside / FileName("data"), package) {
                faults.append(EArkFault("CSIPSTR11", .absent, file: inside / FileName("data")))
            }
            if !holds(inside / FileName("metadata"), package) {
                faults.append(EArkFault("CSIPSTR13", .absent, file: inside / FileName("metadata")))
            }
            switch representation.mets {
            case .missing: faults.append(EArkFault("CSIPSTR12", .absent, file: inside / FileName("METS.xml")))
            case .unreadable(let n, let reason):
                faults.append(
                    EArkFault(
                        "CSIPSTR12",
                        .told(
                            Words(
                                zh: "METS.xml 读不出来：\(reason.words.zh)",
                                en: "METS.xml cannot be read: \(reason.words.en)")),
                        .blocking, file: package.path(n), line: reason.line))
            case .read: break
            }
        }
        return faults
    }

    private func beside(_ eArk: EArkPackage, _ package: PackageUnderCheck) -> [EArkFault] {
        [("schemas", "CSIPSTR15"), ("documentation", "CSIPSTR16")].compactMap { name, rule in
            let places = [eArk.path(name)] + eArk.representations.map { $0.folder / FileName(name) }
            return places.contains { holds($0, package) } ? nil : EArkFault(rule, .absent, file: eArk.path(name))
        }
    }

    /// Whether a folder is there, empty or not.
    private func holds(_ folder: FileName, _ package: PackageUnderCheck) -> Bool {
        !package.listing.files(under: folder).isEmpty || package.listing.folders.contains(folder)
    }
}
