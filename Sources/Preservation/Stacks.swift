package import Archive
package import Bytes
package import Intake
package import Ledger
import Synchronization
package import Tables

/// The place where holdings are kept (库房): one OCFL object for each record, for each package as a whole, and for each
/// catalogue node that has a description.
package final class Stacks: Sendable {
    let database: any Database
    let ledger: Ledger
    let store: any ByteStore
    let scratch: Scratch
    let clock: Clock
    let packages: @Sendable (AccessionID) async throws -> AcceptedPackage
    /// Copies elsewhere.
    package let replicas: Replicas
    /// Media that lie on shelves.
    package let offline: OfflineRegister
    /// What is done about damage without being asked.
    let repairs: RepairPolicy
    /// Rounds under way in this process.
    let rounds = Mutex<Set<String>>([])
    /// New versions of objects are written one batch at a time.
    let describing = Turn()

    /// - Parameters:
    ///   - store: the home's `stacks` folder, an OCFL storage root; made one where it is empty.
    ///   - replicas: copies elsewhere, each named once.
    ///   - beginsAnew: whether a store that is empty though records were kept in it is taken for a new one. Else it is refused:
    ///     more likely a disk is not mounted, and what is kept now would lie below it.
    ///   - packages: gives an accepted package, as `ReceivingDesk` does.
    package init(
        database: any Database, ledger: Ledger, store: any ByteStore, scratch: Scratch, clock: Clock,
        replicas: [ReplicaPlace] = [], repairs: RepairPolicy = .automatic, beginsAnew: Bool = false,
        packages: @escaping @Sendable (AccessionID) async throws -> AcceptedPackage
    ) async throws {
        self.database = database
        self.ledger = ledger
        self.store = store
        self.scratch = scratch
        self.clock = clock
        self.packages = packages
        self.replicas = Replicas(replicas, database: database, ledger: ledger, clock: clock)
        self.repairs = repairs
        offline = OfflineRegister(ledger, database)
        if !beginsAnew, try await !StorageRoot.isThere(store) {
            let known = try await database.read { tx in try tx.row("SELECT unit FROM holding LIMIT 1") }
            guard known == nil else { throw PreservationProblem.storeAway }
        }
        try await StorageRoot.prepare(store)
    }

    /// At start, before anything else works: finishes what was begun and not finished when the last run ended.
    package func recover() async throws {
        try await finishDescriptions()
        let intents = try await database.read { tx in try Intent.all(in: tx) }
        for (accession, group) in Dictionary(grouping: intents, by: \.accession) {
            guard let accession else { continue }
            let package = try await packages(accession)
            let sequences = group.map(\.sequence).filter { $0 > 0 }
            var records: [PackagedRecord] = []
            for sequence in sequences {
                records += try await package.records(after: sequence - 1, limit: 1).filter { $0.sequence == sequence }
            }
            try await keep(records, of: package)
            // The object of the package itself comes last; the follower makes it when all records are kept.
        }
    }
}
