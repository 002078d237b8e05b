/// How long a unit is kept (保管期限): permanent, or a number of years; older terms are kept as they are.
///
/// Source: DA/T 22-2015, DA/T 13-2022; 长期 and 短期 are terms of before 2006.
package enum Retention: Hashable, Sendable {
    case permanent
    case years(Int)
    case longTerm
    case shortTerm

    /// Reads a code inside a reference code (档号): `Y`, `D30`, `D10`.
    package init?(code: String) {
        if code == "Y" {
            self = .permanent
        } else if code.first == "D", let years = Retention.count(code.dropFirst()) {
            self = .years(years)
        } else {
            return nil
        }
    }

    /// Reads a term as listings write it: `永久`, `30年`, `长期`, `短期`.
    package init?(term: String) {
        switch term {
        case "永久": self = .permanent
        case "长期": self = .longTerm
        case "短期": self = .shortTerm
        default:
            guard term.hasSuffix("年"), let years = Retention.count(term.dropLast()) else { return nil }
            self = .years(years)
        }
    }

    /// One to three plain digits, not beginning with 0: `Int` alone would also take `+30`.
    private static func count(_ digits: Substring) -> Int? {
        guard (1...3).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: "0"),
            digits.utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return Int(digits)
    }

    package var term: String {
        switch self {
        case .permanent: "永久"
        case .years(let count): "\(count)年"
        case .longTerm: "长期"
        case .shortTerm: "短期"
        }
    }

    package var code: String? {
        switch self {
        case .permanent: "Y"
        case .years(let count): "D\(count)"
        case .longTerm, .shortTerm: nil
        }
    }
}
