import Archive
import Bytes
import Foundation
import Ledger
import Tables
import TestGround
import Testing

@testable import Intake

@Suite("What a bag leaves out is fetched from configured sources, and from nowhere else")
struct FetchTests {
    /// A server of files in a folder of its own.
    final class Server: Sendable {
        static let shared = Result { try Server() }

        let folder: String
        let port: Int

        private init() throws {
            folder = FileManager.default.temporaryDirectory.path + "/fetching-" + UUID().uuidString.prefix(8)
            port = try RunningScript.start("fetching/server.py", in: folder, ports: 1)[0]
        }

        var address: String { "http://127.0.0.1:\(port)/" }

        /// Puts a file into a folder that is named by no one else; answers the way to it.
        func put(_ bytes: [UInt8]) throws -> (prefix: String, path: String) {
            let name = String(UUID().uuidString.prefix(8))
            try FileManager.default.createDirectory(
                atPath: "\(folder)/files/\(name)", withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/files/\(name)/正文.pdf"))
            return (address + name + "/", address + name + "/正文.pdf")
        }

        /// Whether anything below `prefix` was asked for.
        func wasAsked(_ prefix: String) -> Bool {
            let asked = (try? String(contentsOfFile: folder + "/asked", encoding: .utf8)) ?? ""
            return asked.contains(prefix.dropFirst(address.count))
        }
    }

    /// A bag whose one file lies elsewhere, and the bytes of that.
    private struct Lacking {
        var files = MadeBag().sealed
        let name: String
        let bytes: [UInt8]

        init() {
            name = files.paths.filter { $0.hasSuffix(".pdf") }.sorted()[0]
            bytes = files[name]!
            files[name] = nil
        }

        func fetching(_ address: String, _ length: String? = nil) -> PackageFiles {
            var bag = files
            bag["fetch.txt"] = Array("\(address) \(length ?? "\(bytes.count)") \(name)\n".utf8)
            bag.tag()
            return bag
        }
    }

    private func judge(_ files: PackageFiles, _ prefixes: [String]) async throws -> CheckReport {
        let area = try TestFolder()
        try Data(MadeZip(files).bytes).write(to: URL(fileURLWithPath: area.path + "/包.zip"))
        var settings = IntakeSettings()
        settings.sources = FetchSources(prefixes.compactMap(FetchPrefix.init))
        return try await check(area.path + "/包.zip", settings: settings)
    }

    @Test("what is fetched is a file of the package; the report says from where, when and what it was")
    func good() async throws {
        let (server, bag) = (try Server.shared.get(), Lacking())
        let (prefix, path) = try server.put(bag.bytes)
        for length in [nil, "-"] {
            let report = try await judge(bag.fetching(path, length), [prefix])
            #expect(report.findings(.blocking).isEmpty && report.verdict != .return, "\(report.faults.map(\.summary))")
            #expect(report.records == 10 && report.files == Int64(bag.files.paths.count) + 2)
            let fetched = try #require(report.fetched.first)
            #expect(fetched.path.display == bag.name && fetched.address == path && fetched.sha256 == sha256(bag.bytes))
            #expect(fetched.bytes == Int64(bag.bytes.count) && fetched.at == testClock.now)
            #expect(report.names("fetch.txt") && CheckReport(document: report.document) == report)
        }
    }

    @Test("what comes is judged by the manifests")
    func altered() async throws {
        let (server, bag) = (try Server.shared.get(), Lacking())
        let (prefix, path) = try server.put(bag.bytes.dropLast() + [7])
        let report = try await judge(bag.fetching(path), [prefix])
        #expect(report.verdict == .return && report.fetched.count == 1)
        #expect(report.findings.contains { $0.check == "bag-digests" && $0.names(bag.name) })
    }

    @Test("a server is never asked for what no source covers; the finding names the setting")
    func notConfigured() async throws {
        let (server, bag) = (try Server.shared.get(), Lacking())
        let (prefix, path) = try server.put(bag.bytes)
        for sources in [[], [server.address + "other/", "https://127.0.0.1:\(server.port)/"]] {
            let report = try await judge(bag.fetching(path), sources)
            let finding = try #require(report.findings(.blocking).first { $0.names(path) })
            #expect(finding.line == 1 && finding.file?.display == "fetch.txt" && report.verdict == .return)
            #expect(finding.next.zh.contains("intake.fetch.sources") && report.fetched.isEmpty)
        }
        #expect(!server.wasAsked(prefix))
    }

    @Test(
        "what a server does not give is told by line and address",
        arguments: [
            ("/无.pdf", nil, "404"), ("/正文.pdf?as=moved", nil, "/正文.pdf"), ("/正文.pdf", "7", "7"),
            ("/正文.pdf", "many", "many"), ("/正文.pdf?as=short", nil, "?as=short"),
            ("/正文.pdf?as=short", "-", "?as=short"),
        ] as [(String, String?, String)])
    func notGiven(_ asked: String, _ length: String?, _ told: String) async throws {
        let (server, bag) = (try Server.shared.get(), Lacking())
        let (prefix, _) = try server.put(bag.bytes)
        let report = try await judge(bag.fetching(prefix.dropLast() + asked, length), [prefix])
        let finding = try #require(report.findings(.blocking).first { $0.names(prefix.dropLast() + asked) })
        #expect(finding.line == 1 && finding.check == "bag-complete" && finding.what.zh.contains(told))
        #expect(report.verdict == .return && report.fetched.isEmpty && report.files == Int64(bag.files.paths.count) + 1)
    }

    @Test("a file that broke off, or is larger than is taken, leaves nothing behind")
    func nothingHalf() async throws {
        let server = try Server.shared.get()
        let area = try TestFolder()
        let (prefix, path) = try server.put(Array(repeating: 7, count: 100_000))
        let sources = FetchSources([FetchPrefix(prefix)!])
        for (address, limit) in [(path + "?as=short", Int64(1) << 20), (path, 99_999)] {
            await #expect(throws: FetchFault.self) {
                _ = try await sources.fetch(
                    FetchAddress(address)!, to: area.path + "/1", promised: nil, limit: limit, clock: testClock,
                    told: { _ in })
            }
            #expect(try DurableFile.entries(of: area.path).isEmpty)
        }
        #expect(
            FetchFault.silent("").isPassing && FetchFault.status(503).isPassing && !FetchFault.status(404).isPassing)
    }

    @Test(
        "only what lies below a prefix, by whole segments and however it is written, is covered",
        arguments: [
            ("https://a.cn/移交/", "https://a.cn/移交/一.pdf", true),
            ("https://a.cn/移交", "https://A.cn:443/%E7%A7%BB%E4%BA%A4/x/y?t=1", true),
            ("https://a.cn", "https://a.cn/x", true), ("http://[::1]:8080/", "http://[::1]:8080/x", true),
            ("https://a.cn/t/", "https://a.cn/t", false), ("https://a.cn/t/", "https://a.cn/t/", false),
            ("https://a.cn/t/", "https://a.cn/t2/x", false), ("https://a.cn/t/", "http://a.cn/t/x", false),
            ("https://a.cn/t/", "https://a.cn:8443/t/x", false), ("https://a.cn/t/", "https://a.cn.b.cn/t/x", false),
            ("https://a.cn/t/", "https://a.cn@b.cn/t/x", false), ("https://a.cn/t/", "https://u:p@a.cn/t/x", false),
            ("https://a.cn/t/", "https://a.cn/t/../x", false), ("https://a.cn/t/", "https://a.cn/t/%2e%2E/x", false),
            ("https://a.cn/t/", "https://a.cn/t/%252e%252e/x", false),
            ("https://a.cn/t/", "https://a.cn/t/..%2fx", false),
            ("https://a.cn/t/", "https://a.cn/t/.%5C../x", false), ("https://a.cn/t/", "https://a.cn//t/x", false),
            ("https://a.cn/t/", "https://a.cn/t/x#y", false), ("https://a.cn/t/", "https://a.cn/t/%0d%0ax", false),
            ("https://a.cn/t/", "file:///t/x", false), ("https://a.cn/t/", "https:/a.cn/t/x", false),
        ] as [(String, String, Bool)])
    func covered(_ prefix: String, _ address: String, _ isCovered: Bool) throws {
        let sources = FetchSources([try #require(FetchPrefix(prefix))])
        #expect((FetchAddress(address).map(sources.covers) ?? false) == isCovered)
    }

    @Test("while a source is silent the transfer waits with the reason, others go on, and it is tried again at a word")
    func waits() async throws {
        let (server, bag) = (try Server.shared.get(), Lacking())
        let ((busy, silent), (prefix, path)) = (try server.put(bag.bytes), try server.put(bag.bytes))
        let sign = server.folder + "/files/" + busy.dropFirst(server.address.count) + "busy"
        try Data().write(to: URL(fileURLWithPath: sign))
        let desk = try await TestDesk(sources: FetchSources([busy, prefix].compactMap(FetchPrefix.init)))
        let waiting = try await desk.receive(bag.fetching(silent), agency: "民政局")
        let next = try await desk.receive(bag.fetching(path), agency: "民政局")
        let runner = desk.runner
        try await runner.settle()
        let parked = try #require(try await runner.parked().first)
        #expect(parked.subject == waiting.id.text && parked.code == "intake.not-fetched")
        #expect(parked.what.zh.contains(silent) && parked.what.zh.contains("第 1 行"))
        #expect(try await desk.desk.accession(waiting.id)?.state == .checking)
        #expect(try await desk.desk.accession(next.id)?.state == .awaiting)
        let staging = desk.desk.staging(next.id)
        let report = try #require(try await desk.desk.report(next.id))
        #expect(report.fetched.map(\.sha256) == [sha256(bag.bytes)])
        // The last number is that of what came last; it is in the register as any other file.
        #expect(try DurableFile.read(staging.file(report.files)) == bag.bytes)
        let rows: Query = "SELECT path FROM package_file WHERE sha256 = \(sha256(bag.bytes).hex)"
        let told = try await desk.rows(rows)
        #expect(told.now.count == 1 && told.now == told.anew)
        try FileManager.default.removeItem(atPath: sign)
        #expect(try await runner.retry(waiting.id.text) == 1)
        try await runner.settle()
        #expect(try await runner.parked().isEmpty)
        #expect(try await desk.desk.accession(waiting.id)?.state == .awaiting)
        #expect(try await desk.rows(rows).now.count == 2)
    }
}
