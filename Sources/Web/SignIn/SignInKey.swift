import Archive
import Bytes
import Glibc

/// The secret of the home from which second factors are derived: a copy of the database alone yields no code. Made when it is
/// first needed.
package struct SignInKey: Sendable {
    private let path: String

    /// - Parameter path: a file in the folder of keys, 32 bytes that only its owner may read.
    package init(path: String) { self.path = path }

    private func bytes() throws -> [UInt8] {
        if !DurableFile.exists(path) { try make() }
        return try DurableFile.read(path)
    }

    /// Of several processes that make it at once, one does, and all read that.
    private func make() throws {
        let new = path + "." + randomBytes(8).hex
        try DurableFile.write(randomBytes(32), to: new, mode: 0o600)
        defer { unlink(new) }
        guard link(new, path) == 0 || errno == EEXIST else { throw BytesProblem.writing(path) }
        try DurableFile.syncFolder(DurableFile.folder(of: path))
    }

    /// The secret of a program on somebody's telephone: 20 bytes (RFC 4226 asks for at least 16).
    func oneTimeSecret(_ account: AccountID, nonce: String) throws -> [UInt8] {
        Array(Hash.hmac(Array("lantai one-time \(account.text) \(nonce)".utf8), key: try bytes()).prefix(20))
    }

    /// What is kept of a code on somebody's sheet.
    func sheetDigest(_ account: AccountID, code: String) throws -> String {
        Hash.hmac(Array("lantai sheet \(account.text) \(code)".utf8), key: try bytes()).hex
    }
}
