import Archive
import Bytes
import Foundation
import Testing

/// An authority of certificates made for one suite by the `openssl` command, with the keys of whom it vouches for.
final class MadeAuthority: Sendable {
    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case rsa, sm2

        var testDescription: String { rawValue }
        var digest: String { self == .rsa ? "sha256" : "sm3" }
        fileprivate var id: [String] { self == .rsa ? [] : ["-sigopt", "distid:1234567812345678"] }
        fileprivate var requestID: [String] { self == .rsa ? [] : ["-vfyopt", "distid:1234567812345678"] }
    }

    /// Somebody with a key and a certificate.
    struct Signer: Sendable {
        let kind: Kind
        let key: String
        let path: String
        /// The certificate, in DER.
        let certificate: [UInt8]
        fileprivate let area: TestFolder

        /// The value of a signature over `bytes`.
        func sign(_ bytes: [UInt8], digest: String? = nil) throws -> [UInt8] {
            let file = area.path + "/" + UUID().uuidString
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            defer { try? FileManager.default.removeItem(atPath: file) }
            return try openssl(
                ["dgst", "-" + (digest ?? kind.digest), "-sign", key] + kind.id + ["-out", file + ".sig", file],
                out: file + ".sig")
        }

        /// A detached message by OpenSSL's own hand.
        func message(over bytes: [UInt8], _ more: [String] = []) throws -> [UInt8] {
            let file = area.path + "/" + UUID().uuidString
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            let made =
                ["cms", "-sign", "-binary", "-in", file, "-signer", path, "-inkey", key, "-outform", "DER"]
                + ["-nosmimecap"] + more + ["-out", file + ".der"]
            return try openssl(made, out: file + ".der")
        }

        /// A token over `bytes` by OpenSSL's own hand, of now.
        func stamp(over bytes: [UInt8]) throws -> [UInt8] {
            let file = area.path + "/" + UUID().uuidString
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            _ = try openssl(
                ["ts", "-query", "-data", file, "-sha256", "-cert", "-out", file + ".tsq"], out: file + ".tsq")
            // Several may ask at once: each has a file of numbers of its own.
            try Data("01\n".utf8).write(to: URL(fileURLWithPath: file + ".number"))
            let settings = MadeAuthority.stamping(file + ".number")
            try Data(settings.utf8).write(to: URL(fileURLWithPath: file + ".cnf"))
            let reply = ["ts", "-reply", "-config", file + ".cnf", "-queryfile", file + ".tsq", "-token_out"]
            return try openssl(reply + ["-signer", path, "-inkey", key, "-out", file + ".tok"], out: file + ".tok")
        }
    }

    let kind: Kind
    let area: TestFolder
    /// The folder to trust: its certificate, and its list once somebody is revoked.
    var trust: String { area.path + "/trust" }
    /// A folder to trust that declares it to be licensed.
    var licensed: String {
        get throws {
            let folder = area.path + "/" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: trust, toPath: folder + "/" + TrustStore.licensedFolder)
            return folder
        }
    }

    init(_ kind: Kind, name: String = "测试根证书") throws {
        self.kind = kind
        area = try TestFolder()
        try FileManager.default.createDirectory(atPath: area.path + "/trust", withIntermediateDirectories: true)
        try write("index.txt", "")
        try write("c.cnf", MadeAuthority.settings(area.path, kind.digest))
        try makeKey("root")
        try request("root", name)
        let made = ["-selfsign", "-in", area.path + "/root.csr", "-out", area.path + "/trust/root.pem"]
        try sign(made + ["-extensions", "root"], from: "20200101000000Z", to: "20360101000000Z", by: kind.requestID)
    }

    /// Vouches for somebody.
    func issue(
        _ name: String, _ own: Kind? = nil, from start: String = "20200101000000Z", to end: String = "20360101000000Z",
        stamps: Bool = false
    ) throws -> Signer {
        let own = own ?? kind
        let file = UUID().uuidString
        try makeKey(file, own)
        try request(file, name, own)
        let path = area.path + "/\(file).pem"
        let made = ["-cert", trust + "/root.pem", "-in", area.path + "/\(file).csr", "-out", path]
        try sign(made + ["-extensions", stamps ? "stamp" : "sign"], from: start, to: end, by: own.requestID)
        let bytes = try openssl(["x509", "-in", path, "-outform", "DER", "-out", path + ".der"], out: path + ".der")
        return Signer(kind: own, key: area.path + "/\(file).key", path: path, certificate: bytes, area: area)
    }

    /// Takes its word back from `day` on: `260601000000Z`.
    func revoke(_ signer: Signer, since day: String) throws {
        let printed = try openssl(
            ["x509", "-in", signer.path, "-noout", "-serial", "-out", signer.path + ".txt"], out: signer.path + ".txt")
        let number = String(decoding: printed, as: UTF8.self).split(separator: "=").last ?? ""
        let line = "R\t360101000000Z\t\(day)\t\(number.trimmingCharacters(in: .newlines))\tunknown\t/CN=x\n"
        try write("index.txt", line)
        let list = trust + "/root.crl"
        _ = try openssl(
            ["ca", "-gencrl", "-config", area.path + "/c.cnf", "-keyfile", area.path + "/root.key", "-cert"]
                + [trust + "/root.pem", "-crldays", "3650", "-out", list] + kind.id, out: list)
    }

    private func makeKey(_ name: String, _ own: Kind? = nil) throws {
        let algorithm = own ?? kind == .rsa ? ["RSA", "-pkeyopt", "rsa_keygen_bits:2048"] : ["SM2"]
        let path = area.path + "/\(name).key"
        _ = try openssl(["genpkey", "-algorithm"] + algorithm + ["-out", path], out: path)
    }

    private func request(_ name: String, _ subject: String, _ own: Kind? = nil) throws {
        let own = own ?? kind
        let path = area.path + "/\(name).csr"
        let asked = ["req", "-new", "-config", area.path + "/c.cnf", "-key", area.path + "/\(name).key", "-utf8"]
        _ = try openssl(asked + ["-" + own.digest, "-subj", "/CN=\(subject)", "-out", path] + own.id, out: path)
    }

    private func sign(_ words: [String], from start: String, to end: String, by id: [String]) throws {
        let out = words[words.firstIndex(of: "-out")! + 1]
        let common = ["ca", "-batch", "-notext", "-config", area.path + "/c.cnf", "-keyfile", area.path + "/root.key"]
        _ = try openssl(common + ["-startdate", start, "-enddate", end] + words + kind.id + id, out: out)
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: area.path + "/" + name))
    }

    private static func settings(_ folder: String, _ digest: String) -> String {
        """
        [ca]
        default_ca=d
        [d]
        database=\(folder)/index.txt
        rand_serial=yes
        new_certs_dir=\(folder)
        default_md=\(digest)
        policy=p
        unique_subject=no
        [p]
        commonName=supplied
        [req]
        distinguished_name=n
        [n]
        [root]
        basicConstraints=critical,CA:TRUE
        subjectKeyIdentifier=hash
        [sign]
        basicConstraints=CA:FALSE
        keyUsage=digitalSignature,nonRepudiation
        subjectKeyIdentifier=hash
        [stamp]
        extendedKeyUsage=critical,timeStamping

        """
    }

    fileprivate static func stamping(_ numbers: String) -> String {
        """
        [tsa]
        default_tsa=t
        [t]
        serial=\(numbers)
        signer_digest=sha256
        default_policy=1.2.3.4
        digests=sha256,sm3
        ess_cert_id_alg=sha256

        """
    }
}

struct OpenSSLFailed: Error, CustomStringConvertible {
    let description: String
}

/// Runs the command; what it wrote to `out`.
private func openssl(_ words: [String], out: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = words
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw OpenSSLFailed(description: words.joined(separator: " ") + "\n" + String(decoding: said, as: UTF8.self))
    }
    return Array(try Data(contentsOf: URL(fileURLWithPath: out)))
}
