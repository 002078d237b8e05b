import Archive
import Bytes
import Foundation
import Testing

@Suite("Signing keys")
struct SigningKeyTests {
    @Test("a signature is good for its message and key only")
    func signing() {
        let (key, other) = (SigningKey.generate(), SigningKey.generate())
        let signature = key.sign(Array("checkpoint".utf8))
        #expect(signature.count == 64)
        #expect(key.verify(signature, of: Array("checkpoint".utf8)))
        #expect(!key.verify(signature, of: Array("checkpoinT".utf8)))
        #expect(!other.verify(signature, of: Array("checkpoint".utf8)))
        #expect(!key.verify([], of: Array("checkpoint".utf8)))
    }

    @Test("a saved key is the same key, in a file only its owner may read")
    func saving() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/signing.pem"
        let key = SigningKey.generate()
        try key.save(to: path)
        let loaded = try SigningKey(from: path)
        #expect(loaded.id == key.id)
        #expect(loaded.sign([1]) == key.sign([1]))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try folder.files == ["signing.pem"])
    }

    @Test("anybody verifies with the 32 public bytes; the name comes from them")
    func publicHalf() throws {
        let key = SigningKey.generate()
        let verifying = try #require(VerifyingKey(bytes: key.verifying.bytes))
        #expect(verifying == key.verifying)
        #expect(verifying.verify(key.sign([1, 2]), of: [1, 2]))
        #expect(key.id == String(sha256(verifying.bytes).hex.prefix(16)))
        #expect(VerifyingKey(bytes: [1, 2, 3]) == nil)
    }

    /// RFC 8032, 7.1, test 2.
    @Test("the signature of the standard's example verifies")
    func example() throws {
        let bytes = try #require([UInt8](hex: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
        let signature = try #require(
            [UInt8](
                hex: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"))
        #expect(VerifyingKey(bytes: bytes)?.verify(signature, of: [0x72]) == true)
    }

    @Test("what is not a key is refused by name")
    func broken() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/k"
        try DurableFile.write(Array("-----BEGIN PRIVATE KEY-----".utf8), to: path)
        #expect(throws: BytesProblem.notAKey(path)) { try SigningKey(from: path) }
        #expect(throws: BytesProblem.absent(path + "x")) { try SigningKey(from: path + "x") }
    }
}
