import Foundation
import Testing

/// What `fuzz/` starts from, and all it ever found (docs/developers/fuzzing.md).
@Suite("Seeds of the fuzzer of inventories are read as they must be")
struct SeedTests {
    @Test("every seed, as it is and with each byte changed")
    func seeds() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("fuzz/seeds/\(FuzzedInventory.name)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count >= 5)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            #expect(FuzzedInventory.broken(by: bytes) == nil, "\(name)")
            for place in stride(from: 0, to: bytes.count, by: 5) {
                var other = bytes
                other[place] ^= 0x0D
                #expect(FuzzedInventory.broken(by: other) == nil, "\(name), byte \(place)")
            }
        }
    }
}
