import Archive
import Bytes
import Foundation
import Tables
import Testing

@testable import Formats
@testable import Intake

@Suite("Seals and signatures of OFD files are verified: every file they protect, the value, the seal itself")
struct SealedOFDTests {
    private func judge(_ bytes: [UInt8], _ trust: TrustStore) throws -> SignedDocument {
        let area = try TestFolder()
        let path = area.path + "/a.ofd"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try OFDSignatureJudge(signers: SignerJudge(trust: trust, today: Signers.today)).judge(path)
    }

    private func outcome(_ ofd: SealedOFD, _ trust: TrustStore) throws -> DocumentOutcome? {
        let signatures = try judge(ofd.bytes, trust).signatures
        return signatures.count == 1 ? signatures[0].outcome : nil
    }

    private func sealed(_ change: (inout MadeSeal) -> Void = { _ in }) throws -> SealedOFD {
        let made = try Signers.of(.sm2)
        var seal = MadeSeal(maker: made.good, user: made.good)
        change(&seal)
        var ofd = SealedOFD()
        try ofd.seal { try seal.value(over: $0) }
        return ofd
    }

    @Test(
        "a seal of each version on what it was put on is valid, and says whose it is and when",
        arguments: [4, 5, 1] as [UInt8])
    func valid(_ version: UInt8) throws {
        let trust = try Signers.of(.sm2).trust
        let ofd = try sealed { $0.version = version }
        let document = try judge(ofd.bytes, trust)
        let seal = try #require(document.signatures.first)
        #expect(document.signatures.count == 1 && seal.outcome == .valid && seal.isSeal)
        #expect(seal.signer == "临江市人民政府" && seal.moment?.text == "2026-11-02T01:31:00.000000Z")
        #expect(document.unprotected.isEmpty && document.unreadable == nil)
        #expect(try outcome(ofd, TrustStore()) == .unknown(.noTrust))
    }

    @Test("a seal that names its users by digest, and a value of two bare numbers, are valid too")
    func otherForms() throws {
        let trust = try Signers.of(.sm2).trust
        #expect(try outcome(sealed { $0.namesDigests = true }, trust) == .valid)
        #expect(try outcome(sealed { $0.isBare = true }, trust) == .valid)
    }

    @Test("any byte of any protected file that changes is found, and the file is named")
    func files() throws {
        let trust = try Signers.of(.sm2).trust
        let ofd = try sealed()
        var random = Seeded(3)
        for path in ofd.files.map(\.path) where !path.contains("Signs/") {
            // A letter, so that the document can still be read.
            let letters = ofd[path].indices.filter { (97...120).contains(ofd[path][$0]) }
            for _ in 0..<3 {
                var changed = ofd
                changed[path][letters.randomElement(using: &random)!] += 1
                let document = try judge(changed.bytes, trust)
                if document.unreadable != nil {
                    #expect(path == "OFD.xml")
                } else if document.signatures.isEmpty {
                    #expect(path == "OFD.xml")
                } else {
                    #expect(document.signatures.map(\.outcome) == [.altered(.files(first: path, count: 1))])
                }
            }
            var without = ofd
            without.files.removeAll { $0.path == path }
            guard path != "OFD.xml" else { continue }
            #expect(try outcome(without, trust) == .altered(.files(first: path, count: 1)))
        }
    }

    @Test("any byte of the description, of the value, of the seal that changes is found")
    func seal() throws {
        let trust = try Signers.of(.sm2).trust
        let ofd = try sealed()
        let description = "Doc_0/Signs/Sign_0/Signature.xml"
        var changed = ofd
        changed[description] = Array(
            String(decoding: ofd[description], as: UTF8.self).replacing("90 8", with: "91 8").utf8)
        #expect(try outcome(changed, trust) == .altered(.description))
        let value = "Doc_0/Signs/Sign_0/SignedValue.dat"
        var random = Seeded(5)
        for _ in 0..<60 {
            var changed = ofd
            let place = Int.random(in: 0..<changed[value].count, using: &random)
            changed[value][place] ^= 1
            // Where it can be read no more it cannot be told; it never passes, but for the name of the algorithm, which says nothing.
            let outcome = try outcome(changed, trust)
            let algorithm = try #require(ofd[value].ranges(of: DER.identifier("1.2.156.10197.1.501")).last)
            #expect(outcome != .valid || algorithm.contains(place), "\(place)")
        }
        #expect(
            try outcome(sealed { $0.spoil = { $0.replacing(Array("江市人".utf8), with: Array("江县人".utf8)) } }, trust)
                == .altered(.seal))
        var gone = ofd
        gone.files.removeAll { $0.path == value }
        #expect(try outcome(gone, trust) == .altered(.value))
    }

    @Test("who used it, and when: not named by the seal, outside its days, expired, revoked, made by a stranger")
    func persons() throws {
        let made = try Signers.of(.sm2)
        let trust = try made.trust
        let stranger = try MadeAuthority(.sm2, name: "别的根").issue("别的制章者")
        #expect(try outcome(sealed { $0.named = stranger.certificate }, trust) == .untrusted(.notNamed))
        let days = (Instant(text: "2025-01-01T00:00:00.000000Z"), Instant(text: "2026-01-01T00:00:00.000000Z"))
        #expect(
            try outcome(sealed { $0.days.1 = "20260101000000Z" }, trust)
                == .untrusted(.sealDays(start: days.0, end: days.1)))
        func user(_ user: MadeAuthority.Signer, _ time: String = "20261102013100Z") throws -> DocumentOutcome? {
            var ofd = SealedOFD()
            try ofd.seal { try MadeSeal(maker: made.good, user: user, time: time).value(over: $0) }
            return try outcome(ofd, trust)
        }
        let end = Instant(text: "2021-01-01T00:00:00.000000Z")!
        #expect(try user(made.expired) == .untrusted(.signer(.expired(notAfter: end))))
        let since = Instant(text: "2026-06-01T00:00:00.000000Z")!
        #expect(try user(made.revoked) == .untrusted(.signer(.revoked(at: since, by: "测试根 sm2"))))
        #expect(try user(made.revoked, "20260501000000Z") == .valid)
        #expect(try user(stranger) == .untrusted(.signer(.unknownIssuer("别的根"))))
        var ofd = SealedOFD()
        try ofd.seal { try MadeSeal(maker: stranger, user: made.good).value(over: $0) }
        #expect(try outcome(ofd, trust) == .untrusted(.maker("别的制章者", .unknownIssuer("别的根"))))
    }

    @Test("a second seal leaves the first as it is; what neither protects is told")
    func second() throws {
        let made = try Signers.of(.sm2)
        let trust = try made.trust
        var ofd = try sealed()
        try ofd.seal { try MadeSeal(maker: made.good, user: made.good).value(over: $0) }
        let twice = try judge(ofd.bytes, trust)
        #expect(twice.signatures.map(\.outcome) == [.valid, .valid] && twice.unprotected.isEmpty)
        ofd["Doc_0/Res/Other.png"] = [1]
        #expect(try judge(ofd.bytes, trust).unprotected == ["Doc_0/Res/Other.png"])
    }

    @Test("two files of one name, MD5, a signature without a seal, a value nobody can read")
    func others() throws {
        let made = try Signers.of(.sm2)
        let trust = try made.trust
        var twice = try sealed()
        twice.files.append(("Doc_0/Document.xml", [1]))
        #expect(try outcome(twice, trust) == .unknown(.twice("Doc_0/Document.xml")))
        var weak = SealedOFD()
        try weak.seal(method: "MD5") { try MadeSeal(maker: made.good, user: made.good).value(over: $0) }
        #expect(try outcome(weak, trust) == .unknown(.brokenDigest("MD5")))
        for kind in MadeAuthority.Kind.allCases {
            let signers = try Signers.of(kind)
            var plain = SealedOFD()
            try plain.seal { try MadeMessage(signer: signers.good, isNational: kind == .sm2).bytes(over: $0) }
            #expect(try outcome(plain, signers.trust) == .valid)
            var changed = plain
            changed["Doc_0/Signs/Sign_0/Signature.xml"].append(10)
            #expect(try outcome(changed, signers.trust) == .altered(.content))
        }
        var unknown = SealedOFD()
        try unknown.seal { _ in [1, 2, 3] }
        #expect(try outcome(unknown, trust) == .unknown(.form("1.2.156.10197.1.501")))
    }

    @Test("a time stamp on a seal proves its day")
    func stamped() throws {
        let made = try Signers.of(.sm2)
        let ofd = try sealed { $0.stamp = { try made.stamping.stamp(over: $0) } }
        let seal = try #require(try judge(ofd.bytes, made.trust).signatures.first)
        #expect(seal.outcome == .valid && seal.isTimeProven)
        let other = try sealed { $0.stamp = { _ in try made.stamping.stamp(over: [1]) } }
        #expect(try outcome(other, made.trust) == .altered(.stamp))
    }

    @Test("references that lead out of the package, lists that are not there: unreadable, told, never passed")
    func unreadable() throws {
        let trust = try Signers.of(.sm2).trust
        var ofd = try sealed()
        ofd["Doc_0/Signs/Signatures.xml"] = Array(
            String(decoding: ofd["Doc_0/Signs/Signatures.xml"], as: UTF8.self)
                .replacing("Sign_0/", with: "../../../../Sign_0/").utf8)
        #expect(try judge(ofd.bytes, trust).unreadable != nil)
        ofd.files.removeAll { $0.path == "Doc_0/Signs/Signatures.xml" }
        #expect(try judge(ofd.bytes, trust).unreadable != nil)
    }

    @Test("seals that other programs put on real documents", .enabled(if: Material.isThere, Material.missing))
    func material() throws {
        let folder = try #require(Material.root).deletingLastPathComponent().appendingPathComponent("ofd")
        func outcomes(_ name: String) throws -> [DocumentOutcome] {
            let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
            return try judge(bytes, TrustStore()).signatures.map(\.outcome)
        }
        // As they were sealed, by authorities nobody here knows.
        #expect(try outcomes("converter_1.ofd") == [.unknown(.noTrust)])
        #expect(try outcomes("layout_keyword2.ofd") == [.unknown(.noTrust)])
        // The second seal changed the list that the first one protects.
        #expect(try outcomes("converter_h.ofd") == [.unknown(.list), .unknown(.noTrust)])
        // Two that somebody edited after they were sealed.
        #expect(try outcomes("converter_发票示例.ofd") == [.altered(.files(first: "Doc_0/Document.xml", count: 1))])
        #expect(try outcomes("converter_n.ofd") == [.altered(.value)])
    }
}

@Suite("A transfer with a sealed OFD is judged by its seal")
struct SealedTransferTests {
    private func package(_ ofd: SealedOFD) throws -> PackageFiles {
        var files = Built.package()
        let record = Built.records[1]
        let metadata = record.folder + "/电子档案元数据.XML"
        let pdf = record.folder + "/0001正文.pdf"
        files.exchange(pdf, for: ofd.bytes)
        let bytes = try #require(files[pdf])
        files[pdf] = nil
        files[record.folder + "/0001正文.ofd"] = bytes
        files.replace("0001正文.pdf", with: "0001正文.ofd", in: metadata)
        return files
    }

    private func report(_ ofd: SealedOFD, _ trust: String?) async throws -> CheckReport {
        let area = try TestFolder()
        try package(ofd).write(to: area.path + "/包")
        return try await check(area.path + "/包", settings: IntakeSettings(trust: trust))
    }

    @Test("as it was sealed it passes; one file inside changed, it goes back and the file inside is named")
    func judged() async throws {
        let made = try Signers.of(.sm2)
        var ofd = SealedOFD()
        try ofd.seal { try MadeSeal(maker: made.good, user: made.good).value(over: $0) }
        let other = try await report(ofd, made.authority.trust)
        #expect(other.outcomes.first { $0.check == "signatures" }?.result == .review)
        #expect(other.signatures.told.map(\.outcome) == [.valid])
        let passed = try await report(ofd, try made.authority.licensed)
        #expect(passed.signatures.told.map(\.outcome) == [.qualified])
        #expect(
            passed.outcomes.first { $0.check == "signatures" }?.result == .passed, "\(passed.findings.map(\.summary))")
        ofd["Doc_0/Pages/Page_0/Content.xml"] = ofd["Doc_0/Pages/Page_0/Content.xml"].replacing(
            Array("养老".utf8), with: Array("养小".utf8))
        let altered = try await report(ofd, made.authority.trust)
        let found = altered.findings.filter { $0.check == "signatures" }
        #expect(altered.verdict == .return && found.count == 1)
        #expect(found.first?.names("Doc_0/Pages/Page_0/Content.xml") == true && found.first?.names("临江市人民政府") == true)
        #expect(found.first?.file?.display.hasSuffix("0001正文.ofd") == true)
    }

    @Test("what its seal looks like is kept with the report, and again when all is made anew from the ledger")
    func shown() async throws {
        let made = try Signers.of(.sm2)
        var ofd = SealedOFD()
        let seal = MadeSeal(maker: made.good, user: made.good)
        try ofd.seal { try seal.value(over: $0) }
        let house = try await TestDesk()
        let accession = try await house.receive(try package(ofd), agency: "临江市民政局")
        try await house.settle()
        let report = try #require(try await house.desk.report(accession.id))
        let told = try #require(report.signatures.told.first { $0.seal != nil })
        guard case .shown(.png, let digest) = told.seal?.picture else {
            Issue.record("\(told)")
            return
        }
        #expect(told.signer == "临江市人民政府" && told.seal?.width == 42 && told.seal?.height == 30)
        #expect(try await house.desk.sealPicture(accession.id, digest)?.bytes == seal.picture.bytes)
        #expect(try await house.desk.sealPicture(accession.id, sha256([1])) == nil)
        let kept = try await house.rows("SELECT accession, sha256, kind, bytes FROM seal_picture ORDER BY sha256")
        #expect(kept.now.count == 1 && kept.now == kept.anew)
    }

    @Test("a picture of another kind, or too large to draw, is told and not shown")
    func notShown() async throws {
        let made = try Signers.of(.sm2)
        var wide = MadeSeal.red.bytes
        wide[16] = 1
        for (kind, bytes) in [("ofd", Array("PK\u{3}\u{4}".utf8)), ("PNG", wide), ("svg", Array("<svg/>".utf8))] {
            var ofd = SealedOFD()
            var seal = MadeSeal(maker: made.good, user: made.good)
            seal.picture = (kind, bytes)
            try ofd.seal { try seal.value(over: $0) }
            let told = try await report(ofd, made.authority.trust).signatures.told.first { $0.seal != nil }
            #expect(told?.seal?.picture == .notShown(kind.uppercased()))
        }
    }
}
