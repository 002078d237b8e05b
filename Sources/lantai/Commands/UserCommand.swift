import Archive
import ArgumentParser
import Web

/// `lantai user`: accounts of staff and agencies.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Accounts: list, add, permit, set a password, disable.",
        discussion:
            "The three administrators (三员) are kept apart: nobody holds two of their roles, or one and a role over records.",
        subcommands: [List.self, Add.self, Permit.self, SetPassword.self, Disable.self], defaultSubcommand: List.self)

    struct List: HouseCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")
        @OptionGroup var common: CommonOptions

        func run(in house: House, _ io: CommandIO) async throws {
            _ = try await house.agent(for: common, io, role: .systemAdministrator)
            let accounts = try await house.accounts.list()
            if common.json {
                io.json(["schema": 1, "accounts": .array(accounts.map(\.json))])
            } else {
                for account in accounts {
                    io.line(
                        "\(account.name)  \(account.roleNames(io.language))  \(account.displayName)\(account.isEnabled ? account.isPermitted ? "" : " …" : " ×")"
                    )
                }
            }
        }
    }

    struct Add: HouseCommand {
        static let configuration = CommandConfiguration(abstract: "Add an account; prints its first password once.")
        @OptionGroup var common: CommonOptions
        @Argument(help: "The name to sign in with.") var name: String
        @Option(
            help: "agency-officer, archivist, reviewer, supervisor, system-administrator, security-officer, auditor.")
        var role: [Role]
        @Option(help: "The person's name.") var display: String?
        @Option(help: "For an agency officer: the agency.") var agency: String?

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            let password = FirstAccounts.newPassword()
            try await house.accounts.create(
                AccountDesk.NewAccount(
                    name: name, displayName: display, roles: Set(role), agency: agency, password: password,
                    // Whoever may open the home is the operator of this machine, and above all accounts.
                    needsPermit: common.account != nil), by: agent)
            if common.json {
                io.json(["schema": 1, "name": .string(name), "password": .string(password)])
            } else {
                io.say(Words(zh: "已建立 \(name)，初始口令：\(password)", en: "Made \(name); first password: \(password)"))
            }
        }
    }

    struct Permit: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Permit an account that the system administrator made, or whose password was reset.")
        @OptionGroup var common: CommonOptions
        @Argument var name: String

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .securityOfficer)
            try await house.accounts.permit(house.account(named: name).id, by: agent)
            io.say(Words(zh: "已核准 \(name)。", en: "Permitted \(name)."))
        }
    }

    struct SetPassword: HouseCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Set a new random password; prints it once.")
        @OptionGroup var common: CommonOptions
        @Argument var name: String

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            let password = FirstAccounts.newPassword()
            let account = try await house.account(named: name)
            try await house.accounts.setPassword(
                password, of: account.id, by: agent, needsPermit: common.account != nil)
            io.say(Words(zh: "\(name) 的新口令：\(password)", en: "The new password of \(name): \(password)"))
        }
    }

    struct Disable: HouseCommand {
        static let configuration = CommandConfiguration(abstract: "Disable an account; what it did stays on record.")
        @OptionGroup var common: CommonOptions
        @Argument var name: String

        func run(in house: House, _ io: CommandIO) async throws {
            let agent = try await house.agent(for: common, io, role: .systemAdministrator)
            try await house.accounts.setEnabled(false, house.account(named: name).id, by: agent)
            io.say(Words(zh: "已停用 \(name)。", en: "Disabled \(name)."))
        }
    }
}

extension Role: ExpressibleByArgument {}

extension House {
    func account(named name: String) async throws -> Account {
        guard let account = try await accounts.account(name: name) else { throw NamingProblem.noAccount(name) }
        return account
    }
}

extension Account {
    func roleNames(_ language: Language) -> String {
        roles.sorted { $0.rawValue < $1.rawValue }.map { $0.words[language] }.joined(separator: "、")
    }

    var json: JSON {
        [
            "name": .string(name), "display": .string(displayName), "enabled": .bool(isEnabled),
            "permitted": .bool(isPermitted), "agency": JSON(agency),
            "roles": .array(roles.map(\.rawValue).sorted().map(JSON.string)),
        ]
    }
}
