import Archive
import Bytes

/// What a virus scanner said of the files of a package.
struct VirusScan: Sendable {
    /// Engine and signatures, as it tells them.
    private(set) var engine = ""
    private(set) var scanned: Int64 = 0
    /// Names of what it found, by the file's number.
    private(set) var infected: [Int64: String] = [:]
    /// Files larger than it takes.
    private(set) var tooLarge: [Int64] = []
    /// Why the others were not scanned.
    private(set) var stopped: ScannerProblem?

    /// Files asked for at a time: the scanner has as many cores as we, and the rest of the house needs threads too.
    private static let atOnce = 2

    /// Has every file of `package` scanned. A scanner that falls silent ends it; the answer says so.
    static func run(
        _ package: UnpackedPackage, by scanner: ScannerAddress, progress: @Sendable (Int64) async throws -> Void
    ) async throws -> VirusScan {
        var scan = VirusScan()
        let clamd = Clamd(address: scanner)
        do {
            scan.engine = try await onFileThread { try clamd.version() }
            try await withThrowingTaskGroup(of: (Int64, Clamd.Answer).self) { group in
                for (place, n) in package.listing.numbers.enumerated() {
                    if place >= Self.atOnce, let (m, answer) = try await group.next() {
                        scan.take(answer, of: m)
                        if scan.scanned % 100 == 0 { try await progress(scan.scanned) }
                    }
                    let path = package.path(n)
                    group.addTask { (n, try await onFileThread { try clamd.scan(path) }) }
                }
                for try await (m, answer) in group { scan.take(answer, of: m) }
            }
        } catch let problem as ScannerProblem {
            scan.stopped = problem
        }
        return scan
    }

    private mutating func take(_ answer: Clamd.Answer, of n: Int64) {
        switch answer {
        case .clean: scanned += 1
        case .infected(let name):
            scanned += 1
            infected[n] = name
        case .tooLarge: tooLarge.append(n)
        }
    }
}
