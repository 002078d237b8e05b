/// Which signatures are worth a full comparison with a file: told by a few bytes of each.
///
/// Most signatures begin at a known place: they are found by the bytes there. The rest are found by a stretch of four bytes or
/// more that must occur somewhere within their reach: one pass finds those of all of them.
struct SignaturePrefilter: Sendable {
    /// Bytes at one place, and the signatures that need just these.
    private struct Key: Sendable {
        let offset: Int
        let length: Int
        let signatures: [UInt32: [Int]]
    }

    /// What must occur anywhere in the first `reach` bytes.
    private struct Roaming: Sendable {
        let reach: Int
        let signature: Int
    }

    private let keys: [Key]
    private let roaming: [UInt32: [Roaming]]
    /// For each hash of four bytes, whether a roaming stretch may begin so.
    private let openings: [Bool]
    private let reach: Int
    /// Those without anything to go by.
    private let always: [Int]

    private static let runLength = 4

    private static func hash(_ value: UInt32) -> Int { Int((value &* 0x9E37_79B1) >> 16) }

    init(_ signatures: [PronomSignatures.Compiled]) {
        var keyed: [Int: [Int: [UInt32: [Int]]]] = [:]
        var roaming: [UInt32: [Roaming]] = [:]
        var openings = [Bool](repeating: false, count: 65_536)
        var always: [Int] = []
        var farthest = 0
        for (number, signature) in signatures.enumerated() {
            let starts = signature.chains.filter { $0.origin == .start }
            if let fixed = starts.compactMap(\.fixed).filter({ $0.allSatisfy(isNear) }).max(by: {
                certainty($0) < certainty($1)
            }) {
                for (offset, pattern) in fixed {
                    let run = pattern.run.prefix(SignaturePrefilter.runLength)
                    let value = pattern.bytes[run].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    let place = offset + run.lowerBound
                    if keyed[place]?[run.count]?[value]?.last != number {
                        keyed[place, default: [:]][run.count, default: [:]][value, default: []].append(number)
                    }
                }
            } else if let (runs, reach) = starts.lazy.compactMap(SignaturePrefilter.roaming).first {
                for run in runs {
                    let value = run.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
                    roaming[value, default: []].append(Roaming(reach: reach, signature: number))
                    openings[SignaturePrefilter.hash(value)] = true
                }
                farthest = max(farthest, reach)
            } else {
                always.append(number)
            }
        }
        keys = keyed.flatMap { offset, lengths in
            lengths.map { Key(offset: offset, length: $0, signatures: $1) }
        }
        self.roaming = roaming
        self.openings = openings
        self.always = always
        reach = farthest

        /// What lies behind the bytes that are looked at first cannot be told by them.
        func isNear(_ fixed: (offset: Int, pattern: BytePattern)) -> Bool {
            fixed.offset + fixed.pattern.count <= PronomSignatures.leastWindow
        }
        func certainty(_ fixed: [(offset: Int, pattern: BytePattern)]) -> Int {
            fixed.map { min($0.pattern.run.count, SignaturePrefilter.runLength) }.min() ?? 0
        }
    }

    /// Stretches of bytes one of which must occur if the chain matches, and how far from the start it ends at most.
    private static func roaming(_ chain: SignatureChain) -> (runs: [[UInt8]], reach: Int)? {
        var length = 0
        var best: (runs: [[UInt8]], reach: Int)?
        for (step, reach) in zip(chain.steps, chain.reaches) where reach <= PronomSignatures.mostWindow {
            let shortest = step.map(\.pattern.run.count).min() ?? 0
            if shortest >= runLength, shortest > length {
                length = shortest
                best = (step.map { Array($0.pattern.bytes[$0.pattern.run].prefix(runLength)) }, reach)
            }
        }
        return best
    }

    /// The signatures that may match a file that begins with `head`, each once.
    func candidates(_ head: UnsafeRawBufferPointer, count: Int) -> [Int] {
        var isCandidate = [Bool](repeating: false, count: count)
        var found = always
        for key in keys where key.offset + key.length <= head.count {
            var value: UInt32 = 0
            for place in key.offset..<(key.offset + key.length) { value = value << 8 | UInt32(head[place]) }
            for number in key.signatures[value] ?? [] where !isCandidate[number] {
                isCandidate[number] = true
                found.append(number)
            }
        }
        let end = min(head.count, reach) - SignaturePrefilter.runLength
        guard end >= 0 else { return found }
        openings.withUnsafeBufferPointer { openings in
            for place in 0...end {
                let value = head.loadUnaligned(fromByteOffset: place, as: UInt32.self).bigEndian
                guard openings[SignaturePrefilter.hash(value)] else { continue }
                for one in roaming[value] ?? [] where !isCandidate[one.signature] && place < one.reach {
                    isCandidate[one.signature] = true
                    found.append(one.signature)
                }
            }
        }
        return found
    }
}
