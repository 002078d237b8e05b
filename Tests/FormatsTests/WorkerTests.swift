import Archive
import Foundation
import Testing

@testable import Formats

@Suite("Workers keep foreign files out of the house")
struct WorkerTests {
    @Test("a worker shuts itself in before it reads anything")
    func isolation() async throws {
        try await withWorkers { pool in
            let isolation = try await pool.probe()
            #expect(isolation.isSound, "refused: \(isolation.refused)")
            #expect(pool.isolation == isolation && pool.processes.count == 1)
        }
    }

    @Test("a text comes back")
    func text() async throws {
        try await withFolder { folder in
            let file = folder.appendingPathComponent("说明.txt")
            try Data(encode("关于档案移交的说明", as: "GB18030")).write(to: file)
            try await withWorkers { pool in
                let facts = try await pool.examine(path: file.path, name: FileName("说明.txt"))
                #expect(facts.text == ["关于档案移交的说明"] && facts.damage == nil)
                #expect(facts.identification.puid == "x-fmt/111")
            }
        }
    }
}
