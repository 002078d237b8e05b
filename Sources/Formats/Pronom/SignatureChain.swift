/// Patterns in order with gaps between them, from the start of a file or backwards from its end: a `ByteSequence` of PRONOM.
struct SignatureChain: Sendable {
    enum Origin: Hashable, Sendable { case start, end }

    /// How many bytes may lie between two patterns; `most` of `Gap.open`: any number.
    struct Gap: Hashable, Sendable {
        static let open = Int.max >> 1
        static let none = Gap(least: 0, most: 0)
        let least: Int
        let most: Int

        var isOpen: Bool { most >= Gap.open }
        var isFixed: Bool { least == most }

        static func + (left: Gap, right: Gap) -> Gap {
            Gap(
                least: left.least + right.least,
                most: left.isOpen || right.isOpen ? open : left.most + right.most)
        }
    }

    /// One of the patterns that may stand at a step, with the gaps to its neighbours; `before` is on the side of the origin.
    struct Choice: Sendable {
        let before: Gap
        let pattern: BytePattern
        let after: Gap
    }

    let origin: Origin
    /// From the origin on.
    let steps: [[Choice]]
    /// After these steps the next may stand anywhere: then only where they first end counts.
    let endsSearch: [Bool]
    /// For a chain that may stand anywhere: bytes it cannot be without; empty for others.
    let needs: [UInt8]

    init(origin: Origin, steps: [[Choice]]) {
        self.origin = origin
        self.steps = steps
        endsSearch = steps.indices.map { place in
            place + 1 < steps.count && steps[place + 1].allSatisfy(\.before.isOpen)
        }
        let floats = steps.first?.contains(where: \.before.isOpen) ?? false
        needs =
            floats
            ? steps.filter { $0.count == 1 }.map { $0[0].pattern.bytes[$0[0].pattern.run] }
                .max { $0.count < $1.count }.map(Array.init) ?? []
            : []
    }

    /// Bytes from the origin on that it can look at before its first open gap.
    var reach: Int { reaches.last ?? 0 }

    /// The same for each step before the first open gap, one after the other.
    var reaches: [Int] {
        var total = 0
        var all: [Int] = []
        for step in steps {
            if step.contains(where: \.before.isOpen) { break }
            let isOpen = step.contains(where: \.after.isOpen)
            total += step.map { $0.before.most + $0.pattern.count + ($0.after.isOpen ? 0 : $0.after.most) }.max() ?? 0
            all.append(total)
            if isOpen { break }
        }
        return all
    }

    /// It may have to be followed through all of a file.
    var isOpen: Bool { steps.contains { $0.contains(where: \.before.isOpen) } }

    /// About how many bytes are looked at to find out that it does not match.
    var cost: Int {
        isOpen ? SignatureChain.Gap.open : steps.first?.map { $0.before.most - $0.before.least }.max() ?? 0
    }

    /// How many bytes match at least if it does.
    var weight: Int { steps.reduce(0) { $0 + ($1.map(\.pattern.count).min() ?? 0) } }

    /// The patterns that stand at known places if the chain matches, one of which must be there; `nil` if the first may move.
    var fixed: [(offset: Int, pattern: BytePattern)]? {
        guard let first = steps.first, first.allSatisfy({ $0.before.isFixed && !$0.pattern.run.isEmpty }) else {
            return nil
        }
        return first.map { (offset: $0.before.least, pattern: $0.pattern) }
    }
}
