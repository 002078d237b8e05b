import Archive
import Foundation
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
