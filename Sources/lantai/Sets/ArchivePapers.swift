import Archive
import Bytes
import Ledger
import Preservation
import Tables

/// What the last medium of a set holds beside records and ledger so that media alone bring the archive back: public keys,
/// settings that are no secret, every object with its digest, and the media on which it lies.
///
/// Nothing secret is among it: no private key, password, address of a server or salt of the public log.
struct ArchivePapers: Sendable {
    static let facts = "archive/archive.json"
    static let objects = "archive/objects-sha512.txt"
    static func keys(_ n: Int) -> String { "archive/keys-\(n)" }
    static let schema = "lantai/offline-archive/1"

    /// Settings that belong to the archive and not to the machine.
    static let settings: Set<String> = [
        "archive.name", "archive.name-en", "archive.code", "zone", "site.address", "node.classified", "node.network",
        "language", "ledger.beat", "commands.need-account",
    ]

    /// On which medium which state of an object lies.
    private struct State: Sendable {
        let inventory: Digest
        let medium: Int
    }

    private let house: House
    private var media: [(number: String, manifest: String?)] = []
    /// By the object's unit: its newest state on media.
    private var states: [String: State] = [:]

    /// With what lies on earlier media of this kind: some 250 bytes for each object in memory.
    init(of house: House, _ kind: SetKind) async throws {
        self.house = house
        let register = house.stacks.offline
        for medium in try await register.media() where medium.kind == kind {
            let objects = try await register.objects(on: medium)
            add(objects, on: medium.number, replacing: medium.replaces)
            note(medium.number, manifest: medium.manifest)
        }
    }

    /// These objects will be on the medium, the next of the set that is being written.
    mutating func add(_ objects: [HeldObject], on medium: String, replacing old: String?) {
        add(objects.map { ($0.unit, $0.inventory) }, on: medium, replacing: old)
    }

    private mutating func add(_ objects: [(unit: UnitID, inventory: Digest)], on medium: String, replacing old: String?)
    {
        let replaced = old.flatMap { old in media.lastIndex { $0.number == old } }
        media.append((medium, nil))
        for (unit, inventory) in objects {
            // A medium written again holds what the old one held: of what has changed since, a later one has the newest.
            if let replaced, let state = states[unit.text], state.medium != replaced { continue }
            states[unit.text] = State(inventory: inventory, medium: media.count - 1)
        }
    }

    /// The medium is written.
    mutating func note(_ medium: String, manifest: String) {
        if let place = media.lastIndex(where: { $0.number == medium }) { media[place].manifest = manifest }
    }

    /// The room they need on a medium, in bytes.
    static func room(in house: House) async throws -> Int64 {
        let objects = try await house.database.read { tx in try tx.row("SELECT count(*) AS c FROM holding")!.int("c") }
        return 65_536 + objects * 224
    }

    /// Writes them to the last medium, which is the one added last.
    func write(to medium: MediumFolder) async throws {
        let list = try medium.open(Self.objects)
        var (needed, older, lacking, last) = (Set<Int>(), Int64(0), Int64(0), "")
        while true {
            let from = last
            let page = try await house.database.read { tx in try HeldObject.page(after: from, limit: 500, in: tx) }
            guard let end = page.last else { break }
            last = end.unit.text
            for object in page {
                guard let state = states[object.unit.text] else {
                    lacking += 1
                    continue
                }
                if state.inventory != object.inventory { older += 1 }
                needed.insert(state.medium)
                try list.write("\(state.inventory.hex)  stacks/\(object.place.text)/inventory.json\n")
            }
        }
        try medium.close(list)
        for (place, book) in (house.home.keyPlace.lost() + [house.publicLog.book]).enumerated() {
            _ = try await medium.copy(.of(Array(book.text.utf8)), to: Self.keys(place + 1))
        }
        // What this medium holds itself need not be named; its manifest is not written yet.
        let others = needed.subtracting([media.count - 1]).sorted().map { media[$0] }
        let carried = house.settings.lines.filter { Self.settings.contains($0.key) }
        let facts: JSON = [
            "schema": .string(Self.schema), "archive": .string(house.archiveID), "at": .string(house.clock.now.text),
            "format": .int(Int64(Home.format)), "log": .string(house.publicLog.origin),
            "store": .string(house.settings.store.kind.rawValue),
            "database": .string(house.settings.database.kind.rawValue),
            "settings": .object(Dictionary(uniqueKeysWithValues: carried.map { ($0.key, .string($0.value)) })),
            "media": .array(others.map { ["number": .string($0.number), "manifest": JSON($0.manifest)] }),
            "older": .int(older), "lacking": .int(lacking),
        ]
        _ = try await medium.copy(.of(facts.canonical), to: Self.facts)
    }
}
