import Archive
import Foundation
import Testing

@testable import Intake

/// A good catalogue with files, spoiled in one place.
@Suite("One fault in a catalogue with files is found and named")
struct CatalogueMutationTests {
    /// Faults that an archivist must look at and that do not return the package by themselves.
    private static let looked: Set<String> = ["same-document", "same-content", "personal-data"]

    @Test("a catalogue made here is good before it is spoiled")
    func good() async throws {
        let report = try await judge(MadeCatalogue())
        #expect(report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10 && report.kind == .catalogue)
    }

    @Test("there are more than 40 of them, of nearly every check that a catalogue can fail")
    func enough() {
        #expect(CatalogueMutation.all.count >= 40)
        #expect(Set(CatalogueMutation.all.map(\.name)).count == CatalogueMutation.all.count)
        #expect(Set(CatalogueMutation.all.map(\.check)).count >= 20)
    }

    @Test("a fault", arguments: CatalogueMutation.all)
    func fault(_ mutation: CatalogueMutation) async throws {
        var catalogue = MadeCatalogue()
        let named = mutation.spoil(&catalogue)
        let report = try await judge(catalogue)
        let found = report.findings.filter { $0.check == mutation.check }
        #expect(
            found.contains { finding in named.contains(where: finding.names) },
            "\(mutation.check) names none of \(named): \(report.findings.map(\.summary))")
        if Self.looked.contains(mutation.check) {
            #expect(!found.isEmpty && report.findings(.blocking).isEmpty, "\(report.findings.map(\.summary))")
        } else {
            #expect(report.verdict == .return, "\(report.findings.map(\.summary))")
        }
        #expect(report.findings(.blocking).count <= 8, "a crowd: \(report.findings.map(\.summary))")
    }

    private func judge(_ catalogue: MadeCatalogue) async throws -> CheckReport {
        let area = try TestFolder()
        let path = area.path + "/包"
        try catalogue.package.write(to: path)
        return try await check(path)
    }
}
