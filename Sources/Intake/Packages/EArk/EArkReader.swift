import Archive
import Formats

/// Reads an E-ARK information package (CSIP and SIP, version 2): `METS.xml` at its root, `metadata`, `representations`, `schemas`,
/// `documentation`.
///
/// The package is one record: METS describes one intellectual entity, and its representations are the same thing in several forms, which
/// are described, opened and disposed of together. Files of the first representation come first, as its main text. Source: E-ARK CSIP 2.1.
struct EArkReader: PackageReader {
    let kind = PackageKind.eArk

    func recognises(_ listing: Listing, prefix: FileName?) -> Bool {
        KnownLayouts.kind(of: listing, prefix: prefix) == kind
    }

    func open(_ package: UnpackedPackage, prefix: FileName?, settings: IntakeSettings) throws -> PackageContents {
        let eArk = try EArkPackage(package, prefix: prefix)
        var contents = PackageContents(kind: kind, layout: .eArk, of: package)
        let code = EArkReader.code(of: eArk, rules: settings.codeRules)
        switch eArk.mets {
        case .missing: break
        case .unreadable(let n, let reason): contents.list = .unreadable(file: n, reason)
        case .read(let n, let document):
            let description = try EArkDescription(eArk, in: package)
            let list = ItemList(in: package.area)
            try list.items.append(
                description.item(
                    eArk, code: code, hasCode: (try? ReferenceCode(parsing: code, rules: settings.codeRules)) != nil,
                    line: document.root.line))
            contents.list = .read(file: n, list)
        }
        var files: [(rank: Int, n: Int64)] = []
        for n in package.listing.files(under: eArk.root) {
            let path = package.listing.path(n)
            if Leftovers.contains(path) {
                contents.strays.append(n)
            } else if !(package.listing.bytes(n) == 0 && EArkReader.placeholders.contains(path.lastComponent.display)) {
                let (rank, role) = EArkReader.place(path, in: eArk)
                files.append((rank, n))
                contents.roles[n] = role
                contents.recordBytes += package.listing.bytes(n)
            }
            if EArkReader.isSchema(path) { contents.describing.insert(n) }
        }
        contents.describing.formUnion(eArk.own)
        try contents.folders.append(
            RecordFolder(
                path: eArk.root ?? FileName(code), metadata: [], contents: files.sorted { $0 < $1 }.map(\.n),
                code: code))
        contents.eArk = eArk
        return contents
    }

    func metadata(of folder: RecordFolder, in package: UnpackedPackage) throws -> RecordMetadata? { nil }

    /// Empty files that keep empty folders in version control: nothing of the record.
    private static let placeholders: Set<String> = [".gitkeep", ".keep"]

    /// The code (档号) that the agency gave it in the archive, if it is one by our rules; else its own name.
    private static func code(of package: EArkPackage, rules: [CodeRule]) -> String {
        let document = package.mets.value
        for given in document?.alternatives ?? [] where given.type == "REFERENCECODE" {
            if (try? ReferenceCode(parsing: given.text, rules: rules)) != nil { return given.text }
        }
        let id = document?.objectID ?? ""
        return id.isEmpty ? package.root?.lastComponent.display ?? "METS" : id
    }

    /// Schemas are documents of the standard's, not of the agency's: they are kept, and nobody has to open them. Those of W3C
    /// begin with a document type, which a record must not.
    private static func isSchema(_ path: FileName) -> Bool {
        ["xsd", "dtd", "rng", "rnc", "sch"].contains(path.pathExtension)
            && path.components.dropLast().contains(FileName("schemas"))
    }

    /// Where a file stands among those of the record, and what it is for.
    private static func place(_ path: FileName, in package: EArkPackage) -> (rank: Int, role: FileRole) {
        let parts = path.components.dropFirst(package.root?.components.count ?? 0).map(\.display)
        switch (parts.first, parts.count) {
        case ("representations", 3...):
            let place = package.representations.firstIndex { $0.name == parts[1] } ?? 0
            switch parts[2] {
            case "metadata", "schemas", "documentation": return (20_000_000 + place, .other)
            case _ where EArkPackage.isMETS(FileName(parts[2])) && parts.count == 3:
                return (20_000_000 + place, .other)
            default: return (place, place == 0 ? .main : .other)
            }
        case ("documentation", 2...): return (10_000_000, .attachment)
        case ("metadata", _), ("schemas", _), (_, ...1): return (30_000_000, .other)
        // Folders of the agency's own (CSIPSTR14).
        default: return (10_000_001, package.representations.isEmpty ? .main : .other)
        }
    }
}
