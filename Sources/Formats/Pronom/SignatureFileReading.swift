import Archive

/// What stands in a signature file of DROID, before it is put together.
struct SignatureFile: Sendable {
    var version = ""
    /// The day it was made: `2026-01-19`; empty if the file does not say.
    var date = ""
    var formats: [(id: Int, format: PronomFormat, signatures: [Int], overrides: [Int])] = []
    var signatures: [Int: ByteSignature] = [:]
    /// Signatures in a notation this program does not know. They are left out, and counted.
    var unreadable = 0
}

/// What stands in a file of container signatures.
struct ContainerFile: Sendable {
    var version = ""
    var signatures: [(id: Int, kind: ContainerSignature.Kind, files: [ContainerSignature.File])] = []
    var puids: [Int: [String]] = [:]
    /// Formats of which such a container is first taken to be.
    var triggers: [String: ContainerSignature.Kind] = [:]
    var unreadable = 0
}

/// Source: the DROID signature file format and that of its container signatures (The National Archives).
enum SignatureFileReading {
    /// A signature file of today has 3.7 MB and 64,000 elements.
    static let limits = XMLLimits(bytes: 64 << 20, depth: 20, elements: 2_000_000, attributes: 16, kept: 8 << 20)
    private static let most = 100_000
    /// Offsets and gaps: none reaches farther into a file.
    private static let farthest = 1 << 40

    /// - Throws: `XMLProblem`, `SignatureProblem`.
    static func signatures(path: String) throws -> SignatureFile {
        var file = SignatureFile()
        var signatures = TreeBuilder(root: "InternalSignature", limit: limits.kept)
        var formats = TreeBuilder(root: "FileFormat", limit: limits.kept)
        try events(of: path, root: "FFSignatureFile") { event in
            if case .start(let node) = event, node.name == "FFSignatureFile" {
                file.version = node[attribute: "Version"] ?? ""
                file.date = String((node[attribute: "DateCreated"] ?? "").prefix(10))
            }
            if let node = try signatures.take(event), let id = number(node, "ID") {
                if let signature = try? signature(node) {
                    file.signatures[id] = signature
                } else {
                    file.unreadable += 1
                }
            }
            if let node = try formats.take(event), let id = number(node, "ID") {
                guard let puid = node[attribute: "PUID"], !puid.isEmpty else { return }
                let format = PronomFormat(
                    puid: puid, name: node[attribute: "Name"] ?? puid,
                    version: node[attribute: "Version"].flatMap { $0.isEmpty ? nil : $0 },
                    // Several are written with commas between; the first is the one to say.
                    mime: node[attribute: "MIMEType"]?.split(separator: ",").first.map { String($0).trimmed },
                    extensions: node.all("Extension").map { $0.value.lowercased() }, hasSignature: false,
                    overrides: [])
                file.formats.append(
                    (
                        id: id, format: format,
                        signatures: node.all("InternalSignatureID").compactMap { Int($0.value) },
                        overrides: node.all("HasPriorityOverFileFormatID").compactMap { Int($0.value) }
                    ))
            }
        }
        guard !file.version.isEmpty, !file.formats.isEmpty, !file.signatures.isEmpty, file.formats.count <= most else {
            throw SignatureProblem.notSignatures(path)
        }
        return file
    }

    /// - Throws: `XMLProblem`, `SignatureProblem`.
    static func containers(path: String) throws -> ContainerFile {
        var file = ContainerFile()
        var signatures = TreeBuilder(root: "ContainerSignature", limit: limits.kept)
        try events(of: path, root: "ContainerSignatureMapping") { event in
            if case .start(let node) = event {
                switch node.name {
                case "ContainerSignatureMapping": file.version = node[attribute: "signatureVersion"] ?? ""
                case "FileFormatMapping":
                    if let id = number(node, "signatureId"), let puid = node[attribute: "Puid"] {
                        file.puids[id, default: []].append(puid)
                    }
                case "TriggerPuid":
                    if let puid = node[attribute: "Puid"] {
                        file.triggers[puid] = node[attribute: "ContainerType"].flatMap(
                            ContainerSignature.Kind.init(rawValue:))
                    }
                default: break
                }
            }
            guard let node = try signatures.take(event) else { return }
            guard let id = number(node, "Id"),
                let kind = node[attribute: "ContainerType"].flatMap(ContainerSignature.Kind.init(rawValue:)),
                let files = try? (node.first("Files")?.all("File") ?? []).map(containedFile), !files.isEmpty
            else {
                file.unreadable += 1
                return
            }
            file.signatures.append((id: id, kind: kind, files: files))
        }
        guard !file.version.isEmpty, !file.signatures.isEmpty, file.signatures.count <= most else {
            throw SignatureProblem.notSignatures(path)
        }
        return file
    }

    /// Every event but those of the shift tables: they serve another way of searching, and are most of the file.
    private static func events(of path: String, root: String, _ body: (XMLEvent) throws -> Void) throws {
        var isFirst = true
        try SafeXML.events(path: path, limits: limits) { event in
            switch event {
            case .start(let node):
                if isFirst, node.name != root { throw SignatureProblem.notSignatures(path) }
                isFirst = false
                if node.name == "Shift" || node.name == "DefaultShift" { return }
            case .end(let name) where name == "Shift" || name == "DefaultShift": return
            default: break
            }
            try body(event)
        }
    }

    private static func containedFile(_ node: XMLNode) throws -> ContainerSignature.File {
        guard let path = node.first("Path")?.value, !path.isEmpty else { throw PatternReader.Unreadable() }
        let signatures = node.at("BinarySignatures", "InternalSignatureCollection")?.all("InternalSignature") ?? []
        return ContainerSignature.File(path: path, signatures: try signatures.map(signature))
    }
}

// One signature.
extension SignatureFileReading {
    private static func signature(_ node: XMLNode) throws -> ByteSignature {
        let chains = try node.all("ByteSequence").map(chain)
        guard !chains.isEmpty else { throw PatternReader.Unreadable() }
        return ByteSignature(chains: chains)
    }

    private static func chain(_ node: XMLNode) throws -> SignatureChain {
        let origin: SignatureChain.Origin = node[attribute: "Reference"] == "EOFoffset" ? .end : .start
        let isVariable = ![nil, "BOFoffset", "EOFoffset"].contains(node[attribute: "Reference"])
        var parts = node.all("SubSequence").sorted { number($0, "Position") ?? 1 < number($1, "Position") ?? 1 }
        guard !parts.isEmpty else { throw PatternReader.Unreadable() }
        // From the end, the part with the highest number stands nearest to it.
        if origin == .end { parts.reverse() }
        var steps: [[SignatureChain.Choice]] = []
        for (place, part) in parts.enumerated() {
            let least = try gap(part, "SubSeqMinOffset") ?? 0
            // What says no farthest place may stand anywhere after what came before it, and the first part anywhere in the file.
            let most =
                isVariable && place == 0 ? nil : try gap(part, "SubSeqMaxOffset").map { max($0, least) }
            let lead = SignatureChain.Gap(least: least, most: most ?? SignatureChain.Gap.open)
            var own = try SignatureFileReading.steps(of: part)
            if origin == .end {
                own = own.reversed().map { step in
                    step.map { SignatureChain.Choice(before: $0.after, pattern: $0.pattern, after: $0.before) }
                }
            }
            own[0] = own[0].map {
                SignatureChain.Choice(before: lead + $0.before, pattern: $0.pattern, after: $0.after)
            }
            steps += own
        }
        return SignatureChain(origin: origin, steps: steps)
    }

    /// The fragments to the left, the sequence itself, the fragments to its right, as they stand in a file.
    private static func steps(of part: XMLNode) throws -> [[SignatureChain.Choice]] {
        guard let text = part.first("Sequence")?.text else { throw PatternReader.Unreadable() }
        let middle = try PatternReader.patterns(text).map {
            SignatureChain.Choice(before: .none, pattern: $0, after: .none)
        }
        let left = try fragments(part.all("LeftFragment"), gapIsAfter: true)
        let right = try fragments(part.all("RightFragment"), gapIsAfter: false)
        return left.reversed() + [middle] + right
    }

    /// By their position, those nearest to the sequence first; of one position each is a choice.
    private static func fragments(_ nodes: [XMLNode], gapIsAfter: Bool) throws -> [[SignatureChain.Choice]] {
        var steps: [Int: [SignatureChain.Choice]] = [:]
        for node in nodes {
            let least = try gap(node, "MinOffset") ?? 0
            let most = try gap(node, "MaxOffset").map { max($0, least) } ?? SignatureChain.Gap.open
            let gap = SignatureChain.Gap(least: least, most: most)
            steps[number(node, "Position") ?? 1, default: []] += try PatternReader.patterns(node.text).map {
                SignatureChain.Choice(
                    before: gapIsAfter ? .none : gap, pattern: $0, after: gapIsAfter ? gap : .none)
            }
        }
        return steps.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func number(_ node: XMLNode, _ name: String) -> Int? { node[attribute: name].flatMap { Int($0) } }

    private static func gap(_ node: XMLNode, _ name: String) throws -> Int? {
        guard let text = node[attribute: name], !text.isEmpty else { return nil }
        guard let number = Int(text), (0...farthest).contains(number) else { throw PatternReader.Unreadable() }
        return number
    }
}
