import Archive
import Bytes
import Foundation
import Intake
import Testing

@testable import Preservation

@Suite("A record is exported as a bag")
struct ExportTests {
    private func export(_ contents: [(name: FileName, bytes: [UInt8])]) async throws -> (
        home: TestStacks, bag: String, unit: UnitID
    ) {
        let folder = try TemporaryFolder()
        let package = try SamplePackage(in: folder.path + "/staging", records: [contents])
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        let unit = UnitID.of(record: 1, in: package.accession)
        try await home.stacks.putDescription(unit, Array("{\"题名\":\"甲\"}".utf8), message: "described")
        try await home.stacks.export(unit, to: folder.path + "/bag")
        return (home, folder.path + "/bag", unit)
    }

    @Test("content and transfer metadata under their original names, descriptions as tag files")
    func names() async throws {
        let (home, bag, _) = try await export([
            (FileName("0001正文.pdf"), [1, 2]), (FileName("附件/表 1.xlsx"), [3]),
        ])
        let files = try FileManager.default.subpathsOfDirectory(atPath: bag).sorted()
        #expect(
            files == [
                "bag-info.txt", "bagit.txt", "data", "data/0001正文.pdf", "data/电子档案元数据.XML", "data/附件",
                "data/附件/表 1.xlsx", "manifest-sha256.txt", "manifest-sha512.txt", "metadata",
                "metadata/description.json", "metadata/payload.json", "metadata/premis.xml", "metadata/record.json",
                "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
            ])
        #expect(try DurableFile.read(bag + "/data/附件/表 1.xlsx") == [3])
        #expect(try DurableFile.read(bag + "/metadata/description.json") == Array("{\"题名\":\"甲\"}".utf8))
        withExtendedLifetime(home) {}
    }

    @Test(
        "bagit-python accepts it, odd names included", .enabled(if: Outside.hasPython, "run script/test-tools"),
        arguments: [
            ["0001正文.pdf"], ["百分号 100%.txt", "a%0Ab.txt"], ["换行\n名.txt"], [String(repeating: "长", count: 100) + ".pdf"],
            ["../../逃逸.txt"], ["a", "a/b", "a/b/c"], [" 前后空格 .txt "],
        ])
    func accepted(_ names: [String]) async throws {
        let (home, bag, _) = try await export(names.enumerated().map { (FileName($1), [UInt8($0), 7]) })
        let said = Outside.validateBag(bag)
        #expect(said.status == 0, "\(said.output)")
        let payload = try FileManager.default.subpathsOfDirectory(atPath: bag + "/data").filter {
            !DurableFile.isFolder(bag + "/data/" + $0)
        }
        #expect(payload.count == names.count + 1, "every file has a place of its own")
        withExtendedLifetime(home) {}
    }

    @Test("a damaged record gives no bag")
    func damaged() async throws {
        let (home, bag, unit) = try await export([(FileName("0001正文.pdf"), [1, 2])])
        let file = home.root + "/" + StorageLayout.place(of: unit).text + "/v1/content/data/1"
        try DurableFile.write([1, 3], to: file)
        await #expect(throws: PreservationProblem.damaged(unit, path: "v1/content/data/1")) {
            try await home.stacks.export(unit, to: bag + "2")
        }
        #expect(!DurableFile.exists(bag + "2"))
    }

    @Test("a path in use, and a unit that is not kept, are refused")
    func refused() async throws {
        let (home, bag, unit) = try await export([(FileName("0001正文.pdf"), [1, 2])])
        await #expect(throws: PreservationProblem.exportExists(path: bag)) {
            try await home.stacks.export(unit, to: bag)
        }
        let other = UnitID.new(at: TestStacks.noon)
        await #expect(throws: PreservationProblem.unknown(other)) { try await home.stacks.export(other, to: bag + "3") }
    }
}
