import Archive
import Bytes
import Foundation
import Web

/// The accounts a new archive begins with, one for each role, with random passwords.
enum FirstAccounts {
    struct Account: Sendable {
        let name: String
        let role: Role
        let password: String
    }

    private static let people: [(name: String, role: Role, display: String)] = [
        ("archivist", .archivist, "档案员"), ("officer", .agencyOfficer, "移交单位经办人"), ("reviewer", .reviewer, "审核员"),
        ("supervisor", .supervisor, "档案主管部门"), ("sysadmin", .systemAdministrator, "系统管理员"),
        ("security", .securityOfficer, "安全保密员"), ("auditor", .auditor, "安全审计员"),
    ]

    /// Sixteen characters that cannot be mistaken for one another: 80 bits.
    static func newPassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789ABCDE".prefix(32))
        let text = randomBytes(16).map { letters[Int($0 & 31)] }
        return stride(from: 0, to: 16, by: 4).map { String(text[$0..<$0 + 4]) }.joined(separator: "-")
    }

    /// Makes them, or (a making that was killed) gives those there new passwords.
    static func make(in house: House) async throws -> [Account] {
        var accounts: [Account] = []
        for (name, role, display) in people {
            let password = newPassword()
            if let known = try await house.accounts.account(name: name) {
                try await house.accounts.setPassword(password, of: known.id, by: .steward, mustChange: false)
            } else {
                try await house.accounts.create(
                    AccountDesk.NewAccount(
                        name: name, displayName: display, roles: [role],
                        agency: role == .agencyOfficer ? DemoTransfer.office : nil, password: password,
                        mustChangePassword: false), by: .steward)
            }
            accounts.append(Account(name: name, role: role, password: password))
        }
        return accounts
    }

    static func text(_ accounts: [Account]) -> String {
        "# 初始账号与口令；登录后请各自改口令，然后删除本文件。\n# First accounts; change the passwords after signing in, then delete this file.\n"
            + accounts.map { "\($0.name)\t\($0.password)\t\($0.role.words.zh)\n" }.joined()
    }

    static func print(_ accounts: [Account], _ io: CommandIO, _ home: Home) {
        io.say(Words(zh: "账号（也在 \(home.accounts)）：", en: "Accounts (also in \(home.accounts)):"))
        for account in accounts {
            let name = account.name.padding(toLength: 12, withPad: " ", startingAt: 0)
            io.line("  \(name)\(account.password)  \(account.role.words[io.language])")
        }
    }
}
