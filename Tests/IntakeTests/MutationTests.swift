import Archive
import Testing

@testable import Intake

/// Good packages spoiled in one place, each by a seeded choice of record and place.
@Suite("One fault in a good package is found and named")
struct MutationTests {
    private func judge(_ package: PackageFiles, seeds: ClosedRange<UInt64>) async throws -> Int {
        var count = 0
        let whole = try TestFolder()
        try package.write(to: whole.path)
        let good = try await check(whole.path)
        try #require(good.findings(.blocking).isEmpty, "\(good.faults.map(\.summary))")
        for (place, mutation) in Mutation.all.enumerated() {
            for seed in seeds {
                let mutant = mutation.applied(to: package, seed: seed * 1000 + UInt64(place))
                let folder = try TestFolder()
                try mutant.files.write(to: folder.path)
                let report = try await check(folder.path)
                #expect(report.verdict == .return, "\(mutant.name) (seed \(seed)): \(report.findings.map(\.summary))")
                #expect(
                    mutant.named.contains(where: report.names),
                    "\(mutant.name) (seed \(seed)) names none of \(mutant.named): \(report.faults.map(\.summary))")
                count += 1
            }
        }
        return count
    }

    @Test("a package made here is good before it is spoiled")
    func good() async throws {
        let folder = try TestFolder()
        try Built.package().write(to: folder.path)
        let report = try await check(folder.path)
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10 && report.kind == .transfer2022)
    }

    @Test("more than 40 faults in a package made here, each found and named")
    func made() async throws {
        #expect(Mutation.all.count >= 40)
        let count = try await judge(Built.package(), seeds: 1...1)
        print("mutants of the made package: \(count), all found and named unless told otherwise")
    }

    @Test("the same faults in a real good package", .enabled(if: Material.isThere, Material.missing))
    func real() async throws {
        try #require(Material.root != nil, Material.missing)
        // One sequence of it: enough records for gaps, few enough to be checked sixty times.
        var package = try PackageFiles(folder: Material.path("good-dat93-200"))
        let others = package.victims.filter { !$0.code.contains("·2019-Y-") }
        for victim in others {
            package.remove(below: victim.folder)
            package.removeEntry(victim.code)
        }
        let codes = package.victims.map(\.code)
        package.replace(
            "起止档号：X013-WS·1990-D10-BGS-0001至X013-WS·2024-D10-BGS-0001", with: "起止档号：\(codes[0])至\(codes[1])",
            in: PackageFiles.notes)
        package.renumber()
        package.register(records: codes.count)
        let count = try await judge(package, seeds: 1...1)
        print("mutants of a real package: \(count), all found and named unless told otherwise")
    }
}
