import Archive
import Bytes
import Foundation

@testable import Intake

extension FuzzedReader {
    /// A bag in one file (see `fuzz/make-seeds`): whatever its manifests say, names that are found are files of it, and no line is
    /// told that its file does not have.
    static func bag(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let package = try unpacked(bytes, folder)
        let listing = package.listing
        let bag = try Bag(package, prefix: nil)
        let names = BagNames(bag, listing)
        for manifest in bag.manifests + bag.tagManifests {
            var last = 0
            do {
                try TagFile.lines(package.path(manifest.file), bag.encoding) { line, text, _ in
                    guard line > last, !text.isEmpty else { throw Broken(what: "line \(line) after \(last)") }
                    last = line
                    guard let entry = ManifestLine(text), case .file(let n, let oddity) = names.find(entry.path) else {
                        return
                    }
                    guard listing.numbers.contains(n) else { throw Broken(what: "file \(n)") }
                    // Written as it is, it is found as it is.
                    if oddity == nil, BagNames.leadsOutside(entry.path), listing.find(FileName(entry.path)) == nil,
                        !entry.path.contains("%")
                    {
                        throw Broken(what: "\(entry.path) leads outside and was found")
                    }
                }
            } catch is TagFile.Fault {
                continue
            } catch let broken as Broken {
                return broken.what
            }
        }
        return nil
    }

    /// A package in one file, as if it were unpacked: a line that begins with `==` names a file, what follows it is what is in it.
    static func unpacked(_ bytes: [UInt8], _ folder: String) throws -> UnpackedPackage {
        var listing = Listing()
        var contents: [[UInt8]] = []
        var names: Set<FileName> = []
        for part in split(bytes) {
            // No name comes twice out of unpacking (`zip-names`).
            guard let name = try? EntryPath.clean(FileName(bytes: part.name), limits: UnpackLimits()),
                names.insert(name).inserted
            else { continue }
            let none = digest(part.bytes, .sha256)
            listing.add(
                path: name, rawPath: name, bytes: Int64(part.bytes.count),
                digests: FileDigests(sha512: digest(part.bytes, .sha512), sha256: none, sm3: digest(part.bytes, .sm3)))
            contents.append(part.bytes)
        }
        listing.seal()
        for (place, bytes) in contents.enumerated() {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/bag-\(place + 1)"))
        }
        return UnpackedPackage(listing: listing, faults: [], path: { "\(folder)/bag-\($0)" })
    }

    static func split(_ bytes: [UInt8]) -> [(name: [UInt8], bytes: [UInt8])] {
        var parts: [(name: [UInt8], bytes: [UInt8])] = []
        var rest = bytes[...]
        while let start = rest.indices.first(where: { rest[$0...].starts(with: "==".utf8) }), parts.count < 40 {
            rest = rest[(start + 2)...]
            let name = Array(rest.prefix { $0 != 10 })
            rest = rest.dropFirst(name.count + 1)
            let end = rest.indices.first { rest[$0...].starts(with: "==".utf8) } ?? rest.endIndex
            parts.append((name, Array(rest[..<end])))
            rest = rest[end...]
        }
        return parts
    }

    /// A capsule is read or refused; what it packs comes out in the order of its places; the same bytes have the same outcome for every
    /// signature twice.
    static func capsule(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let path = folder + "/fuzzed.eep"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        var last = -1
        var ended = -1
        do {
            let capsule = try CapsuleReading.read(path, limit: 1 << 20) { place, bytes in
                guard place >= last, place > ended else { throw Broken(what: "data \(place) after \(last), \(ended)") }
                last = place
                if bytes.isEmpty { ended = place }
            }
            guard capsule.layers.count <= Capsule.deepest else { return "\(capsule.layers.count) layers" }
            for encoding in capsule.encodings {
                if let source = capsule.source(of: encoding), source.isEmpty { return "a source without data" }
            }
            _ = RecordMetadata(capsule, taken: [])
            let signatures = CapsuleSignatures(
                capsule, trust: TrustStore(), today: Day(year: 2026, month: 11, day: 23)!)
            let first = try signatures.judge(path, limit: 1 << 20).map(\.outcome)
            guard try first == signatures.judge(path, limit: 1 << 20).map(\.outcome) else { return "another outcome" }
            return first.contains(.valid) ? "valid without any authority" : nil
        } catch is UnreadableReason {
            return nil
        } catch let broken as Broken {
            return broken.what
        }
    }
}
