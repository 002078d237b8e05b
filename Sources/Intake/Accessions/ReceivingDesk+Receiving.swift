package import Archive
package import Bytes
import Glibc
import Ledger
import Tables

extension ReceivingDesk {
    /// Takes in a package (接收): when this returns, its bytes, its row and its event are on disk.
    ///
    /// - Parameters:
    ///   - agency: the sending agency; empty if it is to be read from the package.
    ///   - supersedes: a returned transfer that this one is sent in place of.
    package func receive(
        _ bytes: ByteStream, name: FileName, agency: String, by agent: Agent, supersedes: AccessionID? = nil,
        note: String? = nil
    ) async throws -> Accession {
        try await receive(name: name, agency: agency, by: agent, supersedes: supersedes, note: note) { staging in
            try await ReceivingDesk.store(bytes, in: staging)
        }
    }

    /// The same of a file that lies in scratch already; it stays where it is. `digest`: what it must be.
    func receive(
        file path: String, digest: Digest?, name: FileName, agency: String, by agent: Agent, supersedes: AccessionID?,
        note: String?
    ) async throws -> Accession {
        try await receive(name: name, agency: agency, by: agent, supersedes: supersedes, note: note) { staging in
            try await onFileThread {
                let (found, size) = try digests(ofFile: path, [.sha256])
                guard let sha256 = found[.sha256], digest == nil || digest == sha256 else {
                    throw UploadProblem.otherDigest
                }
                try DurableFile.makeFolder(staging.folder, mode: 0o700)
                guard link(path, staging.container) == 0 else { throw BytesProblem.writing(staging.container) }
                try DurableFile.syncFolder(staging.folder)
                return (size, sha256)
            }
        }
    }

    private func receive(
        name: FileName, agency: String, by agent: Agent, supersedes: AccessionID?, note: String?,
        store: (Staging) async throws -> (Int64, Digest)
    ) async throws -> Accession {
        try checkSpace()
        let now = clock.now
        let id = AccessionID.new(at: now)
        let staging = staging(id)
        do {
            let (size, sha256) = try await store(staging)
            let isMarked =
                !settings.classified
                && (SecrecyMark.mark(inName: name) ?? note.flatMap(SecrecyMark.mark(inNote:))) != nil
            if isMarked { try await onFileThread { try DurableFile.write(name.bytes, to: staging.name, mode: 0o600) } }
            let act = Received(
                id: id, at: now, name: isMarked ? ReceivingDesk.withheld(name) : name, bytes: size, sha256: sha256,
                agency: agency, agent: agent, supersedes: supersedes, note: isMarked ? nil : note, isMarked: isMarked)
            return try await enter(act)
        } catch {
            // Nothing was promised: nothing stays.
            try? DurableFile.removeAll(staging.folder)
            throw error
        }
    }

    private func checkSpace() throws {
        let free = try scratch.freeSpace()
        guard free >= settings.freeSpaceFloor else {
            throw IntakeProblem.noSpace(free: free, floor: settings.freeSpaceFloor)
        }
    }

    /// `withheld.zip`: a name that carries a secrecy mark goes nowhere.
    private static func withheld(_ name: FileName) -> FileName {
        FileName(["zip", "tar"].contains(name.pathExtension) ? "withheld." + name.pathExtension : "withheld")
    }

    private static func store(_ bytes: ByteStream, in staging: Staging) async throws -> (Int64, Digest) {
        try await onFileThread { try DurableFile.makeFolder(staging.folder, mode: 0o700) }
        let file = try OpenFile.creating(staging.container, mode: 0o600)
        let digest = RunningDigest()
        var size: Int64 = 0
        for try await piece in bytes where !piece.isEmpty {
            try await onFileThread {
                digest.update(piece)
                try file.write(piece)
            }
            size += Int64(piece.count)
        }
        guard size > 0 else { throw IntakeProblem.empty }
        try await onFileThread {
            try file.sync()
            try DurableFile.syncFolder(staging.folder)
        }
        return (size, digest.finish())
    }

    private func enter(_ act: Received) async throws -> Accession {
        if let earlier = act.supersedes {
            let found = try await database.read { tx in try Accession.named(earlier, in: tx) }
            guard found.state == .returned || found.state == .quarantined else {
                throw IntakeProblem.notReturned(number: found.number, found.state)
            }
            guard act.agency.isEmpty || found.agency.isEmpty || act.agency == found.agency else {
                throw IntakeProblem.notYourPackage(number: found.number)
            }
        }
        let clock = clock
        // The receipt number is part of the act, and given inside the transaction: so the act's number is proposed first,
        // and proposed again if another transfer took it meanwhile.
        while true {
            let number = try await database.read { tx in try ReceivingDesk.nextNumber(clock.today.year, in: tx) }
            let json = act.json(number: number)
            let digest = try await ledger.write(act: json)
            let event = ledger.event(
                kind: .received, subject: act.id.text, agent: act.agent, act: digest,
                facts: ["bytes": .int(act.bytes), "marked": .bool(act.isMarked)])
            let entered = try await database.write { [ledger] tx -> Accession? in
                if let same = try Accession.one("sha256 = \(act.sha256.hex)", in: tx) {
                    // Whose they were, when and as what is for the archive and for that agency to know.
                    if act.agent.role == .agencyOfficer, same.agency != act.agency {
                        throw IntakeProblem.alreadyHeld
                    }
                    throw IntakeProblem.alreadyReceived(
                        same.id, number: same.number, on: clock.day(of: same.receivedAt))
                }
                guard try tx.row("SELECT id FROM accession WHERE number = \(number)") == nil else { return nil }
                try ReceivingDesk.replay(event, json, in: tx)
                ledger.append(event, in: tx)
                return try Accession.named(act.id, in: tx)
            }
            if let entered { return entered }
        }
    }

    /// `2026-0001`: one more than the highest of the year.
    private static func nextNumber(_ year: Int, in tx: any Transaction) throws -> String {
        let last = try tx.row(
            """
            SELECT max(number) AS last FROM accession WHERE number >= \("\(year)-") AND number < \("\(year).")
            """)?.optionalText("last")
        let next = (last.flatMap { Int($0.dropFirst(5)) } ?? 0) + 1
        let digits = String(next)
        return "\(year)-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// What is written when a package has arrived.
struct Received: Sendable {
    let id: AccessionID
    let at: Instant
    let name: FileName
    let bytes: Int64
    let sha256: Digest
    let agency: String
    let agent: Agent
    let supersedes: AccessionID?
    let note: String?
    /// Its name or note carries a secrecy mark: both were left out, and the package will not be opened.
    let isMarked: Bool

    func json(number: String) -> JSON {
        [
            "schema": "lantai.received/1", "accession": .string(id.text), "number": .string(number),
            "at": .string(at.text), "name": .string(name.bytes.hex), "bytes": .int(bytes),
            "sha256": .string(sha256.hex),
            "agency": .string(agency), "by": .string(agent.id), "role": .string(agent.role.rawValue),
            "supersedes": JSON(supersedes?.text), "note": JSON(note),
        ]
    }
}

/// A SHA-256 that grows piece by piece on whichever thread writes them.
private final class RunningDigest: @unchecked Sendable {
    private var digest = MultiDigest([.sha256])
    func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { digest.update($0) } }
    func finish() -> Digest { digest.finish()[0] }
}
