import Appraisal
import Archive
import Bytes
import Catalogue
import Ledger
import Preservation
import Tables

/// Settles what goes into a set, and on which medium. Objects are never split.
struct SetPlanner: Sendable {
    let house: House
    let order: SetOrder

    /// What papers, manifest and folders need, for a medium and for each object; and the unit in which media give out room.
    private static let (reserve, perObject, block): (Int64, Int64, Int64) = (64_000, 36_864, 4_096)

    private struct Share {
        var objects: [HeldObject] = []
        var bytes: Int64 = reserve
        var hasLedger = false
    }

    func plan() async throws -> SetPlan {
        if let old = order.replaces { return try await again(old) }
        for code in order.fonds where try await !house.aids.hasFonds(code) { throw OfflineSetProblem.noSuchFonds(code) }
        let register = house.stacks.offline
        let held = order.takesAll ? [] : try await register.held(order.kind)
        var (shares, share, last) = ([Share](), Share(), "")
        while true {
            let from = last
            let page = try await house.database.read { tx in try HeldObject.page(after: from, limit: 200, in: tx) }
            guard let end = page.last else { break }
            last = end.unit.text
            for object in try await chosen(page) where !held.contains(object.inventory.hex) {
                if order.isOpenedOnly, try await !isOpen(object.unit) { continue }
                var bytes = Self.perObject
                for (_, key) in try await object.files(in: house.grounds.stacks) {
                    bytes += try await room(key, in: house.grounds.stacks)
                }
                try next(&shares, &share, bytes, object.place.text)
                share.objects.append(object)
                share.bytes += bytes
            }
        }
        guard !share.objects.isEmpty else { throw OfflineSetProblem.nothingNew(order.kind) }
        let asOf = house.clock.now
        if !order.isOpenedOnly {
            try next(&shares, &share, try await ledgerRoom(), "ledger")
            share.hasLedger = true
        }
        shares.append(share)
        let set = try await register.nextNumber(order.kind, year: house.clock.today.year)
        let count = shares.count
        return SetPlan(
            set: set, order: order.json, asOf: asOf,
            media: shares.enumerated().map { place, share in
                SetPlan.Medium(
                    number: "\(set)-\(place + 1)", n: place + 1, of: count, objects: share.objects, bytes: share.bytes,
                    hasLedger: share.hasLedger)
            })
    }

    /// What a medium holds, in the state in which it holds it; of a medium of opened records only what is open today.
    private func again(_ old: RegisteredMedium) async throws -> SetPlan {
        let register = house.stacks.offline
        var share = Share()
        for (unit, inventory) in try await register.objects(on: old) {
            if old.isOpenedOnly, try await !isOpen(unit) { continue }
            // Where the store has it no more, or is damaged, the old medium may have it.
            let known = try? await HeldObject.find(unit, as: inventory, in: house.grounds.stacks, house.database)
            share.objects.append(known ?? HeldObject(unit, version: 0, inventory: inventory, bytes: 0))
        }
        guard !share.objects.isEmpty else { throw OfflineSetProblem.nothingNew(old.kind) }
        share.hasLedger = old.n == old.of && !old.isOpenedOnly
        let bytes = try await old.bytes + (share.hasLedger ? ledgerRoom() : 0)
        guard bytes <= order.capacity else {
            throw OfflineSetProblem.tooLarge(old.number, bytes: bytes, capacity: order.capacity)
        }
        let number = try await register.nextNumber(replacing: old)
        return SetPlan(
            set: old.set, order: order.json, asOf: old.asOf,
            media: [
                SetPlan.Medium(
                    number: number, n: Int(old.n), of: Int(old.of), objects: share.objects, bytes: old.bytes,
                    hasLedger: share.hasLedger)
            ])
    }

    /// Whether all that was open when a set of opened records was settled is open today.
    func isOpen(_ plan: SetPlan) async throws -> Bool {
        guard order.isOpenedOnly else { return true }
        for medium in plan.media {
            for object in medium.objects where try await !isOpen(object.unit) { return false }
        }
        return true
    }

    /// Whether the ledger, which has grown meanwhile, still fits beside what the last medium is to hold.
    func fits(_ plan: SetPlan) async throws -> Bool {
        guard let last = plan.media.last, last.hasLedger else { return true }
        return try await last.bytes + ledgerRoom() <= order.capacity
    }

    private func chosen(_ page: [HeldObject]) async throws -> [HeldObject] {
        var page = page
        if let since = order.since {
            page = page.filter { object in object.changedAt.map { house.clock.day(of: $0) >= since } ?? true }
        }
        guard !order.fonds.isEmpty else { return page }
        let units = try await house.aids.holdings(ofFonds: order.fonds, among: page.map(\.unit))
        let packages = try await house.aids.accessions(
            ofFonds: order.fonds, among: page.filter(\.isPackage).compactMap(\.accession))
        return page.filter { object in
            units.contains(object.unit) || object.isPackage && object.accession.map(packages.contains) == true
        }
    }

    private func isOpen(_ unit: UnitID) async throws -> Bool {
        let today = house.clock.today
        return try await house.database.read { [board = house.board] tx in
            try board.openRecord(unit, on: today, in: tx) != nil
        }
    }

    /// Begins another medium where `bytes` more do not fit.
    private func next(_ shares: inout [Share], _ share: inout Share, _ bytes: Int64, _ name: String) throws {
        if share.bytes + bytes <= order.capacity { return }
        guard Self.reserve + bytes <= order.capacity else {
            throw OfflineSetProblem.tooLarge(name, bytes: Self.reserve + bytes, capacity: order.capacity)
        }
        shares.append(share)
        share = Share()
    }

    /// What the ledger needs, and the papers of the archive beside it.
    private func ledgerRoom() async throws -> Int64 {
        var bytes = try await ArchivePapers.room(in: house)
        for try await key in house.grounds.ledger.keys(under: nil) {
            bytes += try await room(key, in: house.grounds.ledger)
        }
        return bytes
    }

    private func room(_ key: ByteKey, in store: any ByteStore) async throws -> Int64 {
        let size = try await store.size(of: key) ?? 0
        return (size + Self.block - 1) / Self.block * Self.block + 512
    }
}
