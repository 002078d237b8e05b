import Archive
import Bytes

@testable import Intake

extension FuzzedReader {
    /// An E-ARK package in one file: what its METS are held against E-ARK for is told on lines of its files, twice the same.
    static func eArk(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let package = try unpacked(bytes, folder)
        guard package.listing.count > 0 else { return nil }
        let checks: [any Check] = [EArkStructure(), EArkElements(), EArkFiles(), EArkDigests()]
        return try told(checks, of: package, by: EArkReader(), folder)
    }

    /// A database in one file: no table has the rows of two files or more rows than its file has lines.
    static func database(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let package = try unpacked(bytes, folder)
        guard package.listing.count > 0 else { return nil }
        let reader = DatabaseReader()
        let contents = try reader.open(package, prefix: package.wrapper, settings: IntakeSettings())
        var used: Set<Int64> = []
        for table in contents.database?.tables ?? [] {
            guard let n = table.file else {
                guard table.counted == 0 else { return "rows without a file" }
                continue
            }
            guard package.listing.numbers.contains(n), used.insert(n).inserted else { return "one file for two tables" }
            if let lines = lines(of: package.path(n)), table.counted > lines {
                return "\(table.counted) rows in \(lines) lines"
            }
        }
        let checks: [any Check] = [DatabaseDescribed(), DatabaseTables(), DatabaseValues(), DatabaseKeys()]
        return try told(checks, of: package, by: reader, folder)
    }

    private static func told(
        _ checks: [any Check], of package: UnpackedPackage, by reader: some PackageReader, _ folder: String
    ) throws -> String? {
        func findings() throws -> [Finding] {
            let contents = try reader.open(package, prefix: package.wrapper, settings: IntakeSettings())
            let checked = PackageUnderCheck(
                name: FileName("fuzzed"), package: package, contents: contents, facts: FileFactsTable(in: folder),
                settings: IntakeSettings(), today: Day(year: 2026, month: 11, day: 23)!,
                records: RowsOnDisk(in: folder))
            var found: [Finding] = []
            for check in checks where check.applies(to: checked) {
                try check.tell(of: checked) { found.append($0) }
            }
            return found
        }
        let found = try findings()
        guard try found == findings() else { return "other findings the second time" }
        for finding in found {
            guard !finding.what.zh.isEmpty, !finding.what.en.isEmpty else { return "\(finding.check) says nothing" }
            guard let line = finding.line, let file = finding.file, let n = package.listing.find(file),
                let lines = lines(of: package.path(n))
            else { continue }
            guard (1...lines).contains(Int64(line)) else { return "\(finding.check): line \(line) of \(lines)" }
        }
        return nil
    }

    /// How many lines a file has at most (read without Foundation, which leaks a page for each file that is empty); `nil` for a workbook, whose rows say their numbers themselves.
    private static func lines(of path: String) -> Int64? {
        guard let bytes = try? DurableFile.read(path), !bytes.starts(with: "PK".utf8) else { return nil }
        return Int64(bytes.count { $0 == 10 || $0 == 13 } + 1)
    }

    /// JSON that can be read is written in one way, and that way means the same.
    static func json(_ bytes: [UInt8]) -> String? {
        guard let value = try? JSON(parsing: bytes) else { return nil }
        let written = value.canonical
        guard let again = try? JSON(parsing: written) else { return "what was written cannot be read" }
        return again == value && again.canonical == written ? nil : "written, it means another thing"
    }
}
