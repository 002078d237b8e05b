import Archive
import Bytes
import Intake
import Testing

@testable import Preservation

@Suite("Descriptions are kept with what they describe")
struct DescribingTests {
    private func home(_ folder: TemporaryFolder) async throws -> (home: TestStacks, unit: UnitID) {
        let package = try SamplePackage(in: folder.path + "/staging", count: 1)
        let home = try await TestStacks(in: folder, package: package)
        try await home.accept()
        try await home.settle()
        return (home, .of(record: 1, in: package.accession))
    }

    @Test("each new description is a new version; the old ones and the content stay")
    func versions() async throws {
        let (home, unit) = try await home(TemporaryFolder())
        #expect(try await home.stacks.description(of: unit) == nil)
        try await home.stacks.putDescription(unit, Array("{\"a\":1}".utf8), message: "described")
        try await home.stacks.putDescription(unit, Array("{\"a\":2}".utf8), message: "corrected")
        #expect(try await home.stacks.description(of: unit) == Array("{\"a\":2}".utf8))
        #expect(try await home.stacks.holding(unit)?.version == 3)
        let place = StorageLayout.place(of: unit)
        #expect(
            try await home.store.bytes(of: place / "v2/content/metadata/description.json") == Array("{\"a\":1}".utf8))
        #expect(try await home.keys().filter { $0.hasPrefix(place.text + "/v3/content") }.count == 1)
        #expect(try await ObjectCheck.faults(of: place, in: home.store, content: true).isEmpty)
    }

    @Test("the same description again is no new version; going back to an older one keeps its bytes once")
    func unchanged() async throws {
        let (home, unit) = try await home(TemporaryFolder())
        let (first, second) = (Array("{\"a\":1}".utf8), Array("{\"a\":2}".utf8))
        for json in [first, first, second, first, first] {
            try await home.stacks.putDescription(unit, json, message: "described")
        }
        #expect(try await home.stacks.holding(unit)?.version == 4)
        #expect(try await home.stacks.description(of: unit) == first)
        let place = StorageLayout.place(of: unit)
        #expect(try await home.keys().filter { $0.hasPrefix(place.text + "/v4/content") }.isEmpty)
        #expect(try await ObjectCheck.faults(of: place, in: home.store, content: true).isEmpty)
    }

    @Test("a catalogue node gets an object of its own, and is no holding")
    func node() async throws {
        let home = try await TestStacks()
        let fonds = UnitID.new(at: TestStacks.noon)
        try await home.stacks.putDescription(fonds, Array("{}".utf8), message: "described")
        #expect(try await home.stacks.description(of: fonds) == Array("{}".utf8))
        #expect(try await home.stacks.holding(fonds) == nil)
        #expect(try await home.objects() == [StorageLayout.place(of: fonds)])
    }

    @Test("many at once, each unit by its last word")
    func many() async throws {
        let home = try await TestStacks()
        let units = (0..<450).map { _ in UnitID.new(at: TestStacks.noon) }
        let batch = units.flatMap { unit in
            [1, 2].map { DescriptionToKeep(unit: unit, json: Array("{\"n\":\($0)}".utf8), message: "drafted") }
        }
        try await home.stacks.putDescriptions(batch)
        #expect(try await home.objects().count == 450)
        for unit in units { #expect(try await home.stacks.description(of: unit) == Array("{\"n\":2}".utf8)) }
    }

    @Test("nothing is added to an object that is damaged")
    func damaged() async throws {
        let (home, unit) = try await home(TemporaryFolder())
        let inventory = home.root + "/" + StorageLayout.place(of: unit).text + "/v1/inventory.json"
        try DurableFile.write(Array("{}".utf8), to: inventory)
        let problem = await #expect(throws: PreservationProblem.self) {
            try await home.stacks.putDescription(unit, Array("{}".utf8), message: "described")
        }
        #expect(problem == .damaged(unit, path: "v1/inventory.json"))
    }
}
