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
import Web

/// The rooms of an archive as each of its processes has them, whether it writes or only reads: wired once, in the order in
/// which work moves. Opening them changes nothing.
struct Rooms: Sendable {
    let home: Home
    let settings: Settings
    let clock: Clock
    let database: any Database
    let ledger: Ledger
    let workers: WorkerPool
    /// By what formats are told.
    let signatures: SignatureShelf
    let scratch: Scratch
    let desk: ReceivingDesk
    let stacks: Stacks
    /// How everything that keeps bytes stands.
    let storage: StorageWatch
    let aids: FindingAids
    let board: AppraisalBoard
    let readingRoom: ReadingRoom
    let finder: Finder
    let accounts: AccountDesk

    /// - Parameters:
    ///   - publicLog: proves what is published; `nil` where another process does.
    ///   - index: the folder of this process's indexes.
    ///   - newStore: whether an empty store is taken for a new one, see `Stacks`.
    init(
        _ home: Home, _ settings: Settings, _ clock: Clock, database: any Database, store: any ByteStore,
        ledger: Ledger, publicLog: PublicLog?, index: String, newStore: Bool = false
    ) async throws {
        (self.home, self.settings, self.clock, self.database, self.ledger) = (home, settings, clock, database, ledger)
        workers = House.workers(count: settings.workers)
        signatures = SignatureShelf(home, settings)
        scratch = try Scratch(root: home.scratch)
        let aids = FindingAids(
            database: database, ledger: ledger, clock: clock, classified: settings.classified,
            placed: { try AppraisalBoard.replay($0, $1, in: $2) })
        self.aids = aids
        var receiving = IntakeSettings(
            classified: settings.classified, archive: settings.archiveName.zh, freeSpaceFloor: settings.freeSpaceFloor,
            scanner: settings.scanner, trust: settings.trust.isEmpty ? nil : settings.trust)
        receiving.signatures = signatures
        receiving.signing = settings.signing.gateways
        receiving.sources = settings.fetching.sources
        let media = MediaTools(lantai: "/proc/self/exe")
        receiving.media = media
        let desk = ReceivingDesk(
            database: database, ledger: ledger, scratch: scratch, workers: workers, clock: clock,
            settings: receiving, entries: aids.entryBook)
        self.desk = desk
        let stacks = try await Stacks(
            database: database, ledger: ledger, store: store, scratch: scratch, clock: clock,
            replicas: try home.replicas(settings), repairs: settings.fixity.repair, beginsAnew: newStore,
            packages: { try await desk.accepted($0) })
        self.stacks = stacks
        storage = home.watch(stacks, desk, settings, clock)
        let board = AppraisalBoard(database: database, ledger: ledger, clock: clock)
        self.board = board
        readingRoom = ReadingRoom(
            database: database, stacks: stacks, aids: aids, board: board, scratch: scratch, workers: workers,
            clock: clock, settings: ReadingRoomSettings(archive: settings.archiveName.zh, site: settings.site),
            publicLog: publicLog, media: media)
        func searchIndex(_ scope: IndexScope) throws -> SearchIndex {
            try SearchIndex(
                folder: index, scope: scope,
                source: .rooms(scope, database: database, aids: aids, stacks: stacks, board: board, clock: clock),
                clock: clock)
        }
        finder = Finder(staff: try searchIndex(.staff), public: try searchIndex(.public))
        accounts = AccountDesk(
            database: database, ledger: ledger, clock: clock, key: SignInKey(path: home.keys + "/sign-in.key"),
            house: [settings.archiveName.zh, settings.archiveName.en])
    }

    /// Keep both indexes true to the ledger.
    var indexFollowers: [any Follower] {
        [finder.staff, finder.public].map { IndexFollower($0, aids: aids, board: board) }
    }

    /// Builds the indexes that are empty, or gave way to an empty one, after a restore or an upgrade: nobody shall be told
    /// that there is nothing.
    func fillIndexes() async throws {
        for index in [finder.staff, finder.public] {
            let isNew = try index.bookmark() < 0 && index.entries == 0
            guard try isNew || index.rebuildReason() == .damaged else { continue }
            // What is read from now on knows of everything up to here.
            let head = ledger.lastIndex
            try await index.rebuild()
            try await index.skip(to: head)
        }
    }

    /// - Parameters:
    ///   - secret: what the processes of this archive know each other by.
    ///   - writer: the way to the process that writes; `nil` in that process itself.
    func web(runner: FollowerRunner, copyRoom: CopyRoom?, secret: [UInt8]?, writer: WriterRoad? = nil) -> WebRooms {
        var pages = WebSettings(
            site: Site(
                name: settings.archiveName, isClassified: settings.classified, network: settings.network.words),
            stagingPath: home.scratch, uploadsAtOnce: settings.uploadsAtOnce,
            freeSpaceFloor: settings.freeSpaceFloor, largestUpload: settings.uploadLimit)
        pages.behindTLSProxy = settings.behindTLSProxy
        pages.servesPublic = home.isProven
        pages.language = settings.language
        pages.secret = secret
        pages.featured = settings.featured
        pages.secondFactorRoles = settings.secondFactorRoles
        pages.shown = settings.shown
        pages.formats = { [signatures] in signatures.words }
        pages.media = readingRoom.mediaWords
        if !settings.tls.certificate.isEmpty {
            pages.certificateDays = { [tls = settings.tls, home] now in try? tls.open(home)?.daysLeft(at: now) }
        }
        return WebRooms(
            database: database, ledger: ledger, runner: runner, desk: desk, aids: aids, board: board,
            readingRoom: readingRoom, copyRoom: copyRoom, finder: finder, workers: workers, accounts: accounts,
            clock: clock, storage: storage, settings: pages, writer: writer)
    }
}
