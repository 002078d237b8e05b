/// The number under which an agency publishes government information (索引号): its own code, the year, a running number:
/// `000014349/2018-00217`.
///
/// Source: 政府信息公开目录编制规范 (国办公开办): 机构代码 of 9 (GB 11714) or 18 characters (GB 32100).
package struct IndexNumber: Hashable, Sendable {
    /// 机构代码, without a hyphen before its last character.
    package let agency: String
    package let year: Int
    package let number: String
    /// As it is written by the standard.
    package var text: String { "\(agency)/\(year)-\(number)" }

    /// `nil` if it is not written as one; full-width characters and white space around are no matter.
    package init?(_ written: String) {
        let key = ReferenceCode.key(of: written)
        let halves = key.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let agency = halves[0].filter { $0 != "-" }
        let rest = halves[1].split(separator: "-", omittingEmptySubsequences: false)
        func isPlain(_ text: some StringProtocol) -> Bool {
            text.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || ("A"..."Z").contains($0) }
        }
        guard agency.count == 9 || agency.count == 18, isPlain(agency), rest.count == 2, rest[0].count == 4,
            let year = Int(rest[0]), (1900...2999).contains(year), (1...10).contains(rest[1].count),
            rest[1].unicodeScalars.allSatisfy({ ("0"..."9").contains($0) })
        else { return nil }
        (self.agency, self.year, number) = (agency, year, String(rest[1]))
    }
}
