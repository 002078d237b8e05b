import Foundation
import Tables
import TablesPostgres
import TestGround
import Testing

private let hasServer =
    TestGround.url(of: .postgres) != nil || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("The server is away", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct OutageTests {
    @Test("whoever asks next is told at once, and is served again when the server is back")
    func toldAtOnce() async throws {
        let settings = try TestGround.settings(.postgres)
        let proxy = try CuttingProxy(to: settings.port, every: .max)
        var through = settings
        through.port = proxy.port
        let database = try PostgresDatabase(through, readers: 2)
        proxy.set(away: true)
        let heard = await withTaskGroup(of: String.self) { group in
            for _ in 0..<500 {
                group.addTask {
                    do {
                        _ = try await database.read { tx in try tx.rows("SELECT 1 AS one") }
                        return "served"
                    } catch {
                        return (error as? TablesProblem)?.code ?? "\(error)"
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(heard == ["tables.unreachable": 500])
        // Not each by itself: some find out for all.
        #expect((1..<250).contains(proxy.refused))
        proxy.set(away: false)
        var isServed = false
        while !isServed {
            do {
                isServed = try await database.read { tx in try tx.rows("SELECT 1 AS one").count == 1 }
            } catch TablesProblem.unreachable {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        try await database.close()
        proxy.stop()
    }
}
