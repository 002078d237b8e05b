import CWorker
import Glibc

// Where the time goes: comparing bytes with patterns. All of it stays in this file, on raw bytes.

/// What comparing may still cost, in about nanoseconds: hostile bytes can ask for much, and get no more than this.
struct MatchingBudget {
    static let ofOneFile = 200_000_000
    private(set) var left = MatchingBudget.ofOneFile

    var isSpent: Bool { left <= 0 }

    mutating func spend(_ amount: Int) { left -= amount }
}

/// Bytes of a file from its start on or up to its end.
struct MatchedBytes {
    let bytes: UnsafeRawBufferPointer
    /// Whether there are no more.
    let isWhole: Bool
}

enum ChainAnswer {
    case no, yes
    /// Not in these bytes; perhaps further on.
    case beyond
}

extension SignatureChain {
    /// Places that a step may stand at are kept as ranges, so that each byte is looked at once for each pattern, however
    /// many ways lead to it.
    private typealias Places = [ClosedRange<Int>]

    /// Ranges kept after one step.
    private static let mostPlaces = 4096

    func answer(in file: MatchedBytes, _ budget: inout MatchingBudget) -> ChainAnswer {
        var places: Places = [0...0]
        var isCut = false
        for (number, step) in steps.enumerated() {
            let isLast = number == steps.count - 1
            var next: Places = []
            for choice in step {
                let found = follow(
                    choice, from: places, in: file, &next, onlyFirst: isLast || endsSearch[number], &isCut, &budget)
                if found && isLast { return .yes }
            }
            if next.isEmpty || budget.isSpent { return isCut && !budget.isSpent ? .beyond : .no }
            if endsSearch[number], let first = next.map(\.lowerBound).min() {
                places = [first...first]
            } else {
                places = SignatureChain.merged(next)
            }
        }
        return .no
    }

    /// Adds to `next` where the next step may begin if `choice` stands at one of `places`. Whether it does.
    private func follow(
        _ choice: Choice, from places: Places, in file: MatchedBytes, _ next: inout Places, onlyFirst: Bool,
        _ isCut: inout Bool, _ budget: inout MatchingBudget
    ) -> Bool {
        let length = choice.pattern.count
        let last = file.bytes.count - length
        var isFound = false
        for range in places {
            let low = range.lowerBound + choice.before.least
            var high = choice.before.isOpen ? Gap.open : range.upperBound + choice.before.most
            if high > last {
                isCut = isCut || !file.isWhole
                high = last
            }
            guard low <= high else { continue }
            // Counted from the end, the farthest place comes first in the bytes.
            let inBytes = origin == .start ? low...high : (last - high)...(last - low)
            let stopsAtFirst = onlyFirst && origin == .start
            choice.pattern.search(file.bytes, startingIn: inBytes, &budget) { place in
                isFound = true
                let end = (origin == .start ? place : last - place) + length
                let most = choice.after.isOpen ? Gap.open : end + choice.after.most
                if let previous = next.last, end + choice.after.least <= previous.upperBound &+ 1,
                    end + choice.after.least >= previous.lowerBound
                {
                    next[next.count - 1] = previous.lowerBound...max(previous.upperBound, most)
                } else if next.count < SignatureChain.mostPlaces {
                    next.append((end + choice.after.least)...most)
                }
                return !stopsAtFirst
            }
            if isFound && stopsAtFirst { break }
        }
        return isFound
    }

    private static func merged(_ places: Places) -> Places {
        guard places.count > 1 else { return places }
        var merged: Places = []
        for range in places.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

extension BytePattern {
    /// Whether it stands at `place`, where there are bytes enough.
    func stands(at place: Int, in file: UnsafeRawBufferPointer) -> Bool {
        let base = file.baseAddress! + place
        if sets.isEmpty { return bytes.withUnsafeBytes { memcmp(base, $0.baseAddress!, $0.count) == 0 } }
        for choice in sets where !choice.set.contains(base.load(fromByteOffset: choice.place, as: UInt8.self)) {
            return false
        }
        return bytes.withUnsafeBytes { values in
            var from = 0
            for choice in sets {
                if memcmp(base + from, values.baseAddress! + from, choice.place - from) != 0 { return false }
                from = choice.place + 1
            }
            return memcmp(base + from, values.baseAddress! + from, values.count - from) == 0
        }
    }

    /// Gives each place in `range` where it stands to `found`, in order, until that says `false`.
    fileprivate func search(
        _ file: UnsafeRawBufferPointer, startingIn range: ClosedRange<Int>, _ budget: inout MatchingBudget,
        found: (Int) -> Bool
    ) {
        if range.count <= 8 || run.isEmpty {
            for place in range where !budget.isSpent {
                budget.spend(10 + sets.count)
                if stands(at: place, in: file), !found(place) { return }
            }
            return
        }
        var from = range.lowerBound + run.lowerBound
        let end = range.upperBound + run.upperBound
        bytes.withUnsafeBytes { values in
            while from < end, !budget.isSpent {
                let hit = cworker_find(
                    file.baseAddress! + from, end - from, values.baseAddress! + run.lowerBound, run.count)
                budget.spend(40 + (hit < 0 ? end - from : Int(hit)) / 2)
                guard hit >= 0 else { return }
                let place = from + Int(hit) - run.lowerBound
                budget.spend(10 + sets.count)
                if stands(at: place, in: file), !found(place) { return }
                from += Int(hit) + 1
            }
        }
    }
}
