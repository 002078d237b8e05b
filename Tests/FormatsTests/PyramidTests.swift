import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Pages become pyramids of tiles, each tile a JPEG of its own")
struct PyramidTests {
    /// The pyramid of a page of the file at `path`, as a file in `folder`.
    private func pyramid(_ file: URL, page: Int = 1, in folder: URL, _ pool: WorkerPool) async throws -> TilePyramid? {
        let tiff = try await pool.pyramid(path: file.path, name: FileName(file.lastPathComponent), page: page)
        let path = folder.appendingPathComponent("pyramid.tif").path
        try Data(tiff).write(to: URL(fileURLWithPath: path))
        return TilePyramid(path: path)
    }

    /// What a worker says of a tile.
    private func facts(_ tile: [UInt8]?, in folder: URL, _ pool: WorkerPool) async throws -> DocumentFacts {
        let file = folder.appendingPathComponent("tile.jpg")
        try Data(try #require(tile)).write(to: file)
        return try await pool.examine(path: file.path, name: FileName("tile.jpg"))
    }

    @Test("a picture as large as it is, a page of letters at 200 dots an inch; every tile can be read alone")
    func sizes() async throws {
        try await withFolder { folder in
            let (tiff, pdf) = (folder.appendingPathComponent("a.tif"), folder.appendingPathComponent("a.pdf"))
            try Data(Made.tiff(width: 700, height: 500, rows: 500)).write(to: tiff)
            try Data(Made.pdf(pages: ["one", "two"])).write(to: pdf)
            try await withWorkers { pool in
                let picture = try #require(try await pyramid(tiff, in: folder, pool))
                #expect(
                    picture.levels.map(\.width) == [700, 350, 175] && picture.levels.map(\.height) == [500, 250, 125])
                for (number, level) in picture.levels.enumerated() {
                    for row in 0..<level.rows {
                        for column in 0..<level.columns {
                            let facts = try await facts(
                                picture.tile(level: number, column: column, row: row), in: folder, pool)
                            #expect(facts.identification.kind == .jpeg && facts.damage == nil)
                            #expect(facts.picture?.width == 256 && facts.picture?.height == 256)
                        }
                    }
                    #expect(picture.tile(level: number, column: level.columns, row: 0) == nil)
                    #expect(picture.tile(level: number, column: 0, row: -1) == nil)
                }
                #expect(picture.tile(level: 3, column: 0, row: 0) == nil)
                #expect([100, 175, 176, 351, 900].map(picture.level(atLeast:)) == [2, 2, 1, 0, 0])

                let page = try #require(try await pyramid(pdf, page: 2, in: folder, pool))
                #expect(page.levels.first?.width == 1653 && page.levels.first?.height == 2339)
                #expect(page.levels.last.map { $0.width <= 256 && $0.height <= 256 } == true)
                let problem = await #expect(throws: WorkerProblem.self) {
                    try await pool.pyramid(path: pdf.path, name: FileName("a.pdf"), page: 3)
                }
                #expect(problem?.code == "formats.page-image")
            }
        }
    }

    @Test("a sheet of more than a hundred million pixels is made smaller, within the memory a worker has")
    func large() async throws {
        try await withFolder { folder in
            let tiff = folder.appendingPathComponent("a.tif")
            try Data(Made.tiff(width: 12_000, height: 9_000, rows: 9_000)).write(to: tiff)
            try await withWorkers { pool in
                let whole = try #require(try await pyramid(tiff, in: folder, pool)?.levels.first)
                #expect((11_500...11_550).contains(whole.width) && (8_620...8_665).contains(whole.height))
            }
        }
    }

    @Test("a picture that breaks off has no pyramid, and its worker lives to say so")
    func broken() async throws {
        try await withFolder { folder in
            let (tiff, photograph) = (folder.appendingPathComponent("a.tif"), folder.appendingPathComponent("a.jpg"))
            try Data(Made.tiff(width: 900, height: 700, rows: 700)).write(to: tiff)
            try await withWorkers { pool in
                let jpeg = try await pool.pageImage(path: tiff.path, name: FileName("a.tif"), page: 1, width: 900).bytes
                try Data(jpeg.prefix(jpeg.count * 2 / 5)).write(to: photograph)
                // In memory, and too large for that.
                let large = folder.appendingPathComponent("large.tif")
                try Data(Made.tiff(width: 8_000, height: 6_000, rows: 3_000)).write(to: large)
                for file in [photograph, large] {
                    let problem = await #expect(throws: WorkerProblem.self) {
                        try await pool.pyramid(path: file.path, name: FileName(file.lastPathComponent), page: 1)
                    }
                    #expect(
                        problem?.what.zh.contains("图像已损坏") == true,
                        "\(file.lastPathComponent): \(problem?.what.zh ?? "")")
                }
                #expect(try await pyramid(tiff, in: folder, pool) != nil)
            }
        }
    }

    @Test("a photograph that lies is put upright, as its camera says")
    func orientation() async throws {
        try await withFolder { folder in
            let (tiff, photograph) = (folder.appendingPathComponent("a.tif"), folder.appendingPathComponent("a.jpg"))
            try Data(Made.tiff(width: 640, height: 300, rows: 300)).write(to: tiff)
            try await withWorkers { pool in
                let jpeg = try await pool.pageImage(path: tiff.path, name: FileName("a.tif"), page: 1, width: 640).bytes
                // An Exif block with one entry, orientation 6: a quarter to the right.
                let exif: [UInt8] =
                    Array("Exif\0\0II*\0".utf8) + [
                        8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
                    ]
                let head: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif
                try Data(head + jpeg.dropFirst(2)).write(to: photograph)
                let whole = try #require(try await pyramid(photograph, in: folder, pool)?.levels.first)
                #expect(whole.width == 300 && whole.height == 640)
            }
        }
    }

    @Test("page images are turned by quarters", arguments: 0...3)
    func turned(turn: Int) async throws {
        try await withFolder { folder in
            let (tiff, pdf) = (folder.appendingPathComponent("a.tif"), folder.appendingPathComponent("a.pdf"))
            try Data(Made.tiff(width: 400, height: 200, rows: 200)).write(to: tiff)
            try Data(Made.pdf(pages: ["one"])).write(to: pdf)
            try await withWorkers { pool in
                for (file, upright) in [(tiff, [400, 200]), (pdf, [400, 567])] {
                    let image = try await pool.pageImage(
                        path: file.path, name: FileName(file.lastPathComponent), page: 1, width: 400, turn: turn)
                    let picture = try #require(try await facts(image.bytes, in: folder, pool).picture)
                    let size = [picture.width, picture.height]
                    #expect(size == (turn % 2 == 0 ? upright : upright.reversed()), "\(file.lastPathComponent)")
                }
            }
        }
    }

    @Test("a pyramid with changed bytes is read without harm, whatever its numbers say")
    func mutants() async throws {
        try await withFolder { folder in
            let tiff = folder.appendingPathComponent("a.tif")
            try Data(Made.tiff(width: 600, height: 300, rows: 300)).write(to: tiff)
            let path = folder.appendingPathComponent("pyramid.tif").path
            try await withWorkers { pool in _ = try await pyramid(tiff, in: folder, pool) }
            let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
            var generator = SeededGenerator(state: 5)
            for _ in 0..<300 {
                var bytes = whole
                for _ in 0..<40 {
                    // Directories stand at the end of the file and its head at the beginning: numbers, not pictures.
                    let place =
                        Bool.random(using: &generator)
                        ? Int.random(in: 0..<8, using: &generator)
                        : Int.random(in: (bytes.count / 2)..<bytes.count, using: &generator)
                    bytes[place] = .random(in: 0...255, using: &generator)
                }
                try Data(bytes.prefix(.random(in: 0...bytes.count, using: &generator))).write(
                    to: URL(fileURLWithPath: path))
                guard let pyramid = TilePyramid(path: path) else { continue }
                for level in pyramid.levels.indices { _ = pyramid.tile(level: level, column: 0, row: 0) }
            }
            #expect(TilePyramid(path: folder.path) == nil && TilePyramid(path: path + ".none") == nil)
        }
    }

    @Test("real scans and documents, all their pages", .enabled(if: Material.isThere, Material.missing))
    func material() async throws {
        let files =
            Material.files("transfers", "tif", "jpg") + Material.files("transfers/good-dat93-200", "pdf").prefix(3)
            + Material.files("pdfa/PDF_A-2b", "pdf").prefix(3) + Material.files("ocr", "jpg", "png")
        try #require(!files.isEmpty, Material.missing)
        try await withFolder { folder in
            try await withWorkers { pool in
                for file in files {
                    let facts = try await pool.examine(path: file.path, name: FileName(file.lastPathComponent))
                    for page in 1...max(1, facts.pages ?? 1) {
                        let pyramid = try #require(
                            try await pyramid(file, page: page, in: folder, pool), "\(file.path)")
                        if let picture = facts.picture, page == 1 {
                            #expect(pyramid.levels.first?.width == picture.width, "\(file.path)")
                        }
                        let last = pyramid.levels.count - 1
                        let tile = try await self.facts(pyramid.tile(level: last, column: 0, row: 0), in: folder, pool)
                        #expect(tile.damage == nil && tile.picture?.width == 256, "\(file.path)")
                    }
                }
            }
        }
    }
}
