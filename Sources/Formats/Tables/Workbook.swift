import Glibc

/// A spreadsheet in Office Open XML (XLSX), read row by row as a person sees it. Source: ECMA-376, part 1, 18.
struct Workbook {
    struct Sheet: Hashable {
        let name: String
        fileprivate let path: String
    }

    /// In order, without hidden ones.
    let sheets: [Sheet]
    private let package: OfficePackage
    private let strings: SharedStrings
    private let formats: CellFormats

    /// A sheet of a million rows unpacks to some hundred megabytes of XML, which is never held whole.
    private static let limits = XMLLimits(bytes: 1 << 30, depth: 64, elements: 100_000_000)

    /// - Throws: `TableProblem`
    init(path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw TableProblem.unreadable(system: errno) }
        defer { close(file) }
        self = try TableProblem.translating { try Workbook(package: OfficePackage(archive: try ZipArchive(file))) }
    }

    /// - Throws: `Broken`, `ZipArchive.Locked`
    init(package: OfficePackage) throws {
        self.package = package
        let targets = try package.relations("xl/workbook.xml")
        let book = try package.tree("xl/workbook.xml")
        sheets = (book.first("sheets")?.all("sheet") ?? []).compactMap { sheet in
            guard let path = targets[package.identifier(of: sheet)], path.contains("worksheets/"),
                !["hidden", "veryHidden"].contains(sheet[attribute: "state"] ?? "")
            else { return nil }
            return Sheet(name: sheet[attribute: "name"] ?? "", path: path)
        }
        strings = try SharedStrings(package, limits: Workbook.limits)
        formats = try CellFormats(package, countsFrom1904: book.first("workbookPr")?[attribute: "date1904"])
    }

    /// Gives every row of sheet `place` that has any text to `body`.
    /// - Throws: `TableProblem`, or what `body` throws.
    func rows(of place: Int, limits: TableLimits, body: (TableRow) throws -> Void) throws {
        guard sheets.indices.contains(place) else { return }
        try TableProblem.translating {
            var reading = SheetReading(strings: strings, formats: formats, limits: limits)
            try package.events(sheets[place].path, limits: Workbook.limits) { try reading.take($0, body) }
        }
    }
}

/// Puts the events of a sheet together to rows.
private struct SheetReading {
    let strings: SharedStrings
    let formats: CellFormats
    let limits: TableLimits

    private var rows = 0
    private var number = 0
    private var cells: [String] = []
    private var column = 0
    private var type = ""
    private var style = 0
    private var value = ""
    private var silent = 0
    private var inValue = false

    init(strings: SharedStrings, formats: CellFormats, limits: TableLimits) {
        (self.strings, self.formats, self.limits) = (strings, formats, limits)
    }

    mutating func take(_ event: XMLEvent, _ body: (TableRow) throws -> Void) throws {
        switch event {
        case .start(let node): try start(node)
        case .text(let run):
            guard inValue, silent == 0 else { return }
            value += run
            guard value.utf8.count <= limits.cellBytes else { throw TableProblem.tooLarge(.cell, row: number) }
        case .end(let name):
            inValue = false
            switch name {
            case "rPh": silent -= 1
            case "c": try endCell()
            case "row": try endRow(body)
            default: break
            }
        case .instruction: break
        }
    }

    private mutating func start(_ node: XMLNode) throws {
        switch node.name {
        case "row":
            // Rows and cells without an address follow the one before.
            number = node[attribute: "r"].flatMap { Int($0) } ?? number + 1
            cells = []
            column = 0
        case "c":
            column = node[attribute: "r"].flatMap(SheetReading.column) ?? cells.count
            guard column < limits.columns else { throw TableProblem.tooLarge(.columns, row: number) }
            type = node[attribute: "t"] ?? "n"
            style = node[attribute: "s"].flatMap { Int($0) } ?? 0
            value = ""
        case "rPh": silent += 1
        case "v", "t": inValue = true
        default: inValue = false
        }
    }

    private mutating func endCell() throws {
        guard column >= cells.count else { return }
        while cells.count < column { cells.append("") }
        cells.append(shown)
    }

    private var shown: String {
        switch type {
        case "s": Int(value).flatMap { strings[$0] } ?? ""
        case "n": formats.text(of: value, style: style)
        case "b": value == "1" ? "TRUE" : value == "0" ? "FALSE" : value
        // `2019-07-26T00:00:00` of the ISO form.
        case "d": value.hasSuffix("T00:00:00") ? String(value.dropLast(9)) : value
        default: value
        }
    }

    private mutating func endRow(_ body: (TableRow) throws -> Void) throws {
        let row = TableRow(number: number, cells: cells)
        guard !row.cells.isEmpty else { return }
        rows += 1
        guard rows <= limits.rows else { throw TableProblem.tooLarge(.rows, row: number) }
        try body(row)
    }

    /// 27 of `AB12`.
    private static func column(_ address: String) -> Int? {
        var place = 0
        for byte in address.utf8 {
            guard (65...90).contains(byte) else { break }
            place = place * 26 + Int(byte) - 64
            guard place < 1 << 20 else { return nil }
        }
        return place > 0 ? place - 1 : nil
    }
}

extension TableProblem {
    /// Runs `body`; what a reader of documents says of damage becomes a problem of the table.
    fileprivate static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch is ZipArchive.Locked {
            throw TableProblem.locked
        } catch let broken as Broken {
            throw TableProblem.damaged(broken.damage.what)
        }
    }
}
