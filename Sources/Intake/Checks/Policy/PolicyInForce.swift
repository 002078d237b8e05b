package import Archive

/// A version of the format policy, as it was decided.
package struct DecidedPolicy: Hashable, Sendable {
    /// From 1.
    package let version: Int64
    /// The first day it holds.
    package let from: Day
    package let policy: FormatPolicy
    package let reason: String
    package let at: Instant
    package let by: Agent

    package var json: JSON {
        [
            "version": .int(version), "from": .string(from.text), "reason": .string(reason), "at": .string(at.text),
            "by": .string(by.id), "policy": policy.json,
        ]
    }
}

/// The format policy that holds on one day.
package struct PolicyInForce: Hashable, Sendable {
    package let policy: FormatPolicy
    /// 0: nothing was decided, the program's own from the standards.
    package let version: Int64
    /// Since when; `nil` for version 0.
    package let from: Day?

    package static let standard = PolicyInForce(policy: .standard, version: 0, from: nil)

    private init(policy: FormatPolicy, version: Int64, from: Day?) {
        (self.policy, self.version, self.from) = (policy, version, from)
    }

    /// - Parameter decided: any versions; of those that hold on `day` the one with the latest day, then the latest version.
    package init(on day: Day, among decided: [DecidedPolicy]) {
        let latest = decided.filter { $0.from <= day }.max { ($0.from, $0.version) < ($1.from, $1.version) }
        self = latest.map { PolicyInForce(policy: $0.policy, version: $0.version, from: $0.from) } ?? .standard
    }

    /// `格式策略第2版`, or that it is the standards' own.
    package var words: Words {
        version == 0
            ? Words(zh: "通用格式策略（本馆没有另定）", en: "the general format policy (nothing else was decided)")
            : Words(zh: "格式策略第\(version)版", en: "version \(version) of the format policy")
    }

    package var json: JSON {
        ["version": .int(version), "from": JSON(from?.text), "policy": policy.json]
    }
}
