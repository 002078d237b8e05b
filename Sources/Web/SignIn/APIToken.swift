package import Archive
import Tables

/// What a program may do with a token: never more than the account it belongs to.
package enum TokenScope: String, CaseIterable, Hashable, Sendable {
    /// Upload transfers, and read how they fared.
    case submit
    /// Search and read as staff do.
    case search

    var duties: Set<Duty> {
        switch self {
        case .submit: [.submit, .seeAccessions]
        case .search: [.search, .browse]
        }
    }

    package var words: Words {
        switch self {
        case .submit: Words(zh: "上传移交包，查看检测报告", en: "upload transfers and read their reports")
        case .search: Words(zh: "检索和查看馆藏", en: "search and read holdings")
        }
    }
}

/// A key by which a program works in the name of an account (接口令牌). Only its digest is kept.
package struct APIToken: Hashable, Sendable {
    package let id: APITokenID
    package let account: AccountID
    /// What its owner calls it: OA 系统.
    package let name: String
    package let scopes: Set<TokenScope>
    package let createdAt: Instant
    package let expiresAt: Instant
    package let usedAt: Instant?

    func admits(_ duty: Duty) -> Bool { scopes.contains { $0.duties.contains(duty) } }
}

package struct APITokenID: Identifier {
    package let text: String
    package init(trusted text: String) { self.text = text }
}

extension APIToken {
    /// What stands before the secret, so that scanners of source code know it for one.
    static let prefix = "lantai_"

    /// The digest of a token as a program shows it; `nil` for anything else.
    static func digest(of text: String) -> String? {
        guard text.hasPrefix(prefix), case let secret = text.dropFirst(prefix.count), secret.utf8.count == 64,
            let bytes = [UInt8](hex: String(secret))
        else { return nil }
        return Hash.sha256(bytes).hex
    }

    init(row: Row) {
        id = APITokenID(trusted: row.text("id"))
        account = AccountID(trusted: row.text("account"))
        name = row.text("name")
        scopes = Set(row.text("scopes").split(separator: " ").compactMap { TokenScope(rawValue: String($0)) })
        createdAt = Instant(text: row.text("created_at")) ?? Instant(microseconds: 0)
        expiresAt = Instant(text: row.text("expires_at")) ?? Instant(microseconds: 0)
        usedAt = row.optionalText("used_at").flatMap(Instant.init(text:))
    }
}
