import Archive
import Foundation

@testable import Formats
@testable import Intake

extension FuzzedReader {
    /// Signatures of formats and a file to hold against them, in one file: the quick look at a file passes over no signature that
    /// matches, and what is told is the same twice.
    static func pronom(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let parts = Dictionary(
            split(bytes).map { (String(decoding: $0.name, as: UTF8.self), $0.bytes) },
            uniquingKeysWith: { first, _ in first })
        guard let table = parts["signatures"], let file = parts["file"] else { return nil }
        let tablePath = try write(table, folder, "signatures.xml")
        let containers = try parts["containers"].map { try write($0, folder, "containers.xml") }
        guard let signatures = try? PronomSignatures(signatures: tablePath, containers: containers) else { return nil }
        return try opened(file, folder) { descriptor in
            let match = signatures.match(descriptor: descriptor, name: FileName("fuzzed.doc"))
            let again = signatures.match(descriptor: descriptor, name: FileName("fuzzed.doc"))
            guard match.formats == again.formats, match.basis == again.basis else { return "other formats" }
            guard Set(match.formats).count == match.formats.count,
                match.formats.allSatisfy(signatures.formats.indices.contains)
            else { return "formats \(match.formats) of \(signatures.formats.count)" }
            let looked = LookedAtFile(
                descriptor: descriptor, headBytes: signatures.headBytes, tailBytes: signatures.tailBytes)
            let all = signatures.signatures
            let candidates = Set(
                looked.head.withUnsafeBytes { signatures.prefilter.candidates($0, count: all.count) })
            for (place, signature) in all.enumerated() where !candidates.contains(place) {
                var budget = MatchingBudget()
                if signature.chains.allSatisfy({ looked.matches($0, &budget) }) {
                    return "signature \(place) matches and was passed over"
                }
            }
            return nil
        }
    }

    /// By this program's own table: a file is the same thing twice, and what lies inside a container is never more than was asked for.
    static func identifying(_ bytes: [UInt8], _ folder: String) throws -> String? {
        try opened(bytes, folder) { descriptor in
            for name in ["a.doc", "a.xml", "a.csv", "a"].map({ FileName($0) }) {
                let told = Identification.identify(descriptor: descriptor, name: name)
                guard told == Identification.identify(descriptor: descriptor, name: name) else {
                    return "something else the second time"
                }
                if told.basis == .none, told.puid != nil { return "nothing told \(told.puid ?? "")" }
                if name.pathExtension.isEmpty, !told.fits(name) { return "a name without an extension promises" }
            }
            if let zip = ZipDirectory(descriptor: descriptor) {
                for entry in zip.entries.prefix(20) {
                    if let start = zip.start(of: entry, atMost: 1000), start.count > 1000 {
                        return "\(start.count) bytes of a file in a ZIP"
                    }
                }
            }
            if var compound = CompoundFile(descriptor: descriptor) {
                for stream in compound.streams.prefix(20) where compound.start(of: stream, atMost: 1000).count > 1000 {
                    return "more of the stream \(stream.path)"
                }
            }
            return nil
        }
    }

    /// What a photograph says of itself is plain text of a bounded length, its days are days, and it says so twice; the picture of a
    /// seal is of the kind that its head says.
    static func mediaFacts(_ bytes: [UInt8], _ folder: String) throws -> String? {
        if let picture = SealPicture(bytes) {
            let heads: [SealPicture.Kind: [UInt8]] = [
                .png: [0x89, 0x50], .jpeg: [0xFF, 0xD8], .gif: Array("GIF8".utf8), .bmp: Array("BM".utf8),
            ]
            guard bytes.starts(with: heads[picture.kind] ?? []), picture.bytes == bytes else {
                return "another picture"
            }
        }
        return try opened(bytes, folder) { descriptor in
            if let tags = TIFFTags(descriptor), !(0...65_535).contains(tags.bits) { return "\(tags.bits) bits" }
            for kind in [FormatKind.jpeg, .tiff] {
                let facts = PhotoReading.read(descriptor, kind)
                guard facts == PhotoReading.read(descriptor, kind) else { return "other facts the second time" }
                guard let facts else { continue }
                if let quality = facts.quality, !(1...100).contains(quality) { return "a quality of \(quality)" }
                for (field, text) in facts.values {
                    guard !text.isEmpty, text.unicodeScalars.count <= PhotoFacts.longest,
                        !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
                    else { return "\(field): \(text.debugDescription)" }
                }
                for day in [PhotoFacts.Field.taken, .digitised, .modified].compactMap({ facts[$0]?.utf8.prefix(10) }) {
                    let isDay = day.enumerated().allSatisfy { place, byte in
                        place == 4 || place == 7 ? byte == UInt8(ascii: "-") : (48...57).contains(byte)
                    }
                    guard isDay, day.count == 10 else { return "the day \(String(day) ?? "")" }
                }
            }
            return nil
        }
    }

    /// Writes `bytes` into a file and lends it.
    private static func opened(_ bytes: [UInt8], _ folder: String, _ body: (Int32) throws -> String?) throws -> String?
    {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: write(bytes, folder, "fuzzed.file")))
        defer { try? file.close() }
        return try body(file.fileDescriptor)
    }
}
