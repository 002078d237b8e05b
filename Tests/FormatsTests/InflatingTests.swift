import Archive
import Foundation
import Glibc
import Testing

@testable import Formats

@Suite("What a ZIP holds is looked at without a library")
struct InflatingTests {
    /// The same numbers in each run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func zipped(_ contents: [[UInt8]]) throws -> (path: String, bytes: [UInt8]) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("inflating-\(UUID()).zip")
        Made.zip(contents.enumerated().map { (name: "\($0.offset)", content: $0.element) }, to: file)
        return (file.path, Array(try Data(contentsOf: file)))
    }

    private func starts(_ path: String, atMost most: Int) throws -> [[UInt8]?] {
        let file = try openForReading(path)
        defer { close(file) }
        let directory = ZipDirectory(descriptor: file)
        return directory?.entries.map { directory?.start(of: $0, atMost: most) } ?? []
    }

    @Test("stored, little and much packed: the start of each is what was put in")
    func starts() throws {
        var numbers = Numbers(state: 7)
        let random = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        let words = (0..<12_000).flatMap { _ in
            [["档", "案", "馆 ", "1912 "].randomElement(using: &numbers)!.utf8].joined()
        }
        let contents: [[UInt8]] = [
            [], [0x41], Array("短文".utf8), random, Array(words), [UInt8](repeating: 0x20, count: 100_000),
        ]
        let (path, _) = try zipped(contents)
        defer { try? FileManager.default.removeItem(atPath: path) }
        for most in [1, 1000, 65_536, 1 << 20] {
            let found = try starts(path, atMost: most)
            #expect(found.count == contents.count)
            for (content, start) in zip(contents, found) { #expect(start ?? [] == Array(content.prefix(most))) }
        }
    }

    @Test("damaged bytes give less, never a crash or more than was asked for")
    func damaged() throws {
        var numbers = Numbers(state: 11)
        let text = (0..<3000).map { "第\($0 % 97)号 " }.joined()
        let (path, bytes) = try zipped([Array(text.utf8), Array("二".utf8)])
        defer { try? FileManager.default.removeItem(atPath: path) }
        for _ in 0..<100 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                changed[Int.random(in: 0..<changed.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            try Data(changed).write(to: URL(fileURLWithPath: path))
            for start in try starts(path, atMost: 5000) { #expect((start ?? []).count <= 5000) }
        }
    }

    @Test(
        "a damaged compound file is looked at to its end, and no further",
        .enabled(if: Material.isThere, Material.missing))
    func compound() throws {
        var numbers = Numbers(state: 13)
        let files = Material.files("formats/container-skeleton", "doc", "ppt", "pub", "vsd", "hwp")
        try #require(files.count >= 5, Material.missing)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("compound-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        for file in files {
            let bytes = Array(try Data(contentsOf: file))
            for _ in 0..<10 {
                var changed = bytes
                // In the header, in the tables and in the directory: small numbers lead back into the file.
                for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                    changed[Int.random(in: 24..<changed.count, using: &numbers)] = UInt8.random(
                        in: 0...4, using: &numbers)
                }
                try Data(changed).write(to: URL(fileURLWithPath: path))
                let descriptor = try openForReading(path)
                defer { close(descriptor) }
                guard var compound = CompoundFile(descriptor: descriptor) else { continue }
                for stream in compound.streams {
                    #expect(compound.start(of: stream, atMost: 4096).count <= 4096)
                }
            }
        }
    }
}
