import Appraisal
import Archive
import Bytes
import Catalogue
import Ledger
import Preservation
import Tables

/// Writes an offline set: a folder for each medium, read back from there before it counts.
///
/// A mark lies beside the media until the register has them. Killed anywhere, the same command finds the mark, removes what
/// was half-written and begins again, or only takes the mark away where the register has the set already.
struct SetWriter: Sendable {
    let house: House
    let kind: SetKind
    let carrier: Carrier
    let folder: String
    /// Bytes of one medium.
    let capacity: Int64
    let isOpenedOnly: Bool
    /// Also what is in a set of this kind already.
    let takesAll: Bool

    static let mark = "lantai-set-unfinished"
    /// What papers, manifest and folders need, for a medium and for each object; and the unit in which media give out room.
    private static let (reserve, perObject, block): (Int64, Int64, Int64) = (64_000, 36_864, 4_096)
    /// Numbers are given one set at a time; one process holds a home.
    private static let turn = Turn()

    private struct Share {
        var objects: [HeldObject] = []
        var bytes: Int64 = reserve
        var hasLedger = false
    }

    private struct Written {
        let number: String
        let manifest: String
        let bytes: Int64
        let share: Share
    }

    /// - Returns: the number of the set.
    func write(by agent: Agent, tell: @Sendable (Int, Int) -> Void) async throws -> String {
        try await Self.turn.hold {
            guard DurableFile.isFolder(folder) else { throw OfflineSetProblem.noFolder(folder) }
            guard !(folder + "/").hasPrefix(house.home.path + "/") else { throw OfflineSetProblem.insideHome(folder) }
            let register = try await SetRegister.read(house.ledger)
            if let finished = try settle(register) { return finished }
            try await house.ledger.seal()
            let shares = try await plan()
            let number = register.nextNumber(kind, year: house.clock.today.year)
            let note: JSON = ["number": .string(number), "archive": .string(house.archiveID)]
            try DurableFile.write(note.canonical, to: folder + "/" + Self.mark)
            var papers = isOpenedOnly ? nil : try await ArchivePapers(of: house, kind)
            var written: [Written] = []
            for (place, share) in shares.enumerated() {
                tell(place + 1, shares.count)
                papers?.add(share.objects, on: "\(number)-\(place + 1)")
                let medium = try await write(share, set: number, n: place + 1, of: shares.count, papers)
                papers?.note(medium.number, manifest: medium.manifest)
                written.append(medium)
            }
            try await enter(written, set: number, by: agent)
            try removeMark()
            return number
        }
    }

    /// Clears away what a killed run left here; the number of its set if it was finished but for the mark.
    private func settle(_ register: SetRegister) throws -> String? {
        let path = folder + "/" + Self.mark
        if DurableFile.exists(path) {
            let note = try JSON(parsing: try DurableFile.read(path))
            guard note["archive"]?.string == house.archiveID, let number = note["number"]?.string else {
                throw OfflineSetProblem.occupied(folder, found: Self.mark)
            }
            if register.media.contains(where: { $0.set == number }) {
                try removeMark()
                return number
            }
            for entry in try DurableFile.entries(of: folder) where entry.name.hasPrefix(number + "-") {
                try DurableFile.removeAll(folder + "/" + entry.name)
            }
            try removeMark()
        }
        // A mark that was cut off itself: nothing else had been written then.
        try DurableFile.removeLeftovers(of: path)
        let found = try DurableFile.entries(of: folder).first { $0.name != "lost+found" }
        if let found { throw OfflineSetProblem.occupied(folder, found: found.name) }
        return nil
    }

    private func removeMark() throws {
        try DurableFile.removeAll(folder + "/" + Self.mark)
        try DurableFile.syncFolder(folder)
    }

    // MARK: What goes where

    private func plan() async throws -> [Share] {
        let held = takesAll ? [] : try await SetRegister.held(kind, house.ledger)
        let today = house.clock.today
        var (shares, share, last) = ([Share](), Share(), "")
        while true {
            let from = last
            let page = try await house.database.read { tx in try HeldObject.page(after: from, limit: 200, in: tx) }
            guard let end = page.last else { break }
            last = end.unit.text
            for object in page where !held.contains(object.inventory.hex) {
                if isOpenedOnly {
                    let isOpen = try await house.database.read { [board = house.board] tx in
                        try board.openRecord(object.unit, on: today, in: tx) != nil
                    }
                    if !isOpen { continue }
                }
                var bytes = Self.perObject
                for (_, key) in try await object.files(in: house.grounds.stacks) {
                    bytes += try await room(key, in: house.grounds.stacks)
                }
                try next(&shares, &share, bytes, object.place.text)
                share.objects.append(object)
                share.bytes += bytes
            }
        }
        guard !share.objects.isEmpty else { throw OfflineSetProblem.nothingNew(kind) }
        if !isOpenedOnly {
            var bytes = try await ArchivePapers.room(in: house)
            for try await key in house.grounds.ledger.keys(under: nil) {
                bytes += try await room(key, in: house.grounds.ledger)
            }
            try next(&shares, &share, bytes, "ledger")
            share.bytes += bytes
            share.hasLedger = true
        }
        return shares + [share]
    }

    /// Begins another medium where `bytes` more do not fit.
    private func next(_ shares: inout [Share], _ share: inout Share, _ bytes: Int64, _ name: String) throws {
        if share.bytes + bytes <= capacity { return }
        guard Self.reserve + bytes <= capacity else {
            throw OfflineSetProblem.tooLarge(name, bytes: Self.reserve + bytes, capacity: capacity)
        }
        shares.append(share)
        share = Share()
    }

    private func room(_ key: ByteKey, in store: any ByteStore) async throws -> Int64 {
        let size = try await store.size(of: key) ?? 0
        return (size + Self.block - 1) / Self.block * Self.block + 512
    }

    // MARK: Writing

    private func write(
        _ share: Share, set: String, n: Int, of count: Int, _ papers: ArchivePapers?
    ) async throws -> Written {
        let number = "\(set)-\(n)"
        let archive = house.settings.archiveName.zh
        let medium = try MediumFolder(folder + "/" + number)
        let (stacks, ledger) = (house.grounds.stacks, house.grounds.ledger)
        for key in try await HeldObject.rootFiles(in: stacks) {
            _ = try await medium.copy(stacks.read(key, range: nil), to: "stacks/" + key.text)
        }
        let (csv, html) = (try medium.open("catalogue.csv"), try medium.open("catalogue.html"))
        try csv.write(MediumPapers.csvHead)
        try html.write(MediumPapers.htmlHead(number, archive: archive))
        for object in share.objects {
            try await copy(object, to: medium)
            let cells = try await cells(of: object)
            try csv.write(MediumPapers.csv(cells))
            try html.write(MediumPapers.html(cells))
        }
        try html.write(MediumPapers.htmlEnd)
        try medium.close(csv)
        try medium.close(html)
        if share.hasLedger {
            for try await key in ledger.keys(under: nil) {
                _ = try await medium.copy(ledger.read(key, range: nil), to: "ledger/" + key.text)
            }
            try await papers?.write(to: medium)
        }
        let readme = MediumPapers.readme(
            number, archive: archive, of: set, n: n, count: count, hasLedger: share.hasLedger)
        _ = try await medium.copy(.of(Array(readme.utf8)), to: "README.txt")
        let card: JSON = [
            "schema": "lantai/offline-medium/1", "archive": .string(house.archiveID), "name": .string(archive),
            "set": .string(set), "number": .string(number), "kind": .string(kind.rawValue), "n": .int(Int64(n)),
            "of": .int(Int64(count)), "carrier": .string(carrier.rawValue), "openedOnly": .bool(isOpenedOnly),
            "ledger": .bool(share.hasLedger), "at": .string(house.clock.now.text),
        ]
        _ = try await medium.copy(.of(card.canonical), to: MediumTest.card)
        let manifest = try await medium.finish(number)
        return Written(number: number, manifest: manifest, bytes: medium.bytes, share: share)
    }

    /// Copies the files of one object; what its inventory does not bear out is refused by name.
    private func copy(_ object: HeldObject, to medium: MediumFolder) async throws {
        let store = house.grounds.stacks
        var (found, inventory): ([String: String], ByteKey?) = ([:], nil)
        for (path, key) in try await object.files(in: store) {
            let place = "stacks/\(object.place.text)/\(path)"
            found[path] = try await medium.copy(store.read(key, range: nil), to: place)
            if path == "inventory.json" { inventory = key }
        }
        guard let inventory, found["inventory.json"] == object.inventory.hex else {
            throw OfflineSetProblem.sourceDamaged(object.place.text, path: "inventory.json")
        }
        let manifest = try JSON(parsing: try await store.bytes(of: inventory))["manifest"]?.object ?? [:]
        for (digest, paths) in manifest {
            for path in paths.array?.compactMap(\.string) ?? [] where found[path] != digest.lowercased() {
                throw OfflineSetProblem.sourceDamaged(object.place.text, path: path)
            }
        }
    }

    private func cells(of object: HeldObject) async throws -> [String] {
        let place = "stacks/" + object.place.text
        let unit = try await house.aids.unit(object.unit)
        var code = unit?.code
        if code == nil { code = try await house.stacks.holding(object.unit)?.code }
        return [
            code ?? "", unit?.title ?? "", unit?.dates?.text ?? "", unit?.retention ?? "", unit?.secrecy ?? "", place,
            String(object.version),
        ]
    }

    // MARK: Afterwards

    private func enter(_ written: [Written], set: String, by agent: Agent) async throws {
        let ledger = house.ledger
        var events: [Event] = []
        for (place, medium) in written.enumerated() {
            let act: JSON = [
                "schema": "lantai/offline-medium-written/1", "set": .string(set), "medium": .string(medium.number),
                "units": .array(medium.share.objects.map { .string($0.unit.text) }),
                "inventories": .array(medium.share.objects.map { .string($0.inventory.hex) }),
            ]
            events.append(
                ledger.event(
                    kind: .mediumWritten, subject: set, agent: agent, act: try await ledger.write(act: act),
                    facts: [
                        "medium": .string(medium.number), "kind": .string(kind.rawValue),
                        "carrier": .string(carrier.rawValue), "n": .int(Int64(place + 1)),
                        "of": .int(Int64(written.count)), "manifest": .string(medium.manifest),
                        "objects": .int(Int64(medium.share.objects.count)), "bytes": .int(medium.bytes),
                        "openedOnly": .bool(isOpenedOnly),
                    ]))
        }
        let all = events
        try await house.database.write { tx in for event in all { ledger.append(event, in: tx) } }
    }
}
