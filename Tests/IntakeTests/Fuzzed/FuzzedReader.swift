import Archive
import Bytes
import Formats
import Foundation

@testable import Intake

/// Readers of foreign bytes, and what must hold whatever the bytes are. The tests call them with seeds, `fuzz/` with anything.
///
/// Each answers what was broken, or `nil`. Losing the process is told by whoever called.
enum FuzzedReader: String, CaseIterable, Sendable {
    case zipNames = "zip-names"
    case listing = "xml-listing"
    case tables
    case codes
    case bags
    case capsules
    case asn1
    case pdfSignatures = "pdf-signatures"
    case ofdSignatures = "ofd-signatures"
    case eArk = "eark"
    case databases
    case pronom
    case identifying
    case mediaFacts = "media-facts"
    case json

    func broken(by bytes: [UInt8], in folder: String) throws -> String? {
        switch self {
        case .zipNames: try Self.zip(bytes, folder)
        case .listing: try Self.listing(bytes, folder)
        case .tables: try Self.table(bytes, folder)
        case .codes: Self.code(bytes)
        case .bags: try Self.bag(bytes, folder)
        case .capsules: try Self.capsule(bytes, folder)
        case .asn1: Self.asn1(bytes)
        case .pdfSignatures: try Self.pdfSignatures(bytes, folder)
        case .ofdSignatures: try Self.ofdSignatures(bytes, folder)
        case .eArk: try Self.eArk(bytes, folder)
        case .databases: try Self.database(bytes, folder)
        case .pronom: try Self.pronom(bytes, folder)
        case .identifying: try Self.identifying(bytes, folder)
        case .mediaFacts: try Self.mediaFacts(bytes, folder)
        case .json: Self.json(bytes)
        }
    }

    static func write(_ bytes: [UInt8], _ folder: String, _ name: String) throws -> String {
        let path = folder + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    /// No path that comes out of a ZIP leads anywhere but below; a cleaned one is clean.
    private static func zip(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let path = try write(bytes, folder, "fuzzed.zip")
        let limits = UnpackLimits(entries: 200, bytesPerEntry: 1 << 20, totalBytes: 4 << 20)
        let unpacker = Unpacker(
            limits: limits, destination: nil, packedBytes: Int64(bytes.count), stop: StopSign())
        let unpacked = try unpacker.unpack { try ZipContainer(path: path, limits: limits) }
        let paths = unpacked.listing.numbers.map(unpacked.listing.path) + unpacked.listing.folders
        for path in paths {
            guard try EntryPath.clean(path, limits: limits) == path else { return "not clean: \(path.bytes)" }
            let parts = path.components.map(\.bytes)
            let isBad =
                path.bytes.first == 47 || path.bytes.contains(0) || path.bytes.contains(92)
                || parts.contains(Array("..".utf8)) || path.bytes.count > limits.nameBytes
            if isBad { return "leads outside: \(path.bytes)" }
        }
        guard unpacked.listing.totalBytes <= limits.totalBytes + limits.bytesPerEntry else {
            return "more than allowed"
        }
        return Set(unpacked.listing.numbers.map(unpacked.listing.path)).count == unpacked.listing.count
            ? nil : "one name twice"
    }

    /// A listing is read or refused with a line that the file has.
    private static func listing(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let path = try write(bytes, folder, "fuzzed.xml")
        let lines = bytes.count { $0 == 10 } + bytes.count { $0 == 13 } + 1
        var last = 0
        do {
            try SafeXML.elements("文件", path: path) { node in
                let item = ItemList.Item(node, .transfer2012)
                guard item.line >= last, item.line <= lines else { throw Broken(what: "line \(item.line) of \(lines)") }
                last = item.line
                _ = (
                    item.elements, DateText(item.date), NumberText(item.pages),
                    SecrecyMark.mark(in: item.title, of: "题名")
                )
            }
        } catch let problem as XMLProblem {
            if let line = problem.line, line < 1 || line > lines + 1 {
                return "\(problem.code) on line \(line) of \(lines)"
            }
        } catch let broken as Broken {
            return broken.what
        }
        return nil
    }

    /// Rows come in order and within limits; headings are found or not, twice the same.
    private static func table(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let path = try write(bytes, folder, "fuzzed.table")
        let limits = TableLimits(rows: 2000, columns: 50, cellBytes: 10_000)
        do {
            for sheet in try Table.sheets(path: path).indices.prefix(3) {
                var headings: (ColumnMapping, row: Int)?
                headings = try ItemTable.headings(OpenTable(path: path), sheet: sheet, kept: [:])
                try Table.rows(path: path, sheet: sheet, limits: limits) { row in
                    guard row.cells.count <= limits.columns, row.cells.last?.isEmpty == false else {
                        throw Broken(what: "a row of \(row.cells.count) cells")
                    }
                    guard let headings, row.number > headings.row, let item = ItemList.Item(row, headings.0) else {
                        return
                    }
                    _ = (item.elements, ReferenceCode.key(of: item.code))
                }
                let again = try ItemTable.headings(OpenTable(path: path), sheet: sheet, kept: [:])
                guard headings?.row == again?.row, headings?.0 == again?.0 else {
                    return "other headings the second time"
                }
            }
        } catch let broken as Broken {
            return broken.what
        } catch is TableProblem {
            return nil
        }
        return nil
    }

    /// A code that can be read is written in one way, and that way means the same.
    private static func code(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let key = ReferenceCode.key(of: text)
        guard ReferenceCode.key(of: key) == key else { return "the key of a key is another" }
        _ = (GarbledText.original(of: text), PersonalNumber.numbers(in: text), DateText(text), NumberText(text))
        guard let code = try? ReferenceCode(parsing: text) else { return nil }
        guard let again = try? ReferenceCode(parsing: code.text) else { return "\(code.text) cannot be read" }
        guard again.text == code.text, again.isCanonical else { return "\(code.text) becomes \(again.text)" }
        return again.key == code.key && code.key == key ? nil : "\(text): key \(code.key), \(again.key) and \(key)"
    }

    struct Broken: Error { let what: String }
}
