import Archive
import Bytes
import Foundation
import Logging
import Safekeeping

extension Steward {
    /// Backs up and drills when it is time, if a place is set. What fails is logged, and tried again in an hour.
    func keepBackups() async {
        let settings = house.settings.backup
        guard !settings.to.isEmpty else { return }
        // Not in the first minute: a server that has just started has other work.
        var pause = Duration.seconds(60)
        while !Task.isCancelled {
            try? await Task.sleep(for: pause)
            if Task.isCancelled { return }
            pause = .seconds(300)
            if settings.hours > 0, isDue(lastBackup, hours: settings.hours) {
                let made = await attemptNoting("backup") {
                    let place = try await BackupPlace.open(settings.to, settings, home: house.home)
                    let outcome = try await HouseBackup(house: house, place: place).make()
                    logger.log(
                        level: outcome.faults.isEmpty ? .info : .error, "backed up",
                        metadata: [
                            "backup": .string(outcome.manifest.id), "faults": .stringConvertible(outcome.faults.count),
                        ])
                    if settings.keep > 0, let vault = try await Vault.find(in: place.store, name: place.name) {
                        _ = try await vault.prune(keeping: Int(settings.keep))
                    }
                }
                if !made { pause = .seconds(3600) }
            }
            if settings.drillDays > 0, DurableFile.exists(house.home.drillKey),
                isDue(lastDrill, hours: settings.drillDays * 24)
            {
                _ = await attemptNoting("restore-drill") {
                    let certificate = try await RestoreDrill(house: house, place: settings.to).hold(settings)
                    logger.log(
                        level: certificate.hasPassed ? .info : .error, "restore drilled",
                        metadata: ["passed": .stringConvertible(certificate.hasPassed)])
                }
            }
        }
    }

    private func attemptNoting(_ duty: String, _ work: () async throws -> Void) async -> Bool {
        var isDone = false
        await attempt(duty) {
            try await work()
            isDone = true
        }
        return isDone
    }

    private var lastBackup: Instant? {
        guard let bytes = try? DurableFile.read(house.home.backupState) else { return nil }
        return (try? JSON(parsing: bytes))?["at"]?.string.flatMap(Instant.init(text:))
    }

    private var lastDrill: Instant? {
        let names = (try? DurableFile.entries(of: house.home.drillCertificates))?.map(\.name) ?? []
        guard let newest = names.filter({ $0.hasSuffix(".json") }).max(),
            let bytes = try? DurableFile.read(house.home.drillCertificates + "/" + newest)
        else { return nil }
        return (try? JSON(parsing: bytes))?["at"]?.string.flatMap(Instant.init(text:))
    }

    private func isDue(_ last: Instant?, hours: Int64) -> Bool {
        last.map { $0 + .seconds(hours * 3600) <= house.clock.now } ?? true
    }
}

extension RestoreDrill {
    /// The house's own drill: where the settings say, with the key that lies here for it.
    init(house: House, place: String) {
        let settings = house.settings.backup
        self.init(
            house: house, place: place, backup: nil,
            folder: settings.drillFolder.isEmpty ? house.home.scratch : settings.drillFolder,
            budget: settings.drillBytes > 0 ? settings.drillBytes : nil)
    }

    func hold(_ settings: BackupSettings) async throws -> DrillCertificate {
        let (home, place) = (house.home, place)
        return try await hold(
            open: { try await BackupPlace.open(place, settings, home: home) },
            key: { try home.readDrillKey() })
    }
}

extension Home {
    func readDrillKey() throws -> RecipientKey {
        guard DurableFile.exists(drillKey) else { throw BackupProblem.noDrillKey }
        return try RecipientKey(pem: DurableFile.read(drillKey), passphrase: nil, from: drillKey)
    }
}
