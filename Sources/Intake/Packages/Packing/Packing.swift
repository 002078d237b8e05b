package import Archive
import Bytes
package import Formats

/// Packs a transfer (打包): reads the agency's table and files, checks them as the desk will when they are transferred, and only then
/// writes the package.
///
/// Everything is made in `….packing` beside the package and moved to its place at the end: killed at any point, it is run again.
package struct Packing: Sendable {
    private let order: PackOrder
    private let workers: WorkerPool?
    private let settings: IntakeSettings
    private let clock: Clock
    private let progress: @Sendable (CheckProgress) async throws -> Void
    /// For all that is made on the way.
    private let area: String

    /// What came of it.
    package struct Outcome: Sendable {
        package let report: CheckReport
        /// What has to be mended, in the agency's own terms; what blocks first.
        package let faults: [PackFault]
        /// `nil`: nothing was written.
        package let written: Written?
    }

    package struct Written: Sendable {
        package let path: String
        package let records: Int64
        package let files: Int64
        package let bytes: Int64
        package let sha256: Digest
        /// Files of operating systems that were left out.
        package let leftOut: Int
    }

    /// - Throws: `PackProblem`, `TableProblem`, `CapsuleProblem`; what is wrong with the records is in the answer.
    package static func run(
        _ order: PackOrder, workers: WorkerPool?, settings: IntakeSettings = IntakeSettings(),
        clock: Clock = .system(), progress: @escaping @Sendable (CheckProgress) async throws -> Void = { _ in }
    ) async throws -> Outcome {
        guard DurableFile.isFolder(order.folder) else { throw IntakeProblem.unreadable(order.folder) }
        guard DurableFile.exists(order.table), !DurableFile.isFolder(order.table) else {
            throw IntakeProblem.unreadable(order.table)
        }
        guard !order.target.hasPrefix(order.folder + "/") else { throw PackProblem.inside(order.target) }
        guard !DurableFile.exists(order.target) else { throw PackProblem.exists(order.target) }
        let area = order.target + ".packing"
        try await onFileThread { try DurableFile.makeFolder(area, mode: 0o700) }
        let lock = try OpenFile.appending(area + "/lock", mode: 0o600)
        guard lock.tryLock() else { throw PackProblem.busy(order.target) }
        // What a killed run left.
        try await onFileThread {
            for entry in try DurableFile.entries(of: area) where entry.name != "lock" {
                try DurableFile.removeAll(area + "/" + entry.name)
            }
            for name in ["rows", "made", "unfolded"] { try DurableFile.makeFolder("\(area)/\(name)", mode: 0o700) }
        }
        defer { try? DurableFile.removeAll(area) }
        let packing = Packing(
            order: order, workers: workers, settings: settings, clock: clock, progress: progress, area: area)
        return try await packing.run()
    }

    private func run() async throws -> Outcome {
        let chosen = try await onFileThread { [order] in try PackTable.mapping(order.table, order.columns) }
        let settings = settings(chosen)
        let (input, table) = try await source()
        let reader = PackReader(
            table: table, copy: PackReader.copy(of: table, in: input.listing), format: order.format)
        // A virus scanner is asked about the package, not about the folder as well.
        var plain = settings
        plain.scanner = nil
        let first = try await check(input, plain, named: FileName(order.folder).lastComponent, reader: reader)
        let shape = try await onFileThread { [order] in
            try PackTable.read(order.table, kept: settings.mappings)
        }
        let contents = first.package.contents
        let places = PackPlaces(input, table: table, shape, contents?.list.value?.items)
        guard first.report.verdict != .return, let contents else {
            return refused(first.report, first.report.findings.map { places.fault($0) })
        }
        let records = RowsOfRecords(first.package, contents, reader)
        let agency = try sender(contents)
        let lacking = try await onFileThread { try missing(records, first.package) }
        guard lacking.isEmpty else {
            return refused(first.report, (lacking + first.report.findings).map { places.fault($0) })
        }
        let (tree, package) = try await onFileThread {
            try lay(records, contents, of: input, agency: agency, limits: settings.limits)
        }
        let known = try await onFileThread { try facts(first.package.facts, of: tree, package) }
        let second = try await check(package, settings, named: FileName(order.target).lastComponent, known: known)
        let faults = second.report.findings.map { places.fault($0, in: tree) }
        let isClean = second.report.findings.allSatisfy { $0.severity == .review || order.despiteWarnings }
        guard second.report.verdict != .return, isClean else { return refused(second.report, faults) }
        let written = try await onFileThread {
            try write(tree, records: Int64(records.count), leftOut: leftOut(input))
        }
        return Outcome(
            report: second.report, faults: faults.filter { $0.finding.severity != .review }, written: written)
    }

    private func settings(_ chosen: KeptMappings) -> IntakeSettings {
        var settings = settings
        settings.mappings.merge(chosen) { $1 }
        return settings
    }

    private func refused(_ report: CheckReport, _ faults: [PackFault]) -> Outcome {
        Outcome(report: report, faults: faults.filter { $0.finding.severity != .review }, written: nil)
    }
}

extension Packing {
    /// The agency's folder where it lies, with the table among its files, and the number of the table.
    private func source() async throws -> (UnpackedPackage, Int64) {
        let input = try await PackageUnpacking.unpack(
            path: order.folder, sort: .folder, into: "\(area)/rows", limits: settings.limits, progress: progress)
        if order.table.hasPrefix(order.folder + "/") {
            let name = FileName(String(order.table.dropFirst(order.folder.count + 1)))
            if let n = input.listing.find(name) { return (input, n) }
        }
        return try await onFileThread { [order, input] in
            var package = input
            let (found, bytes) = try digests(ofFile: order.table, Set(Unpacker.algorithms))
            let own = Unpacker.algorithms.compactMap { found[$0] }
            var name = FileName(order.table).lastComponent
            // Another file of this name in the folder is not this table.
            while package.listing.find(name) != nil { name = FileName("目录-\(name.display)") }
            package.listing.add(
                path: name, rawPath: name, bytes: bytes,
                digests: FileDigests(sha512: own[0], sha256: own[1], sm3: own[2]))
            package.listing.seal()
            let table = Int64(package.listing.count)
            let inner = input.path
            package.path = { n in n == table ? order.table : inner(n) }
            return (package, table)
        }
    }

    private func check(
        _ package: UnpackedPackage, _ settings: IntakeSettings, named name: FileName, reader: PackReader? = nil,
        known: FileFactsTable? = nil
    ) async throws -> CheckRun.Outcome {
        try await CheckRun(
            name: name, package: package, settings: settings, workers: workers, texts: nil, today: clock.today,
            held: nil, reader: reader, known: known, progress: progress
        ).run()
    }

    /// Who transfers: as was said, else as all records that say it say it.
    private func sender(_ contents: PackageContents) throws -> String {
        guard order.agency.isEmpty else { return order.agency }
        let names = Set((contents.list.value?.items ?? RowsOnDisk()).lazy.compactMap { $0.other("立档单位名称") })
        if names.count == 1, let name = names.first { return name }
        guard order.format == .bagit else { throw PackProblem.agencyMissing }
        return ""
    }

    /// What metadata must say, and neither the table nor the code does.
    private func missing(_ records: RowsOfRecords, _ package: PackageUnderCheck) throws -> [Finding] {
        guard order.format != .bagit, let table = package.contents?.list.file else { return [] }
        var findings: [Finding] = []
        try records.each { _, record in
            let values = [("保管期限", record.retention), ("年度", record.year)]
            for (name, value) in values where value?.isEmpty ?? true {
                findings.append(
                    RequiredElements().finding(
                        .blocking, file: package.path(table), element: name, line: record.item.line,
                        record: record.code.text,
                        Words(
                            zh: "表里没有写“\(name)”，档号里也看不出来。",
                            en: "The table does not say \(name), and the code does not either."),
                        Words(zh: "在表里补上这一列再打包。", en: "Fill it in in the table and pack again.")))
            }
        }
        return findings
    }

    private func leftOut(_ input: UnpackedPackage) -> Int {
        input.listing.numbers.count { Leftovers.contains(input.listing.path($0)) }
    }

    /// Lays the package out, and has it as if it had arrived.
    private func lay(
        _ records: RowsOfRecords, _ contents: PackageContents, of input: UnpackedPackage, agency: String,
        limits: UnpackLimits
    ) throws -> (PackTree, UnpackedPackage) {
        var tree = PackTree(input, area: "\(area)/made")
        let table = contents.list.file ?? 0
        let ending = input.listing.path(table).pathExtension
        // The agency's own table goes along as it is: nothing it says is lost.
        var others = contents.others.filter { !Leftovers.contains(input.listing.path($0)) }.map { n in
            let parts = input.listing.path(n).components.dropFirst()
            return (n: n, name: parts.dropFirst().reduce(parts[parts.startIndex]) { $0 / $1 })
        }
        var name = FileName("归档文件目录." + ending)
        while others.contains(where: { $0.name == name }) { name = FileName("目录-\(name.display)") }
        others.append((n: table, name: name))
        let copy = contents.copy.file
        if let copy { others.append((n: copy, name: FileName("归档文件目录." + input.listing.path(copy).pathExtension))) }
        switch order.format {
        case .dat93:
            try TransferPacking(order: order, agency: agency, records: records).lay(others, in: &tree)
        case .eep:
            let packing = CapsulePacking(order: order, agency: agency, records: records, area: "\(area)/made")
            try packing.lay(others, of: input, in: &tree)
            tree.seal()
            let package = try packing.unfold(&tree, into: "\(area)/unfolded", area: "\(area)/rows", limits: limits)
            return (tree, package)
        case .bagit:
            let payload = input.listing.numbers.filter { !Leftovers.contains(input.listing.path($0)) }.map { n in
                let path = input.listing.path(n)
                return (n: n, name: n == table || n == copy ? FileName("元数据." + path.pathExtension) : path)
            }
            try BagPacking(order: order, agency: agency).lay(payload, in: &tree)
        }
        tree.seal()
        return (tree, tree.package(in: "\(area)/rows"))
    }

    /// What is known of the agency's files, by their numbers in the package.
    private func facts(
        _ facts: FileFactsTable, of tree: PackTree, _ package: UnpackedPackage
    ) throws -> FileFactsTable {
        var known = FileFactsTable(in: package.area)
        for n in package.listing.numbers {
            guard case .source(let source?) = tree.origin(n), var found = facts[source] else { continue }
            found.identity = facts.identity(of: source)
            try known.keep(found, of: n)
        }
        return known
    }

    private func write(_ tree: PackTree, records: Int64, leftOut: Int) throws -> Written {
        let made = "\(area)/package"
        let container = try PackedContainer(made, isZIP: order.isZIP, moment: order.moment)
        let listing = tree.listing
        for n in listing.numbers where listing.source(n) == nil {
            try container.add(
                listing.path(n), bytes: listing.bytes(n), sha256: listing.digests(n).sha256, from: tree.place(n))
        }
        try container.finish()
        let (found, bytes) = try digests(ofFile: made, [.sha256])
        guard !DurableFile.exists(order.target) else { throw PackProblem.exists(order.target) }
        try DurableFile.rename(made, to: order.target)
        return Written(
            path: order.target, records: records, files: Int64(listing.received), bytes: bytes,
            sha256: found[.sha256]!, leftOut: leftOut)
    }
}
