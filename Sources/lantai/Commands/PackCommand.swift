import Archive
import ArgumentParser
import Bytes
import Formats
import Intake

/// `lantai pack`: make a transfer of a folder and a table; needs no home.
struct PackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract:
            "Pack a folder and its table as a transfer (打包): checked first, written only if clean. Needs no home.",
        discussion: """
            The table (归档文件目录, XLSX or CSV) has a row for each record; files are named by 档号 or lie in folders so named. Each fault
            is named by sheet, row and column, or by file. What blocks is never packed; warnings only with --despite-warnings.
            The same input and the same --at make the same bytes. With --modify the records whose earlier capsules are given become 修改型:
            each keeps its earlier capsule inside, byte for byte, and says when, by whom and why it was modified.
            Exit status: 0 packed · 1 could not · 3 faults were found, nothing was written.
            """)

    @Argument(help: "The folder with the files.", completion: .directory, transform: WorkingFolder.absolute)
    var folder: String
    @Option(help: "The table: XLSX or CSV.", completion: .file(), transform: WorkingFolder.absolute) var catalogue:
        String
    @Option(name: .customLong("as"), help: "dat93 (DA/T 93-2022), eep (capsules, DA/T 48-2009) or bagit (BagIt 1.0).")
    var format: PackFormat
    @Option(help: "The new package: a file that ends in .zip or .tar.", transform: WorkingFolder.absolute) var to:
        String
    @Option(help: "Who transfers (移交单位); by default as the column 立档单位名称 says.") var agency = ""
    @Option(help: "What the transfer holds (内容描述).") var about = ""
    @Option(help: "The time that stands in the package, as 2026-11-27T10:00:00; by default now.") var at: PackMoment?
    @Option(
        name: .customLong("column"),
        help: "What a column says whose heading is not a usual one, as 编码=档号. May be repeated.") var columns:
        [NamedColumn] = []
    @Option(
        help:
            "An earlier capsule of a record in the table, which is modified (修改型); only with --as eep. May be repeated.",
        completion: .file(), transform: WorkingFolder.absolute) var modify: [String] = []
    @Option(help: "Why the capsules are modified.") var reason = ""
    @Option(help: "Who modified them; by default the agency.") var by = ""
    @Flag(help: "Pack although there are warnings.") var despiteWarnings = false
    @Flag(help: "Judge as a node that may hold state secrets would.") var classified = false
    @Flag(help: "Tell once a second on standard error how far it is.") var progress = false
    @Flag(help: "Print JSON instead of sentences.") var json = false

    func validate() throws {
        guard ["zip", "tar"].contains(FileName(to).pathExtension) else {
            throw ValidationError("--to must name a file that ends in .zip or .tar.")
        }
        guard modify.isEmpty || format == .eep else { throw ValidationError("--modify is for capsules: --as eep.") }
        guard !modify.isEmpty || reason.isEmpty && by.isEmpty else {
            throw ValidationError("--reason and --by say why and by whom what --modify names is modified.")
        }
    }

    func run() async throws {
        let io = CommandIO.terminal(input: nil)
        let modification = modify.isEmpty ? nil : try Modification(capsules: modify, reason: reason, by: by)
        let workers = House.workers(count: 2)
        let line = progress ? ProgressLine() : nil
        let order = PackOrder(
            folder: folder, table: catalogue, format: format, target: to, agency: agency, about: about,
            moment: at ?? PackMoment(.system()), despiteWarnings: despiteWarnings,
            columns: Dictionary(columns.map { ($0.heading, $0.column) }, uniquingKeysWith: { first, _ in first }),
            modification: modification)
        let outcome: Packing.Outcome
        do {
            outcome = try await Packing.run(order, workers: workers, settings: IntakeSettings(classified: classified)) {
                line?.tell($0)
            }
        } catch {
            await workers.close()
            throw error
        }
        await workers.close()
        if json { io.json(outcome.json(format)) } else { outcome.print(io, table: FileName(catalogue).lastComponent) }
        if outcome.written == nil { throw ExitCode(3) }
    }
}

/// `编码=档号`
struct NamedColumn: ExpressibleByArgument {
    let heading: String
    let column: ItemColumn

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map { String($0) }
        guard parts.count == 2, let column = ItemColumn(heading: parts[1]) else { return nil }
        (heading, self.column) = (parts[0], column)
    }
}

extension PackFormat: ExpressibleByArgument {}
extension PackMoment: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Packing.Outcome {
    fileprivate func json(_ format: PackFormat) -> JSON {
        [
            "schema": 1, "as": .string(format.rawValue), "packed": .bool(written != nil),
            "path": JSON(written?.path), "records": .int(report.records), "files": JSON(written?.files),
            "bytes": JSON(written?.bytes), "sha256": JSON(written?.sha256.hex),
            "left-out": JSON(written.map { Int64($0.leftOut) }), "verdict": .string(report.verdict.rawValue),
            "faults": .array(faults.map(\.json)),
        ]
    }

    fileprivate func print(_ io: CommandIO, table: FileName) {
        for fault in faults {
            let finding = fault.finding
            let place = [finding.record, fault.place(table)[io.language], fault.file?.display].compactMap(\.self)
                .filter { !$0.isEmpty }.joined(separator: " · ")
            io.line("[\(finding.severity.words[io.language])] \(finding.label) \(place)")
            io.line("  \(finding.what[io.language])")
            io.line("  → \(finding.next[io.language])")
        }
        guard let written else {
            io.say(
                Words(
                    zh: "没有打包：有 \(faults.count) 处要改。改好后再打包一次。",
                    en: "Not packed: \(faults.count) faults are to be mended. Mend them and pack again."))
            return
        }
        io.say(
            Words(
                zh: "已打包：\(written.path)。\(written.records) 件，\(written.files) 个文件，\(written.bytes) 字节。",
                en:
                    "Packed: \(written.path). \(written.records) records, \(written.files) files, \(written.bytes) bytes."
            ))
        io.line("SHA-256 \(written.sha256.hex)")
        if written.leftOut > 0 {
            io.say(
                Words(
                    zh: "操作系统留下的 \(written.leftOut) 个文件没有打进去。",
                    en: "\(written.leftOut) files that operating systems left were not packed."))
        }
    }
}

extension PackFault {
    /// `归档文件目录.xlsx 工作表“目录” 第 5 行 F 列（日期）`
    fileprivate func place(_ table: FileName) -> Words {
        guard let sheet else { return Words(zh: "", en: "") }
        let name = table.display
        let zh = [
            name, sheet.isEmpty ? nil : "工作表“\(sheet)”", row.map { "第 \($0) 行" },
            column.map { "\($0.letter) 列（\($0.heading)）" } ?? (row == nil ? nil : finding.element.map { "“\($0)”" }),
        ]
        let en = [
            name, sheet.isEmpty ? nil : "sheet \(sheet)", row.map { "row \($0)" },
            column.map { "column \($0.letter) (\($0.heading))" } ?? (row == nil ? nil : finding.element),
        ]
        return Words(
            zh: zh.compactMap(\.self).joined(separator: " "), en: en.compactMap(\.self).joined(separator: " "))
    }
}
