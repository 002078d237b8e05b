import Foundation
import Testing

@testable import Web

@Suite("Seeds of the fuzzer of forms are read as they must be")
struct SeedTests {
    @Test("every seed, as it is and with each byte changed")
    func seeds() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("fuzz/seeds/\(FuzzedForm.name)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count >= 5)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            #expect(FuzzedForm.broken(by: bytes) == nil, "\(name)")
            for place in bytes.indices.prefix(400) {
                var other = bytes
                other[place] ^= 0x0D
                #expect(FuzzedForm.broken(by: other) == nil, "\(name), byte \(place)")
            }
        }
    }
}
