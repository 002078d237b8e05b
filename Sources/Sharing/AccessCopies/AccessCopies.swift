import Archive
import Bytes
import Formats
import Foundation
import Intake
import Preservation

/// Page images and pyramids of tiles, kept in the scratch area under the digest of their content (利用件): images made when
/// they are first asked for, pyramids by the copy room after a record was kept.
///
/// They may be deleted at any time. Who may see one is asked before, never here. At most `limit` are made at once, and
/// the same one only once.
actor AccessCopies {
    let scratch: Scratch
    private let workers: WorkerPool?
    private let limit: Int
    /// How many may wait; more are told to come back.
    private let queue = 200
    private var making: [String: Task<PageImage?, any Error>] = [:]
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var wished: Set<String> = []

    /// Widths that are made; others are raised to the next, so that nobody can fill the disk with sizes.
    static let widths = [200, 400, 800, 1200, 1600, 2400]

    init(scratch: Scratch, workers: WorkerPool?, limit: Int = 4) {
        self.scratch = scratch
        self.workers = workers
        self.limit = limit
    }

    /// Where the pyramid of a page is, made or not.
    private nonisolated func pyramidPath(_ page: Int, of file: KeptFile) -> String {
        let digest = file.digests.sha256.hex
        return scratch.path("access", String(digest.prefix(2)), "\(digest)-\(page).tif")
    }

    /// The pyramid of a page; `nil` where it is not made yet, or was removed.
    nonisolated func pyramid(_ page: Int, of file: KeptFile) -> TilePyramid? {
        TilePyramid(path: pyramidPath(page, of: file))
    }

    /// Makes the pyramid of a page, unless it is there.
    /// - Throws: `WorkerProblem` when it cannot be drawn.
    nonisolated func makePyramid(_ page: Int, of file: KeptFile, from stacks: Stacks, by workers: WorkerPool)
        async throws
    {
        guard pyramid(page, of: file) == nil else { return }
        let tiff = try await stacks.withFile(file) { local in
            try await workers.pyramid(path: local, name: file.name, page: page)
        }
        let path = pyramidPath(page, of: file)
        try await onFileThread {
            try DurableFile.makeFolder(DurableFile.folder(of: path))
            try DurableFile.write(tiff, to: path)
        }
    }

    /// Pages whose pyramids were asked for lately, so that turning one page a hundred times asks once.
    func isNewWish(_ page: Int, of file: KeptFile) -> Bool { isNewWish(pyramidPath(page, of: file)) }

    /// The same of anything that is made.
    func isNewWish(_ name: String) -> Bool {
        if wished.count > 10_000 { wished = [] }
        return wished.insert(name).inserted
    }

    /// Page `page` of a file, at least `width` pixels wide where that is offered; `nil` if there are no workers, or the
    /// file has no such page or no images.
    /// - Parameter webp: whether the reader's browser takes WebP.
    func page(_ page: Int, of file: KeptFile, width: Int, turn: Int, webp: Bool, from stacks: Stacks) async throws
        -> PageImage?
    {
        guard page >= 1, (0...3).contains(turn) else { return nil }
        let digest = file.digests.sha256
        let width = Self.widths.first { $0 >= width } ?? Self.widths[Self.widths.count - 1]
        let path = scratch.path(
            "access", String(digest.hex.prefix(2)), "\(digest.hex)-\(page)-\(width)" + (turn == 0 ? "" : "-\(turn)"))
        for kind in webp ? [Kind.webp] : [.png, .jpeg] {
            if DurableFile.exists(path + kind.suffix) {
                return PageImage(mime: kind.mime, bytes: try DurableFile.read(path + kind.suffix))
            }
        }
        guard let workers else { return nil }
        let work = path + (webp ? Kind.webp.suffix : "")
        if let made = making[work] { return try await made.value }
        guard waiting.count < queue else { throw SharingProblem.busy }
        let task = Task {
            defer { making[work] = nil }
            return try await make(page, of: file, width: width, turn: turn, webp: webp, at: path, workers, stacks)
        }
        making[work] = task
        return try await task.value
    }

    private func make(
        _ page: Int, of file: KeptFile, width: Int, turn: Int, webp: Bool, at path: String, _ workers: WorkerPool,
        _ stacks: Stacks
    ) async throws -> PageImage? {
        await enter()
        defer { leave() }
        let image: PageImage
        do {
            // A pyramid holds the page in smaller sizes already.
            if let pyramid = pyramid(page, of: file) {
                image = try await workers.pageImage(
                    path: pyramidPath(page, of: file), name: FileName("a.tif"), page: pyramid.level(atLeast: width) + 1,
                    width: width, turn: turn, webp: webp)
            } else {
                image = try await stacks.withFile(file) { local in
                    try await workers.pageImage(
                        path: local, name: file.name, page: page, width: width, turn: turn, webp: webp)
                }
            }
        } catch WorkerProblem.notRendered, WorkerProblem.pageImage {
            return nil
        }
        if let kind = Kind(rawValue: image.mime) {
            try DurableFile.makeFolder(DurableFile.folder(of: path))
            try DurableFile.write(image.bytes, to: path + kind.suffix)
        }
        return image
    }

    /// Removes the oldest images until at most `limit` bytes are left; how many bytes there were.
    @discardableResult
    func trim(to limit: Int64) async throws -> Int64 {
        // There may be hundreds of thousands: nobody who wants a page waits for the walk.
        let (all, removed) = try await onFileThread { [scratch] in try Self.trim(scratch, to: limit) }
        if removed { wished = [] }
        return all
    }

    private static func trim(_ scratch: Scratch, to limit: Int64) throws -> (bytes: Int64, removed: Bool) {
        var images: [(path: String, made: Date, bytes: Int64)] = []
        let folder = URL(fileURLWithPath: scratch.path("access"))
        let keys: [URLResourceKey] = [.contentModificationDateKey, .fileSizeKey, .isRegularFileKey]
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: keys)
        while let url = walk?.nextObject() as? URL {
            let facts = try url.resourceValues(forKeys: Set(keys))
            guard facts.isRegularFile == true, let bytes = facts.fileSize else { continue }
            images.append((url.path, facts.contentModificationDate ?? .distantPast, Int64(bytes)))
        }
        let all = images.reduce(0) { $0 + $1.bytes }
        var left = all
        for image in images.sorted(by: { $0.made < $1.made }) where left > limit {
            try DurableFile.removeAll(image.path)
            left -= image.bytes
        }
        return (all, left < all)
    }

    // MARK: Places of text

    /// Where the text of a page stands, made when it is first asked for and kept beside the images of the page; `nil` if there are no
    /// workers.
    func places(_ page: Int, of file: KeptFile, from stacks: Stacks) async throws -> PagePlaces? {
        guard page >= 1 else { return nil }
        let digest = file.digests.sha256.hex
        let path = scratch.path("access", String(digest.prefix(2)), "\(digest)-\(page).places")
        if DurableFile.exists(path), let kept = PagePlaces(bytes: try DurableFile.read(path)) { return kept }
        guard let workers else { return nil }
        guard waiting.count < queue else { throw SharingProblem.busy }
        await enter()
        defer { leave() }
        let places = try await stacks.withFile(file) { local in
            try await workers.places(path: local, name: file.name, page: page)
        }
        try DurableFile.makeFolder(DurableFile.folder(of: path))
        try DurableFile.write(places.bytes, to: path)
        return places
    }

    private func enter() async {
        if running < limit {
            running += 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty {
            running -= 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    private enum Kind: String {
        case png = "image/png"
        case jpeg = "image/jpeg"
        case webp = "image/webp"

        var mime: String { rawValue }
        var suffix: String {
            switch self {
            case .png: ".png"
            case .jpeg: ".jpg"
            case .webp: ".webp"
            }
        }
    }
}
