package import Archive
import Bytes
import Glibc

/// An upload under way (断点续传): bytes on their way to become a transfer, kept while the line is down.
///
/// A folder of scratch: `about.json`, and `data`, whose length is how far it has come. Nothing of it is received before its last
/// byte is there; it is gone after a week without a byte.
package struct OpenUpload: Hashable, Sendable {
    /// 32 hexadecimal digits; who knows them and has the account may go on.
    package let id: String
    package internal(set) var name: FileName
    /// Bytes it will have.
    package let length: Int64
    /// Bytes it has.
    package internal(set) var offset: Int64
    package let agency: String
    package let supersedes: AccessionID?
    package let note: String?
    /// What the sender says its SHA-256 is; compared before it is received.
    package let sha256: Digest?
    package let owner: Agent
    package internal(set) var touchedAt: Instant
    /// The transfer it became.
    package internal(set) var accession: AccessionID?

    package var isWhole: Bool { offset == length }
    package var expiresAt: Instant { touchedAt + OpenUpload.patience }

    static let patience: Duration = .seconds(7 * 86_400)

    package init(
        name: FileName, length: Int64, agency: String, supersedes: AccessionID? = nil, note: String? = nil,
        sha256: Digest? = nil, owner: Agent, at: Instant
    ) {
        id = randomBytes(16).hex
        self.name = name.lastComponent
        self.length = length
        offset = 0
        self.agency = agency
        self.supersedes = supersedes
        self.note = note
        self.sha256 = sha256
        self.owner = owner
        touchedAt = at
    }
}

extension OpenUpload {
    var json: JSON {
        [
            "schema": "lantai.upload/1", "name": .string(name.bytes.hex), "length": .int(length),
            "agency": .string(agency), "supersedes": JSON(supersedes?.text), "note": JSON(note),
            "sha256": JSON(sha256?.hex), "owner": .string(owner.id), "role": .string(owner.role.rawValue),
            "accession": JSON(accession?.text),
        ]
    }

    /// Reads what lies in its folder.
    init?(id: String, folder: String) throws {
        guard DurableFile.exists(folder + "/about.json") else { return nil }
        let json = try JSON(parsing: try DurableFile.read(folder + "/about.json"))
        guard let name = json["name"]?.string.flatMap({ [UInt8](hex: $0) }), let length = json["length"]?.int,
            let agency = json["agency"]?.string, let owner = json["owner"]?.string,
            let role = json["role"]?.string.flatMap(Role.init(rawValue:))
        else { return nil }
        self.id = id
        self.name = FileName(bytes: name)
        self.length = length
        self.agency = agency
        supersedes = json["supersedes"]?.string.flatMap(AccessionID.init(text:))
        note = json["note"]?.string
        sha256 = json["sha256"]?.string.flatMap { Digest(.sha256, hex: $0) }
        self.owner = Agent(id: owner, role: role)
        accession = json["accession"]?.string.flatMap(AccessionID.init(text:))
        var facts = stat()
        let isThere = stat(folder + "/data", &facts) == 0
        offset = accession != nil ? length : isThere ? Int64(facts.st_size) : 0
        if !isThere { _ = stat(folder + "/about.json", &facts) }
        touchedAt = Instant(microseconds: Int64(facts.st_mtim.tv_sec) * 1_000_000)
    }
}
