package import Archive

/// A secrecy class with its period as descriptions write it (密级标志): `公开`, `机密★10年`, `秘密★`.
///
/// Source: GB/T 7156-2003; without a period the longest that the law allows holds: 30, 20, 10 years.
package struct SecrecyLabel: Hashable, Sendable {
    package let secrecy: Secrecy
    /// What stands after the star; `nil` if nothing does.
    package let period: String?

    package init?(_ text: String) {
        let halves = text.split(separator: "★", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = halves.first,
            let secrecy = Secrecy(rawValue: first.filter { !$0.isWhitespace })
        else { return nil }
        self.secrecy = secrecy
        let rest = halves.count > 1 ? halves[1].filter { !$0.isWhitespace } : ""
        period = rest.isEmpty ? nil : rest
    }

    /// Whether a state secret's mark (`秘密★…`) stands anywhere in `text`.
    package static func stands(in text: String) -> Bool {
        let plain = text.filter { !$0.isWhitespace }
        return Secrecy.allCases.contains { $0.isStateSecret && plain.contains($0.rawValue + "★") }
    }
}
