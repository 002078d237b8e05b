import Archive
import Bytes
import Foundation
import Testing

@testable import Ledger

@Suite("Checkpoints are stamped by an authority outside, and the stamps are verified")
struct StampTests {
    private static let day = Duration.seconds(86_400)

    private func stamped(_ authority: RunningStampAuthority) async throws -> TestHome {
        let home = try await TestHome()
        try await home.append(4)
        try await home.ledger.seal()
        let asked = try #require(StampAuthority(authority.address))
        #expect(try await home.ledger.stamp(by: asked, every: Self.day) == 4)
        return home
    }

    @Test("a stamp proves the events before it, by whom and when; one that is not due is not asked for")
    func proven() async throws {
        let authority = try RunningStampAuthority()
        let home = try await stamped(authority)
        let report = try await home.ledger.verify(trust: TrustStore(folder: authority.trust))
        let newest = try #require(report.stamps.newest)
        #expect(report.isClean && report.stamps.count == 1 && newest.size == 4 && newest.isTrusted)
        #expect(newest.authority == "国家授时" && newest.at > TestHome.noon)
        #expect(report.json["stamps"]?["to"]?.int == 4)
        let asked = try #require(StampAuthority(authority.address))
        #expect(try await home.ledger.stamp(by: asked, every: Self.day) == nil)
        try await home.append(2)
        try await home.ledger.seal()
        #expect(try await home.ledger.stamp(by: asked, every: Self.day) == nil)
        authority.stop()
    }

    @Test("when its time has come the newest checkpoint is stamped, and not the same one twice")
    func due() async throws {
        let authority = try RunningStampAuthority()
        let asked = try #require(StampAuthority(authority.address))
        let later = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { Clock.system().now + .seconds(90_000) }
        let home = try await TestHome(clock: later)
        try await home.append(4)
        try await home.ledger.seal()
        #expect(try await home.ledger.stamp(by: asked, every: Self.day) == 4)
        #expect(try await home.ledger.stamp(by: asked, every: Self.day) == nil)
        try await home.append(2)
        try await home.ledger.seal()
        #expect(try await home.ledger.stamp(by: asked, every: Self.day) == 6)
        let report = try await home.ledger.verify(trust: TrustStore(folder: authority.trust))
        #expect(report.isClean && report.stamps.count == 2 && report.stamps.newest?.size == 6)
        // Copies of the ledger's files take the stamps with them.
        let run = try #require(try await home.ledger.sealedRun(from: 4))
        #expect(run.keys.map(\.text).contains("stamps/000000000004"))
        authority.stop()
    }

    @Test("an authority nobody here trusts is told as such, and is no fault")
    func untrusted() async throws {
        let authority = try RunningStampAuthority()
        let home = try await stamped(authority)
        let report = try await home.ledger.verify()
        #expect(report.isClean && report.stamps.newest?.isTrusted == false)
        authority.stop()
    }

    @Test("any byte of a stamp that changes is found, and so is a stamp over another checkpoint")
    func altered() async throws {
        let authority = try RunningStampAuthority()
        let home = try await stamped(authority)
        let trust = try TrustStore(folder: authority.trust)
        let path = home.folder + "/ledger/stamps/000000000004"
        let token = try DurableFile.read(path)
        func put(_ bytes: [UInt8], at path: String) throws {
            try? FileManager.default.removeItem(atPath: path)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
        // What was stamped and when, what the authority signed, and its value.
        let parts = try #require(ASN1Value(token)?.children?[1].children?[0].children)
        let signer = try #require(parts.last?.children?[0].children)
        let said = try #require(parts[2].children?[1].children?[0].content)
        for range in [said, signer[3].content, signer[5].content] {
            for place in stride(from: range.startIndex, to: range.endIndex, by: 9) {
                var changed = token
                changed[place] ^= 1
                try put(changed, at: path)
                #expect(
                    try await home.ledger.verify(trust: trust).faults.map(\.code) == ["stamp-altered"], "byte \(place)")
            }
        }
        try put(token, at: path)
        try await home.append(2)
        try await home.ledger.seal()
        try put(token, at: home.folder + "/ledger/stamps/000000000006")
        #expect(try await home.ledger.verify(trust: trust).faults.map(\.place) == ["stamps/000000000006"])
        authority.stop()
    }

    @Test("an authority that is away, refuses, or answers with something else gives no stamp, and says why")
    func away() async throws {
        let home = try await TestHome()
        try await home.append(1)
        try await home.ledger.seal()
        func problem(_ address: String) async throws -> StampProblem? {
            let asked = try #require(StampAuthority(address, patience: 5))
            return await #expect(throws: StampProblem.self) { try await home.ledger.stamp(by: asked, every: Self.day) }
        }
        let authority = try RunningStampAuthority()
        let gone = authority.address
        authority.stop()
        #expect(try await problem(gone)?.code == "bytes.stamp-authority-silent")
        let other = try RunningStampAuthority(answering: "        reply = b'hello'\n")
        #expect(try await problem(other.address)?.code == "bytes.stamp-authority-silent")
        // PKIStatusInfo with the status 2: rejection.
        let refusing = try RunningStampAuthority(answering: "        reply = bytes.fromhex('30053003020102')\n")
        #expect(try await problem(refusing.address) == .refused(refusing.address, 2))
        // An old answer is given again to every question.
        let old = try RunningStampAuthority(
            answering: RunningStampAuthority.honest
                + "        old = here + '/old'\n"
                + "        if os.path.exists(old): reply = open(old, 'rb').read()\n        open(old, 'wb').write(reply)\n"
        )
        let first = try #require(StampAuthority(old.address))
        _ = try await first.stamp([1, 2, 3])
        #expect(try await problem(old.address) == .notOverIt(old.address))
        #expect(try await home.ledger.verify().stamps.count == 0)
        #expect(StampAuthority("ftp://a/b") == nil && StampAuthority("") == nil && StampAuthority("tsa") == nil)
        for one in [other, refusing, old] { one.stop() }
    }
}
