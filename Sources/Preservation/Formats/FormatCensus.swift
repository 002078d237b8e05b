package import Archive
package import Formats
package import Intake

/// Which formats are kept, in which 门类, and how much of each (格式分布).
package struct FormatCensus: Sendable, Hashable {
    /// Files that any policy judges alike.
    package struct Group: Sendable, Hashable {
        /// `nil` where PRONOM has none, or nothing told.
        package let puid: String?
        package let name: String
        package let mime: String
        /// The code of the 门类 as the reference code says it; empty where it does not.
        package let category: String

        package init(puid: String?, name: String, mime: String, category: String) {
            (self.puid, self.name, self.mime, self.category) = (puid, name, mime, category)
        }

        package var kind: FormatKind { FormatKind(mime: mime) }
    }

    package struct Amount: Sendable, Hashable {
        package var files: Int64 = 0
        package var bytes: Int64 = 0
    }

    package internal(set) var groups: [Group: Amount] = [:]

    package var total: Amount {
        groups.values.reduce(into: Amount()) { sum, one in
            sum.files += one.files
            sum.bytes += one.bytes
        }
    }

    mutating func add(_ group: Group, files: Int64, bytes: Int64) {
        groups[group, default: Amount()].files += files
        groups[group, default: Amount()].bytes += bytes
    }

    /// Everything that is kept, judged by `policy`: what has to be returned or migrated first, the most files first.
    package func judged(by policy: FormatPolicy) -> [JudgedFormat] {
        groups.map { group, amount in
            JudgedFormat(
                group: group, amount: amount,
                row: policy.row(
                    puid: group.puid, kind: group.kind, category: group.category.isEmpty ? nil : group.category))
        }.sorted { left, right in
            (left.rank, right.amount.files, left.group.puid ?? "~", left.group.name, left.group.category)
                < (right.rank, left.amount.files, right.group.puid ?? "~", right.group.name, right.group.category)
        }
    }
}

/// One format among what is kept, and the row of the policy that speaks of it.
package struct JudgedFormat: Sendable, Hashable {
    package let group: FormatCensus.Group
    package let amount: FormatCensus.Amount
    /// `nil`: no row says anything of it.
    package let row: FormatPolicy.Row?

    /// Kept in a format that the policy would not simply take today.
    package var isAtRisk: Bool { row?.treatment != .accept }

    fileprivate var rank: Int {
        switch row?.treatment {
        case .return: 0
        case nil: 1
        case .migrate: 2
        case .accept: 3
        }
    }
}
