package import Archive
import Glibc

/// What PRONOM's signatures say of one file.
struct PronomMatch: Sendable {
    /// The formats told, none a special case of another; the one whose name fits first.
    var formats: [Int] = []
    var basis = Identification.Basis.none
    /// More than its bytes may cost was needed: what is said may be less than could be.
    var gaveUp = false
}

extension PronomSignatures {
    /// What the open file `descriptor` is, by its bytes, by what lies inside it, or, where neither tells, by its name alone.
    func match(descriptor: Int32, name: FileName) -> PronomMatch {
        let file = LookedAtFile(descriptor: descriptor, headBytes: headBytes, tailBytes: tailBytes)
        var budget = MatchingBudget()
        var match = PronomMatch()
        let extensionOf = name.pathExtension
        let told = formats(in: file, &budget)
        let containers = Set(told.keys.compactMap { triggers[$0] }).union(kind(by: file.head))
        for kind in containers {
            let inside = containedFormats(descriptor, kind, &budget)
            if !inside.isEmpty {
                match.formats = ordered(inside, extensionOf)
                match.basis = .container
            }
        }
        if match.formats.isEmpty, !told.isEmpty {
            match.formats = ordered(told, extensionOf)
            match.basis = .signature
        }
        match.gaveUp = budget.isSpent
        if match.formats.isEmpty, file.size > 0, let place = byName(extensionOf) {
            match.formats = [place]
            match.basis = .extension
        }
        return match
    }

    /// The only format so named of those whose bytes are not known: the others would have told themselves.
    private func byName(_ name: String) -> Int? {
        let named = (byExtension[name] ?? []).filter { !formats[$0].hasSignature }
        return named.count == 1 ? named[0] : nil
    }

    /// The formats whose signatures match, each with how many bytes tell it.
    private func formats(in file: LookedAtFile, _ budget: inout MatchingBudget) -> [Int: Int] {
        var found: [Int: Int] = [:]
        let candidates = file.head.withUnsafeBytes { prefilter.candidates($0, count: signatures.count) }
        // Those that may go through all of a file come last: bytes made to use up what comparing may cost hide nothing simpler.
        for number in candidates.filter({ !signatures[$0].isOpen }) + candidates.filter({ signatures[$0].isOpen }) {
            let signature = signatures[number]
            // One match of a format is enough.
            if signature.formats.allSatisfy({ found[$0] != nil }) { continue }
            guard signature.chains.allSatisfy({ file.matches($0, &budget) }) else { continue }
            let weight = signature.chains.reduce(0) { $0 + $1.weight }
            for place in signature.formats { found[place] = max(found[place] ?? 0, weight) }
        }
        return found
    }

    private func kind(by head: [UInt8]) -> [ContainerSignature.Kind] {
        if Signature.zip.matches(head) { return [.zip] }
        return Signature.compound.matches(head) ? [.compound] : []
    }

    /// Without those of which another one is a special case; those that the name fits first, of them those that more bytes tell.
    private func ordered(_ found: [Int: Int], _ name: String) -> [Int] {
        let overridden = Set(found.keys.flatMap { formats[$0].overrides })
        func rank(_ place: Int) -> (Int, Int, Int) {
            (formats[place].extensions.contains(name) ? 0 : 1, -(found[place] ?? 0), place)
        }
        return found.keys.filter { !overridden.contains($0) }.sorted { rank($0) < rank($1) }
    }
}

// Containers.
extension PronomSignatures {
    /// Bytes of one inner file that are looked at, and of all of them.
    private static let mostInnerBytes = 256 << 10
    private static let mostUnpacked = 4 << 20

    private func containedFormats(
        _ descriptor: Int32, _ kind: ContainerSignature.Kind, _ budget: inout MatchingBudget
    ) -> [Int: Int] {
        guard let byPath = containersByPath[kind] else { return [:] }
        var inner: [String: () -> [UInt8]] = [:]
        switch kind {
        case .zip:
            guard let directory = ZipDirectory(descriptor: descriptor) else { return [:] }
            for entry in directory.entries {
                let path = entry.name.display
                guard byPath[path] != nil, inner[path] == nil else { continue }
                inner[path] = { directory.start(of: entry, atMost: PronomSignatures.mostInnerBytes) ?? [] }
            }
        case .compound:
            guard var file = CompoundFile(descriptor: descriptor) else { return [:] }
            for stream in file.streams where byPath[stream.path] != nil && inner[stream.path] == nil {
                inner[stream.path] = { file.start(of: stream, atMost: PronomSignatures.mostInnerBytes) }
            }
        }
        var found: [Int: Int] = [:]
        var contents: [String: [UInt8]] = [:]
        var unpacked = 0
        for number in Set(inner.keys.flatMap { byPath[$0] ?? [] }) {
            let signature = containers[number]
            guard signature.files.allSatisfy({ inner[$0.path] != nil }) else { continue }
            let matches = signature.files.allSatisfy { file in
                if file.signatures.isEmpty { return true }
                if contents[file.path] == nil, unpacked < PronomSignatures.mostUnpacked {
                    contents[file.path] = inner[file.path]?()
                    unpacked += contents[file.path]?.count ?? 0
                }
                guard let content = contents[file.path], !content.isEmpty else { return false }
                return content.withUnsafeBytes { bytes in
                    file.signatures.contains { signature in
                        signature.chains.allSatisfy {
                            $0.answer(in: MatchedBytes(bytes: bytes, isWhole: true), &budget) == .yes
                        }
                    }
                }
            }
            guard matches else { continue }
            for place in signature.formats { found[place] = max(found[place] ?? 0, signature.files.count) }
        }
        return found
    }
}
