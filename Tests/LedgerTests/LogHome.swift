import Archive
import Bytes
import Foundation
import Synchronization
import Tables
import TablesSQLite
import Testing

@testable import Ledger

/// A home with a public log and a clock the test moves.
struct LogHome: Sendable {
    let home: TestHome
    let log: PublicLog
    let time: Movable
    static let beat: Int64 = 600
    static let tables: [Query] = ["log_head", "log_entry", "log_node", "log_statement"]

    final class Movable: Sendable {
        private let moment = Mutex(TestHome.noon)
        var now: Instant { moment.withLock { $0 } }
        func move(_ seconds: Int64) { moment.withLock { $0 = $0 + .seconds(seconds) } }
    }

    init(_ folder: String? = nil, key: SigningKey? = nil, time: Movable = Movable()) async throws {
        let clock = Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) { time.now }
        let folder = try folder ?? temporaryFolder()
        let place = KeyPlace(folder: folder + "/keys")
        let kept = FileManager.default.fileExists(atPath: place.signing)
        home = try await TestHome(
            folder, key: try key ?? (kept ? SigningKey(from: place.signing) : .generate()), clock: clock)
        self.time = time
        log = try await PublicLog(
            ledger: home.ledger, folder: folder + "/public-log", keys: place, origin: "archive.example/ledger",
            beat: Self.beat, clock: clock)
    }

    /// Closes the database and opens everything again, as after a crash.
    func reopened() async throws -> LogHome {
        try await home.database.close()
        let isRotated = FileManager.default.fileExists(atPath: home.folder + "/keys/ledger.pem")
        return try await LogHome(home.folder, key: isRotated ? nil : home.key, time: time)
    }

    func say(_ text: String, about unit: UnitID, at event: EventIndex = 0) async throws {
        try await home.database.write { tx in try PublicLog.say(text, about: unit, at: event, in: tx) }
    }

    func evidence(_ text: String, _ unit: UnitID) async throws -> PublicLog.Evidence {
        try await home.database.read { [log] tx in try log.evidence(of: text, about: unit, in: tx) }
    }

    /// Moves the clock by so many beats and lets the log follow.
    func beats(_ count: Int64) async throws {
        time.move(count * Self.beat)
        try await log.keepTime()
    }

    /// Every leaf hash of the published log, from the entries anybody may read.
    func leaves() async throws -> [[UInt8]] {
        let size = try #require(try await log.checkpoint()).size
        var leaves: [[UInt8]] = []
        for n in 0...size / 256 {
            let width = Int(min(256, size - n * 256))
            guard width > 0 else { break }
            let bundle = try #require(try await log.entries(n: n, width: width))
            #expect(bundle.count == width * 34)
            for place in 0..<width {
                #expect(bundle[place * 34] == 0 && bundle[place * 34 + 1] == 32)
                leaves.append(MerkleHash.leaf(Array(bundle[place * 34 + 2..<place * 34 + 34])))
            }
        }
        return leaves
    }
}
