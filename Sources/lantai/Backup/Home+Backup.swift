import Archive
import Bytes
import Foundation

extension Home {
    /// Everything about backups that stays on this machine: certificates of recipients, the drill's key, notes of what lies
    /// where, certificates of drills. Of all that only the recipients go into a backup.
    var backup: String { path + "/backup" }
    /// Who can open backups: a PEM certificate each.
    var recipients: String { backup + "/recipients" }
    /// The key of restore drills, open: it lies where all it opens lies anyway.
    var drillKey: String { backup + "/drill.pem" }
    var drillCertificates: String { backup + "/drills" }
    /// Files of the work in hand; may be deleted when nothing is at work.
    var backupWork: String { backup + "/work" }

    func makeBackupFolder(_ path: String) throws { try DurableFile.makeFolder(path, mode: 0o700) }

    /// The certificates backups are sealed for.
    func readRecipients() throws -> [RecipientCertificate] {
        guard DurableFile.isFolder(recipients) else { return [] }
        return try DurableFile.entries(of: recipients).filter { $0.name.hasSuffix(".pem") }.map { entry in
            let path = recipients + "/" + entry.name
            return try RecipientCertificate(pem: DurableFile.read(path), from: path)
        }
    }

    /// Adds a recipient. The same one twice is one.
    func add(recipient: RecipientCertificate, as name: String? = nil) throws {
        try makeBackupFolder(recipients)
        try DurableFile.write(recipient.pem, to: "\(recipients)/\(name ?? recipient.id).pem", mode: 0o600)
    }

    /// Remembers that backups lie in `vault`, so that a disk that is not mounted is not taken for a new place.
    func remember(_ vault: String, at place: String) throws {
        try makeBackupFolder(backup + "/places")
        try DurableFile.write(Array((vault + "\n").utf8), to: placeFile(place), mode: 0o600)
    }

    func knows(place: String) -> Bool { DurableFile.exists(placeFile(place)) }

    private func placeFile(_ place: String) -> String { "\(backup)/places/\(sha256(Array(place.utf8)).hex.prefix(16))" }

    /// Takes the one turn of backups and drills; `nil` while another has it.
    func takeBackupTurn() throws -> OpenFile? {
        try makeBackupFolder(backup)
        let file = try OpenFile.appending(backup + "/lock", mode: 0o600)
        return file.tryLock() ? file : nil
    }
}
