import Foundation
import Testing

@testable import Web

@Suite("Seeds of the fuzzer of forms and headers are read as they must be")
struct SeedTests {
    private static let readers: [(name: String, broken: @Sendable ([UInt8]) -> String?)] = [
        (FuzzedForm.name, FuzzedForm.broken), (FuzzedHeader.name, FuzzedHeader.broken),
    ]

    @Test("every seed, as it is and with each byte changed", arguments: readers.indices)
    func seeds(place: Int) throws {
        let reader = Self.readers[place]
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("fuzz/seeds/\(reader.name)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count >= 5)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
            #expect(reader.broken(bytes) == nil, "\(name)")
            for place in bytes.indices.prefix(400) {
                var other = bytes
                other[place] ^= 0x0D
                #expect(reader.broken(other) == nil, "\(name), byte \(place)")
            }
        }
    }
}
