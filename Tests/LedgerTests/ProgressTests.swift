import Archive
import Foundation
import Ledger
import Synchronization
import Tables
import Testing

@Suite("Progress of long work")
struct ProgressTests {
    @Test("is written at most once a second, and says rate and time left")
    func progress() async throws {
        let home = try await TestHome()
        let now = Mutex(TestHome.noon)
        let clock = Clock(zone: .gmt) { now.withLock { $0 } }
        let progress = Progress(database: home.database, clock: clock)
        for done in 0...250 {
            try await progress.report("acc", by: "checking", done: Int64(done), of: 1000)
            if done < 250 { now.withLock { $0 = $0 + .milliseconds(20) } }
        }
        let work = try #require(try await progress.of("acc").first)
        #expect(work.done == 250 && work.total == 1000 && work.rate == 50 && work.secondsLeft == 15)
        now.withLock { $0 = $0 + .milliseconds(20) }
        try await progress.report("acc", by: "checking", done: 251, of: 1000)
        #expect(try await progress.all().map(\.done) == [250])
        try await progress.report("acc", by: "checking", done: 1000, of: 1000)
        #expect(try await progress.all().map(\.done) == [1000])
        try await home.database.write { tx in try progress.finish("acc", by: "checking", in: tx) }
        #expect(try await progress.all() == [])
    }

    @Test("one huge file moves by its bytes, and they say the time left")
    func bytes() async throws {
        let home = try await TestHome()
        let now = Mutex(TestHome.noon)
        let clock = Clock(zone: .gmt) { now.withLock { $0 } }
        let progress = Progress(database: home.database, clock: clock)
        for second in 0...10 {
            try await progress.report(
                "acc", by: "unpacking", done: 0, of: 1, bytes: Int64(second) << 20, ofBytes: 40 << 20)
            now.withLock { $0 = $0 + .seconds(1) }
        }
        let work = try #require(try await progress.of("acc").first)
        #expect(work.done == 0 && work.bytes == 10 << 20 && work.totalBytes == 40 << 20)
        #expect(work.byteRate == 1_048_576 && work.secondsLeft == 30)
    }
}
