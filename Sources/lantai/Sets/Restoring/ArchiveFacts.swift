import Archive
import Bytes
import Ledger

/// What the papers on the last medium of a set say, read again: see `ArchivePapers`.
struct ArchiveFacts: Sendable {
    let archive: String
    let at: Instant
    /// The name of the public log.
    let log: String
    let store: String
    let database: String
    let settings: Settings
    /// The other media on which objects of the archive lie, and the SHA-512 of the manifest of each.
    let media: [(number: String, manifest: String)]
    /// Objects that had a newer version then than on any medium, and objects that were on none.
    let older: Int64
    let lacking: Int64
    /// The books of its keys, the one of then last.
    let books: [KeyBook]

    /// - Parameter folder: of the medium.
    /// - Throws: `noPapers`; `HomeProblem.newer` for those of a newer program.
    init(in folder: String, number: String) throws {
        let path = folder + "/" + ArchivePapers.facts
        guard DurableFile.exists(path), let json = try? JSON(parsing: try DurableFile.read(path)),
            json["schema"]?.string == ArchivePapers.schema, let archive = json["archive"]?.string,
            let at = json["at"]?.string.flatMap(Instant.init(text:)), let log = json["log"]?.string
        else { throw MediaRestoreProblem.noPapers(number) }
        let format = json["format"]?.int ?? 0
        guard format <= Int64(Home.format) else { throw HomeProblem.newer(folder, Int(format)) }
        (self.archive, self.at, self.log) = (archive, at, log)
        store = json["store"]?.string ?? ""
        database = json["database"]?.string ?? ""
        // Only what belongs to the archive, whatever the medium says.
        let said = (json["settings"]?.object ?? [:]).filter { ArchivePapers.settings.contains($0.key) }
        settings = try Settings(of: said.compactMap { key, value in value.string.map { (key, $0) } })
        media = (json["media"]?.array ?? []).compactMap { medium in
            guard let number = medium["number"]?.string, let manifest = medium["manifest"]?.string else { return nil }
            return (number, manifest)
        }
        older = json["older"]?.int ?? 0
        lacking = json["lacking"]?.int ?? 0
        var books: [KeyBook] = []
        while DurableFile.exists(folder + "/" + ArchivePapers.keys(books.count + 1)) {
            let text = try DurableFile.read(folder + "/" + ArchivePapers.keys(books.count + 1))
            guard let book = KeyBook(text: String(decoding: text, as: UTF8.self)) else {
                throw MediaRestoreProblem.noPapers(number)
            }
            books.append(book)
        }
        guard !books.isEmpty else { throw MediaRestoreProblem.noPapers(number) }
        self.books = books
    }
}
