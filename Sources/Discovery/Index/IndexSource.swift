package import Appraisal
package import Archive

/// Where an index takes its records from: the rooms upstream, asked at the moment of indexing, never the event.
package struct IndexSource: Sendable {
    /// What the index may hold of these units now. Those left out must not be in it.
    package let load: @Sendable ([UnitID]) async throws -> [IndexedUnit]
    /// A page of all units there are, by identifier.
    package let all: @Sendable (_ after: UnitID?, _ limit: Int) async throws -> [UnitID]
    /// A page of the access rows that changed after an epoch, by (epoch, unit).
    package let changes: @Sendable (_ since: Int64, _ after: AccessRow?, _ limit: Int) async throws -> [AccessRow]

    /// The access epoch now.
    package let epoch: @Sendable () async throws -> Int64
    /// Units that the index may hold from a day on which is after the first and not after the second.
    package let beginning: @Sendable (_ after: Day, _ through: Day, _ limit: Int) async throws -> [UnitID]

    package init(
        load: @escaping @Sendable ([UnitID]) async throws -> [IndexedUnit],
        all: @escaping @Sendable (_ after: UnitID?, _ limit: Int) async throws -> [UnitID],
        changes: @escaping @Sendable (_ since: Int64, _ after: AccessRow?, _ limit: Int) async throws -> [AccessRow],
        epoch: @escaping @Sendable () async throws -> Int64,
        beginning: @escaping @Sendable (_ after: Day, _ through: Day, _ limit: Int) async throws -> [UnitID]
    ) {
        self.load = load
        self.all = all
        self.changes = changes
        self.epoch = epoch
        self.beginning = beginning
    }
}

extension IndexSource {
    /// Every access row that changed after `epoch`, in the order of their epochs.
    func changes(since epoch: Int64) async throws -> [AccessRow] {
        let limit = 1000
        var rows: [AccessRow] = []
        while true {
            let page = try await changes(epoch, rows.last, limit)
            rows += page
            if page.count < limit { return rows }
        }
    }
}
