import Appraisal
import Archive
import Bytes
import CLinux
import Catalogue
import Intake
import Ledger
import Logging
import Preservation
import Sharing

/// What must happen without being asked: openings whose day has come, seals, purges, a tidy staging area, indexes built
/// anew, descriptions kept with their objects.
struct Steward: Sendable {
    let house: House
    let logger: Logger

    private static let sealAfter: Int64 = 1000

    /// Works until cancelled.
    func run() async {
        await withTaskGroup { group in
            group.addTask { await keepHouse() }
            // Building an index of millions takes minutes: nothing else waits for it.
            group.addTask { await IndexKeeper(finder: house.finder, logger: logger).run() }
            group.addTask {
                await FirstPageKeeper(
                    room: house.readingRoom, finder: house.finder, clock: house.clock, logger: logger
                ).run()
            }
            // After an upgrade there may be as many descriptions to write.
            group.addTask { await keepDescriptions() }
            group.addTask { await keepStorage() }
            // Neither waits for a round of fixity that takes days.
            group.addTask { await keepFormats() }
            group.addTask { await keepScans() }
            group.addTask { await house.stacks.followReplicas() }
            group.addTask { await keepBackups() }
            // An authority that hangs holds up nothing else.
            group.addTask { await keepStamps() }
        }
    }

    private func keepHouse() async {
        var tick = 0
        while !Task.isCancelled {
            await attempt("begin-day") { _ = try await house.board.beginDay(house.clock.today) }
            if tick % 12 == 0 || house.ledger.unsealed >= Steward.sealAfter {
                await attempt("seal") { if house.ledger.unsealed > 0 { try await house.ledger.seal() } }
            }
            // One that is damaged needs a person: it is told now and then.
            if house.publicLog.damage == nil || tick % 120 == 0 {
                await attempt("public-log") { try await house.publicLog.keepTime() }
            }
            if tick % 720 == 0 { await attempt("purge") { try await house.desk.purgeDue() } }
            if tick % 720 == 360 {
                await attempt("trim-copies") {
                    try await house.readingRoom.trimCopies(to: house.settings.copiesLimit)
                }
            }
            // What a large piece of work gave back goes to the system, not to a heap that keeps its greatest size for ever.
            malloc_trim(0)
            tick += 1
            try? await Task.sleep(for: .seconds(5))
        }
    }

    /// What archivists wrote is kept with the objects, once it was left alone for a while.
    private func keepDescriptions() async {
        let quiet = Duration.seconds(house.settings.descriptionsQuiet)
        while !Task.isCancelled {
            await attempt("descriptions") { try await house.keeper.fold(quiet: quiet) }
            try? await Task.sleep(for: min(.seconds(30), max(.seconds(1), quiet / 2)))
        }
    }

    /// A time stamp is asked for when one is due, and again after a while where the authority was away.
    private func keepStamps() async {
        guard let authority = StampAuthority(house.settings.stampAuthority) else { return }
        while !Task.isCancelled {
            await attempt("stamp") {
                try await house.ledger.stamp(by: authority, every: .seconds(3600 * house.settings.stampHours))
            }
            try? await Task.sleep(for: .seconds(300))
        }
    }

    func attempt(_ duty: String, _ work: () async throws -> Void) async { await logger.attempt(duty, work) }
}
