import Archive
import Bytes
import Preservation

/// What a medium says of itself: `medium.json`.
struct MediumCard: Sendable {
    let archive: String
    let name: String
    let set: String
    let number: String
    let kind: SetKind
    let carrier: Carrier
    /// Its place in the set, from 1, and how many there are.
    let n: Int64
    let of: Int64
    /// The medium it was written in place of.
    let replaces: String?
    let isOpenedOnly: Bool
    /// Whether it bears the ledger: the last of a set does, unless that holds opened records only.
    let hasLedger: Bool
    /// When it was written, and when it was settled what goes into its set.
    let at: Instant
    let asOf: Instant
    let json: JSON

    /// The moment up to which it tells of the archive.
    var knows: Instant { hasLedger ? at : asOf }

    /// `nil` for what is no card of ours. Numbers become names of folders: nothing else may be among them.
    init?(_ json: JSON) {
        guard json["schema"]?.string == "lantai/offline-medium/1", let archive = json["archive"]?.string,
            let set = json["set"]?.string, let number = json["number"]?.string, !number.contains("/"),
            number.hasPrefix(set), let kind = json["kind"]?.string.flatMap(SetKind.init),
            let carrier = json["carrier"]?.string.flatMap(Carrier.init), let n = json["n"]?.int,
            let of = json["of"]?.int, (1...100_000).contains(of), (1...of).contains(n),
            number == "\(set)-\(n)" || Self.isAgain(number, of: "\(set)-\(n)"),
            !number.hasPrefix("."), let at = json["at"]?.string.flatMap(Instant.init(text:))
        else { return nil }
        (self.archive, self.set, self.number, self.kind, self.carrier) = (archive, set, number, kind, carrier)
        (self.n, self.of, self.at, self.json) = (n, of, at, json)
        name = json["name"]?.string ?? ""
        asOf = json["asOf"]?.string.flatMap(Instant.init(text:)) ?? at
        replaces = json["replaces"]?.string
        isOpenedOnly = json["openedOnly"]?.bool ?? false
        hasLedger = json["ledger"]?.bool ?? false
    }

    /// Whether `number` is that of a medium written again for the place `first` in its set: `LT-封存-2026-001-1.2`.
    static func isAgain(_ number: String, of first: String) -> Bool {
        number.hasPrefix(first + ".") && Int(number.dropFirst(first.count + 1)).map { $0 > 1 } == true
    }

    /// - Throws: `cardAltered` if what lies there is no card.
    static func read(in folder: String) throws -> MediumCard {
        let bytes = try DurableFile.read(folder + "/" + MediumTest.card)
        guard let card = (try? JSON(parsing: bytes)).flatMap(MediumCard.init) else {
            throw MediaRestoreProblem.cardAltered(folder)
        }
        return card
    }

    /// The media in `folder`: itself, or those of its direct subfolders that are media.
    static func media(in folder: String) throws -> [String] {
        guard DurableFile.isFolder(folder) else { throw OfflineSetProblem.noFolder(folder) }
        func isMedium(_ path: String) -> Bool { DurableFile.exists(path + "/" + MediumTest.card) }
        if isMedium(folder) { return [folder] }
        let found = try DurableFile.entries(of: folder).map { folder + "/" + $0.name }.filter(isMedium)
        guard !found.isEmpty else { throw MediaRestoreProblem.noMedium(folder) }
        return found
    }
}

/// A medium whose files were all read, held against its manifest and copied.
struct TakenMedium: Sendable {
    let card: MediumCard
    /// SHA-512 of its manifest.
    let manifest: String
    let objects: Int64
    let bytes: Int64
    /// Files that are not what they should be: the objects they belong to were left out.
    let damaged: [(path: String, fault: MediumFault)]

    init(
        card: MediumCard, manifest: String, objects: Int64, bytes: Int64,
        damaged: [(path: String, fault: MediumFault)]
    ) {
        (self.card, self.manifest, self.objects, self.bytes) = (card, manifest, objects, bytes)
        self.damaged = damaged
    }

    init?(_ json: JSON) {
        guard let card = json["card"].flatMap(MediumCard.init), let manifest = json["manifest"]?.string,
            let objects = json["objects"]?.int, let bytes = json["bytes"]?.int
        else { return nil }
        self.init(
            card: card, manifest: manifest, objects: objects, bytes: bytes,
            damaged: (json["damaged"]?.array ?? []).compactMap { damage in
                guard let path = damage["path"]?.string,
                    let fault = damage["fault"]?.string.flatMap(MediumFault.init)
                else { return nil }
                return (path, fault)
            })
    }

    var json: JSON {
        [
            "card": card.json, "manifest": .string(manifest), "objects": .int(objects), "bytes": .int(bytes),
            "damaged": faults,
        ]
    }

    /// The damage as an act of a test tells it.
    var faults: JSON {
        .array(damaged.prefix(10_000).map { ["path": .string($0.path), "fault": .string($0.fault.rawValue)] })
    }
}
