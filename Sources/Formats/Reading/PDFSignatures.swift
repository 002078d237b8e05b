import Glibc

/// One signature inside a PDF, as its dictionary says it.
package struct PDFSignature: Hashable, Sendable {
    /// The bytes that were signed, in order; empty where `/ByteRange` says nothing that can be.
    package let ranges: [Range<Int64>]
    /// What stands between the ranges; `nil` if that is not one string of hexadecimal digits, or there is too much of it.
    package let contents: [UInt8]?
    /// How it is made: `adbe.pkcs7.detached`, `ETSI.CAdES.detached`.
    package let form: String?
    /// `/M`: `D:20261102093100+08'00'`.
    package let claimed: String?

    /// Where the signed bytes end.
    package var end: Int64 { ranges.last?.upperBound ?? 0 }
}

/// Finds the signatures of a PDF by the one thing that must stand there in plain bytes, `/ByteRange`: what it leaves out is the
/// signature itself, so neither can be packed in a stream.
///
/// Source: ISO 32000-1, 12.8.1.
package enum PDFSignatures {
    /// Signatures looked at in one file.
    package static let most = 50

    package static func find(path: String) -> [PDFSignature] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        return find(in: file, atMost: most)
    }

    /// - Parameter most: looking ends there.
    static func find(in file: Int32, atMost most: Int) -> [PDFSignature] {
        var about = stat()
        fstat(file, &about)
        var search = PDFSignatureSearch(file: file, size: Int64(about.st_size))
        return search.run(atMost: most)
    }
}

/// One looking through one file, under limits that no honest file comes near.
private struct PDFSignatureSearch {
    let file: Int32
    let size: Int64
    /// Places that say `/ByteRange`, and digits between ranges, that are still looked at.
    private var placesLeft = 500
    private var digitsLeft: Int64 = 64 << 20

    private static let mark = Array("/ByteRange".utf8)
    private static let piece = 1 << 20
    /// Around `/ByteRange`: signature dictionaries are small beside `/Contents`.
    private static let window = 16_384
    private static let wideWindow = 2 << 20
    private static let mostContents: Int64 = 32 << 20

    init(file: Int32, size: Int64) { (self.file, self.size) = (file, size) }

    mutating func run(atMost most: Int) -> [PDFSignature] {
        var found: [PDFSignature] = []
        var start: Int64 = 0
        while start < size, found.count < most, placesLeft > 0 {
            // What stands on the border of two pieces is whole in one of them.
            let content = bytes(of: file, at: start, atMost: Self.piece + Self.mark.count - 1)
            var from = 0
            while found.count < most, placesLeft > 0, let place = content.first(Self.mark, from: from) {
                placesLeft -= 1
                if let signature = signature(at: start + Int64(place)) { found.append(signature) }
                from = place + Self.mark.count
            }
            start += Int64(Self.piece)
        }
        return found
    }

    /// The signature whose `/ByteRange` stands at `place`; `nil` if that is text in a stream, or of a PDF inside the PDF.
    private mutating func signature(at place: Int64) -> PDFSignature? {
        let after = bytes(of: file, at: place, atMost: Self.window)
        let numbers = Self.numbers(in: after)
        let gap = leftOut(by: numbers)
        // `/Contents` may stand before it or behind it, and is stepped over.
        var before: [UInt8]
        var behind = after
        if let gap, gap.upperBound <= place, place - gap.upperBound < Int64(Self.window) {
            let between = bytes(of: file, at: gap.upperBound, atMost: Int(place - gap.upperBound))
            before = head(endingAt: gap.lowerBound) + between
        } else {
            before = head(endingAt: place)
            if let gap, gap.lowerBound > place, gap.lowerBound - place < Int64(Self.window) {
                behind = Array(after.prefix(Int(gap.lowerBound - place)))
                behind += bytes(of: file, at: gap.upperBound, atMost: Self.window)
            }
        }
        let contents = gap.flatMap { decoded($0) }
        var object = before.last(Array(" obj".utf8), from: 0)
        if object == nil, contents == nil {
            // Where the ranges say nothing the signature itself may stand between.
            before = head(endingAt: place, Self.wideWindow)
            object = before.last(Array(" obj".utf8), from: 0)
        }
        if let object { before = Array(before[object...]) }
        // One that leaves out what looks like a signature is one, whatever stands around it. Else it may be text in a stream.
        if contents == nil {
            guard object != nil else { return nil }
            for end in ["stream\n", "stream\r"] where before.first(Array(end.utf8)) != nil { return nil }
        }
        let end = behind.first(Array("endobj".utf8)) ?? behind.count
        let dictionary = before + behind.prefix(end)
        if contents == nil, isOfPDFInside(place, numbers) { return nil }
        return PDFSignature(
            ranges: gap == nil ? [] : Self.ranges(numbers), contents: contents,
            form: Self.name("/SubFilter", in: dictionary), claimed: Self.string("/M", in: dictionary))
    }

    private func head(endingAt end: Int64, _ window: Int = Self.window) -> [UInt8] {
        let start = max(0, end - Int64(window))
        return bytes(of: file, at: start, atMost: Int(end - start))
    }

    /// `/ByteRange [0 840 960 240]`
    private static func numbers(in bytes: [UInt8]) -> [Int64] {
        var rest = bytes.dropFirst(Self.mark.count).prefix(200).drop { $0 <= 32 }
        guard rest.first == UInt8(ascii: "[") else { return [] }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return [] }
        let words = rest[..<end].split { $0 <= 32 }
        let numbers = words.compactMap { $0.count > 15 ? nil : Int64(String(decoding: $0, as: UTF8.self)) }
        return numbers.count == words.count ? numbers : []
    }

    private static func ranges(_ numbers: [Int64]) -> [Range<Int64>] {
        [numbers[0]..<(numbers[0] + numbers[1]), numbers[2]..<(numbers[2] + numbers[3])]
    }

    /// What two ranges leave out; `nil` unless they begin with the file, follow each other, and end within it.
    private func leftOut(by numbers: [Int64]) -> Range<Int64>? {
        guard numbers.count == 4, numbers.allSatisfy({ $0 >= 0 && $0 <= size }), numbers[0] == 0,
            numbers[1] < numbers[2], numbers[2] + numbers[3] <= size
        else { return nil }
        return numbers[1]..<numbers[2]
    }

    /// `<3082…>`, and nothing beside it: in what is left out somebody could put something else.
    private mutating func decoded(_ gap: Range<Int64>) -> [UInt8]? {
        let count = gap.upperBound - gap.lowerBound
        guard count >= 2, count <= min(Self.mostContents, digitsLeft),
            bytes(of: file, at: gap.lowerBound, atMost: 1) == [UInt8(ascii: "<")]
        else { return nil }
        digitsLeft -= count
        let text = bytes(of: file, at: gap.lowerBound, atMost: Int(count))
        guard text.count == Int(count), text.last == UInt8(ascii: ">") else { return nil }
        return text.withUnsafeBufferPointer { text in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.count / 2)
            var high: UInt8?
            for byte in text[1..<(text.count - 1)] {
                let digit: UInt8
                switch byte {
                case 48...57: digit = byte - 48
                case 65...70: digit = byte - 55
                case 97...102: digit = byte - 87
                case 9, 10, 12, 13, 32: continue
                default: return nil
                }
                if let first = high {
                    bytes.append(first << 4 | digit)
                    high = nil
                } else {
                    high = digit
                }
            }
            if let high { bytes.append(high << 4) }
            return bytes
        }
    }

    /// Whether the ranges fit when they are counted from the head of a PDF that lies in this one as an attachment.
    private mutating func isOfPDFInside(_ place: Int64, _ numbers: [Int64]) -> Bool {
        guard numbers.count == 4, numbers.allSatisfy({ $0 >= 0 && $0 < 1 << 40 }), numbers[1] < numbers[2],
            numbers[2] - numbers[1] <= Self.mostContents
        else { return false }
        // What it leaves out stands near it, so the head cannot be just anywhere. A head at the start is this file's own.
        var start = max(1025, place - numbers[2] - Int64(Self.window))
        let last = place - numbers[1] + Int64(Self.window)
        var headsLeft = 100
        while start <= last {
            let content = bytes(of: file, at: start, atMost: Self.piece + 4)
            var from = 0
            while headsLeft > 0, let head = content.first(Array("%PDF-".utf8), from: from) {
                headsLeft -= 1
                let base = start + Int64(head)
                if decoded((base + numbers[1])..<(base + numbers[2])) != nil { return true }
                from = head + 5
            }
            if content.count < Self.piece { break }
            start += Int64(Self.piece)
        }
        return false
    }

    /// `/SubFilter /adbe.pkcs7.detached`
    private static func name(_ key: String, in dictionary: [UInt8]) -> String? {
        guard let rest = value(of: key, in: dictionary), rest.first == UInt8(ascii: "/") else { return nil }
        let name = rest.dropFirst().prefix { $0 > 32 && !"/<>[]()".utf8.contains($0) }.prefix(100)
        return String(decoding: name, as: UTF8.self)
    }

    /// `/M (D:20261102093100+08'00')`
    private static func string(_ key: String, in dictionary: [UInt8]) -> String? {
        guard let rest = value(of: key, in: dictionary), rest.first == UInt8(ascii: "("),
            let end = rest.firstIndex(of: UInt8(ascii: ")"))
        else { return nil }
        return String(decoding: rest[..<end].dropFirst().prefix(64), as: UTF8.self)
    }

    private static func value(of key: String, in dictionary: [UInt8]) -> ArraySlice<UInt8>? {
        let key = Array(key.utf8)
        var from = 0
        while let place = dictionary.first(key, from: from) {
            let rest = dictionary[(place + key.count)...]
            from = place + key.count
            // `/M` is not the beginning of `/Marked`.
            if let next = rest.first, next <= 32 || "/(<[".utf8.contains(next) { return rest.drop { $0 <= 32 } }
        }
        return nil
    }
}
