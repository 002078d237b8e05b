import Glibc

/// The bytes of an open file that signatures look at: its start, its end, and more of it where they ask for more.
final class LookedAtFile {
    /// How far from the start an open gap is followed.
    ///
    /// PRONOM puts no end to such gaps. What they look for (the metadata of a PDF/A) stands in the first megabytes, or the file is a rare
    /// one.
    static let farthest = 16 << 20

    let size: Int64
    let head: [UInt8]
    let tail: [UInt8]
    private let descriptor: Int32
    private var held: [[UInt8]: Bool] = [:]
    private lazy var deep: [UInt8] = bytes(
        of: descriptor, at: 0, atMost: Int(min(Int64(LookedAtFile.farthest), size)))

    init(descriptor: Int32, headBytes: Int, tailBytes: Int) {
        self.descriptor = descriptor
        var about = stat()
        let size = fstat(descriptor, &about) == 0 ? Int64(about.st_size) : 0
        self.size = size
        head = bytes(of: descriptor, at: 0, atMost: Int(min(size, Int64(headBytes))))
        tail =
            size <= Int64(headBytes)
            ? head
            : bytes(
                of: descriptor, at: max(0, size - Int64(tailBytes)), atMost: Int(min(size, Int64(tailBytes))))
    }

    var isWhole: Bool { Int64(head.count) >= size }

    /// Whether `chain` matches this file.
    func matches(_ chain: SignatureChain, _ budget: inout MatchingBudget) -> Bool {
        switch chain.origin {
        case .end: return look(chain, tail, isWhole: true, &budget) == .yes
        case .start:
            if !chain.needs.isEmpty, !holds(chain.needs, &budget) { return false }
            switch look(chain, head, isWhole: isWhole, &budget) {
            case .yes: return true
            case .no: return false
            case .beyond: return look(chain, deep, isWhole: true, &budget) == .yes
            }
        }
    }

    /// Whether `run` stands anywhere in what is looked at. Many signatures ask for the same: each is searched for once.
    private func holds(_ run: [UInt8], _ budget: inout MatchingBudget) -> Bool {
        if let known = held[run] { return known }
        let all = isWhole ? head : deep
        budget.spend(all.count / 8)
        let found = all.first(run) != nil
        held[run] = found
        return found
    }

    private func look(
        _ chain: SignatureChain, _ bytes: [UInt8], isWhole: Bool, _ budget: inout MatchingBudget
    ) -> ChainAnswer {
        guard !bytes.isEmpty else { return .no }
        return bytes.withUnsafeBytes { chain.answer(in: MatchedBytes(bytes: $0, isWhole: isWhole), &budget) }
    }
}
