package import Archive
import Glibc

/// The signatures of PRONOM, made ready for comparing: read once, used by many threads.
package final class PronomSignatures: Sendable {
    /// The version of the signature file, such as `122`.
    package let version: String
    /// The day that file was made.
    package let date: String
    /// The version of the container signatures; `nil` where there are none.
    package let containerVersion: String?
    /// Signatures that are not understood and left out.
    package let unreadable: Int
    package var formatCount: Int { formats.count }
    /// Names with their versions, by PUID.
    package var names: [String: String] {
        let named = formats.map { format in
            (format.puid, format.version.map { "\(format.name) \($0)" } ?? format.name)
        }
        return Dictionary(named) { first, _ in first }
    }
    package var signatureCount: Int { signatures.count + containers.count }

    let formats: [PronomFormat]
    let signatures: [Compiled]
    let containers: [ContainerSignature]
    /// Container signatures that ask for a path, by it.
    let containersByPath: [ContainerSignature.Kind: [String: [Int]]]
    let triggers: [Int: ContainerSignature.Kind]
    /// Formats by extension.
    let byExtension: [String: [Int]]
    let prefilter: SignaturePrefilter
    /// Bytes of the start and of the end of a file that its signatures look at.
    let headBytes: Int
    let tailBytes: Int

    /// A signature and the formats it tells.
    struct Compiled: Sendable {
        let formats: [Int]
        let chains: [SignatureChain]
        /// One of its chains may have to be followed through all of a file.
        let isOpen: Bool

        init(formats: [Int], chains: [SignatureChain]) {
            self.formats = formats
            // What is soonest looked at comes first: most files fail there.
            self.chains = chains.sorted { $0.cost < $1.cost }
            isOpen = chains.contains(where: \.isOpen)
        }
    }

    /// What an open gap may span within the first look, and what no fixed reach exceeds.
    static let leastWindow = 65_536
    static let mostWindow = 1 << 20

    /// Reads the signature file, and that of the container signatures if there is one.
    /// - Throws: `XMLProblem`, `SignatureProblem`.
    package convenience init(signatures: String, containers: String?) throws {
        self.init(
            try SignatureFileReading.signatures(path: signatures),
            try containers.map { try SignatureFileReading.containers(path: $0) })
    }

    init(_ file: SignatureFile, _ containerFile: ContainerFile?) {
        version = file.version
        date = file.date
        containerVersion = containerFile?.version
        unreadable = file.unreadable + (containerFile?.unreadable ?? 0)

        let places = Dictionary(
            file.formats.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let placesByPUID = Dictionary(
            file.formats.enumerated().map { ($0.element.format.puid, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        var formats = file.formats.map(\.format)
        var formatsBySignature: [Int: [Int]] = [:]
        for (place, row) in file.formats.enumerated() {
            formats[place].overrides = row.overrides.compactMap { places[$0] }
            for id in row.signatures where file.signatures[id] != nil {
                formatsBySignature[id, default: []].append(place)
                formats[place].hasSignature = true
            }
        }
        let compiled = file.signatures.keys.sorted().compactMap { id in
            formatsBySignature[id].map { Compiled(formats: $0, chains: file.signatures[id]!.chains) }
        }

        var containers: [ContainerSignature] = []
        for row in containerFile?.signatures ?? [] {
            let told = (containerFile?.puids[row.id] ?? []).compactMap { placesByPUID[$0] }
            guard !told.isEmpty else { continue }
            containers.append(ContainerSignature(kind: row.kind, files: row.files, formats: told))
            for place in told { formats[place].hasSignature = true }
        }
        var byPath: [ContainerSignature.Kind: [String: [Int]]] = [:]
        for (place, signature) in containers.enumerated() {
            for file in signature.files { byPath[signature.kind, default: [:]][file.path, default: []].append(place) }
        }
        var byExtension: [String: [Int]] = [:]
        for (place, format) in formats.enumerated() {
            for name in format.extensions { byExtension[name, default: []].append(place) }
        }
        let chains = compiled.flatMap(\.chains)
        func window(_ origin: SignatureChain.Origin) -> Int {
            let farthest = chains.filter { $0.origin == origin }.map(\.reach).max() ?? 0
            return min(max(farthest, PronomSignatures.leastWindow), PronomSignatures.mostWindow)
        }
        self.formats = formats
        self.signatures = compiled
        self.containers = containers
        self.containersByPath = byPath
        self.triggers = Dictionary(
            (containerFile?.triggers ?? [:]).compactMap { puid, kind in placesByPUID[puid].map { ($0, kind) } },
            uniquingKeysWith: { first, _ in first })
        self.byExtension = byExtension
        headBytes = window(.start)
        tailBytes = window(.end)
        prefilter = SignaturePrefilter(compiled)
    }
}
