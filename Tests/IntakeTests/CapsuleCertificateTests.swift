import Archive
import Bytes
import Foundation
import Testing

@testable import Formats
@testable import Intake

/// Capsules signed here by the keys of whom an authority vouched for, and took its word back.
@Suite("The certificate that signed a capsule counts on the day of signing")
struct CapsuleCertificateTests {
    /// A capsule with one signature and the lock on it.
    private func signed(by signer: MadeAuthority.Signer, on time: String) throws -> String {
        let xml = MadeCapsules().capsules[1].xml
        let certificate = Data(signer.certificate).base64EncodedString()
        let algorithm = signer.kind == .rsa ? "1.2.840.113549.1.1.11" : "其他"
        func parts(_ value: String) -> String {
            """
            <签名规则>Exclusive C14N，用户标识1234567812345678</签名规则><签名时间>\(time)</签名时间><签名人>张三</签名人>\
            <签名结果>\(value)</签名结果><证书块><证书>\(certificate)</证书></证书块><签名算法标识>\(algorithm)</签名算法标识>
            """
        }
        func closed(_ blocks: String) -> String {
            xml.replacing("</被签名对象></电子文件封装包>", with: "</被签名对象>\(blocks)</电子文件封装包>")
        }
        func value(over name: String, in xml: String) throws -> String {
            Data(try signer.sign(try canonical(name, in: xml))).base64EncodedString()
        }
        let first = try value(over: "被签名对象", in: xml)
        let block = "<电子签名块><电子签名><签名标识符>修改0-签名1</签名标识符>\(parts(first))</电子签名></电子签名块>"
        let lock = try value(over: "电子签名", in: closed(block))
        return closed(block + "<锁定签名><被锁定签名标识符>修改0-签名1</被锁定签名标识符>\(parts(lock))</锁定签名>")
    }

    private func canonical(_ name: String, in xml: String) throws -> [UInt8] {
        var form: CanonicalXML?
        var bytes: [UInt8] = []
        try SafeXML.events(Array(xml.utf8)) { event in
            if case .start(let node) = event, node.name == name, form == nil { form = CanonicalXML() }
            guard form?.isEnded == false else { return }
            form?.write(event, to: &bytes)
        }
        return bytes
    }

    private func judge(_ xml: String, _ trust: TrustStore) throws -> [SignatureOutcome] {
        let area = try TestFolder()
        let path = area.path + "/a.xml"
        try Data(xml.utf8).write(to: URL(fileURLWithPath: path))
        let capsule = try CapsuleReading.read(path, limit: 1 << 30)
        return try CapsuleSignatures(capsule, trust: trust, today: Signers.today).judge(path, limit: 1 << 30).map(
            \.outcome)
    }

    @Test(
        "good, revoked by then, revoked later, expired, not yet valid: signature and lock alike",
        arguments: MadeAuthority.Kind.allCases)
    func days(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let trust = try made.trust
        func judged(_ signer: MadeAuthority.Signer, _ time: String) throws -> [SignatureOutcome] {
            try judge(try signed(by: signer, on: time), trust)
        }
        #expect(try judged(made.good, "2026-11-02T09:31:00") == [.valid, .valid])
        let since = Instant(text: "2026-06-01T00:00:00.000000Z")!
        let revoked = SignatureOutcome.untrusted(.revoked(at: since, by: "测试根 \(kind.rawValue)"))
        #expect(try judged(made.revoked, "2026-11-02T09:31:00") == [revoked, revoked])
        #expect(try judged(made.revoked, "2026-06-01T08:00:00") == [revoked, revoked])
        #expect(try judged(made.revoked, "2026-06-01T07:59:59") == [.valid, .valid])
        let end = SignatureOutcome.untrusted(.expired(notAfter: Instant(text: "2021-01-01T00:00:00.000000Z")!))
        #expect(try judged(made.expired, "2026-11-02T09:31:00") == [end, end])
        let start = SignatureOutcome.untrusted(.notYetValid(notBefore: Instant(text: "2027-01-01T00:00:00.000000Z")!))
        #expect(try judged(made.later, "2026-11-02T09:31:00") == [start, start])
    }

    @Test("a list that somebody else signed revokes nobody", arguments: MadeAuthority.Kind.allCases)
    func otherList(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        // The same name, another key.
        let other = try MadeAuthority(kind, name: "测试根 \(kind.rawValue)")
        try other.revoke(made.revoked, since: "260601000000Z")
        let area = try TestFolder()
        let files = [(made.authority.trust + "/root.pem", "root.pem"), (other.trust + "/root.crl", "root.crl")]
        for (from, name) in files {
            try FileManager.default.copyItem(atPath: from, toPath: area.path + "/" + name)
        }
        let xml = try signed(by: made.revoked, on: "2026-11-02T09:31:00")
        #expect(try judge(xml, TrustStore(folder: area.path)) == [.valid, .valid])
        #expect(try judge(xml, made.trust) != [.valid, .valid])
    }

    @Test("a transfer of them goes back with the day of the revocation")
    func transfer() async throws {
        let made = try Signers.of(.sm2)
        var capsules = MadeCapsules()
        capsules.capsules[1].xml = try signed(by: made.revoked, on: "2026-11-02T09:31:00")
        let area = try TestFolder()
        try capsules.package.write(to: area.path + "/包")
        let report = try await check(area.path + "/包", settings: IntakeSettings(trust: made.authority.trust))
        let found = report.findings.filter { $0.check == "signatures" }
        #expect(found.count == 2 && found.allSatisfy { $0.severity == .blocking && $0.names("2026-06-01") })
        #expect(report.verdict == .return)
    }
}
