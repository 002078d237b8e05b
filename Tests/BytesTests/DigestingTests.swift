import Archive
import Bytes
import Testing

@Suite("Digests")
struct DigestingTests {
    /// The examples of FIPS 180-4 and GB/T 32905.
    @Test(
        "are those of the standards",
        arguments: [
            (Digest.Algorithm.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
            (.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        ])
    func standards(algorithm: Digest.Algorithm, hex: String) {
        #expect(digest(Array("abc".utf8), algorithm).hex == hex)
        var multi = MultiDigest([algorithm])
        multi.update(Array("a".utf8))
        multi.update([])
        multi.update(Array("bc".utf8))
        let first = multi.finish()
        #expect(first.map(\.hex) == [hex])
        multi.update(Array("abc".utf8))
        let second = multi.finish()
        #expect(second.map(\.hex) == [hex], "a finished digest starts anew")
    }

    @Test("of a file are those of its bytes, small, large and empty", arguments: [0, 1, 65537, 1 << 20, 20_000_003])
    func files(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        try DurableFile.write(bytes, to: folder.path + "/f")
        let (digests, size) = try digests(ofFile: folder.path + "/f", Set(Digest.Algorithm.allCases))
        #expect(size == Int64(count))
        for algorithm in Digest.Algorithm.allCases { #expect(digests[algorithm] == digest(bytes, algorithm)) }
    }

    @Test("of what is not there is an error that names it")
    func absent() {
        #expect(throws: BytesProblem.absent("/nowhere/f")) { try digests(ofFile: "/nowhere/f", [.sha256]) }
        #expect(throws: BytesProblem.self) { try digests(ofFile: "/", [.sha256]) }
    }
}
