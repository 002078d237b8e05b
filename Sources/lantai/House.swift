import Appraisal
import Archive
import Bytes
import Catalogue
import Discovery
import Formats
import Intake
import Ledger
import Preservation
import Sharing
import Tables
import TablesPostgres
import Web

/// The whole archive, opened: every room, wired once, in the order in which work moves.
final class House: Sendable {
    /// What every process of this archive has.
    let rooms: Rooms
    /// What anybody may check of what was published.
    let publicLog: PublicLog
    /// How the bucket is used; `nil` where bytes are in a folder.
    let storeWords: Words?
    /// Where kept bytes are, for backups.
    let grounds: Grounds
    /// Makes access copies of what is kept, with workers of its own.
    let copyRoom: CopyRoom
    let runner: FollowerRunner
    /// Folds descriptions into preserved objects when they have been left alone.
    let keeper: DescriptionKeeper
    /// What other processes of this archive are known by; `nil` where there can be none.
    private let secret: [UInt8]?

    var home: Home { rooms.home }
    var settings: Settings { rooms.settings }
    var clock: Clock { rooms.clock }
    var database: any Database { rooms.database }
    var ledger: Ledger { rooms.ledger }
    var workers: WorkerPool { rooms.workers }
    var scratch: Scratch { rooms.scratch }
    var desk: ReceivingDesk { rooms.desk }
    var stacks: Stacks { rooms.stacks }
    var storage: StorageWatch { rooms.storage }
    var aids: FindingAids { rooms.aids }
    var board: AppraisalBoard { rooms.board }
    var readingRoom: ReadingRoom { rooms.readingRoom }
    var finder: Finder { rooms.finder }
    var accounts: AccountDesk { rooms.accounts }

    /// Every room's tables, upstream first.
    static let migrations: [Migration] =
        Ledger.migrations + intakeMigrations + preservationMigrations + catalogueMigrations + appraisalMigrations
        + sharingMigrations + signInMigrations

    /// The isolated processes that open untrusted files: this very program.
    static func workers(count: Int) -> WorkerPool { WorkerPool(executable: "/proc/self/exe", count: count) }

    /// Opens the home, which the caller has locked; finishes or abandons what a crash left half-done.
    /// - Parameters:
    ///   - given: settings to open it with instead of its own, for a copy of an archive that is only looked at.
    ///   - newStore: whether an empty store is taken for a new one, see `Stacks`.
    static func open(
        _ home: Home, clock: Clock? = nil, settings given: Settings? = nil, newStore: Bool = false
    ) async throws -> House {
        let settings = try given ?? Settings.load(home)
        try home.hold(zone: settings.zone)
        try home.hold(store: settings.store)
        try home.hold(database: settings.database)
        // A making that was cut off after its last file had only its mark left to take away.
        if home.exists { try DurableFile.removeAll(home.making) }
        return try await House(home, settings, clock ?? .system(zone: settings.zone), newStore: newStore)
    }

    private init(_ home: Home, _ settings: Settings, _ clock: Clock, newStore: Bool) async throws {
        let database = try home.openDatabase(settings.database)
        try await NewerRows.refuse(database.migrated())
        try await database.migrate(House.migrations)
        let shared = try await (database as? PostgresDatabase)?.secretOfProcesses()
        secret = shared.flatMap { [UInt8](hex: $0) }
        let grounds = try await home.grounds(settings.store)
        storeWords = grounds.words
        self.grounds = grounds
        let ledger = try await Ledger(
            database: database, store: grounds.ledger, tailPath: home.ledgerTail,
            key: try SigningKey(from: home.signingKey), earlierKeys: home.keyPlace.known(), clock: clock)
        publicLog = try await PublicLog(
            ledger: ledger, folder: home.publicLog, keys: home.keyPlace, origin: settings.logOrigin(ledger),
            beat: settings.ledgerBeat, clock: clock)
        let rooms = try await Rooms(
            home, settings, clock, database: database, store: grounds.stacks, ledger: ledger, publicLog: publicLog,
            index: home.index, newStore: newStore)
        self.rooms = rooms
        let hands = max(1, settings.workers / 2)
        copyRoom = CopyRoom(
            for: rooms.readingRoom, scratch: rooms.scratch,
            // Who steps back for everybody needs longer.
            workers: WorkerPool(
                executable: "/proc/self/exe", count: hands, limits: WorkerLimits(seconds: 300), givesWay: true),
            hands: hands,
            freeSpaceFloor: settings.freeSpaceFloor)
        keeper = DescriptionKeeper(aids: rooms.aids, stacks: rooms.stacks)
        let followers: [any Follower] =
            rooms.desk.followers + [
                StacksFollower(rooms.stacks), FindingAidsFollower(aids: rooms.aids, stacks: rooms.stacks), keeper,
            ] + rooms.indexFollowers + [CopyFollower(copyRoom), ProofFollower(rooms.readingRoom)]
        runner = FollowerRunner(ledger: ledger, followers: followers, clock: clock)
        try await desk.recover()
        try await stacks.recover()
        _ = try await board.beginDay(clock.today)
        do {
            try await publicLog.keepTime()
        } catch is any Explained {
            // A log that is damaged, or a full disk, keeps nobody from working: the steward tries again and says so.
        }
    }

    /// Waits until everything that follows from what was just done is done too.
    func followUp() async throws { try await runner.settle() }

    /// The same after a command's own work. What must wait (a full disk) is told, and makes no failure of what was done:
    /// that stands, and a server or the next command takes up the rest.
    func followUp(_ io: CommandIO) async throws {
        do {
            try await runner.settle()
        } catch let problem as any Explained where problem.isTransient {
            io.err(
                Words(zh: "已经记下；随后的工作还要等一等：\n", en: "This is done and recorded. What follows from it must wait:\n")[
                    io.language])
            io.explain(problem)
        }
    }

    func close() async {
        await copyRoom.stop()
        await workers.close()
        try? await ledger.seal()
        try? await database.close()
    }
}

extension House {
    /// Who acts when a command is given without an account: whoever may open the home is the operator of this machine,
    /// and the ledger says so. An account named with `--as` acts under its own role.
    ///
    /// - Parameters:
    ///   - others: Roles that may do it as well.
    ///   - signing: the name given with a signature; two sides must be two persons.
    func agent(
        for options: CommonOptions, _ io: CommandIO, role: Role, or others: [Role] = [], signing name: String? = nil
    ) async throws -> Agent {
        if let account = options.account {
            guard let password = io.password else { throw AgentProblem.noPassword(account) }
            let found = try await accounts.verify(name: account, password: password)
            // An archivist may enter what the agency signed on paper.
            let roles = [role] + others + (role == .agencyOfficer ? [.archivist] : [])
            guard let agent = roles.lazy.compactMap({ found.agent(as: $0) }).first else {
                throw AgentProblem.wrongRole(account, needs: role)
            }
            return agent
        }
        guard !settings.commandsNeedAccount else { throw AgentProblem.accountNeeded(role) }
        return Agent(id: "local:\(io.user)" + (name.map { ":\($0)" } ?? ""), role: role)
    }

    /// The agency for which the account of a command speaks; `nil` without an account, and for the archive's own.
    func agency(of options: CommonOptions) async throws -> String? {
        guard let account = options.account else { return nil }
        return try await accounts.account(name: account)?.agency
    }
}

/// Why a command's giver may not give it.
enum AgentProblem: Explained {
    case noPassword(String)
    case wrongRole(String, needs: Role)
    case accountNeeded(Role)

    var code: String {
        switch self {
        case .noPassword: "command.no-password"
        case .wrongRole: "command.wrong-role"
        case .accountNeeded: "command.account-needed"
        }
    }

    var what: Words {
        switch self {
        case .noPassword(let name):
            Words(zh: "没有给出账号 \(name) 的口令。", en: "No password was given for the account \(name).")
        case .wrongRole(let name, let needs):
            Words(
                zh: "账号 \(name) 不是\(needs.words.zh)，不能做这件事。",
                en: "The account \(name) does not have the role \(needs.words.en), and may not do this.")
        case .accountNeeded(let role):
            Words(
                zh: "本馆的命令要指明账号（\(role.words.zh)）。",
                en: "In this archive commands must name an account (\(role.words.en)).")
        }
    }

    var next: Words {
        switch self {
        case .noPassword:
            Words(zh: "设环境变量 LANTAI_PASSWORD，或在终端里输入。", en: "Set LANTAI_PASSWORD, or type it at the terminal.")
        case .wrongRole, .accountNeeded:
            Words(
                zh: "用 --as 指明相应的账号；lantai user 列出账号。", en: "Name a fitting account with --as; lantai user lists them.")
        }
    }
}

extension House {
    var webRooms: WebRooms { rooms.web(runner: runner, copyRoom: copyRoom, secret: secret) }
}
