import Archive
import Foundation
import Testing

@testable import Formats

@Suite("It is known where the text of a page stands, across and from above")
struct PagePlacesTests {
    private func places(_ pdf: [UInt8], page: Int = 1) async throws -> PagePlaces {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("a.pdf")
            try Data(pdf).write(to: file)
            return try await withWorkers { pool in
                try await pool.places(path: file.path, name: FileName("a.pdf"), page: page)
            }
        }
    }

    @Test("a line of Chinese is one run with its box; 24 points at 72, 700 of a sheet of 595 by 842")
    func across() async throws {
        let places = try await places(Made.chinesePDF(pages: ["档案卷宗"]))
        // 842 / 595 of the width.
        #expect(abs(places.height - 14_151) <= 1)
        let run = try #require(places.runs.first)
        #expect(places.runs.count == 1 && run.text == "档案卷宗" && !run.isVertical && run.endsLine)
        #expect(abs(run.x - 72 * 10_000 / 595) < 20)
        #expect(abs(run.width - 4 * 24 * 10_000 / 595) < 40)
        // The baseline is 142 points below the upper edge; the letters stand on it.
        let base = 142 * 10_000 / 595
        #expect(run.y < base && run.y + run.height > base - 100 && run.height < 30 * 10_000 / 595)
    }

    @Test("a line from above is one run, as wide as a character and as long as the line")
    func above() async throws {
        let places = try await places(Made.chinesePDF(pages: ["竖排的文字"], isVertical: true))
        let run = try #require(places.runs.first)
        #expect(places.runs.count == 1 && run.text == "竖排的文字" && run.isVertical)
        #expect(run.height > 4 * run.width)
    }

    @Test("a page without text, a page that is not there and a file that is no PDF have none")
    func none() async throws {
        #expect(try await places(Made.pdf(pages: [""])).runs == [])
        #expect(try await places(Made.pdf(pages: ["one"]), page: 9).runs == [])
        #expect(try await places(Array("no PDF".utf8)).runs == [])
    }

    @Test("what is kept is read again; anything else is not, however near it comes")
    func kept() throws {
        let run = PagePlaces.Run(
            text: "甲\n", x: -3, y: 0, width: 10, height: 1, isVertical: true, endsLine: false)
        let places = PagePlaces(height: 14_142, runs: [run, run])
        let bytes = places.bytes
        #expect(PagePlaces(bytes: bytes) == places)
        for count in 0..<bytes.count { #expect(PagePlaces(bytes: Array(bytes.prefix(count))) == nil) }
        #expect(PagePlaces(bytes: bytes + [0]) == nil)
        #expect(PagePlaces(bytes: [2] + bytes.dropFirst()) == nil)
        let wide = PagePlaces(
            height: 1,
            runs: [
                PagePlaces.Run(
                    text: "a", x: 0, y: 0, width: 2_000_000, height: 1, isVertical: false, endsLine: true)
            ])
        #expect(PagePlaces(bytes: wide.bytes) == nil)
    }

    @Test("pages come as WebP to who wants them: letters smaller than PNG, of the same size in pixels")
    func webp() async throws {
        try await withFolder { folder in
            let (pdf, tiff) = (folder.appendingPathComponent("a.pdf"), folder.appendingPathComponent("a.tif"))
            try Data(Made.chinesePDF(pages: ["档案卷宗"])).write(to: pdf)
            try Data(Made.tiff(width: 700, height: 500, rows: 500)).write(to: tiff)
            try await withWorkers { pool in
                for file in [pdf, tiff] {
                    let name = FileName(file.lastPathComponent)
                    let plain = try await pool.pageImage(path: file.path, name: name, page: 1, width: 400, turn: 1)
                    let webp = try await pool.pageImage(
                        path: file.path, name: name, page: 1, width: 400, turn: 1, webp: true)
                    #expect(webp.mime == "image/webp" && webp.bytes.count < plain.bytes.count)
                    #expect(webp.bytes.starts(with: "RIFF".utf8) && webp.bytes[8..<12].elementsEqual("WEBP".utf8))
                }
            }
        }
    }
}
