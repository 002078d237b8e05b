import Appraisal
import Archive
import Foundation
import Synchronization

@testable import Discovery

/// The rooms upstream in miniature: what there is, who may see it, which epoch it is, what day it is.
final class ToyHouse: Sendable {
    struct Gone: Error {}

    private struct State {
        var records: [UnitID: IndexedUnit] = [:]
        var access: [UnitID: AccessRow] = [:]
        var epoch: Int64 = 0
        var today = Day(year: 2026, month: 11, day: 23)!
        var isBroken = false
        var loads = 0
        /// How many records there are for one who asks for all; `nil`: all.
        var listed: Int?
    }

    private let state = Mutex(State())
    let folder: String

    init() {
        folder = NSTemporaryDirectory() + "discovery-" + UUID().uuidString
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var today: Day {
        get { state.withLock { $0.today } }
        set { state.withLock { $0.today = newValue } }
    }

    /// Access cannot be read any more.
    func breakDown() { state.withLock { $0.isBroken = true } }

    /// How often records were asked for.
    var loads: Int { state.withLock { $0.loads } }

    /// A record nobody has decided about.
    @discardableResult
    func add(
        _ title: String, code: String = "", text: [String] = [], meta: [String] = [], date: String = "",
        year: Int? = nil, agency: String = "", fonds: String = "X013", category: String = "WS",
        authors: [String] = [], numbers: [String] = [], retention: String = "", unit: UnitID? = nil
    ) -> UnitID {
        state.withLock { state in
            let number = state.records.count
            let unit = unit ?? UnitID(trusted: "00000000-0000-7000-8000-" + String(format: "%012d", number))
            let day = Day(text: date)
            let row = AccessRow(
                unit: unit, status: .unreviewed, effective: nil, level: 0, publishedFrom: nil, fondsCode: fonds,
                category: category, agency: agency, epoch: 0)
            state.records[unit] = IndexedUnit(
                access: row, publicID: "p\(number)", code: code, codeKey: ReferenceCode.key(of: code), title: title,
                date: date, days: day.map { $0...$0 }, year: year, level: .item, authors: authors, numbers: numbers,
                retention: retention, meta: meta, text: text)
            return unit
        }
    }

    func describe(_ unit: UnitID, title: String) {
        state.withLock { $0.records[unit]?.title = title }
    }

    func setLevel(_ unit: UnitID, _ level: Level) {
        state.withLock { state in
            guard let old = state.records[unit] else { return }
            state.records[unit] = IndexedUnit(
                access: old.access, publicID: old.publicID, code: old.code, codeKey: old.codeKey, title: old.title,
                level: level)
        }
    }

    /// Opens and publishes at `level`, from a day on; 0 takes it back.
    func publish(_ units: [UnitID], level: Int, from day: Day = Day(year: 2020, month: 1, day: 1)!) {
        state.withLock { state in
            state.epoch += 1
            for unit in units {
                guard let record = state.records[unit] else { continue }
                state.access[unit] = AccessRow(
                    unit: unit, status: .open, effective: day, level: level, publishedFrom: level == 0 ? nil : day,
                    fondsCode: record.access.fondsCode, category: record.access.category,
                    agency: record.access.agency,
                    epoch: state.epoch)
            }
        }
    }

    func index(_ scope: IndexScope) throws -> SearchIndex {
        try SearchIndex(
            folder: folder, scope: scope, source: source(scope),
            clock: Clock(zone: TimeZone(identifier: "Asia/Shanghai")!) {
                Instant(microseconds: Int64(self.today.daysSince1970) * 86_400_000_000 + 4 * 3_600_000_000)
            })
    }

    func finder() throws -> Finder { Finder(staff: try index(.staff), public: try index(.public)) }

    var all: [UnitID] { state.withLock { $0.records.keys.sorted() } }

    private func source(_ scope: IndexScope) -> IndexSource {
        IndexSource(
            load: { units in
                self.state.withLock { state in
                    state.loads += 1
                    return units.compactMap { self.shown($0, scope, state) }
                }
            },
            all: { last, limit in
                let listed = self.state.withLock { $0.listed } ?? .max
                return Array(self.all.prefix(listed).filter { $0.text > last?.text ?? "" }.prefix(limit))
            },
            changes: { epoch, last, limit in
                try self.state.withLock { state in
                    if state.isBroken { throw Gone() }
                    let rows = state.access.values.filter { $0.epoch > epoch }
                        .sorted { ($0.epoch, $0.unit) < ($1.epoch, $1.unit) }
                    let left = rows.filter { row in
                        last.map { (row.epoch, row.unit) > ($0.epoch, $0.unit) } ?? true
                    }
                    return Array(left.prefix(limit))
                }
            },
            epoch: { self.state.withLock { $0.epoch } },
            beginning: { day, last, limit in
                let rows = self.state.withLock { $0.access.values.filter { $0.level > 0 } }
                let begin = rows.filter { row in row.publishedFrom.map { $0 > day && $0 <= last } ?? false }
                return scope == .public ? Array(begin.map(\.unit).sorted().prefix(limit)) : []
            })
    }

    private func shown(_ unit: UnitID, _ scope: IndexScope, _ state: State) -> IndexedUnit? {
        guard var record = state.records[unit] else { return nil }
        if let access = state.access[unit] { record.access = access }
        guard scope == .public else { return record }
        guard record.access.isPublished(at: .catalogue, on: state.today) else { return nil }
        record.taken = record.access.level
        if record.access.level < PublicationLevel.text.rawValue { record.text = [] }
        return record
    }
}

/// Where an index has the words of its entries.
enum IndexForm: CaseIterable, Sendable {
    /// In FTS5, one event after the other.
    case tail
    /// In the lists, all of them.
    case lists
    /// The first half in the lists.
    case mixed
}

extension ToyHouse {
    /// A finder whose indexes hold everything there is.
    func finder(_ form: IndexForm) async throws -> Finder {
        let finder = try finder()
        for index in [finder.staff, finder.public] { try await fill(index, form) }
        return finder
    }

    func fill(_ index: SearchIndex, _ form: IndexForm) async throws {
        if form == .mixed { state.withLock { $0.listed = $0.records.count / 2 } }
        if form != .tail { try await index.rebuild() }
        state.withLock { $0.listed = nil }
        try await index.update(all)
    }
}

extension Finder {
    /// Titles of the first hits, for short expectations.
    func titles(
        _ query: String, reach: Reach = .everything, sort: FindSort? = .code, limit: Int = 200
    ) async throws -> [String] {
        try await find(FindQuery(parsing: query), reach: reach, sort: sort, limit: limit).hits.map(\.title)
    }

    func total(_ query: String, reach: Reach = .everything) async throws -> Int {
        try await find(FindQuery(parsing: query), reach: reach, limit: 0).total
    }
}
