import Archive
import Bytes

/// The tag files of a bag, as they were found: what it declares, and what vouches for its payload. Source: RFC 8493 and the drafts
/// before it (0.93 to 0.97).
struct Bag: Sendable {
    /// A manifest, for the payload or for tag files, by one algorithm.
    struct Manifest: Sendable {
        let file: Int64
        let algorithm: BagAlgorithm
    }

    /// The folder around the bag; `nil` if there is none.
    let prefix: FileName?
    /// `bagit.txt`; `nil` where it is missing.
    let declaration: Int64?
    /// `BagIt-Version`, as far as it can be read.
    let version: BagVersion?
    /// `Tag-File-Character-Encoding`.
    let encoding: TagEncoding
    /// What is not as it should be in `bagit.txt`.
    let declared: [DeclarationFault]
    /// `bag-info.txt`, before 0.96 `package-info.txt`.
    let info: Described<BagInfo>
    let manifests: [Manifest]
    let tagManifests: [Manifest]
    /// `fetch.txt`
    let fetch: Int64?

    enum DeclarationFault: Hashable, Sendable {
        case missing, mark, lines
        case version(String)
        case encoding(String)
    }

    /// `data`, with the folder around the bag.
    var payload: FileName { prefix.map { $0 / FileName("data") } ?? FileName("data") }

    /// The files that make it a bag.
    var own: Set<Int64> {
        Set(([declaration, info.file, fetch].compactMap(\.self)) + (manifests + tagManifests).map(\.file))
    }

    /// Manifests of a bag stand at its root; `data` alone does not make one.
    static func isRoot(_ names: some Sequence<String>, folders: Set<FileName>) -> Bool {
        names.contains { $0 == "bagit.txt" || folders.contains(FileName("data")) && isManifest($0) }
    }

    /// - Parameter name: in small letters.
    private static func isManifest(_ name: String) -> Bool { name.hasPrefix("manifest-") && name.hasSuffix(".txt") }

    init(_ package: UnpackedPackage, prefix outer: FileName?) throws {
        let listing = package.listing
        let prefix = listing.wrapper(outer) { name in
            let plain = name.display.lowercased()
            return plain == "bagit.txt" || Bag.isManifest(plain)
        }
        self.prefix = prefix
        var found: [String: Int64] = [:]
        var manifests: [Manifest] = []
        var tagManifests: [Manifest] = []
        for n in listing.files(under: prefix) {
            let parts = listing.path(n).components.dropFirst(prefix == nil ? 0 : 1)
            guard parts.count == 1, let name = parts.first?.display.lowercased() else { continue }
            found[name] = n
            if Bag.isManifest(name) {
                manifests.append(Manifest(file: n, algorithm: BagAlgorithm(inName: name)))
            } else if name.hasPrefix("tagmanifest-"), name.hasSuffix(".txt") {
                tagManifests.append(Manifest(file: n, algorithm: BagAlgorithm(inName: name)))
            }
        }
        (self.manifests, self.tagManifests) = (manifests, tagManifests)
        declaration = found["bagit.txt"]
        fetch = found["fetch.txt"]
        let read = try Bag.declaration(found["bagit.txt"], in: package)
        (version, encoding, declared) = read
        let infoFile = found["bag-info.txt"] ?? found["package-info.txt"]
        info = try infoFile.map { try BagInfo.read($0, in: package, encoding: read.1) } ?? .missing
    }

    private static func declaration(
        _ n: Int64?, in package: UnpackedPackage
    ) throws -> (BagVersion?, TagEncoding, [DeclarationFault]) {
        guard let n else { return (nil, .utf8, [.missing]) }
        guard package.listing.bytes(n) <= 4096 else { return (nil, .utf8, [.lines]) }
        var bytes = try DurableFile.read(package.path(n))
        var faults: [DeclarationFault] = []
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            faults.append(.mark)
            bytes.removeFirst(3)
        }
        var version: BagVersion?
        var encoding: TagEncoding?
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        var isPlain = lines.count == 2
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1).map { NumberText.trimmed(String($0)) }
            switch (parts.first?.lowercased(), parts.count) {
            case ("bagit-version", 2):
                version = BagVersion(parts[1])
                if version == nil { faults.append(.version(parts[1])) }
            case ("tag-file-character-encoding", 2):
                encoding = TagEncoding(declared: parts[1])
                if encoding == nil { faults.append(.encoding(parts[1])) }
            default: isPlain = false
            }
        }
        // A version or encoding that cannot be read is told by itself.
        let isComplete =
            lines.contains { $0.lowercased().hasPrefix("bagit-version") }
            && lines.contains { $0.lowercased().hasPrefix("tag-file-character-encoding") }
        if !isPlain || !isComplete { faults.append(.lines) }
        return (version, encoding ?? .utf8, faults)
    }
}

/// A version of BagIt: `0.97`, `1.0`.
struct BagVersion: Hashable, Sendable, Comparable {
    let major: Int
    let minor: Int

    static let first = BagVersion(major: 0, minor: 93)
    static let standard = BagVersion(major: 1, minor: 0)

    init(major: Int, minor: Int) { (self.major, self.minor) = (major, minor) }

    /// `nil` for anything but two numbers with a dot, and for versions that are not known here.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(\.isASCII) }),
            let major = Int(parts[0]), let minor = Int(parts[1])
        else { return nil }
        self.init(major: major, minor: minor)
        guard self >= .first, self <= .standard else { return nil }
    }

    static func < (left: BagVersion, right: BagVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

/// The algorithm in the name of a manifest.
enum BagAlgorithm: Hashable, Sendable {
    /// Computed of every file anyway.
    case own(Digest.Algorithm)
    /// Only met here, by the name OpenSSL gives it.
    case foreign(String)
    case unknown(String)

    /// Names of OpenSSL by those of bags, without hyphens.
    private static let foreign = [
        "md5": "md5", "sha1": "sha1", "sha224": "sha224", "sha384": "sha384", "sha3224": "sha3-224",
        "sha3256": "sha3-256", "sha3384": "sha3-384", "sha3512": "sha3-512", "blake2b512": "blake2b-512",
        "blake2b": "blake2b-512",
    ]

    /// - Parameter name: `manifest-sha256.txt`, in small letters.
    init(inName name: String) {
        let stem = name.dropLast(4).drop { $0 != "-" }.dropFirst()
        let plain = stem.filter { $0 != "-" && $0 != "_" }
        self =
            switch plain {
            case "sha256": .own(.sha256)
            case "sha512": .own(.sha512)
            case "sm3": .own(.sm3)
            default: Self.foreign[plain].map { .foreign($0) } ?? .unknown(String(stem))
            }
    }

    var name: String {
        switch self {
        case .own(let algorithm): algorithm.name
        case .foreign(let name): name.uppercased()
        case .unknown(let name): name
        }
    }
}
