import Archive
import Bytes
import Foundation
import Ledger
import Preservation
import Safekeeping
import Sharing
import Tables
import TablesSQLite
import Web

/// Restores the newest backup into a home of its own, looks at it as at an archive, and throws it away (恢复演练). Whatever
/// goes wrong becomes a reason of the certificate: a drill that cannot be held has failed.
struct RestoreDrill: Sendable {
    let house: House
    let place: String
    /// The backup; the newest, if not said.
    var backup: String?
    /// The folder in which the home is made.
    var folder: String
    /// Bytes of kept files read again; `nil`: all.
    var budget: Int64?

    /// Published records looked at.
    private static let pages = 20

    /// - Parameters:
    ///   - open: opens the place: a disk that is not there is a reason as well.
    ///   - key: gives the private key.
    func hold(
        by agent: Agent = .steward, open: @Sendable () async throws -> BackupPlace,
        key: @Sendable () throws -> RecipientKey, progress: @escaping @Sendable (Restoring.Report) -> Void = { _ in }
    ) async throws -> DrillCertificate {
        guard let turn = try house.home.takeBackupTurn() else {
            throw SafekeepingProblem.underWay(house.home.backup)
        }
        defer { withExtendedLifetime(turn) {} }
        var certificate = DrillCertificate(
            archive: house.settings.archiveName.zh, place: place, at: house.clock.now)
        let clock = ContinuousClock.now
        let parent = folder + "/lantai-drill"
        // What a drill that was killed left behind.
        try DurableFile.removeAll(parent)
        do {
            try DurableFile.makeFolder(parent, mode: 0o700)
            try await restore(Home(path: parent + "/home"), &certificate, open, key, progress)
        } catch let problem as any Explained {
            certificate.reasons.append((problem.code, problem.what))
        } catch is CancellationError {
            try? DurableFile.removeAll(parent)
            throw CancellationError()
        } catch {
            certificate.reasons.append(("backup.drill", Words(zh: "\(error)", en: "\(error)")))
        }
        try DurableFile.removeAll(parent)
        certificate.milliseconds = Int64((ContinuousClock.now - clock) / .milliseconds(1))
        try await keep(certificate, by: agent)
        return certificate
    }

    private func restore(
        _ home: Home, _ certificate: inout DrillCertificate, _ open: @Sendable () async throws -> BackupPlace,
        _ key: @Sendable () throws -> RecipientKey, _ progress: @escaping @Sendable (Restoring.Report) -> Void
    ) async throws {
        let place = try await open()
        certificate.place = place.name
        guard let vault = try await Vault.find(in: place.store, name: place.name) else {
            throw SafekeepingProblem.notAPlace(place.name)
        }
        guard vault.archive == house.archiveID else {
            throw SafekeepingProblem.otherArchive(place.name, archive: vault.archive)
        }
        let manifest = try await vault.manifest(backup)
        (certificate.backup, certificate.backupAt) = (manifest.id, manifest.at)
        guard house.signers.contains(manifest.signer.id) else {
            throw SafekeepingProblem.foreignSignature(manifest.id, key: manifest.signer.id)
        }
        let restore = HomeRestore(vault: vault, manifest: manifest, key: try key(), home: home)
        let report = try await restore.bringBack(progress: progress)
        (certificate.entries, certificate.files, certificate.bytes) = (report.entries, report.files, report.bytes)
        let look = try await restore.look()
        (certificate.events, certificate.provenTo) = (look.ledger.events, look.ledger.provenTo)
        certificate.rows = (manifest.facts["counts"]?.object ?? [:]).compactMapValues(\.int)
        certificate.reasons += look.reasons
        try await restore.finish(by: .steward)
        try await live(in: home, &certificate)
    }

    /// Opens the restored home as an archive, reads its kept files and makes public pages.
    private func live(in home: Home, _ certificate: inout DrillCertificate) async throws {
        // Not this process's environment, which may name the bucket of the archive that is at work.
        let settings = try Settings(
            yaml: String(decoding: try DurableFile.read(home.settings), as: UTF8.self), environment: [:])
        let copy = try await House.open(home, clock: house.clock, settings: settings)
        do {
            let fixity = try await copy.stacks.fixityRound(budget: budget)
            (certificate.filesRead, certificate.bytesRead) = (fixity.checked, fixity.bytes)
            if let damage = fixity.damaged.first {
                certificate.reasons.append(
                    (
                        "backup.damaged-files",
                        Words(
                            zh: "\(fixity.damaged.count) 个文件与保存时不同，第一个是 \(damage.unit.text) \(damage.path)。",
                            en: """
                                \(fixity.damaged.count) files are not as they were kept, the first \(damage.unit.text) \
                                \(damage.path).
                                """)
                    ))
            }
            for entry in try await copy.readingRoom.newest(limit: Self.pages) {
                guard try await copy.readingRoom.record(publicID: entry.publicID) != nil else {
                    certificate.reasons.append(
                        (
                            "backup.no-page",
                            Words(zh: "一件已公布的档案没有页面。", en: "A published record has no page.")
                        ))
                    continue
                }
                certificate.pages += 1
            }
        } catch {
            await copy.close()
            throw error
        }
        await copy.close()
    }

    /// Files the certificate, and enters it in the ledger.
    private func keep(_ certificate: DrillCertificate, by agent: Agent) async throws {
        let name = certificate.at.text.prefix(19).filter { $0 != ":" && $0 != "-" } + "Z"
        try house.home.makeBackupFolder(house.home.drillCertificates)
        let path = house.home.drillCertificates + "/" + name
        try DurableFile.write(
            certificate.json.canonical + [UInt8(ascii: "\n")], to: path + ".json", mode: 0o600)
        try DurableFile.write(
            Array(certificate.text(in: house.clock.zone).utf8), to: path + ".txt", mode: 0o600)
        let ledger = house.ledger
        let event = ledger.event(
            kind: .restoreDrilled, subject: certificate.backup ?? "none", agent: agent,
            act: try await ledger.write(act: certificate.json),
            facts: [
                "passed": .bool(certificate.hasPassed), "files": .int(certificate.files),
                "bytes": .int(certificate.bytes), "milliseconds": .int(certificate.milliseconds),
                "reasons": .array(certificate.reasons.map { .string($0.code) }),
            ])
        try await house.database.write { tx in ledger.append(event, in: tx) }
    }
}

extension HomeRestore.Look {
    /// What is wrong, if anything.
    var reasons: [(code: String, words: Words)] {
        var reasons: [(code: String, words: Words)] = []
        if !ledger.isClean {
            let first = ledger.faults.first
            reasons.append(
                (
                    "backup.ledger-faults",
                    Words(
                        zh: "台账有 \(ledger.faultCount) 处不符：\(first?.place ?? "")：\(first?.what.zh ?? "")",
                        en: "The ledger has \(ledger.faultCount) faults: \(first?.place ?? ""): \(first?.what.en ?? "")"
                    )
                ))
        }
        if !isSameLedger {
            reasons.append(
                (
                    "backup.other-ledger",
                    Words(zh: "台账的条数或根与备份清单不同。", en: "Size or root of the ledger are not those of the manifest.")
                ))
        }
        for (table, noted, found) in otherCounts {
            reasons.append(
                (
                    "backup.other-counts",
                    Words(
                        zh: "表 \(table) 应有 \(noted) 行，恢复后有 \(found) 行。",
                        en: "The table \(table) should have \(noted) rows, and has \(found).")
                ))
        }
        return reasons
    }
}
