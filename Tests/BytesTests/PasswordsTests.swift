import Archive
import Bytes
import Foundation
import Testing

@Suite("Passwords")
struct PasswordsTests {
    @Test("a hash fits its password, says its parameters, and differs every time")
    func hashing() {
        let hash = Passwords.hash("兰台 correct horse")
        #expect(hash.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(Passwords.verify("兰台 correct horse", against: hash))
        #expect(!Passwords.verify("兰台 correct horsE", against: hash))
        #expect(!Passwords.verify("", against: hash))
        #expect(Passwords.hash("兰台 correct horse") != hash)
    }

    /// RFC 7914, section 12: password "pleaseletmein", salt "SodiumChloride", N = 16384, r = 8, p = 1 (first 32 bytes).
    @Test("a hash made elsewhere with other parameters is read")
    func example() throws {
        let key = try #require([UInt8](hex: "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"))
        let salt = Data("SodiumChloride".utf8).base64EncodedString()
        let hash = "$scrypt$ln=14,r=8,p=1$\(salt)$\(Data(key).base64EncodedString())"
        #expect(Passwords.verify("pleaseletmein", against: hash))
    }

    @Test(
        "a damaged hash fits nothing",
        arguments: [
            "", "$", "$scrypt$ln=15,r=8,p=1$$", "$scrypt$ln=40,r=8,p=1$AA==$AA==", "$md5$ln=1,r=1,p=1$AA==$AA==",
        ])
    func damaged(hash: String) {
        #expect(!Passwords.verify("", against: hash))
    }
}
