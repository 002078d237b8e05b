package import Archive
import Glibc
import Synchronization

/// A file of signatures, as its first lines tell it.
package struct SignatureFileHead: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case signatures, containers }

    package let path: String
    package let kind: Kind
    /// As the file says: `122`.
    package let version: String

    /// - Throws: `SignatureProblem`, `XMLProblem`.
    package init(path: String) throws {
        struct Told: Error {}
        var root: XMLNode?
        do {
            try SafeXML.events(path: path, limits: SignatureFileReading.limits) { event in
                guard case .start(let node) = event else { return }
                root = node
                throw Told()
            }
        } catch is Told {}
        switch root?.name {
        case "FFSignatureFile": (kind, version) = (.signatures, root?[attribute: "Version"] ?? "")
        case "ContainerSignatureMapping": (kind, version) = (.containers, root?[attribute: "signatureVersion"] ?? "")
        default: throw SignatureProblem.notSignatures(path)
        }
        guard !version.isEmpty, version.utf8.count <= 20, version.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw SignatureProblem.notSignatures(path)
        }
        self.path = path
    }

    /// What it is called where the house keeps it.
    package var fileName: String {
        kind == .signatures ? "DROID_SignatureFile_V\(version).xml" : "container-signature-V\(version).xml"
    }

    package func isOlder(than other: SignatureFileHead) -> Bool {
        version.utf8.count == other.version.utf8.count
            ? version < other.version : version.utf8.count < other.version.utf8.count
    }
}

/// Where the signatures of PRONOM lie, and those in use: read when first asked for, and again after a change.
package final class SignatureShelf: Sendable {
    /// Looked into in this order; the first that has signatures counts.
    package let folders: [String]
    private let held = Mutex<PronomSignatures??>(nil)

    private static let mostFiles = 64

    package init(folders: [String]) { self.folders = folders }

    /// The bundle's own, beside the program: `share/formats`.
    package static var bundled: String? { BundledMaterial.share("formats") }

    /// The newest files of the first folder that has signatures.
    package func files() -> (signatures: SignatureFileHead, containers: SignatureFileHead?)? {
        for folder in folders {
            let heads = SignatureShelf.names(in: folder).filter { $0.hasSuffix(".xml") }.prefix(
                SignatureShelf.mostFiles
            )
            .compactMap { try? SignatureFileHead(path: folder + "/" + $0) }
            func newest(_ kind: SignatureFileHead.Kind) -> SignatureFileHead? {
                heads.filter { $0.kind == kind }.max { $0.isOlder(than: $1) }
            }
            if let signatures = newest(.signatures) { return (signatures, newest(.containers)) }
        }
        return nil
    }

    /// The signatures in use; `nil` where there are none.
    /// - Throws: `XMLProblem`, `SignatureProblem` if what lies there cannot be used.
    package func signatures() throws -> PronomSignatures? {
        try held.withLock { held in
            if let known = held { return known }
            let read = try files().map {
                try PronomSignatures(signatures: $0.signatures.path, containers: $0.containers?.path)
            }
            held = .some(read)
            return read
        }
    }

    /// What was read is forgotten: the files have changed.
    package func forget() { held.withLock { $0 = nil } }

    private static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var found: [String] = []
        while let entry = readdir(handle) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            found.append(String(decoding: bytes, as: UTF8.self))
        }
        return found.sorted()
    }
}

extension SignatureShelf: Hashable {
    package static func == (left: SignatureShelf, right: SignatureShelf) -> Bool { left.folders == right.folders }
    package func hash(into hasher: inout Hasher) { hasher.combine(folders) }
}
