import Archive
import Bytes
import Catalogue
import Ledger
import Preservation
import Tables

/// Writes an offline set: a folder for each medium, read back from there before it counts.
///
/// A mark lies beside the media until the register has them, and says what goes on which. Killed anywhere, the same command
/// finds the mark, removes the medium that was half-written and goes on with it, or only takes the mark away where the
/// register has the set already.
struct SetWriter: Sendable {
    let house: House
    let folder: String
    let order: SetOrder

    static let mark = "lantai-set-unfinished"
    /// Numbers are given one set at a time; one process holds a home.
    private static let turn = Turn()

    private struct Written {
        let medium: SetPlan.Medium
        let manifest: String
        let bytes: Int64
    }

    /// - Parameter tell: which medium of how many is being written.
    /// - Returns: the numbers of the media.
    func write(by agent: Agent, tell: @Sendable (Int, Int) -> Void) async throws -> [String] {
        try await Self.turn.hold {
            guard DurableFile.isFolder(folder) else { throw OfflineSetProblem.noFolder(folder) }
            guard !(folder + "/").hasPrefix(house.home.path + "/") else { throw OfflineSetProblem.insideHome(folder) }
            let media = try await house.stacks.offline.media()
            let left = try left(media)
            if case .finished(let numbers) = left {
                try removeMark()
                return numbers
            }
            if let old = order.replaces?.number, let new = media.first(where: { $0.number == old })?.replacedBy {
                throw MediumProblem.replaced(old, by: new)
            }
            // Before anything is written down: what lies in the drive is the medium that was named.
            if let old = order.replaces, let from = order.from { _ = try OldMedium(at: from, old) }
            try await house.ledger.seal()
            let plan = try await settled(left)
            var papers = order.isOpenedOnly ? nil : try await ArchivePapers(of: house, order.kind)
            var written: [Written] = []
            for (place, medium) in plan.media.enumerated() {
                papers?.add(medium.objects, on: medium.number, replacing: order.replaces?.number)
                let done: Written
                if let finished = try finished(medium) {
                    done = finished
                } else {
                    tell(place + 1, plan.media.count)
                    done = try await write(medium, of: plan, papers)
                }
                papers?.note(medium.number, manifest: done.manifest)
                written.append(done)
            }
            try await enter(written, plan, by: agent)
            try removeMark()
            return plan.media.map(\.number)
        }
    }

    // MARK: What a run that was cut off left

    private enum Left {
        case nothing
        /// Some media may be finished.
        case begun(SetPlan)
        /// All is in the register; only the mark was left.
        case finished([String])
    }

    private func left(_ media: [RegisteredMedium]) throws -> Left {
        let path = folder + "/" + Self.mark
        // A mark that was cut off itself: nothing else had been written then.
        try DurableFile.removeLeftovers(of: path)
        guard DurableFile.exists(path) else {
            let found = try DurableFile.entries(of: folder).first { $0.name != "lost+found" }
            if let found { throw OfflineSetProblem.occupied(folder, found: found.name) }
            return .nothing
        }
        let mark = try JSON(parsing: try DurableFile.read(path))
        guard mark["archive"]?.string == house.archiveID, let set = mark["number"]?.string else {
            throw OfflineSetProblem.occupied(folder, found: Self.mark)
        }
        let here = media.filter { $0.manifest == manifest(of: $0.number) }
        if !here.isEmpty { return .finished(here.map(\.number)) }
        guard let plan = SetPlan(mark: mark) else {
            // Of an earlier program, which wrote no plan: begun again.
            try clear(set)
            return .nothing
        }
        guard plan.order == order.json else { throw OfflineSetProblem.otherUnfinished(folder, set) }
        if media.contains(where: { medium in plan.media.contains { $0.number == medium.number } }) {
            // Meanwhile the number was given to what was written elsewhere.
            try clear(set)
            return .nothing
        }
        return .begun(plan)
    }

    /// The plan to go on with, or a new one, written down.
    private func settled(_ left: Left) async throws -> SetPlan {
        let planner = SetPlanner(house: house, order: order)
        if case .begun(let plan) = left {
            var isRight = plan.media.last.flatMap { manifest(of: $0.number) } != nil
            if !isRight { isRight = try await planner.fits(plan) }
            if isRight, try await planner.isOpen(plan) { return plan }
            try clear(plan.set)
        }
        let plan = try await planner.plan()
        try DurableFile.write(plan.mark(archive: house.archiveID), to: folder + "/" + Self.mark)
        return plan
    }

    /// SHA-512 of the manifest of a finished medium here; `nil` where there is none.
    private func manifest(of number: String) -> String? {
        let path = "\(folder)/\(number)/\(MediumTest.manifest)"
        return DurableFile.exists(path) ? try? fileDigest(path) : nil
    }

    /// A medium that was finished and read back before the run was cut off. What is less than that is removed.
    private func finished(_ medium: SetPlan.Medium) throws -> Written? {
        let root = folder + "/" + medium.number
        guard DurableFile.exists(root) else { return nil }
        if let manifest = manifest(of: medium.number) {
            let lines = try ManifestLines(root + "/" + MediumTest.manifest)
            var (bytes, isWhole) = (Int64(0), true)
            while let (_, path) = try lines.next(), isWhole {
                if let size = try? OpenFile.reading(root + "/" + path).size() { bytes += size } else { isWhole = false }
            }
            if isWhole { return Written(medium: medium, manifest: manifest, bytes: bytes) }
        }
        try DurableFile.removeAll(root)
        return nil
    }

    private func clear(_ set: String) throws {
        for entry in try DurableFile.entries(of: folder) where entry.name.hasPrefix(set + "-") {
            try DurableFile.removeAll(folder + "/" + entry.name)
        }
        try removeMark()
    }

    private func removeMark() throws {
        try DurableFile.removeAll(folder + "/" + Self.mark)
        try DurableFile.syncFolder(folder)
    }

    // MARK: Writing

    private func write(_ share: SetPlan.Medium, of plan: SetPlan, _ papers: ArchivePapers?) async throws -> Written {
        let (set, number, n, count) = (plan.set, share.number, share.n, share.of)
        let archive = house.settings.archiveName.zh
        let medium = try MediumFolder(folder + "/" + number)
        let (stacks, ledger) = (house.grounds.stacks, house.grounds.ledger)
        for key in try await HeldObject.rootFiles(in: stacks) {
            _ = try await medium.copy(stacks.read(key, range: nil), to: "stacks/" + key.text)
        }
        let (csv, html) = (try medium.open("catalogue.csv"), try medium.open("catalogue.html"))
        try csv.write(MediumPapers.csvHead)
        try html.write(MediumPapers.htmlHead(number, archive: archive))
        let old = try order.replaces.flatMap { old in try order.from.flatMap { try OldMedium(at: $0, old) } }
        for object in share.objects {
            try await copy(object, to: medium, or: old)
            let cells = try await cells(of: object)
            try csv.write(CSV.line(cells))
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
        var card: [String: JSON] = [
            "schema": "lantai/offline-medium/1", "archive": .string(house.archiveID), "name": .string(archive),
            "set": .string(set), "number": .string(number), "kind": .string(order.kind.rawValue), "n": .int(Int64(n)),
            "of": .int(Int64(count)), "carrier": .string(order.carrier.rawValue),
            "openedOnly": .bool(order.isOpenedOnly),
            "ledger": .bool(share.hasLedger), "at": .string(house.clock.now.text),
            "asOf": .string(plan.asOf.text),
        ]
        if let old = order.replaces { card["replaces"] = .string(old.number) }
        _ = try await medium.copy(.of(JSON.object(card).canonical), to: MediumTest.card)
        let manifest = try await medium.finish(number)
        return Written(medium: share, manifest: manifest, bytes: medium.bytes)
    }

    /// Copies one object: from the old medium if every digest is right there, else from the archive's own store.
    private func copy(_ object: HeldObject, to medium: MediumFolder, or old: OldMedium?) async throws {
        if let files = try? old?.files(of: object), !files.isEmpty {
            let place = "stacks/\(object.place.text)"
            try medium.begin()
            do {
                try await copy(
                    object, files.map { (path: $0.path, content: $0.content, promised: Optional($0.promised)) },
                    to: medium)
                medium.keep()
                return
            } catch {
                try medium.giveUp(place)
            }
        }
        guard object.version > 0 else {
            throw OfflineSetProblem.sourceDamaged(object.place.text, path: "inventory.json")
        }
        let store = house.grounds.stacks
        let files = try await object.files(in: store)
        try await copy(
            object,
            files.map { (path: $0.path, content: store.read($0.key, range: nil), promised: nil as String?) },
            to: medium)
    }

    /// Copies the files of one object; what its inventory does not bear out is refused by name.
    private func copy(
        _ object: HeldObject, _ files: [(path: String, content: ByteStream, promised: String?)], to medium: MediumFolder
    ) async throws {
        var (found, inventory): ([String: String], [UInt8]?) = ([:], nil)
        for (path, content, promised) in files {
            let place = "stacks/\(object.place.text)/\(path)"
            if path == "inventory.json" {
                let bytes = try await content.gathered()
                found[path] = try await medium.copy(.of(bytes), to: place)
                inventory = bytes
            } else {
                found[path] = try await medium.copy(content, to: place)
            }
            if let promised, found[path] != promised {
                throw OfflineSetProblem.sourceDamaged(object.place.text, path: path)
            }
        }
        guard let inventory, found["inventory.json"] == object.inventory.hex else {
            throw OfflineSetProblem.sourceDamaged(object.place.text, path: "inventory.json")
        }
        let manifest = try JSON(parsing: inventory)["manifest"]?.object ?? [:]
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
            object.version > 0 ? String(object.version) : "",
        ]
    }

    // MARK: Afterwards

    private func enter(_ written: [Written], _ plan: SetPlan, by agent: Agent) async throws {
        let ledger = house.ledger
        var events: [Event] = []
        for each in written {
            let medium = each.medium
            let act: JSON = [
                "schema": "lantai/offline-medium-written/1", "set": .string(plan.set), "medium": .string(medium.number),
                "units": .array(medium.objects.map { .string($0.unit.text) }),
                "inventories": .array(medium.objects.map { .string($0.inventory.hex) }),
            ]
            var facts: [String: JSON] = [
                "medium": .string(medium.number), "kind": .string(order.kind.rawValue),
                "carrier": .string(order.carrier.rawValue), "n": .int(Int64(medium.n)), "of": .int(Int64(medium.of)),
                "manifest": .string(each.manifest), "objects": .int(Int64(medium.objects.count)),
                "bytes": .int(each.bytes), "openedOnly": .bool(order.isOpenedOnly), "asOf": .string(plan.asOf.text),
            ]
            if order.isPart { facts["part"] = true }
            if let old = order.replaces { facts["replaces"] = .string(old.number) }
            events.append(
                ledger.event(
                    kind: .mediumWritten, subject: plan.set, agent: agent, act: try await ledger.write(act: act),
                    facts: facts))
        }
        let all = events
        try await house.database.write { tx in for event in all { ledger.append(event, in: tx) } }
    }
}
