import Archive
import Bytes
import Foundation
import Ledger
import Synchronization
import Tables
import Testing

@testable import Intake
@testable import Preservation

@Suite("Storage alarms say what asks for somebody, and nothing else")
struct StorageWatchTests {
    /// What a test says of the world around an archive.
    private final class World: Sendable {
        private struct Facts {
            var days: Int64 = 0
            var free: Int64 = 1 << 40
            var isReadOnly = false
            var backup: Instant?
            var policy = PolicyInForce.standard
        }

        private let facts = Mutex(Facts())

        var now: Instant {
            Instant(microseconds: TestStacks.noon.microseconds + facts.withLock { $0.days } * 86_400_000_000)
        }
        var free: Int64 { facts.withLock { $0.free } }
        var isReadOnly: Bool { facts.withLock { $0.isReadOnly } }
        var backup: Instant? { facts.withLock { $0.backup } }
        var policy: PolicyInForce { facts.withLock { $0.policy } }

        func pass(days: Int64) { facts.withLock { $0.days += days } }
        func set(free: Int64) { facts.withLock { $0.free = free } }
        func set(policy: PolicyInForce) { facts.withLock { $0.policy = policy } }
        func set(readOnly: Bool) { facts.withLock { $0.isReadOnly = readOnly } }
        func backUp() {
            let now = now
            facts.withLock { $0.backup = now }
        }
    }

    /// An archive of three records.
    private struct Watched {
        let world = World()
        let home: TestStacks
        let watch: StorageWatch

        /// - Parameter roundDays: after which rounds over formats and viruses are overdue.
        init(
            roundDays: Int64 = 0, _ replicas: (TemporaryFolder) -> [ReplicaPlace] = { _ in [] }
        ) async throws {
            let folder = try TemporaryFolder()
            let world = world
            let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { world.now }
            let package = try SamplePackage(in: folder.path + "/staging", count: 3)
            home = try await TestStacks(
                in: folder, clock: clock, package: package, replicas: replicas(folder), repairs: .ask)
            try await home.accept()
            try await home.settle()
            try await home.ledger.seal()
            watch = StorageWatch(
                home.stacks, clock: clock,
                limits: .init(
                    floor: 1000, checksDays: 180, backupDays: 7, lagHours: 24, spaceDays: 30, setsDays: 365,
                    formatsDays: roundDays, scansDays: roundDays, hasScanner: false),
                free: { world.free }, isReadOnly: { world.isReadOnly }, backup: { world.backup },
                policy: { _ in world.policy })
        }

        func alarms() async throws -> [StorageAlarm.Kind] {
            watch.forget()
            return try await watch.state().alarms.map(\.kind)
        }
    }

    @Test("a new archive is left in peace; a backup that was never made, or not for a week, is asked for")
    func backups() async throws {
        let watched = try await Watched()
        #expect(try await watched.alarms() == [])
        watched.world.pass(days: 8)
        #expect(try await watched.alarms() == [.backupOverdue])
        watched.world.backUp()
        #expect(try await watched.alarms() == [])
        watched.world.pass(days: 8)
        #expect(try await watched.alarms() == [.backupOverdue])
    }

    @Test(
        "rounds over formats and viruses that nobody does are asked for, and what the policy of today would not take is told"
    )
    func rounds() async throws {
        let watched = try await Watched(roundDays: 60)
        #expect(try await watched.alarms() == [])
        watched.world.pass(days: 61)
        watched.world.backUp()
        #expect(try await watched.alarms() == [.scansOverdue, .formatsOverdue])
        let state = try await watched.watch.state()
        #expect(state.alarms[0].next.en.contains("intake.virus-scanner") && state.viruses.never == 4)
        _ = try await watched.home.stacks.formatRound(by: .standard, agent: .steward)
        #expect(try await watched.alarms() == [.scansOverdue])
        // The policy changes after the round: what it found is judged by the new one, and the round is due again.
        let (day, standard) = (Day(year: 2026, month: 1, day: 1)!, FormatPolicy.standard)
        #expect(!standard.rows.isEmpty)
        let decided = DecidedPolicy(
            version: 1, from: day, policy: FormatPolicy(rows: []), reason: "x", at: TestStacks.noon,
            by: Agent(id: "wang", role: .archivist))
        watched.world.set(policy: PolicyInForce(on: day, among: [decided]))
        #expect(try await watched.alarms() == [.scansOverdue, .formatsAtRisk])
        let care = try await watched.watch.state().formats
        #expect(care.isByOtherPolicy && care.version == 0 && care.filesAtRisk > 0)
    }

    @Test("checks are overdue after half a year, until a round has been")
    func checks() async throws {
        let watched = try await Watched()
        watched.world.pass(days: 181)
        watched.world.backUp()
        #expect(try await watched.watch.state().oldestCheckDays == 181)
        #expect(try await watched.alarms() == [.checksOverdue])
        _ = try await watched.home.stacks.fixityRound()
        #expect(try await watched.alarms() == [])
        #expect(try await watched.watch.state().oldestCheckDays == 0)
    }

    @Test("space is forecast from what came in and from what the disk lost, whichever is more")
    func space() async throws {
        let watched = try await Watched()
        let kept = try await watched.watch.state().bytes
        #expect(kept > 0)
        #expect(try await watched.watch.state().growth == kept, "all of it on the first day")
        watched.world.set(free: 1000 + 20 * kept)
        #expect(try await watched.alarms() == [.space])
        #expect(try await watched.watch.state().daysLeft == 20)
        watched.world.set(free: 999)
        #expect(try await watched.alarms() == [.spaceOut])
        // Ten days later ten thousand bytes a day are gone that no record tells of.
        watched.world.set(free: 10_000_000)
        try await watched.watch.sample()
        watched.world.pass(days: 10)
        watched.world.backUp()
        watched.world.set(free: 9_900_000)
        watched.watch.forget()
        #expect(try await watched.watch.state().growth == 10_000)
        #expect(try await watched.watch.state().daysLeft == (9_900_000 - 1000) / 10_000)
    }

    @Test("a store that is away, or a disk that takes nothing more, is the gravest")
    func failing() async throws {
        let watched = try await Watched()
        watched.world.set(readOnly: true)
        #expect(try await watched.alarms() == [.primaryFailing])
        watched.world.set(readOnly: false)
        try DurableFile.rename(watched.home.root, to: watched.home.root + ".gone")
        #expect(try await watched.alarms() == [.primaryFailing])
        #expect(try await watched.watch.state().failure?.code == "preservation.store-away")
    }

    @Test("a copy that falls behind, cannot be reached or lies on the same disk is told; damage is")
    func copies() async throws {
        let watched = try await Watched { folder in
            [
                .folder(folder.path + "/one", named: "one", isPlugged: { false }),
                ReplicaPlace(
                    name: "two", place: "folder two", location: "", sharesDisk: { true },
                    open: { _ in AppendOnly(try FolderStore(root: folder.path + "/two")) }),
            ]
        }
        try await watched.home.stacks.settleReplicas()
        #expect(try await watched.alarms() == [.sameDisk])
        watched.world.pass(days: 2)
        #expect(try await watched.alarms() == [.copyTrouble, .copyBehind, .sameDisk])
        let place = try await watched.home.objects()[0]
        try await Vandal(store: watched.home.store).remove(place / "inventory.json.sha512")
        _ = try await watched.home.stacks.fixityRound()
        #expect(try await watched.alarms().first == .damage)
    }

    @Test("an offline medium found damaged, or not read again for too long, is told until it is replaced or read")
    func media() async throws {
        let watched = try await Watched()
        let register = watched.home.stacks.offline
        try await watched.home.enter(["-1": .disc, "-2": .tape])
        #expect(try await watched.alarms() == [])
        let (disc, tape) = (
            try await register.medium("LT-封存-2026-001-1"), try await register.medium("LT-封存-2026-001-2")
        )
        try await register.enter(
            test: .init(files: 9, read: 9, bytes: 900, found: [.init(path: "stacks/a", fault: .changed)]), percent: 100,
            of: disc, by: .steward)
        #expect(try await watched.alarms() == [.setDamaged])
        try await register.enter(
            test: .init(files: 9, read: 2, bytes: 90, found: []), percent: 10, of: disc, by: .steward)
        #expect(try await watched.alarms() == [.setDamaged], "a sample takes nothing back")
        try await register.enter(
            test: .init(files: 9, read: 9, bytes: 900, found: []), percent: 100, of: disc, by: .steward)
        #expect(try await watched.alarms() == [])
        // Two years and a day: tapes are due, discs are not.
        watched.world.pass(days: 732)
        watched.world.backUp()
        _ = try await watched.home.stacks.fixityRound()
        #expect(try await watched.alarms() == [.setTestOverdue])
        #expect(try await watched.watch.state().offline == OfflineCare(media: 2, damaged: 0, overdue: 1))
        try await watched.home.enter(["-2.2": .tape], replacing: tape)
        #expect(try await watched.alarms() == [])
        #expect(try await register.medium(tape.number).replacedBy == "LT-封存-2026-001-2.2")
    }

    @Test("records that came after the last set of a kind are told after a year, and not before there is a set")
    func behind() async throws {
        let watched = try await Watched()
        watched.world.pass(days: 800)
        watched.world.backUp()
        _ = try await watched.home.stacks.fixityRound()
        #expect(try await watched.alarms() == [], "the archive keeps no sets")
        // A set that left out what there was.
        try await watched.home.enter(["-1": .disc], asOf: Instant(microseconds: 0))
        #expect(try await watched.alarms() == [.setBehind])
        #expect(try await watched.watch.state().offline.behind == [.sealed])
        try await watched.home.enter(["-2": .disc])
        #expect(try await watched.alarms() == [])
    }
}

extension TestStacks {
    /// Writes media into the register as a writer does, without anything on them.
    /// - Parameter ends: the last part of each number.
    fileprivate func enter(
        _ ends: [String: Carrier], replacing old: RegisteredMedium? = nil, asOf: Instant? = nil
    ) async throws {
        let set = "LT-封存-2026-001"
        for (end, carrier) in ends {
            var facts: [String: JSON] = [
                "medium": .string(set + end), "kind": "sealed", "carrier": .string(carrier.rawValue), "n": 1, "of": 2,
                "manifest": "aa", "objects": 0, "bytes": 0, "openedOnly": false,
            ]
            if let old { facts["replaces"] = .string(old.number) }
            if let asOf { facts["asOf"] = .string(asOf.text) }
            let event = ledger.event(kind: .mediumWritten, subject: set, agent: .steward, facts: facts)
            try await database.write { [ledger] tx in ledger.append(event, in: tx) }
        }
    }
}
