import Archive
import Bytes
import Foundation
import Testing

@testable import Formats
@testable import Intake

/// The one report over other people's material: a line for each kind, each wrong one with its reason.
@Suite("One report says of every kind of outside material what is judged right and wrong", .serialized)
struct MaterialReportTests {
    /// What one kind came to.
    private struct Line {
        let kind: String
        var right = 0
        /// Each wrong one, with the reason.
        var wrong: [String] = []
        /// What stands behind the numbers: faults detected and named, false alarms.
        var more = ""
        /// How many may be wrong, by the peers.
        var allowed = 0

        mutating func count(_ isRight: Bool, _ reason: @autoclosure () -> String) {
            if isRight { right += 1 } else { wrong.append(reason()) }
        }

        var text: String {
            (["\(kind): \(right) right, \(wrong.count) wrong\(more.isEmpty ? "" : "; " + more)"]
                + wrong.map { "    \($0)" }).joined(separator: "\n")
        }
    }

    private static var data: URL? { Material.root?.deletingLastPathComponent() }

    @Test("the report, every bar met", .enabled(if: Material.isThere, Material.missing))
    func report() async throws {
        try #require(Self.data != nil, Material.missing)
        let lines =
            try await transfers() + [
                try await bags(), try await eArk(), try formats("skeleton", "expected.tsv", allowed: 8),
                try formats("container-skeleton", "expected.tsv", allowed: 0),
                try formats("real", "peers.tsv", allowed: 0),
                try await ofd(), try await pdfA(), try mets(), try premis(),
            ]
        print("material report\n" + lines.map(\.text).joined(separator: "\n"))
        for line in lines {
            #expect(line.right > 0 && line.wrong.count <= line.allowed, "\(line.text)")
        }
    }

    /// Bar: all faults detected and named, no false alarm.
    private func transfers() async throws -> [Line] {
        let kinds = Set(Material.expected.map(\.kind)).sorted()
        var lines: [Line] = []
        var (detected, named, alarms, faults) = (0, 0, 0, 0)
        for kind in kinds {
            var line = Line(kind: "transfers \(kind)")
            for expected in Material.expected where expected.kind == kind {
                let report = try await Judged.shared.report(Material.path(expected.package))
                let (isRight, found, alarming) = expected.judge(report)
                faults += expected.isGood ? 0 : 1
                detected += !expected.isGood && isRight ? 1 : 0
                named += found == nil ? 0 : 1
                alarms += alarming.count
                line.count(
                    isRight && (expected.isGood || found != nil) && alarming.isEmpty && report.kind.text == kind,
                    "\(expected.package): \(report.verdict.rawValue), \(report.kind): \(report.findings.map(\.summary))"
                )
            }
            lines.append(line)
        }
        var all = Line(kind: "transfers")
        all.right = lines.reduce(0) { $0 + $1.right }
        all.wrong = lines.flatMap(\.wrong)
        all.more = "faults \(faults), detected \(detected), named \(named), false alarms \(alarms)"
        #expect(detected == faults && named == faults && alarms == 0, "\(all.text)")
        return lines + [all]
    }

    private func bags() async throws -> Line {
        var line = Line(kind: "bagit")
        for bag in ConformanceBag.all {
            let report = try await Judged.shared.report(bag.path)
            let (verdict, isRight, found) = bag.judge(report)
            line.count(isRight, "\(bag.path): \(bag.expected) expected, \(verdict) found: \(found.map(\.summary))")
        }
        return line
    }

    /// Rows that are judged otherwise on purpose count as wrong, and are allowed: each stands there with its reason.
    private func eArk() async throws -> Line {
        let outcome = try await EArkCorpus.judged.value
        var line = Line(kind: "eark")
        line.right = outcome.right
        line.wrong = outcome.explained + outcome.unexplained
        line.allowed = outcome.explained.count
        line.more = "rows of one requirement each; \(outcome.explained.count) otherwise on purpose"
        return line
    }

    private static let signatures = Result {
        let pronom = try #require(data).appendingPathComponent("pronom")
        return try PronomSignatures(
            signatures: pronom.appendingPathComponent("DROID_SignatureFile_V122.xml").path,
            containers: pronom.appendingPathComponent("container-signature-20260119.xml").path)
    }

    /// The same bars as in `PronomMaterialTests`; of real files those on which siegfried and fido agree.
    private func formats(_ folder: String, _ table: String, allowed: Int) throws -> Line {
        let place = try #require(Self.data).appendingPathComponent("formats/\(folder)")
        let text = try String(contentsOf: place.appendingPathComponent(table), encoding: .utf8)
        var line = Line(kind: "formats \(folder)")
        line.allowed = allowed
        for row in text.split(separator: "\n").dropFirst() {
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
            if table == "peers.tsv", fields[3] != "yes" { continue }
            let path = place.appendingPathComponent(fields[0]).path
            let answer = try FormatAnswer.of(
                path: path, name: FileName(path).lastComponent, by: Self.signatures.get())
            let told = answer.identification.puid ?? "nothing"
            line.count(
                told == fields[1], "\(fields[0]): \(fields[1]) expected, \(told) told by \(answer.identification.basis)"
            )
        }
        return line
    }

    private func files(_ folder: String, _ ending: String) throws -> [URL] {
        let start = try #require(Self.data).appendingPathComponent(folder)
        let paths = FileManager.default.enumerator(atPath: start.path)?.allObjects as? [String] ?? []
        return paths.sorted().map { start.appendingPathComponent($0) }.filter { $0.pathExtension == ending }
    }

    private func ofd() async throws -> Line {
        var line = Line(kind: "ofd")
        for file in try files("ofd", "ofd") {
            let facts = try await Program.workers.examine(path: file.path, name: FileName(file.lastPathComponent))
            line.count(
                facts.identification.kind == .ofd && facts.damage == nil && (facts.pages ?? 0) > 0,
                "\(file.lastPathComponent): \(facts.identification.kind), \(facts.damage?.what.en ?? "no pages")")
        }
        return line
    }

    /// What is judged here is that each opens whole and what it claims to be. Whether the claim is true (`expected.tsv`) no check judges:
    /// that takes a validator of PDF/A, which Lantai is not.
    private func pdfA() async throws -> Line {
        var line = Line(kind: "pdfa")
        let claims = Set([95, 354, 476, 477, 478, 479, 480, 481, 1910, 1911, 1912].map { "fmt/\($0)" })
        let all = try files("pdfa", "pdf")
        var claiming = 0
        for file in all {
            let facts = try await Program.workers.examine(path: file.path, name: FileName(file.lastPathComponent))
            claiming += claims.contains(facts.identification.puid ?? "") ? 1 : 0
            line.count(
                facts.identification.kind == .pdf && facts.damage == nil && (facts.pages ?? 0) > 0,
                "\(file.lastPathComponent): \(facts.damage?.what.en ?? "no pages")")
        }
        line.more =
            "\(claiming) of \(all.count) told as the PDF/A they claim to be; conformity (pass, fail) is not judged here"
        return line
    }

    /// METS of other systems is read: as many files as it names.
    private func mets() throws -> Line {
        var line = Line(kind: "mets")
        let area = try TestFolder()
        for (place, file) in try files("mets", "gz").enumerated() {
            let unpacking = Process()
            unpacking.executableURL = URL(fileURLWithPath: "/bin/gzip")
            unpacking.arguments = ["-dc", file.path]
            let pipe = Pipe()
            unpacking.standardOutput = pipe
            try unpacking.run()
            let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
            unpacking.waitUntilExit()
            let path = area.path + "/\(place).xml"
            try bytes.write(to: URL(fileURLWithPath: path))
            let named = String(decoding: bytes, as: UTF8.self).ranges(of: try Regex("<(mets:)?file[ >]")).count
            let read = try METSReading.read(
                1, in: UnpackedPackage(listing: Self.listing(path, bytes.count), faults: [], path: { _ in path }),
                folder: nil, representation: nil)
            let found = read.value?.files.count
            line.count(
                found == named,
                "\(file.lastPathComponent): \(named) files named, \(found.map { "\($0)" } ?? "not") read")
        }
        return line
    }

    private static func listing(_ path: String, _ bytes: Int) -> Listing {
        var listing = Listing()
        let digests = FileDigests(sha512: digest([], .sha512), sha256: digest([], .sha256), sm3: digest([], .sm3))
        listing.add(path: FileName("METS.xml"), rawPath: FileName("METS.xml"), bytes: Int64(bytes), digests: digests)
        listing.seal()
        return listing
    }

    /// PREMIS and EAD of another archive are read safely and are what their names say; EAD gives a title.
    private func premis() throws -> Line {
        var line = Line(kind: "premis")
        for file in try files("premis", "xml") {
            let name = file.lastPathComponent
            do {
                let root = try SafeXML.tree(path: file.path)
                let isDescription = name.contains("_ead")
                let isRight =
                    isDescription
                    ? root.name == "ead" && !EArkDescription(root).title.isEmpty
                    : ["event", "object", "agent", "premis"].contains(root.name)
                line.count(isRight, "\(name): the root is \(root.name)\(isDescription ? ", without a title" : "")")
            } catch let problem as XMLProblem {
                line.count(false, "\(name): \(problem.what.en)")
            }
        }
        return line
    }
}
