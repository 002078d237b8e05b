import Archive
import Bytes
import Foundation
import Ledger
import Preservation
import Safekeeping

/// Makes a home from offline media alone, put in together or one after the other, in any order.
///
/// Media are copied into the new home, each file held against the manifest. When every object that the newest set knows is
/// there, objects and ledger take their places and rows are made from them. A mark says which step stands: killed anywhere,
/// the same command goes on. `format` is written last: until then nobody takes it for a home.
struct MediaRestore: Sendable {
    let home: Home
    /// Digests of manifests as labels say them, by the medium's number.
    var promised: [String: String] = [:]
    /// The set to restore; `nil`: the newest of those put in.
    var set: String?
    /// Whether media of another kind may make up for missing ones.
    var takesOtherKinds = false
    /// Whether the whole objects of a damaged medium are taken.
    var takesDamaged = false
    let tell: @Sendable (Words) -> Void
    /// Told how many bytes of a medium were read.
    let progress: @Sendable (_ medium: String, _ bytes: Int64) -> Void

    struct Outcome: Sendable {
        let set: String
        let kind: SetKind
        let facts: ArchiveFacts
        let objects: Int
        /// How many events the ledger on the media has, and when the last happened.
        let events: Int64
        let lastEvent: Instant?
        let ledgerFaults: [LedgerFault]
        /// Accounts made in this run.
        let accounts: [FirstAccounts.Account]
        let key: String
        /// Transfers that were received and not kept yet, by receipt number: their files are on no medium.
        let unkept: [String]
        /// What is not as the media promise.
        let faults: [Words]
        let isProven: Bool
    }

    var staged: StagedMedia { StagedMedia(folder: home.path + "/restoring-media") }
    private var markFile: String { home.path + "/restoring" }

    // MARK: The mark

    enum Step: String, Sendable { case gathering, assembled, rebuilt }

    struct Mark: Sendable {
        var step: Step
        let kind: SetKind
        let archive: String
        /// The set, once its objects are in place.
        var set: String?
    }

    private static let sign = "offline-media"

    /// - Throws: `BackupProblem.otherRestore` if the folder is being restored from a backup.
    func mark() throws -> Mark? {
        guard DurableFile.exists(markFile) else { return nil }
        let words = String(decoding: try DurableFile.read(markFile), as: UTF8.self).split(
            whereSeparator: \.isWhitespace)
        guard words.count == 5, words[4] == Self.sign, let step = Step(rawValue: String(words[0])),
            let kind = SetKind(rawValue: String(words[1]))
        else { throw BackupProblem.otherRestore(home.path, backup: words.last.map(String.init) ?? "?") }
        return Mark(
            step: step, kind: kind, archive: String(words[2]), set: words[3] == "-" ? nil : String(words[3]))
    }

    private func write(_ mark: Mark) throws {
        let line = "\(mark.step.rawValue) \(mark.kind.rawValue) \(mark.archive) \(mark.set ?? "-") \(Self.sign)\n"
        try DurableFile.write(Array(line.utf8), to: markFile, mode: 0o600)
    }

    /// Refuses a folder that is something else. To be called before anything is written into it.
    func prepare() throws {
        try DurableFile.makeFolder(home.path, mode: 0o700)
        if try mark() != nil { return }
        if home.exists { throw HomeProblem.already(home.path) }
        // A mark that was cut off itself: nothing else had been written then.
        try DurableFile.removeLeftovers(of: markFile)
        guard try DurableFile.entries(of: home.path).allSatisfy({ $0.name == "lock" }) else {
            throw SafekeepingProblem.notEmpty(home.path)
        }
    }

    // MARK: All of it

    /// - Returns: `nil` if all had been done but for clearing up.
    /// - Throws: `MediaRestoreProblem.missing` as long as media must be put in.
    func run(from folders: [String], by agent: Agent) async throws -> Outcome? {
        if home.exists {
            try clearUp()
            return nil
        }
        if try mark()?.step ?? .gathering == .gathering {
            try await gather(folders)
            let found = try await onFileThread { try standing() }
            try await onFileThread { try assemble(found) }
            try step(.assembled, of: found.head.card.set)
        }
        var rebuilt: Rebuild.Report?
        if try mark()?.step == .assembled {
            tell(Words(zh: "载体齐全，正在重建数据库……", en: "Nothing is missing. Making the tables from it …"))
            rebuilt = try await Rebuild(home: home).run()
            try step(.rebuilt)
        }
        let outcome = try await enter(rebuilt, by: agent)
        // A rebuild that was killed at its very end left rows aside.
        try home.forgetAside(DatabaseSettings())
        try home.writeFormat()
        try clearUp()
        return outcome
    }

    private func step(_ step: Step, of set: String? = nil) throws {
        guard var mark = try mark() else { return }
        mark.step = step
        mark.set = set ?? mark.set
        try write(mark)
    }

    private func clearUp() throws {
        try DurableFile.removeAll(staged.folder)
        try DurableFile.removeAll(markFile)
    }

    // MARK: Gathering

    private func gather(_ folders: [String]) async throws {
        try await onFileThread {
            for taken in try staged.all() where promised[taken.card.number] ?? taken.manifest != taken.manifest {
                try staged.forget(taken.card.number)
            }
            for source in try folders.flatMap(MediumCard.media) { try take(source) }
        }
    }

    private func take(_ source: String) throws {
        let card = try MediumCard.read(in: source)
        let mark = try mark() ?? Mark(step: .gathering, kind: card.kind, archive: card.archive)
        guard card.archive == mark.archive else {
            throw MediaRestoreProblem.otherArchive(card.number, name: card.name)
        }
        guard card.kind == mark.kind || takesOtherKinds else {
            throw MediaRestoreProblem.otherKind(card.number, card.kind, wanted: mark.kind)
        }
        let list = source + "/" + MediumTest.manifest
        guard DurableFile.exists(list), let manifest = try? fileDigest(list) else {
            throw MediaRestoreProblem.damaged(card.number, path: MediumTest.manifest, .manifest)
        }
        if let promised = promised[card.number], promised != manifest {
            throw MediaRestoreProblem.otherManifest(card.number, found: manifest, promised: promised)
        }
        if let there = try staged.all().first(where: { $0.card.number == card.number }) {
            guard there.manifest == manifest else {
                throw MediaRestoreProblem.sameNumber(card.number, here: there.manifest, there: manifest)
            }
            // What was damaged may be read by another drive.
            if there.damaged.isEmpty {
                return tell(Words(zh: "\(card.number)：已经读过。", en: "\(card.number): read before."))
            }
            try staged.forget(card.number)
        }
        try write(mark)
        let taken = try staged.take(card, from: source, manifest: manifest, damagedToo: takesDamaged) {
            progress(card.number, $0)
        }
        for (path, fault) in taken.damaged {
            tell(Words(zh: "\(path)：\(fault.words.zh)", en: "\(path): \(fault.words.en)"))
        }
        tell(taken.damaged.isEmpty ? whole(taken) : partly(taken))
    }

    private func partly(_ taken: TakenMedium) -> Words {
        Words(
            zh: "\(taken.card.number)：有损坏，只采用其中完好的 \(taken.objects) 个对象；其余要由别的载体补上。",
            en: """
                \(taken.card.number): damaged; the \(taken.objects) objects that are whole are taken, others must come from \
                another medium.
                """)
    }

    private func whole(_ taken: TakenMedium) -> Words {
        Words(
            zh: """
                \(taken.card.number)：\(taken.objects) 个对象，\(taken.bytes) 字节，逐个文件核对无误。
                  清单摘要（与标签对照）：\(taken.manifest)
                """,
            en: """
                \(taken.card.number): \(taken.objects) objects, \(taken.bytes) bytes, every file as its digest says.
                  digest of its manifest, to compare with the label: \(taken.manifest)
                """)
    }

    // MARK: What is there, what is missing

    struct Standing: Sendable {
        /// The last medium of the set that is restored: it bears ledger and papers.
        let head: TakenMedium
        let facts: ArchiveFacts
        let media: [TakenMedium]
    }

    /// - Throws: `MediaRestoreProblem.missing` with the media to put in, unless every object is there.
    private func standing() throws -> Standing {
        let media = try staged.all().sorted { $0.card.at > $1.card.at }
        let head = try head(among: media)
        let facts = try ArchiveFacts(in: staged.folder(of: head.card.number), number: head.card.number)
        for (number, manifest) in facts.media {
            guard let taken = media.first(where: { $0.card.number == number }), taken.manifest != manifest else {
                continue
            }
            try staged.forget(number)
            throw MediaRestoreProblem.otherManifest(number, found: taken.manifest, promised: manifest)
        }
        var (absent, first) = (0, "")
        try eachObject(head) { place, inventory in
            if try isInPlace(place, inventory) { return }
            if try staged.object(place, inventory: inventory, among: media) != nil { return }
            if absent == 0 { first = place }
            absent += 1
        }
        if absent > 0 {
            let missing = facts.media.map(\.number).filter { number in
                !media.contains { $0.card.number == number || MediumCard.isAgain($0.card.number, of: number) }
            }
            throw missing.isEmpty
                ? MediaRestoreProblem.objectsMissing(absent, first: first)
                : MediaRestoreProblem.missing(missing, objects: absent)
        }
        return Standing(head: head, facts: facts, media: media)
    }

    private func head(among media: [TakenMedium]) throws -> TakenMedium {
        let kind = try mark()?.kind
        let whole = media.filter { $0.card.kind == kind && !$0.card.isOpenedOnly }
        // A medium written again has no more than the old one had: only with the ledger it knows of today.
        guard let newest = whole.max(by: { $0.card.knows < $1.card.knows })?.card.set else {
            throw media.isEmpty ? MediaRestoreProblem.noMedium(home.path) : MediaRestoreProblem.openedOnly
        }
        let set = try mark()?.set ?? set ?? newest
        let those = whole.filter { $0.card.set == set }
        guard let any = those.first else { throw MediaRestoreProblem.noSuchSet(set) }
        guard let head = those.first(where: \.card.hasLedger) else {
            let missing = (1...any.card.of).filter { n in !those.contains { $0.card.n == n } }
            // The last one first: it says what else is needed.
            throw MediaRestoreProblem.missing(missing.reversed().map { "\(set)-\($0)" }, objects: nil)
        }
        return head
    }

    /// Every object of the archive, as the papers list them.
    func eachObject(_ head: TakenMedium, _ body: (_ place: String, _ inventory: String) throws -> Void) throws {
        let lines = try ManifestLines(staged.folder(of: head.card.number) + "/" + ArchivePapers.objects)
        while let (hex, path) = try lines.next() {
            guard let place = StagedMedia.object(of: path) else {
                throw MediaRestoreProblem.damaged(head.card.number, path: ArchivePapers.objects, .changed)
            }
            try body(place, hex)
        }
    }

    private func isInPlace(_ place: String, _ inventory: String) throws -> Bool {
        let path = "\(home.stacks)/\(place)/inventory.json"
        return DurableFile.exists(path) ? try fileDigest(path) == inventory : false
    }

    /// The head again, after a step that stands.
    func headAgain() throws -> (head: TakenMedium, facts: ArchiveFacts, media: [TakenMedium]) {
        let media = try staged.all().sorted { $0.card.at > $1.card.at }
        let head = try head(among: media)
        return (head, try ArchiveFacts(in: staged.folder(of: head.card.number), number: head.card.number), media)
    }

    // MARK: Everything in its place

    private func assemble(_ standing: Standing) throws {
        let source = staged.folder(of: standing.head.card.number)
        var made: Set<String> = []
        func move(_ old: String, _ new: String) throws {
            let parent = DurableFile.folder(of: new)
            if made.insert(parent).inserted {
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            }
            // All of it is synced together at the end.
            try FileManager.default.moveItem(atPath: old, toPath: new)
        }
        try eachObject(standing.head) { place, inventory in
            if try isInPlace(place, inventory) { return }
            guard let old = try staged.object(place, inventory: inventory, among: standing.media) else { return }
            try move(old, home.stacks + "/" + place)
        }
        // What makes it an OCFL storage root lies beside the objects.
        for name in ["0=ocfl_1.1", "ocfl_layout.json", "extensions"]
        where DurableFile.exists("\(source)/stacks/\(name)") {
            try move("\(source)/stacks/\(name)", "\(home.stacks)/\(name)")
        }
        if DurableFile.isFolder(source + "/ledger") { try move(source + "/ledger", home.ledger) }
        try OpenFile.folder(home.path).syncFileSystem()
        try home.create()
        try DurableFile.write(Array(standing.facts.settings.yaml.utf8), to: home.settings, mode: 0o600)
        // Whatever the environment says: restored are a folder and a file.
        try DurableFile.write(Array((StoreSettings().place + "\n").utf8), to: home.storeFile)
        try home.note(database: .sqlite)
        try home.keyPlace.keep(lost: standing.facts.books)
        if !DurableFile.exists(home.signingKey) { try SigningKey.generate().save(to: home.signingKey) }
        let key = try SigningKey(from: home.signingKey).id
        // The old name and the new key: a name nobody has, where readers look for it.
        try PublicLog.beginAnew(
            home.publicLog, as: "\(standing.facts.log)/\(key.prefix(8))", beat: standing.facts.settings.ledgerBeat,
            instead: standing.facts.log, at: standing.facts.at,
            now: Clock.system(zone: standing.facts.settings.zone).now)
    }
}
