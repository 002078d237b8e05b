import Appraisal
import Archive
package import Bytes
import Catalogue
package import Formats
import Intake
import Preservation
import Tables

/// A file on its way to a reader.
package struct FileToRead: Sendable {
    package let file: PublicFile
    /// The bytes asked for, in order.
    package let bytes: ByteStream
}

extension ReadingRoom {
    /// File `n` of a record published with its full text; `nil` for anything else.
    package func file(publicID: String, n: Int, range: Range<Int64>? = nil) async throws -> FileToRead? {
        guard let (unit, kept) = try await kept(publicID, n, at: .text) else { return nil }
        return FileToRead(file: PublicFile(kept, code: unit.code), bytes: stacks.read(kept, range: range))
    }

    /// The image of a page (from 1) of file `n`, of a record published with images or more; `nil` for anything else.
    /// - Parameters:
    ///   - turn: quarters clockwise, 0 to 3.
    ///   - webp: whether the reader's browser takes WebP.
    package func pageImage(
        publicID: String, n: Int, page: Int, width: Int = 1200, turn: Int = 0, webp: Bool = false
    ) async throws -> PageImage? {
        guard let (_, kept) = try await kept(publicID, n, at: .image) else { return nil }
        guard let image = try await copy(of: kept, page: page, width: width, turn: turn, webp: webp) else { return nil }
        // Drawing takes its time, and may wait for others: what was taken back meanwhile is not sent.
        return try await self.kept(publicID, n, at: .image) == nil ? nil : image
    }

    /// A tile of a page of file `n`, of a record published with images or more; `nil` for anything else, and while the page
    /// has no pyramid.
    package func tile(publicID: String, n: Int, page: Int, level: Int, column: Int, row: Int) async throws -> [UInt8]? {
        guard let (_, kept) = try await kept(publicID, n, at: .image) else { return nil }
        return copies.pyramid(page, of: kept)?.tile(level: level, column: column, row: row)
    }

    /// Where the text of a page of file `n` stands on its image, of a record published with its full text; `nil` for anything else.
    package func places(publicID: String, n: Int, page: Int) async throws -> PagePlaces? {
        guard let (_, kept) = try await kept(publicID, n, at: .text) else { return nil }
        guard let places = try await self.places(of: kept, page: page) else { return nil }
        // As with images: what was taken back meanwhile is not sent.
        return try await self.kept(publicID, n, at: .text) == nil ? nil : places
    }

    /// To be asked for a file whose text may be read.
    func places(of kept: KeptFile, page: Int) async throws -> PagePlaces? {
        guard kept.format?.mime == PublicFile.placed, Int64(page) <= max(1, kept.pages ?? 1) else { return nil }
        return try await copies.places(page, of: kept, from: stacks)
    }

    /// The sizes of a page that there are tiles of, from the whole down; `nil` where there are none. To be asked for a file
    /// that may be seen.
    func tiles(of kept: KeptFile, page: Int) -> PageTiles? {
        copies.pyramid(page, of: kept).map { pyramid in
            PageTiles(levels: pyramid.levels.map { PageTiles.Level(width: $0.width, height: $0.height) })
        }
    }

    /// Removes the oldest page images until at most `limit` bytes are left: they are made again when asked for. The
    /// steward calls it now and then, so that nobody fills the disk by turning pages.
    /// - Returns: How many bytes there were.
    @discardableResult
    package func trimCopies(to limit: Int64) async throws -> Int64 { try await copies.trim(to: limit) }

    func copy(of kept: KeptFile, page: Int, width: Int, turn: Int, webp: Bool) async throws -> PageImage? {
        guard kept.format.map({ PublicFile.showsPages($0.mime) }) ?? false else { return nil }
        var image = try await copies.page(page, of: kept, width: width, turn: turn, webp: webp, from: stacks)
        if image == nil, webp {
            // The system's own library may have been made without WebP.
            image = try await copies.page(page, of: kept, width: width, turn: turn, webp: false, from: stacks)
        }
        if image != nil, copies.pyramid(page, of: kept) == nil, await copies.isNewWish(page, of: kept) {
            let wish = CopyPiece(
                unit: kept.unit, file: kept.n, firstPage: Int64(page), pages: 1, accession: "", tries: 0)
            let now = clock.now
            try await database.write { tx in try wish.enter(.wished, at: now, in: tx) }
        }
        return image
    }

    func kept(_ publicID: String, _ n: Int, at level: PublicationLevel) async throws -> (
        ArchivalUnit, KeptFile
    )? {
        guard PublicID.isWellFormed(publicID) else { return nil }
        readers.came(at: clock.now)
        let today = clock.today
        return try await database.read { [self] tx in
            guard let (unit, right) = try published(publicID, on: today, in: tx), right.level >= level,
                let file = try unit.holding.flatMap({ try stacks.holding($0, in: tx) })?.files.first(where: {
                    $0.n == Int64(n)
                })
            else { return nil }
            return (unit, file)
        }
    }
}

/// The sizes of a page in tiles of 256 pixels, from the whole down; each half of the one before.
package struct PageTiles: Hashable, Sendable {
    package struct Level: Hashable, Sendable {
        package let width: Int
        package let height: Int
    }

    package let levels: [Level]
}

extension PublicFile {
    init(_ kept: KeptFile, code: String) {
        let mime = kept.format?.mime ?? "application/octet-stream"
        let ending = kept.name.pathExtension
        let plain =
            !ending.isEmpty && ending.utf8.count <= 5
            && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        self.init(
            n: Int(kept.n), role: kept.role.words, name: "\(code)-\(kept.n)" + (plain ? "." + ending : ""), mime: mime,
            format: kept.format.map(Self.named) ?? "",
            bytes: kept.bytes, pages: kept.pages.map(Int.init), digest: kept.digests.sha256,
            hasImages: Self.showsPages(mime))
    }

    /// A format with its version, which many names of PRONOM already end with: `Acrobat PDF 1.3`.
    static func named(_ format: FileFormat) -> String {
        guard let version = format.version, !version.isEmpty, !format.name.hasSuffix(" " + version) else {
            return format.name
        }
        return format.name + " " + version
    }

    /// The format of whose text it is known where it stands.
    static let placed = "application/pdf"

    /// The formats whose pages the workers can draw.
    static func showsPages(_ mime: String) -> Bool {
        ["application/pdf", "image/tiff", "image/jpeg", "image/png"].contains(mime)
    }
}
