import Archive
import Formats
import Foundation

/// An E-ARK information package: its METS, and that of each representation. Source: E-ARK CSIP 2.1, 4 and 5.
struct EArkPackage: Sendable {
    struct Representation: Sendable {
        let name: String
        let folder: FileName
        let mets: Described<METSDocument>
    }

    /// The folder around everything; `nil` if there is none.
    let root: FileName?
    let mets: Described<METSDocument>
    /// In the order of their names.
    let representations: [Representation]

    /// That of the package first.
    var documents: [METSDocument] { [mets.value].compactMap(\.self) + representations.compactMap(\.mets.value) }

    /// The METS files, read or not.
    var own: [Int64] { [mets.file].compactMap(\.self) + representations.compactMap(\.mets.file) }

    /// A name inside the package, with the folder around it.
    func path(_ name: String) -> FileName { root.map { $0 / FileName(name) } ?? FileName(name) }

    /// Whether it says that it is for submission; then the rules of SIP hold.
    var isSubmission: Bool {
        guard let root = mets.value?.root, let header = mets.value?.header else {
            return mets.value?.root[attribute: "PROFILE"].map(EArkPackage.isProfile) ?? false
        }
        let profile = root[attribute: "PROFILE"] ?? ""
        if EArkPackage.isProfile(profile) { return true }
        // A package by the common specification alone may be a SIP and says so by its profile.
        return header[attribute: "OAISPACKAGETYPE"] == "SIP" && !EArkPackage.isCommon(profile)
    }

    /// The profile of SIP, of any edition of version 2.
    static func isProfile(_ text: String) -> Bool { isProfile(text, host: "earksip.dilcis.eu", name: "E-ARK-SIP") }

    private static func isCommon(_ text: String) -> Bool {
        isProfile(text, host: "earkcsip.dilcis.eu", name: "E-ARK-CSIP") || text.contains("eark-project.com/METS/IP.xml")
    }

    private static func isProfile(_ text: String, host: String, name: String) -> Bool {
        ["https://", "http://"].contains { scheme in
            text.hasPrefix("\(scheme)\(host)/profile/\(name)") && text.hasSuffix(".xml")
        }
    }

    /// Who submits it, as its header says.
    var submitter: String? {
        let agents = mets.value?.agents ?? []
        let named =
            agents.first { $0.role == "SUBMITTER" && !$0.name.isEmpty }
            ?? agents.first { $0.role == "ARCHIVIST" && !$0.name.isEmpty }
        return named?.name
    }

    /// The names that stand at the root of a package.
    static let folders: Set<String> = ["metadata", "representations", "schemas", "documentation"]

    static func isMETS(_ name: FileName) -> Bool { name.display.lowercased() == "mets.xml" }

    init(_ package: UnpackedPackage, prefix: FileName?) throws {
        let listing = package.listing
        let root = EArkPackage.root(listing, prefix: prefix)
        self.root = root
        let depth = root?.components.count ?? 0
        func own(in folder: FileName?, depth: Int) -> Int64? {
            let exact = folder.map { $0 / FileName("METS.xml") } ?? FileName("METS.xml")
            return listing.find(exact)
                ?? listing.files(under: folder).first { n in
                    let parts = listing.path(n).components.dropFirst(depth)
                    return parts.count == 1 && parts.last.map(EArkPackage.isMETS) == true
                }
        }
        self.mets =
            try own(in: root, depth: depth).map {
                try METSReading.read($0, in: package, folder: root, representation: nil)
            } ?? .missing
        let folder = root.map { $0 / FileName("representations") } ?? FileName("representations")
        var names: Set<FileName> = []
        for path in listing.files(under: folder).map(listing.path) + listing.folders {
            let parts = path.components
            let isInside = path.bytes.starts(with: folder.bytes + [UInt8(ascii: "/")])
            // A file right in the folder is no representation.
            if isInside, parts.count > depth + 2 || parts.count == depth + 2 && listing.find(path) == nil {
                names.insert(parts[depth + 1])
            }
        }
        representations = try names.sorted().map { name in
            let place = folder / name
            let mets = try own(in: place, depth: depth + 2).map {
                try METSReading.read($0, in: package, folder: place, representation: name.display)
            }
            return Representation(name: name.display, folder: place, mets: mets ?? .missing)
        }
    }
}

extension EArkPackage {
    /// The folder around the package: METS stands right inside it, or at least folders of the specification do.
    private static func root(_ listing: Listing, prefix: FileName?) -> FileName? {
        guard let prefix else { return nil }
        if listing.atRoot(prefix, isMETS) != nil { return prefix }
        return folders.contains(prefix.display.lowercased()) ? nil : prefix
    }
}

/// Finds the files that METS points to, in whatever way it writes their places.
final class EArkNames {
    /// How a place is written that is not written as it should be.
    enum Oddity: Hashable { case backslash, spelling, fromRoot }

    enum Place {
        case file(Int64, Oddity?)
        /// Nothing lies there.
        case missing
        /// It leads out of the package.
        case outside
        /// Another address: nothing is ever fetched.
        case elsewhere
    }

    private let listing: Listing
    private let package: EArkPackage
    /// Paths by what they look like; made when the first name is not found byte by byte.
    private lazy var alike = FirstPlaces(count: listing.count) { [listing] in
        EArkNames.look(listing.path(Int64($0) + 1))
    }

    init(_ package: EArkPackage, _ listing: Listing) { (self.package, self.listing) = (package, listing) }

    private static func look(_ path: FileName) -> String { path.display.lowercased() }

    func find(_ text: String, from document: METSDocument) -> Place {
        var href = NumberText.trimmed(text)
        guard !href.isEmpty else { return .missing }
        if let scheme = EArkNames.scheme(of: href) {
            guard scheme == "file" else { return .elsewhere }
            href = String(href.dropFirst(5))
            while href.hasPrefix("//") { href = String(href.dropFirst()) }
            if href.hasPrefix("/./") || href.hasPrefix("/../") { href = String(href.dropFirst()) }
            // file:///metadata/…: in practice the root of the package.
            if href.hasPrefix("/") { href = String(href.dropFirst()) }
        }
        if BagNames.leadsOutside(String(href.replacing("../", with: ""))) { return .outside }
        let spellings = [href, href.removingPercentEncoding].compactMap(\.self)
        var isOutside = false
        for base in [document.folder, package.root] {
            for (place, spelling) in spellings.enumerated() where place == 0 || spelling != href {
                guard let path = resolved(spelling, in: base) else {
                    isOutside = true
                    continue
                }
                let oddity: Oddity? = base == document.folder ? nil : .fromRoot
                if let n = listing.find(path) { return .file(n, oddity) }
                if let n = listing.find(turned(path)) { return .file(n, .backslash) }
                let whole = EArkNames.look(turned(path))
                if let found = alike.place(
                    of: whole, keyAt: { [listing] in EArkNames.look(listing.path(Int64($0) + 1)) })
                {
                    return .file(Int64(found) + 1, .spelling)
                }
            }
            if package.root == document.folder { break }
        }
        return isOutside ? .outside : .missing
    }

    private func turned(_ path: FileName) -> FileName {
        FileName(bytes: path.bytes.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 })
    }

    /// `base` and what follows it, without `.` and `..`; `nil` if it leads out of the package.
    private func resolved(_ text: String, in base: FileName?) -> FileName? {
        var parts = base?.components ?? []
        let least = package.root?.components.count ?? 0
        for part in FileName(text).components {
            switch part.display {
            case "", ".": continue
            case "..":
                guard parts.count > least else { return nil }
                parts.removeLast()
            default: parts.append(part)
            }
        }
        return FileName(bytes: Array(parts.map(\.bytes).joined(separator: [UInt8(ascii: "/")])))
    }

    /// What stands before the first colon, if it can be the scheme of an address; a single letter is a drive.
    private static func scheme(of text: String) -> String? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon]
        guard scheme.count > 1, scheme.first?.isLetter == true,
            scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
        else { return nil }
        return scheme.lowercased()
    }
}
