import Archive
import Foundation
import Intake
import Logging
import Preservation

extension Steward {
    /// After a start everything else comes first.
    private static let patience = Duration.seconds(600)

    /// Reads kept bytes again, in the hours and at the rate of the settings, and notes day by day how the disk fills.
    func keepStorage() async {
        let began = ContinuousClock.now
        while !Task.isCancelled {
            await attempt("storage-sample") { try await house.storage.sample() }
            if ContinuousClock.now - began >= Steward.patience { await attempt("fixity") { try await checkDue() } }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// Holds the formats of what is kept against the policy, every so many days and when the policy has changed.
    func keepFormats() async {
        let began = ContinuousClock.now
        while !Task.isCancelled {
            if ContinuousClock.now - began >= Steward.patience {
                await attempt("formats") { try await formatsDue(every: house.settings.formats.everyDays) }
            }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// Has what is kept scanned for viruses, in the hours and at the rate of the settings.
    func keepScans() async {
        let began = ContinuousClock.now
        while !Task.isCancelled {
            if ContinuousClock.now - began >= Steward.patience { await attempt("viruses") { try await scanDue() } }
            try? await Task.sleep(for: .seconds(60))
        }
    }

    /// Does a round over the formats if one is due; does nothing where nothing is kept.
    func formatsDue(every days: Int64) async throws {
        let (now, state) = (house.clock.now, try await house.storage.state())
        guard days > 0, state.objects > 0 else { return }
        if let at = state.formats.at, !state.formats.isByOtherPolicy, at > now + .seconds(-86_400 * days) { return }
        let round = try await house.stacks.formatRound(
            by: try await house.desk.formatPolicy(on: house.clock.today), agent: .steward)
        house.storage.forget()
        logger.log(
            level: round.filesAtRisk == 0 ? .info : .warning, "format round",
            metadata: ["files": .stringConvertible(round.files), "at-risk": .stringConvertible(round.filesAtRisk)])
    }

    private func scanDue() async throws {
        let (settings, clock) = (house.settings.viruses, house.clock)
        // Without a scanner the alarm says so.
        guard let scanner = house.settings.scanner, settings.everyDays > 0, settings.hours.contains(clock.hour) else {
            return
        }
        let due = clock.now + .seconds(-86_400 * settings.everyDays)
        guard try await house.stacks.scansAreDue(at: due) else { return }
        let report = try await house.stacks.virusRound(
            by: scanner,
            FixityPace(bytesPerSecond: settings.bytesPerSecond, notSince: due) {
                !settings.hours.contains(clock.hour)
            })
        house.storage.forget()
        logger.log(
            level: report.infected == 0 ? .info : .error, "virus round",
            metadata: [
                "files": .stringConvertible(report.files), "bytes": .stringConvertible(report.bytes),
                "infected": .stringConvertible(report.infected), "stopped": .string(report.stopped),
            ])
    }

    private func checkDue() async throws {
        let (settings, clock) = (house.settings.fixity, house.clock)
        guard settings.everyDays > 0, settings.hours.contains(clock.hour) else { return }
        let due = clock.now + .seconds(-86_400 * settings.everyDays)
        guard let oldest = try await house.stacks.oldestCheck(), oldest <= due else { return }
        let report = try await house.stacks.fixityRound(
            FixityPace(bytesPerSecond: settings.bytesPerSecond, notSince: due) {
                !settings.hours.contains(clock.hour)
            }, by: .steward)
        house.storage.forget()
        logger.log(
            level: report.damaged.isEmpty ? .info : .error, "fixity round",
            metadata: [
                "files": .stringConvertible(report.checked), "bytes": .stringConvertible(report.bytes),
                "damaged": .stringConvertible(report.damaged.count),
            ])
    }
}

extension Clock {
    /// The hour of the day in the archive's zone.
    var hour: Int {
        let moment = Date(timeIntervalSince1970: Double(now.microseconds) / 1e6)
        return Int((now.microseconds / 1_000_000 + Int64(zone.secondsFromGMT(for: moment))) / 3600 % 24)
    }
}
