/// The type of a column, as descriptions of databases write it, and which values are of it.
///
/// Names of SQL:2008 (which SIARD uses), of common products, and Chinese ones. Source: SIARD 2.2, 5.3.4.
enum DatabaseType: Hashable {
    case integer
    /// Digits in all, and after the point; `nil`: not limited.
    case decimal(digits: Int?, after: Int?)
    case real
    /// Characters; `nil`: not limited.
    case text(Int?)
    case date, time, moment, truth, bytes

    /// More digits or characters than any product lets a column have.
    private static let longest = 1 << 40

    private static let names: [(DatabaseType, Set<String>)] = [
        (
            .integer,
            ["INTEGER", "INT", "SMALLINT", "BIGINT", "TINYINT", "MEDIUMINT", "SERIAL", "BIGSERIAL", "整数", "整型"]
        ),
        (.decimal(digits: nil, after: nil), ["NUMERIC", "DECIMAL", "DEC", "NUMBER", "MONEY", "数值", "小数", "金额"]),
        (.real, ["FLOAT", "REAL", "DOUBLE", "DOUBLE PRECISION", "浮点数", "浮点"]),
        (
            .text(nil),
            [
                "CHAR", "CHARACTER", "VARCHAR", "VARCHAR2", "NVARCHAR", "NVARCHAR2", "NCHAR", "CHARACTER VARYING",
                "NATIONAL CHARACTER VARYING", "TEXT", "NTEXT", "CLOB", "NCLOB", "CHARACTER LARGE OBJECT", "LONGTEXT",
                "MEDIUMTEXT", "STRING", "XML", "JSON", "UUID", "文本", "字符", "字符型", "字符串", "长文本",
            ]
        ),
        (.date, ["DATE", "日期", "日期型"]), (.time, ["TIME", "TIME WITH TIME ZONE", "时间"]),
        (
            .moment,
            [
                "TIMESTAMP", "DATETIME", "DATETIME2", "SMALLDATETIME", "TIMESTAMP WITH TIME ZONE",
                "TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMPTZ", "日期时间", "时间戳",
            ]
        ),
        (.truth, ["BOOLEAN", "BOOL", "BIT", "是否", "布尔", "逻辑型"]),
        (
            .bytes,
            [
                "BINARY", "VARBINARY", "BLOB", "BINARY LARGE OBJECT", "BYTEA", "IMAGE", "LONGBLOB", "BINARY VARYING",
                "二进制",
            ]
        ),
    ]

    /// `nil` for a name that is not known here.
    init?(_ text: String) {
        let plain = NumberText.plain(text).uppercased()
        let open = plain.firstIndex(of: "(")
        let close = plain.firstIndex(of: ")")
        var name = plain
        var sizes: [Int?] = []
        if let open, let close, open < close {
            // What no column can have is as if nothing were said.
            sizes = plain[plain.index(after: open)..<close].split(separator: ",").map {
                Int($0.filter { !$0.isWhitespace }).flatMap { (0...DatabaseType.longest).contains($0) ? $0 : nil }
            }
            name = String(plain[..<open]) + " " + plain[plain.index(after: close)...]
        }
        name = name.split(whereSeparator: \.isWhitespace).filter { $0 != "UNSIGNED" && $0 != "SIGNED" }.joined(
            separator: " ")
        guard let found = DatabaseType.names.first(where: { $0.1.contains(name) })?.0 else { return nil }
        self =
            switch found {
            case .decimal:
                .decimal(digits: sizes.first ?? nil, after: sizes.count > 1 ? sizes[1] : sizes.isEmpty ? nil : 0)
            case .text: .text(sizes.first ?? nil)
            default: found
            }
    }

    /// Whether `value`, which is not empty, is of this type.
    func admits(_ value: String) -> Bool {
        switch self {
        case .integer: return DatabaseType.digits(value) != nil && !value.contains(".")
        case .decimal(let digits, let after):
            guard let (before, behind) = DatabaseType.digits(value) else { return false }
            if let after, behind > after { return false }
            if let digits { return before <= digits - (after ?? 0) || before + behind <= digits && after == nil }
            return true
        case .real: return Double(value) != nil
        case .text(let most): return most.map { value.unicodeScalars.count <= $0 } ?? true
        case .date: return DateText(value).day != nil
        case .time: return DatabaseType.isTime(value)
        case .moment: return MomentText(value) != nil
        case .truth: return DatabaseWords.isYes(value) != nil || ["t", "f", "T", "F"].contains(value)
        case .bytes: return true
        }
    }

    /// Digits before and after the point, zeros that say nothing left out; `nil` if it is no number.
    private static func digits(_ value: String) -> (before: Int, behind: Int)? {
        var (before, behind, any, isAfter) = (0, 0, false, false)
        var zeros = 0
        for (place, byte) in value.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where place == 0, UInt8(ascii: "+") where place == 0: continue
            case UInt8(ascii: ".") where !isAfter: isAfter = true
            case 48...57:
                any = true
                if isAfter {
                    if byte == 48 {
                        zeros += 1
                    } else {
                        behind += zeros + 1
                        zeros = 0
                    }
                } else if before > 0 || byte != 48 {
                    before += 1
                }
            default: return nil
            }
        }
        return any ? (before, behind) : nil
    }

    private static func isTime(_ value: String) -> Bool {
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { return false }
        return parts.count < 3 || Double(parts[2].prefix { $0.isNumber || $0 == "." }).map { $0 < 61 } == true
    }
}
