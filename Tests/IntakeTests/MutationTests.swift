import Archive
import Foundation
import Testing

@testable import Intake

/// Good packages spoiled in one place, each by a seeded choice of record and place.
@Suite("One fault in a good package is found and named")
struct MutationTests {
    /// Spoils the package in every way there is, in one of the layouts, and looks whether each fault is found and named.
    private func judge(_ package: PackageFiles, as kind: PackageKind = .transfer2022, seeds: ClosedRange<UInt64>)
        async throws -> Int
    {
        var count = 0
        let whole = try TestFolder()
        try package.arranged(as: kind).write(to: whole.path)
        let good = try await check(whole.path)
        try #require(good.findings(.blocking).isEmpty, "\(good.faults.map(\.summary))")
        for (place, mutation) in Mutation.all.enumerated() where mutation.only == nil || mutation.only == kind {
            for seed in seeds {
                let mutant = mutation.applied(to: package, seed: seed * 1000 + UInt64(place))
                let folder = try TestFolder()
                try mutant.files.arranged(as: kind).write(to: folder.path)
                let report = try await check(folder.path)
                #expect(report.verdict == .return, "\(mutant.name) (seed \(seed)): \(report.findings.map(\.summary))")
                // In the other layout a record's folder lies elsewhere under the same name.
                let named = mutant.named.map { path in
                    kind == .transfer2022 ? path : path.components(separatedBy: "/").suffix(2).joined(separator: "/")
                }
                #expect(
                    named.contains(where: report.names),
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

    @Test("the same faults in a package by the rules of 2012, and those only such a package can have")
    func rulesOf2012() async throws {
        let count =
            try await judge(Built.package(), as: .transfer2012, seeds: 1...1)
            + judge(Built.package().arranged(as: .transfer2012), by: Mutation.of2012)
        #expect(count >= 40)
        print("mutants of a package by the rules of 2012: \(count), all found and named unless told otherwise")
    }

    @Test("faults of a list of volumes", .enabled(if: Material.isThere, Material.missing))
    func volumes() async throws {
        let area = try TestFolder()
        let package = try await PackageFiles(unpacking: Material.path("good-law2012-volumes.zip"), in: area.path)
        let count = try await judge(package, by: Mutation.ofVolumes)
        #expect(count == Mutation.ofVolumes.count)
    }

    private func judge(_ package: PackageFiles, by mutations: [PlainMutation]) async throws -> Int {
        for mutation in mutations {
            var files = package
            let named = mutation.spoil(&files)
            let folder = try TestFolder()
            try files.write(to: folder.path)
            let report = try await check(folder.path)
            #expect(report.verdict == .return, "\(mutation.name): \(report.findings.map(\.summary))")
            #expect(
                named.contains(where: report.names),
                "\(mutation.name) names none of \(named): \(report.faults.map(\.summary))")
        }
        return mutations.count
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
