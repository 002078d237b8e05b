import Archive
import Bytes
import Foundation
import Glibc
import Synchronization
import Testing

/// One master, three volume servers with two copies of everything, a filer and an S3 gate. The first volume server is
/// killed, and stays dead: so this is one test.
@Suite("A cluster that loses a server", .enabled(if: TestServer.cluster != nil))
struct S3ClusterTests {
    @Test("gives no error to a reader, and loses nothing that was acknowledged")
    func kill() async throws {
        let work = ClusterWork(store: try await #require(TestServer.cluster).store())
        let victim = try #require(
            ProcessInfo.processInfo.environment["LANTAI_TEST_S3_VOLUMES"]?.split(separator: ",").first.flatMap {
                pid_t($0)
            })
        try await work.write(0..<60)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for reader in 0..<4 { group.addTask { try await work.readOn(from: reader) } }
            group.addTask {
                defer { work.end() }
                try await work.write(60..<200)
            }
            group.addTask {
                while work.acknowledged.count < 90 { try await Task.sleep(for: .milliseconds(10)) }
                #expect(Glibc.kill(victim, SIGKILL) == 0)
                work.noteKill()
            }
            try await group.waitForAll()
        }
        let done = work.acknowledged
        #expect(Set(done) == Set(0..<200))
        #expect(work.writtenAfterKill > 0 && work.readAfterKill > 0, "the kill came too late to show anything")
        // Two at a time, so that memory stays small.
        let same = try await done.concurrentMap(atMost: 2) { try await work.isAsWritten($0) }
        #expect(!same.contains(false))
        print(
            "a volume server killed: \(done.count) written (\(work.writtenAfterKill) after it), \(work.readAfterKill) read after it, all equal"
        )
    }
}

/// Contents whose bytes follow from their numbers, written and read by many at once.
private final class ClusterWork: Sendable {
    private struct State {
        var acknowledged: [Int] = []
        var isOver = false
        var isKilled = false
        var readAfterKill = 0
        var writtenAfterKill = 0
    }

    private let store: S3Store
    private let state = Mutex(State())

    init(store: S3Store) { self.store = store }

    var acknowledged: [Int] { state.withLock { $0.acknowledged } }
    var readAfterKill: Int { state.withLock { $0.readAfterKill } }
    var writtenAfterKill: Int { state.withLock { $0.writtenAfterKill } }

    func end() { state.withLock { $0.isOver = true } }
    func noteKill() { state.withLock { $0.isKilled = true } }

    func write(_ numbers: Range<Int>) async throws {
        _ = try await Array(numbers).concurrentMap(atMost: 4) { [self] number in
            try await store.put(.of(content(number)), at: key(number))
            state.withLock {
                $0.acknowledged.append(number)
                if $0.isKilled { $0.writtenAfterKill += 1 }
            }
        }
    }

    func readOn(from first: Int) async throws {
        var number = first
        while let known = state.withLock({ $0.isOver ? nil : $0.acknowledged[number % $0.acknowledged.count] }) {
            #expect(try await isAsWritten(known), "\(known) reads as other bytes")
            state.withLock { if $0.isKilled { $0.readAfterKill += 1 } }
            number += 7
        }
    }

    func isAsWritten(_ number: Int) async throws -> Bool {
        try await store.bytes(of: key(number)) == content(number)
    }

    private func key(_ number: Int) -> ByteKey { ByteKey("k/\(number)")! }

    /// Small ones, and every twentieth in two parts.
    private func content(_ number: Int) -> [UInt8] {
        let size = number % 20 == 0 ? 9 << 20 : 10_000 + number
        return [UInt8](repeating: UInt8(number % 251), count: size) + Array("\(number)".utf8)
    }
}
