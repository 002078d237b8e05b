import Archive
import Bytes
import Foundation
import Ledger
import Tables
import TestGround
import Testing

@testable import Intake

@Suite("The archive's seal under a form: asked of a server, verified before anything is written, kept in the act")
struct HandoverSealTests {
    private static let officer = Agent(id: "li", role: .agencyOfficer)

    /// A desk at which a package waits for signatures.
    private func waiting() async throws -> (TestDesk, AccessionID) {
        let desk = try await TestDesk()
        let id = try await desk.receive(Built.package(), agency: "临江市民政局").id
        try await desk.settle()
        return (desk, id)
    }

    private func gateway(_ kind: SealKind, _ path: String, as mood: String? = nil) throws -> SigningGateway {
        let server = try RunningSigningServer.shared.get()
        return try #require(
            SigningGateway(kind, server.address(path, as: mood), tokenFile: server.token, patience: 15))
    }

    /// Nobody listens there.
    private func gone(_ kind: SealKind) throws -> SigningGateway {
        try #require(SigningGateway(kind, "http://127.0.0.1:9/seal"))
    }

    /// The same desk with a signing server, and with authorities to trust unless `trusts` is false.
    private func desk(_ desk: TestDesk, _ gateway: SigningGateway?, trusts: Bool = true) throws -> ReceivingDesk {
        var settings = desk.desk.settings
        settings.trust = trusts ? try RunningSigningServer.shared.get().trust : nil
        settings.signing = [gateway].compactMap(\.self)
        return ReceivingDesk(
            database: desk.database, ledger: desk.ledger, scratch: desk.desk.scratch, workers: nil,
            clock: desk.desk.clock, settings: settings)
    }

    private func sign(
        _ desk: ReceivingDesk, _ id: AccessionID, _ kind: SealKind?, side: HandoverSide = .receiving,
        name: String = "王秀兰", scan: [UInt8]? = nil, by agent: Agent = TestDesk.archivist
    ) async throws -> Accession {
        try await desk.sign(
            id, side: side, by: agent, name: name, inspection: Inspection(), scan: scan, with: kind)
    }

    @Test(
        "a seal, and signatures by SM2 and RSA, are told valid, proven from the ledger, and there after a rebuild",
        arguments: [(SealKind.seal, "/seal", "临江市档案馆"), (.cms, "/cms", "临江市档案馆"), (.cms, "/cms-rsa", "临江市档案馆RSA")])
    func kept(kind: SealKind, path: String, signer: String) async throws {
        let (test, id) = try await waiting()
        let desk = try desk(test, gateway(kind, path))
        #expect(desk.sealsOffered == [kind])
        #expect(try await sign(desk, id, kind).state == .awaiting)
        let form = try await desk.handoverForm(id)
        #expect(form.seals[.sending] == nil && form[.receiving]?.name == "王秀兰")
        let told = try #require(form.seals[.receiving])
        #expect(told.outcome == .valid && told.signer.hasPrefix("临江市档案馆") && told.issuer == "测试根证书")
        #expect((told.kind == .seal) == (kind == .seal) && (kind == .seal || told.signer == signer))
        if case .shown(.png, let digest)? = told.seal?.picture {
            #expect(try await desk.sealPicture(id, digest)?.digest == digest && kind == .seal)
            #expect(told.seal?.maker == "制章者" && told.seal?.width == 42)
        } else {
            #expect(kind == .cms)
        }
        // What is signed is the act without the value: another name, and it does not hold.
        let event = try #require(try await test.ledger.newest(of: [.signed])?.1)
        #expect(event.facts["sealed"]?.string == kind.rawValue)
        let act = try await test.ledger.act(try #require(event.act))
        let trust = try TrustStore(folder: RunningSigningServer.shared.get().trust)
        #expect(try await desk.verifySeals(by: trust).json == ["count": 1, "valid": 1, "licensed": 0, "faults": []])
        // Nobody trusted: it cannot be told, and is no fault.
        let untrusting = try await desk.verifySeals(by: TrustStore())
        #expect(untrusting.count == 1 && untrusting.valid == 0 && untrusting.faults.isEmpty)
        var forged = try #require(act.object)
        forged["name"] = "张三"
        let lie = test.ledger.event(
            kind: .signed, subject: id.text, agent: TestDesk.archivist,
            act: try await test.ledger.write(act: .object(forged)), facts: event.facts)
        try await test.database.write { [ledger = test.ledger] tx in ledger.append(lie, in: tx) }
        let place = try #require(try await test.ledger.newest(of: [.signed])?.0)
        #expect(try await desk.verifySeals(by: trust).faults.map(\.place) == ["event \(place)"])
        // The other side signs as ever; the acceptance holds both as they were signed.
        #expect(try await sign(desk, id, nil, side: .sending, name: "李建国", by: Self.officer).state == .accepted)
        let accepted = try #require(try await test.ledger.newest(of: [.accepted])?.1.act)
        let both = try await test.ledger.act(accepted)["signatures"]?.array
        #expect(both?.count == 2 && both?.first == act)
        #expect(both?.last?["name"]?.string == "李建国" && both?.last?["sealed"] == nil)
    }

    @Test("rows made anew from the ledger hold the value")
    func rebuilt() async throws {
        let (test, id) = try await waiting()
        _ = try await sign(try desk(test, gateway(.seal, "/seal")), id, .seal)
        let rows = try await test.rows("SELECT side, document FROM handover_signature ORDER BY side")
        #expect(rows.now.count == 1 && rows.now == rows.anew)
    }

    @Test(
        "a server that signs other bytes, with a stranger's key, refuses or is away: nothing is written, and plain signing goes on"
    )
    func nothingWritten() async throws {
        let (test, id) = try await waiting()
        let before = try await test.ledger.events(about: id.text).count
        for kind in SealKind.allCases {
            let path = kind == .seal ? "/seal" : "/cms"
            for (mood, code) in [
                ("other", "bytes.signing-not-over-it"), ("stranger", "bytes.signing-untrusted"),
                ("refuse", "bytes.signing-refused"),
            ] {
                let desk = try desk(test, gateway(kind, path, as: mood))
                let problem = await #expect(throws: SigningProblem.self) { try await sign(desk, id, kind) }
                #expect(problem?.code == code, "\(kind) \(mood)")
            }
        }
        let away = try desk(test, gone(.seal))
        let problem = await #expect(throws: SigningProblem.self) { try await sign(away, id, .seal) }
        #expect(problem?.code == "bytes.signing-silent" && problem?.isTransient == true)
        #expect(try await test.ledger.events(about: id.text).count == before)
        #expect(try await away.handoverForm(id).signatures.isEmpty)
        // By name alone it is signed all the same.
        _ = try await sign(away, id, nil)
        #expect(try await away.handoverForm(id).signatures.map(\.seal) == [nil])
    }

    @Test("what can be refused is refused without asking; a form on paper never asks")
    func notAsked() async throws {
        let (test, id) = try await waiting()
        let away = try desk(test, gone(.seal))
        let scan = Array("%PDF-1.7\n".utf8)
        await #expect(throws: IntakeProblem.sealOfReceiver) {
            try await sign(away, id, .seal, side: .sending, by: Self.officer)
        }
        await #expect(throws: IntakeProblem.sealOfReceiver) { try await sign(away, id, .seal, scan: scan) }
        await #expect(throws: IntakeProblem.nameMissing) { try await sign(away, id, .seal, name: "　") }
        await #expect(throws: IntakeProblem.noSigning(.cms)) { try await sign(away, id, .cms) }
        let nobody = try desk(test, gone(.seal), trusts: false)
        await #expect(throws: IntakeProblem.noTrust) { try await sign(nobody, id, .seal) }
        // On paper for the agency, entered by the archivist: the same account cannot sign for the archive then.
        _ = try await sign(away, id, nil, side: .sending, name: "李建国", scan: scan)
        #expect(try await away.scan(id, side: .sending) == scan)
        let other = Agent(id: "zhao", role: .archivist)
        let number = try await away.handoverForm(id).number
        await #expect(throws: IntakeProblem.sameAccount(number: number)) { try await sign(away, id, .seal) }
        #expect(try await sign(away, id, nil, scan: scan, by: other).state == .accepted)
        #expect(try await away.scan(id, side: .receiving) == scan)
        await #expect(throws: IntakeProblem.wrongState(number: number, .accepted)) {
            try await sign(away, id, .seal, by: other)
        }
    }

    @Test("an act of before has no seal, and stays as it was")
    func older() throws {
        let signature = HandoverSignature(
            side: .receiving, name: "王秀兰", agent: TestDesk.archivist, at: Instant(microseconds: 0),
            inspection: Inspection(), scan: nil, report: sha256([1]), listing: sha256([2]))
        let act = signature.json(accession: AccessionID(trusted: "a"))
        #expect(act["sealed"] == nil && HandoverSignature(json: act) == signature)
        #expect(HandoverSeal.content(of: act) == act.canonical)
    }
}

@Suite("The way to a signing server")
struct SigningGatewayTests {
    private let asked = SigningRequest(
        Array("登记表".utf8), purpose: "handover", subject: "2026-0001", account: "wang", name: "王")

    private func problem(_ gateway: SigningGateway?) async throws -> SigningProblem? {
        let gateway = try #require(gateway)
        return await #expect(throws: SigningProblem.self) { try await gateway.value(for: asked) }
    }

    @Test("a server that refuses, breaks, sends too much, or says nothing is told apart")
    func misbehaving() async throws {
        let server = try RunningSigningServer.shared.get()
        func at(_ mood: String) -> SigningGateway? {
            SigningGateway(.cms, server.address("/cms", as: mood), tokenFile: server.token, patience: 2)
        }
        let refused = try #require(at("refuse"))
        // A reason is one line of text, whatever it holds.
        #expect(try await problem(refused) == .refused(refused.address, "印章已停用 <b>"))
        let broken = try #require(at("broken"))
        #expect(try await problem(broken) == .silent(broken.address, "HTTP 500"))
        let large = try #require(at("large"))
        #expect(try await problem(large) == .unreadable(large.address))
        #expect(try await problem(at("silent"))?.code == "bytes.signing-silent")
        // A seal where a signature was asked for.
        let other = try #require(SigningGateway(.cms, server.address("/seal"), tokenFile: server.token))
        #expect(try await problem(other) == .unreadable(other.address))
    }

    @Test("by TLS with its own authority; the token comes from a file; without TLS only on this machine")
    func ways() async throws {
        let server = try RunningSigningServer.shared.get()
        let address = server.address("/cms", byTLS: true)
        let known = SigningGateway(.cms, address, tokenFile: server.token, authorities: server.authorities)
        let value = try await #require(known).value(for: asked)
        #expect(SignedMessage(value)?.certificates.first?.holder == "临江市档案馆")
        #expect(
            try await problem(SigningGateway(.cms, address, tokenFile: server.token))?.code == "bytes.signing-silent")
        #expect(try await problem(SigningGateway(.cms, address, authorities: "/none")) == .file("/none"))
        #expect(try await problem(SigningGateway(.cms, server.address("/cms"), tokenFile: "/none")) == .file("/none"))
        let nameless = try #require(SigningGateway(.cms, server.address("/cms")))
        #expect(try await problem(nameless) == .refused(nameless.address, "令牌不对"))
        for wrong in [
            "http://10.1.2.3/sign", "ftp://127.0.0.1/", "sign", "", "https://u:p@a.example/",
            "http://127.0.0.1.example/",
        ] {
            #expect(SigningGateway(.cms, wrong) == nil, "\(wrong)")
        }
        #expect(SigningGateway(.seal, "https://seal.example/sign") != nil)
    }
}
