import Archive
import Bytes

/// Fetches what a bag leaves out and names in its fetch.txt, from configured sources only, into the place where its other files lie.
/// What came is a file of the package like any other: manifests judge it, workers open it.
///
/// Killed half-way, all begins anew with the unpacking: a file that is not whole has no number. Source: RFC 8493, 2.2.3, 5.2.
struct BagFetcher {
    let sources: FetchSources
    let limits: UnpackLimits
    /// Where files are written, each under its number.
    let destination: String
    let clock: Clock
    let meter: UnpackMeter

    /// Files of one bag; each is told in its report.
    private static let most = 10_000

    /// Names met so far: Swift's strings are equal when they are canonically equivalent.
    private typealias Names = Set<String>

    func fetch(_ package: UnpackedPackage) async throws -> UnpackedPackage {
        guard !sources.prefixes.isEmpty, !package.faults.contains(where: \.kind.stops),
            KnownLayouts.kind(of: package) == .bagIt
        else { return package }
        let (bag, lines) = try await onFileThread { try Self.wanted(of: package) }
        guard let list = bag.fetch, !lines.isEmpty else { return package }
        var fetched = package
        var names: Names = []
        for (number, line) in lines {
            do {
                let (path, address, promised) = try accept(line, bag, after: fetched, &names)
                let place = Int64(fetched.listing.count + 1)
                let room = limits.totalBytes - fetched.listing.totalBytes
                let came = try await sources.fetch(
                    address, to: "\(destination)/\(place)", promised: promised, limit: min(room, limits.bytesPerEntry),
                    clock: clock, told: { [meter] in meter.add(bytes: $0) })
                meter.addFile()
                fetched.listing.add(
                    path: path, rawPath: path, bytes: came.bytes,
                    digests: FileDigests(sha512: came.sha512, sha256: came.sha256, sm3: came.sm3))
                fetched.fetching.files.append(
                    FetchedFile(
                        path: path, address: line.address, bytes: came.bytes, sha256: came.sha256, at: came.at))
            } catch let fault as BagFetching.Fault {
                fetched.fetching.faults[number] = fault
            } catch let fault as FetchFault {
                fetched.fetching.faults[number] = .fault(fault)
                guard fault.isPassing else { continue }
                fetched.fetching.silent = BagFetching.Silence(
                    file: package.listing.path(list), line: number, address: line.address, reason: fault.reason)
                // Each further line would wait as long.
                break
            }
        }
        fetched.listing.seal()
        let received = Int64(package.listing.count)
        fetched.path = { [destination, path = package.path] n in n > received ? "\(destination)/\(n)" : path(n) }
        return fetched
    }

    /// The lines of fetch.txt whose files the bag does not hold; the others are for the check to judge.
    private static func wanted(of package: UnpackedPackage) throws -> (Bag, [(number: Int, line: FetchLine)]) {
        let bag = try Bag(package, prefix: package.wrapper)
        guard let n = bag.fetch else { return (bag, []) }
        let names = BagNames(bag, package.listing)
        var lines: [(Int, FetchLine)] = []
        do {
            try TagFile.lines(package.path(n), bag.encoding) { number, text, _ in
                guard lines.count <= most, let line = FetchLine(text), case .missing = names.find(line.path) else {
                    return
                }
                lines.append((number, line))
            }
        } catch is TagFile.Fault {
            // Told by the check, which reads it once more.
            return (bag, [])
        }
        return (bag, lines)
    }

    private func accept(
        _ line: FetchLine, _ bag: Bag, after fetched: UnpackedPackage, _ names: inout Names
    ) throws(BagFetching.Fault) -> (FileName, FetchAddress, promised: Int64?) {
        guard let address = FetchAddress(line.address), sources.covers(address) else { throw .notConfigured }
        guard fetched.fetching.files.count < Self.most, fetched.listing.count < limits.entries else { throw .tooMany }
        let inside = FileName(BagNames.decoded(line.path) ?? line.path)
        guard let clean = try? EntryPath.clean(inside, limits: limits) else { throw .path }
        let path = bag.prefix.map { $0 / clean } ?? clean
        guard path.bytes.starts(with: bag.payload.bytes + [UInt8(ascii: "/")]) else { throw .path }
        guard names.insert(path.display.lowercased()).inserted else { throw .twice }
        if line.length == "-" { return (path, address, nil) }
        guard let promised = Int64(line.length), promised >= 0 else { throw .promise }
        return (path, address, promised)
    }
}

extension BagFetching.Fault: Error {}

extension FetchFault {
    /// For people who look after servers.
    var reason: String {
        switch self {
        case .silent(let told): told
        case .status(let status): "HTTP \(status)"
        case .redirected(let place): place
        case .length(let promised, let found): "\(found) ≠ \(promised)"
        case .tooLarge(let limit): "> \(limit)"
        }
    }
}

/// A source gave no file that fetch.txt of a transfer names, and may give it later: the transfer waits for that.
struct FetchProblem: Explained {
    let number: String
    let silence: BagFetching.Silence

    var code: String { "intake.not-fetched" }

    var what: Words {
        Words(
            zh:
                "\(number) 的 \(silence.file.display) 第 \(silence.line) 行要取的“\(silence.address)”没有取到（\(silence.reason)）。",
            en:
                "\(silence.file.display) of \(number), line \(silence.line): \(silence.address) could not be fetched (\(silence.reason))."
        )
    }

    var next: Words {
        Words(
            zh: "请与移交单位一起查看那台服务器和网络，好了再点“重试”；移交的文件没有丢，别的移交照常检测。",
            en:
                "Look at that server and the network together with the agency, then have it tried again; nothing of the transfer is lost, and the checks of others go on."
        )
    }
}
