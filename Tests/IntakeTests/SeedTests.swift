import Foundation
import Testing

/// What `fuzz/` starts from, and all it ever found (docs/developers/fuzzing.md).
@Suite("Seeds of the fuzzer are read as they must be")
struct SeedTests {
    @Test("every seed", arguments: FuzzedReader.allCases)
    func seeds(reader: FuzzedReader) throws {
        let area = try TestFolder()
        let seeds = try Seeds.all(of: reader.rawValue)
        #expect(seeds.count >= 5)
        for (name, bytes) in seeds {
            let broken = try reader.broken(by: bytes, in: area.path)
            #expect(broken == nil, "\(name)")
        }
    }

    @Test("every seed with bytes changed, cut off, doubled", arguments: FuzzedReader.allCases)
    func changed(reader: FuzzedReader) throws {
        let area = try TestFolder()
        var random = Seeded(UInt64(reader.rawValue.count))
        for (name, bytes) in try Seeds.all(of: reader.rawValue) where !bytes.isEmpty {
            for round in 0..<20 {
                var other = bytes
                for _ in 0...(round % 4) {
                    other[Int.random(in: 0..<other.count, using: &random)] = .random(in: 0...255, using: &random)
                }
                if round % 5 == 0 { other = Array(other.prefix(.random(in: 0...other.count, using: &random))) }
                if round % 7 == 0 { other += bytes }
                let broken = try reader.broken(by: other, in: area.path)
                #expect(broken == nil, "\(name), round \(round)")
            }
        }
    }
}

/// The folders of `fuzz/seeds`.
enum Seeds {
    static func all(of target: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("fuzz/seeds/\(target)")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            (name, [UInt8](try Data(contentsOf: folder.appendingPathComponent(name))))
        }
    }
}
