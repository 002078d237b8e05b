import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// Signatures of real capsules, RSA and SM2, in one layer and in two; and each after something was done to it.
@Suite("Signatures of capsules are verified", .enabled(if: Material.isThere, Material.missing))
struct CapsuleSignatureTests {
    private static let today = Day(year: 2026, month: 11, day: 23)!

    private static let capsules: [String] = {
        guard Material.root != nil, let package = try? PackageFiles(folder: Material.path("good-eep-signed")) else {
            return []
        }
        return package.paths.filter { $0.hasPrefix("电子档案/") }.sorted().map { package.text($0) }
    }()

    private static func trust() throws -> TrustStore { try TrustStore(folder: Material.path("trust")) }

    private func judge(_ xml: String, _ trust: TrustStore) throws -> [JudgedSignature] {
        let area = try TestFolder()
        let path = area.path + "/a.xml"
        try Data(xml.utf8).write(to: URL(fileURLWithPath: path))
        let capsule = try CapsuleReading.read(path, limit: 1 << 30)
        return try CapsuleSignatures(capsule, trust: trust, today: Self.today).judge(path, limit: 1 << 30)
    }

    @Test("every signature and lock of every capsule holds, in each layer")
    func valid() throws {
        try #require(Self.capsules.count == 20, Material.missing)
        var judged: [JudgedSignature] = []
        for xml in Self.capsules { judged += try judge(xml, Self.trust()) }
        #expect(judged.allSatisfy { $0.outcome == .valid }, "\(judged.filter { $0.outcome != .valid })")
        #expect(judged.count { $0.isLock } == 20)
        // Twenty of the outermost layers, and two of what two modifications keep inside.
        #expect(judged.count { !$0.isLock } == 22 && judged.count { $0.layer == 1 } == 2)
    }

    @Test("without authorities it is told that they hold, and that nobody vouches for whoever signed")
    func unasked() throws {
        for xml in Self.capsules.prefix(4) {
            #expect(try judge(xml, TrustStore()).allSatisfy { $0.outcome == .unknown(.noTrust) })
        }
    }

    @Test("an authority that is not in the folder is unknown")
    func others() throws {
        let area = try TestFolder()
        try FileManager.default.copyItem(atPath: Material.path("trust/rsa-root.pem"), toPath: area.path + "/rsa.pem")
        let trust = try TrustStore(folder: area.path)
        let outcomes = try Self.capsules.flatMap { try judge($0, trust) }.map(\.outcome)
        #expect(outcomes.contains(.valid))
        #expect(
            outcomes.contains {
                if case .untrusted(.unknownIssuer(let name)) = $0 { name.contains("SM2") } else { false }
            })
    }

    @Test("a folder with something else in it says so")
    func notCertificates() throws {
        let area = try TestFolder()
        try Data("hello".utf8).write(to: URL(fileURLWithPath: area.path + "/a.pem"))
        #expect(throws: TrustProblem.self) { try TrustStore(folder: area.path) }
    }

    struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        /// What becomes of the signature, and of the lock on it.
        let signature: Bool
        let lock: Bool
        let change: @Sendable (String) -> String

        var testDescription: String { name }

        init(
            _ name: String, signature: Bool = true, lock: Bool = true, _ change: @escaping @Sendable (String) -> String
        ) {
            (self.name, self.signature, self.lock, self.change) = (name, signature, lock, change)
        }

        private static func first(_ old: String, _ new: String) -> @Sendable (String) -> String {
            { text in text.replacingCharacters(in: text.range(of: old)!, with: new) }
        }

        static let all: [Change] = [
            // What the canonical form does not see.
            Change("nothing") { $0 },
            Change("another quote", first("eep版本=\"2009\"", "eep版本='2009'")),
            Change("a blank in a tag", first("<封装包类型>", "<封装包类型  >")),
            Change("a comment in what is signed", first("<封装内容>", "<!-- x --><封装内容>")),
            Change("CDATA", first("<封装包创建单位>江北市司法局", "<封装包创建单位><![CDATA[江北市司法局]]>")),
            Change("a character by its number", first("<封装包创建单位>江", "<封装包创建单位>&#x6C5F;")),
            Change("blank lines outside", first("<版本>", "\n\n  <版本>")),
            Change("an unused namespace", first("<电子文件封装包 ", "<电子文件封装包 xmlns:u=\"urn:u\" ")),
            Change("a byte order mark and another encoding said", { "\u{FEFF}" + $0 }),
            // What it does.
            Change("a blank in what is signed", signature: false, first("<封装内容>", " <封装内容>")),
            Change("another maker", signature: false, first("<封装包创建单位>江北", "<封装包创建单位>江南")),
            Change("a step left out", signature: false) { text in
                let start = text.range(of: "<业务实体>")!
                let end = text.range(of: "</业务实体>")!
                return text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: "")
            },
            Change("another version in the attribute", signature: false, first("eep版本=\"2009\"", "eep版本=\"2010\"")),
            Change("an attribute more", signature: false, first("eep版本=\"2009\"", "eep版本=\"2009\" a=\"b\"")),
            Change("a byte of the packed file", signature: false) { text in
                let data = text.range(of: "编码数据\">")!
                let place = text.index(data.upperBound, offsetBy: 60)
                return text.replacingCharacters(in: place...place, with: text[place] == "A" ? "B" : "A")
            },
            Change("a processing instruction", signature: false, first("<封装内容>", "<?a b?><封装内容>")),
            Change("another namespace", signature: false, lock: false, first("ERM/encapsulation", "ERM/other")),
            Change("the time of signing", lock: false, first("<签名时间>2026-11-02T09:31:00", "<签名时间>2026-11-02T09:32:00")),
            Change("the signer's name", lock: false, first("<签名人>电子", "<签名人>某某电子")),
        ]
    }

    @Test("a change", arguments: Change.all)
    func change(_ change: Change) throws {
        // One by RSA and one by SM2, of one layer each.
        let plain = Self.capsules.filter { !$0.contains("修改型") }
        let some = [plain.first { $0.contains("1.2.840.113549.1.1.11") }, plain.first { $0.contains("SM3withSM2") }]
        for xml in some.compactMap(\.self) {
            let judged = try judge(change.change(xml), Self.trust())
            #expect(judged.count == 2)
            for one in judged {
                let expected: SignatureOutcome = (one.isLock ? change.lock : change.signature) ? .valid : .altered
                #expect(one.outcome == expected, "\(one.isLock ? "lock" : "signature")")
            }
        }
    }

    @Test("what is changed in the inner layer breaks both layers; what is changed in the outer one only that")
    func layers() throws {
        for xml in Self.capsules where xml.contains("修改型") {
            let inner = xml.range(of: "<原封装包>")!
            let title = xml.range(of: "<题名>", range: inner.upperBound..<xml.endIndex)!
            let inside = try judge(xml.replacingCharacters(in: title, with: "<题名>（改）"), Self.trust())
            #expect(inside.filter { !$0.isLock }.allSatisfy { $0.outcome == .altered } && inside.count == 3)
            let outer = xml.range(of: "<修订内容>")!
            let second = xml.range(of: "<题名>", range: outer.upperBound..<xml.endIndex)!
            let outside = try judge(xml.replacingCharacters(in: second, with: "<题名>（改）"), Self.trust())
            #expect(outside.first { $0.layer == 0 && !$0.isLock }?.outcome == .altered)
            #expect(outside.first { $0.layer == 1 }?.outcome == .valid)
        }
    }

    @Test("a signature by another certificate, a value that is none, a certificate that is none")
    func exchanged() throws {
        let xml = try #require(Self.capsules.first { !$0.contains("修改型") && $0.contains("SM3withSM2") })
        let other = try #require(Self.capsules.first { $0.contains("1.2.840.113549.1.1.11") })
        func certificate(_ text: String) -> String {
            String(text[text.range(of: "<证书>")!.upperBound...].prefix { $0 != "<" })
        }
        let swapped = try judge(xml.replacingOccurrences(of: certificate(xml), with: certificate(other)), Self.trust())
        #expect(swapped.allSatisfy { $0.outcome == .altered })
        let broken = try judge(xml.replacingOccurrences(of: certificate(xml), with: "AAAA"), Self.trust())
        #expect(broken.allSatisfy { $0.outcome == .unknown(.certificate) })
        let value = String(xml[xml.range(of: "<签名结果>")!.upperBound...].prefix { $0 != "<" })
        let spoiled = try judge(xml.replacingOccurrences(of: value, with: "*"), Self.trust())
        #expect(spoiled.first { !$0.isLock }?.outcome == .unknown(.value))
    }

    @Test("a rule that does not say how is no proof of a change")
    func rule() throws {
        let xml = try #require(Self.capsules.first { !$0.contains("修改型") })
        let start = xml.range(of: "<签名规则>")!
        let end = xml.range(of: "</签名规则>")!
        let told = xml.replacingCharacters(in: start.upperBound..<end.lowerBound, with: "按本局规定签名")
        #expect(try judge(told, Self.trust()).first { !$0.isLock }?.outcome == .valid)
        let changed = told.replacingOccurrences(of: "<封装包创建单位>江北", with: "<封装包创建单位>江南")
        #expect(try judge(changed, Self.trust()).first { !$0.isLock }?.outcome == .unknown(.rule))
    }
}
