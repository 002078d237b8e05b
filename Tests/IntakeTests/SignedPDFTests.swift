import Archive
import Bytes
import Foundation
import Testing

@testable import Formats
@testable import Intake

/// Authorities and signers of the suites over signed documents, made once: keys by RSA take their time.
enum Signers {
    struct Made: Sendable {
        let authority: MadeAuthority
        let good: MadeAuthority.Signer
        let expired: MadeAuthority.Signer
        let later: MadeAuthority.Signer
        let revoked: MadeAuthority.Signer
        let stamping: MadeAuthority.Signer
        var trust: TrustStore { get throws { try TrustStore(folder: authority.trust) } }
    }

    private static let rsa = Result { try made(.rsa) }
    private static let sm2 = Result { try made(.sm2) }

    static func of(_ kind: MadeAuthority.Kind) throws -> Made { try (kind == .rsa ? rsa : sm2).get() }

    private static func made(_ kind: MadeAuthority.Kind) throws -> Made {
        let authority = try MadeAuthority(kind, name: "测试根 \(kind.rawValue)")
        let revoked = try authority.issue("被吊销的")
        let made = Made(
            authority: authority, good: try authority.issue("张三"),
            expired: try authority.issue("过期的", to: "20210101000000Z"),
            later: try authority.issue("尚未生效的", from: "20270101000000Z"), revoked: revoked,
            stamping: try authority.issue("时间戳", .rsa, stamps: true))
        try authority.revoke(revoked, since: "260601000000Z")
        return made
    }

    static let today = Day(year: 2026, month: 11, day: 23)!
}

@Suite("Signatures inside PDF files are verified, by RSA and by SM2")
struct SignedPDFTests {
    private func judge(_ bytes: [UInt8], _ trust: TrustStore) throws -> SignedDocument {
        let area = try TestFolder()
        let path = area.path + "/a.pdf"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try PDFSignatureJudge(signers: SignerJudge(trust: trust, today: Signers.today)).judge(path)
    }

    /// What its only signature comes to.
    private func outcome(_ bytes: [UInt8], _ trust: TrustStore) throws -> DocumentOutcome? {
        let signatures = try judge(bytes, trust).signatures
        return signatures.count == 1 ? signatures[0].outcome : nil
    }

    private func signed(
        by signer: MadeAuthority.Signer, _ base: MadePDF = SignedPDF.plain, time: String? = "20261102013100Z"
    ) throws -> SignedPDF {
        var pdf = SignedPDF(base)
        try pdf.sign { try MadeMessage(signer: signer, time: time).bytes(over: $0) }
        return pdf
    }

    @Test(
        "one that is as it was signed, by somebody trusted, is valid, and says who signed and when",
        arguments: MadeAuthority.Kind.allCases)
    func valid(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let document = try judge(try signed(by: made.good).bytes, made.trust)
        let signature = try #require(document.signatures.first)
        #expect(document.signatures.count == 1 && signature.outcome == .valid && signature.signer == "张三")
        #expect(signature.moment?.text == "2026-11-02T01:31:00.000000Z" && !signature.isTimeProven)
        #expect(document.added == 0 && document.unreadable == nil)
    }

    @Test("as the program openssl signs, by PKCS #1 and by PSS, the content not inside")
    func byOpenSSL() throws {
        let made = try Signers.of(.rsa)
        for more in [
            ["-md", "sha256"], ["-md", "sha512"], ["-md", "sha256", "-keyopt", "rsa_padding_mode:pss"], ["-keyid"],
        ] {
            var pdf = SignedPDF()
            try pdf.sign(form: "ETSI.CAdES.detached", isContentsFirst: false) { try made.good.message(over: $0, more) }
            #expect(try outcome(pdf.bytes, made.trust) == .valid, "\(more)")
            var changed = pdf.bytes
            changed[200] ^= 1
            #expect(try outcome(changed, made.trust) == .altered(.content), "\(more)")
        }
    }

    @Test("as GM/T 0010 has it, and without attributes", arguments: MadeAuthority.Kind.allCases)
    func otherForms(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        var national = SignedPDF()
        try national.sign { try MadeMessage(signer: made.good, isNational: true).bytes(over: $0) }
        #expect(try outcome(national.bytes, made.trust) == .valid)
        var bare = SignedPDF()
        try bare.sign { try MadeMessage(signer: made.good, isBare: true).bytes(over: $0) }
        #expect(try outcome(bare.bytes, made.trust) == .valid)
        var changed = bare.bytes
        changed[200] ^= 1
        #expect(try outcome(changed, made.trust) == .altered(.content))
    }

    @Test(
        "any byte of what is covered that changes is found, wherever it stands", arguments: MadeAuthority.Kind.allCases)
    func covered(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let trust = try made.trust
        let pdf = try signed(by: made.good)
        var random = Seeded(7)
        let places = (0..<40).map { _ in Int.random(in: 0..<pdf.bytes.count, using: &random) }
        for place in places + [0, pdf.gap.lowerBound - 1, pdf.gap.upperBound, pdf.bytes.count - 2] {
            guard !pdf.gap.contains(place) else { continue }
            var changed = pdf.bytes
            changed[place] ^= 1
            let document = try judge(changed, trust)
            // What says that there is a signature may be what changed: then there is none to hold.
            let isHeld = document.signatures.contains { $0.outcome == .valid && document.added == 0 }
            #expect(!isHeld, "\(place)")
            if !(pdf.gap.lowerBound - 200..<pdf.gap.upperBound + 120).contains(place) {
                #expect(document.signatures.map(\.outcome) == [.altered(.content)], "\(place)")
            }
        }
    }

    @Test(
        "any byte of the certificate, of what was signed in place of the content, and of the value that changes is found",
        arguments: MadeAuthority.Kind.allCases)
    func value(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let trust = try made.trust
        let pdf = try signed(by: made.good)
        let text = String(decoding: pdf.bytes[(pdf.gap.lowerBound + 1)..<(pdf.gap.upperBound - 1)], as: UTF8.self)
        let message = try #require([UInt8](hex: text))
        let parts = try #require(ASN1Value(message)?.children?[1].children?[0].children)
        let signer = try #require(parts.last?.children?[0].children)
        let certificate = try #require(message.firstRange(of: made.good.certificate))
        // What its authority signed of it.
        let inside = try #require(ASN1Value(made.good.certificate)?.children?[0].whole)
        let named = (certificate.lowerBound + inside.startIndex)..<(certificate.lowerBound + inside.endIndex)
        var random = Seeded(9)
        func outcomes(in range: Range<Int>) throws -> [DocumentOutcome?] {
            try (0..<15).map { _ in
                var changed = pdf.bytes
                let place = pdf.gap.lowerBound + 1 + 2 * Int.random(in: range, using: &random)
                changed[place] = changed[place] == 48 ? 49 : 48
                return try outcome(changed, trust)
            }
        }
        #expect(try outcome(pdf.bytes, trust) == .valid)
        #expect(try outcomes(in: named).allSatisfy { $0 != nil && $0 != .valid })
        let attributes = signer[3].content
        #expect(try outcomes(in: attributes.startIndex..<attributes.endIndex).allSatisfy { $0 == .altered(.value) })
        let value = signer[5].content
        #expect(try outcomes(in: value.startIndex..<value.endIndex).allSatisfy { $0 == .altered(.value) })
    }

    @Test(
        "somebody nobody here trusts; no authorities at all; another authority of the same name",
        arguments: MadeAuthority.Kind.allCases)
    func strangers(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let other = try MadeAuthority(kind, name: "测试根 \(kind.rawValue)")
        let pdf = try signed(by: made.good)
        #expect(try outcome(pdf.bytes, TrustStore()) == .unknown(.noTrust))
        // The same name with another key: found by name, and not the one that signed.
        let judged = try outcome(pdf.bytes, TrustStore(folder: other.trust))
        guard case .untrusted(.signer) = judged else {
            Issue.record("\(String(describing: judged))")
            return
        }
    }

    @Test(
        "the day of signing counts: expired by then, not yet valid, revoked before, revoked after",
        arguments: MadeAuthority.Kind.allCases)
    func days(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let trust = try made.trust
        func judged(_ signer: MadeAuthority.Signer, _ time: String?) throws -> DocumentOutcome? {
            var pdf = SignedPDF()
            try pdf.sign { try MadeMessage(signer: signer, time: time).bytes(over: $0) }
            return try outcome(pdf.bytes, trust)
        }
        let end = Instant(text: "2021-01-01T00:00:00.000000Z")!
        #expect(try judged(made.expired, "20261102013100Z") == .untrusted(.signer(.expired(notAfter: end))))
        #expect(try judged(made.expired, "20200701000000Z") == .valid)
        let start = Instant(text: "2027-01-01T00:00:00.000000Z")!
        #expect(try judged(made.later, "20261102013100Z") == .untrusted(.signer(.notYetValid(notBefore: start))))
        let since = Instant(text: "2026-06-01T00:00:00.000000Z")!
        let authority = "测试根 \(kind.rawValue)"
        #expect(try judged(made.revoked, "20261102013100Z") == .untrusted(.signer(.revoked(at: since, by: authority))))
        #expect(try judged(made.revoked, "20260531235959Z") == .valid)
        // Where the message does not say when, the dictionary does.
        #expect(try judged(made.expired, nil) == .untrusted(.signer(.expired(notAfter: end))))
    }

    @Test(
        "bytes behind what was signed are told; a second signature covers them; white space is nothing",
        arguments: MadeAuthority.Kind.allCases)
    func behind(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        var pdf = try signed(by: made.good)
        let once = pdf.bytes
        let added = Array("5 0 obj\n<< /Type /Page >>\nendobj\n".utf8)
        #expect(try judge(once + added, made.trust).added == Int64(added.count))
        #expect(try outcome(once + added, made.trust) == .valid)
        #expect(try judge(once + Array("\r\n\n".utf8), made.trust).added == 0)
        try pdf.sign { try MadeMessage(signer: made.good).bytes(over: $0) }
        let twice = try judge(pdf.bytes, made.trust)
        #expect(twice.signatures.map(\.outcome) == [.valid, .valid] && twice.added == 0)
        // Something between them that only the second covers, and then changes.
        var changed = pdf.bytes
        changed[once.count + 5] ^= 1
        #expect(try judge(changed, made.trust).signatures.map(\.outcome) == [.valid, .altered(.content)])
    }

    @Test("what ByteRange leaves out must be the signature and nothing else")
    func leftOut() throws {
        let made = try Signers.of(.rsa)
        let trust = try made.trust
        let pdf = try signed(by: made.good)
        // Everything stands one byte further on.
        #expect(try outcome([37] + pdf.bytes, trust) == .altered(.place))
        // Room for something else in what is left out.
        var hidden = pdf.bytes
        hidden.replaceSubrange((pdf.gap.upperBound - 9)..<pdf.gap.upperBound, with: Array("> /Q (x)".utf8) + [62])
        #expect(try outcome(hidden, trust) == .altered(.place))
        // Ranges that do not begin with the file, overlap, or lead out of it.
        let text = String(decoding: pdf.bytes, as: UTF8.self)
        #expect(text.contains("/ByteRange [0 "))
        for numbers in ["[1 ", "[-1 ", "[a "] {
            let other = Array(text.replacing("/ByteRange [0 ", with: "/ByteRange " + numbers).utf8)
            #expect(try outcome(other, trust) == .altered(.place), "\(numbers)")
        }
    }

    @Test("the words /ByteRange in a page, and a signed PDF inside the PDF, are no signatures of it")
    func words() throws {
        let made = try Signers.of(.rsa)
        let inner = try signed(by: made.good).bytes
        var outer = MadePDF(pages: ["一"]).bytes
        outer += "9 0 obj\n<< /Length 60 >>\nstream\n(/ByteRange [0 840 960 240]) Tj\nendstream\nendobj\n".utf8
        #expect(try judge(outer, made.trust).signatures.isEmpty)
        outer += "10 0 obj\n<< /Type /EmbeddedFile /Length \(inner.count) >>\nstream\n".utf8 + inner
        outer += "\nendstream\nendobj\n".utf8
        let padding = [UInt8](repeating: 32, count: 2000)
        #expect(try judge(Array(outer[..<8]) + padding + outer[8...], made.trust).signatures.isEmpty)
    }

    @Test("SHA-1 is told even where all else holds")
    func brokenDigest() throws {
        let made = try Signers.of(.rsa)
        var pdf = SignedPDF()
        try pdf.sign { try MadeMessage(signer: made.good, digest: "sha1").bytes(over: $0) }
        #expect(try outcome(pdf.bytes, made.trust) == .unknown(.brokenDigest("SHA1")))
        var old = SignedPDF()
        try old.sign(form: "adbe.pkcs7.sha1") { content in
            var digest = ForeignDigest(named: "SHA1")!
            digest.update(content)
            let inside = digest.finish()
            return try MadeMessage(signer: made.good, inside: inside).bytes(over: inside)
        }
        #expect(try outcome(old.bytes, made.trust) == .unknown(.brokenDigest("SHA1")))
        var changed = old.bytes
        changed[200] ^= 1
        #expect(try outcome(changed, made.trust) == .altered(.content))
    }

    @Test("no message, no certificate, a form nobody knows: it cannot be told, never passed")
    func unreadable() throws {
        let made = try Signers.of(.rsa)
        var nothing = SignedPDF()
        nothing.sign(form: "ACME.secret") { _ in [1, 2, 3] }
        #expect(try outcome(nothing.bytes, made.trust) == .unknown(.form("ACME.secret")))
        var other = SignedPDF()
        let stranger = try Signers.of(.sm2).good
        // Whom the signature names is not there.
        try other.sign { try MadeMessage(signer: made.good, other: stranger.certificate).bytes(over: $0) }
        #expect(try outcome(other.bytes, made.trust) == .unknown(.certificate))
    }

    @Test(
        "a time stamp proves the day of signing, against what the signer says; one over something else is found",
        arguments: MadeAuthority.Kind.allCases)
    func stamps(_ kind: MadeAuthority.Kind) throws {
        let made = try Signers.of(kind)
        let trust = try made.trust
        func judged(_ signer: MadeAuthority.Signer, _ stamp: @escaping ([UInt8]) throws -> [UInt8]) throws
            -> DocumentSignature
        {
            var pdf = SignedPDF()
            try pdf.sign { try MadeMessage(signer: signer, time: "20200701000000Z", stamp: stamp).bytes(over: $0) }
            return try #require(try judge(pdf.bytes, trust).signatures.first)
        }
        let proven = try judged(made.good) { try made.stamping.stamp(over: $0) }
        #expect(proven.outcome == .valid && proven.isTimeProven && proven.moment.map { $0.text > "2026" } == true)
        // The signer says 2020, the authority saw it after the certificate had ended.
        guard
            case .untrusted(.signer(.expired)) = try judged(made.expired, { try made.stamping.stamp(over: $0) }).outcome
        else {
            Issue.record("backdated")
            return
        }
        #expect(try judged(made.good) { _ in try made.stamping.stamp(over: [1]) }.outcome == .altered(.stamp))
        #expect(try judged(made.good) { _ in DER.sequence(DER.number(1)) }.outcome == .altered(.stamp))
        let other = try MadeAuthority(.rsa, name: "别的根")
        let stranger = try other.issue("别的时间戳", stamps: true)
        let doubted = try judged(made.good) { try stranger.stamp(over: $0) }
        #expect(doubted.outcome == .unknown(.stamp(by: "别的时间戳")) && !doubted.isTimeProven)
    }

    @Test("a time stamp over the whole document is verified like a signature")
    func documentStamp() throws {
        let made = try Signers.of(.rsa)
        var pdf = SignedPDF()
        try pdf.sign(form: "ETSI.RFC3161") { try made.stamping.stamp(over: $0) }
        #expect(try outcome(pdf.bytes, made.trust) == .valid)
        #expect(try outcome(pdf.bytes, TrustStore()) == .unknown(.noTrust))
        var changed = pdf.bytes
        changed[200] ^= 1
        #expect(try outcome(changed, made.trust) == .altered(.content))
    }
}

@Suite("A transfer with signed PDF files is judged by them")
struct SignedTransferTests {
    private func report(_ pdf: [UInt8]?, trust: String?) async throws -> CheckReport {
        var files = Built.package()
        let path = Built.records[1].folder + "/0001正文.pdf"
        if let pdf { files.exchange(path, for: pdf) }
        let area = try TestFolder()
        try files.write(to: area.path + "/包")
        return try await check(area.path + "/包", settings: IntakeSettings(trust: trust))
    }

    private func result(_ report: CheckReport) -> CheckReport.Outcome.Result? {
        report.outcomes.first { $0.check == "signatures" }?.result
    }

    private var text: MadePDF { MadePDF(pages: [Built.text(of: Built.records[1])]) }

    @Test(
        "unsigned: not applicable; signed and whole by a licensed authority: passed; by another, or without authorities: for review",
        arguments: MadeAuthority.Kind.allCases)
    func good(_ kind: MadeAuthority.Kind) async throws {
        let made = try Signers.of(kind)
        #expect(result(try await report(nil, trust: made.authority.trust)) == .notApplicable)
        var pdf = SignedPDF(text)
        try pdf.sign { try MadeMessage(signer: made.good).bytes(over: $0) }
        let passed = try await report(pdf.bytes, trust: try made.authority.licensed)
        #expect(passed.signatures.told.map(\.outcome) == [.qualified] && passed.signatures.count == 1)
        let valid = try await report(pdf.bytes, trust: made.authority.trust)
        #expect(result(valid) == .review && valid.verdict == .accept)
        #expect(valid.signatures.told.map(\.outcome) == [.valid])
        #expect(valid.findings.first { $0.check == "signatures" }?.names("测试根 \(kind.rawValue)") == true)
        #expect(result(passed) == .passed && passed.verdict == .accept, "\(passed.faults.map(\.summary))")
        let unasked = try await report(pdf.bytes, trust: nil)
        #expect(result(unasked) == .review && unasked.verdict == .accept)
    }

    @Test(
        "changed after signing it goes back, and the file and the record are named",
        arguments: MadeAuthority.Kind.allCases)
    func altered(_ kind: MadeAuthority.Kind) async throws {
        let made = try Signers.of(kind)
        var pdf = SignedPDF(text)
        try pdf.sign { try MadeMessage(signer: made.good).bytes(over: $0) }
        var changed = pdf.bytes
        // A character of the font's name.
        let place = try #require(changed.firstRange(of: Array("/BaseFont /Song".utf8)))
        changed[place.upperBound - 1] = 71
        let report = try await report(changed, trust: made.authority.trust)
        let found = report.findings.filter { $0.check == "signatures" }
        #expect(report.verdict == .return && found.count == 1, "\(report.findings.map(\.summary))")
        let finding = try #require(found.first)
        #expect(finding.record == Built.records[1].code && finding.names("0001正文.pdf") && finding.names("张三"))
        #expect(finding.severity == .blocking && report.findings(.blocking).count == 1)
    }

    @Test("what was added behind is a warning with its bytes")
    func added() async throws {
        let made = try Signers.of(.rsa)
        var pdf = SignedPDF(text)
        try pdf.sign { try MadeMessage(signer: made.good).bytes(over: $0) }
        let signed = pdf.bytes
        try pdf.sign { _ in [] }
        let report = try await report(pdf.bytes, trust: made.authority.trust)
        #expect(result(report) != .passed)
        let added = pdf.bytes.count - signed.count
        let plain = try await self.report(
            signed + Array("\n99 0 obj\n<< >>\nendobj\nxref\n0 0\ntrailer\n<< /Size 100 /Root 1 0 R >>\n%%EOF\n".utf8),
            trust: made.authority.trust)
        #expect(added > 0 && plain.findings.contains { $0.check == "signatures" && $0.severity == .warning })
    }
}
