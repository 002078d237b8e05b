import Archive
import TablesPostgres

extension House {
    /// Tells the other processes of this archive that this one writes and answers at `address`, as long as that is so.
    ///
    /// - Throws: `ClaimProblem.superseded` once another process has taken over, `CancellationError`.
    func keepPlace(at address: String) async throws {
        let database = database as? PostgresDatabase
        while true {
            do {
                try await database?.announce(address)
            } catch let problem as ClaimProblem {
                throw problem
            } catch is any Explained {
                // The database is away, or busy: said again below.
            }
            try await Task.sleep(for: .seconds(1))
        }
    }

    /// What others call on this machine: who listens on every address is found at the nearest.
    static func address(_ host: String, _ port: Int, encrypted: Bool = false) -> String {
        let near = ["0.0.0.0": "127.0.0.1", "::": "::1", "localhost": "127.0.0.1"][host] ?? host
        return "\(encrypted ? "https" : "http")://\(near.contains(":") ? "[\(near)]" : near):\(port)"
    }
}
