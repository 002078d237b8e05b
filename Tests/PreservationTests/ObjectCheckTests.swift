import Archive
import Bytes
import Foundation
import Testing

@testable import Preservation

/// The fixtures of the OCFL editors, version 1.1: each bad object is named by the codes of its faults.
@Suite(
    "OCFL objects of others are judged as the standard's editors judge them",
    .enabled(if: Outside.hasData("ocfl/1.1"), "needs the OCFL fixtures: set LANTAI_DATA"))
struct ObjectCheckTests {
    static let fixtures: [String] = {
        let folder = Outside.data.appendingPathComponent("ocfl/1.1")
        return ["good-objects", "warn-objects", "bad-objects"].flatMap { kind in
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(kind).path)
            return (names ?? []).sorted().map { "\(kind)/\($0)" }
        }
    }()

    @Test("each fixture, with its own code among the faults found", arguments: fixtures)
    func fixture(_ path: String) async throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path + "/root", withIntermediateDirectories: true)
        let object = folder.path + "/root/object"
        try FileManager.default.copyItem(
            atPath: Outside.data.appendingPathComponent("ocfl/1.1/\(path)").path, toPath: object)
        // It only keeps an empty folder in git.
        try? FileManager.default.removeItem(atPath: object + "/.keep")

        let store = try FolderStore(root: folder.path + "/root")
        let faults = try await ObjectCheck.faults(of: ByteKey("object")!, in: store, content: true)
        if path.hasPrefix("bad-objects/") {
            let codes = path.dropFirst(12).split(separator: "_").prefix { $0.wholeMatch(of: /E\d+/) != nil }
            let found = Set(faults.map(\.code))
            #expect(codes.contains { found.contains(String($0)) }, "\(path): \(faults)")
        } else {
            #expect(faults.isEmpty, "\(path)")
        }
    }

    @Test("there are fixtures to judge")
    func some() {
        #expect(Self.fixtures.count > 30)
    }
}
