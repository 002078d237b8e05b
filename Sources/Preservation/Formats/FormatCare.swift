package import Archive
import Intake

/// How the formats of what is kept are looked after (格式巡检): what the storage page and its alarms need of the last round.
package struct FormatCare: Sendable, Hashable {
    /// When the last round was; `nil`: never.
    package let at: Instant?
    /// The version of the policy by which it judged.
    package let version: Int64
    /// Whether another policy holds today.
    package let isByOtherPolicy: Bool
    /// Files of the last round that the policy of today would have migrated or returned, or says nothing of.
    package let filesAtRisk: Int64

    init(_ round: FormatRound?, today policy: PolicyInForce) {
        at = round?.at
        version = round?.policy ?? 0
        isByOtherPolicy = round.map { $0.policy != policy.version } ?? false
        filesAtRisk = (round?.formats ?? []).reduce(0) { sum, each in
            let group = each.group
            let row = policy.policy.row(
                puid: group.puid, kind: group.kind, category: group.category.isEmpty ? nil : group.category)
            return row?.treatment == .accept ? sum : sum + each.amount.files
        }
    }
}
