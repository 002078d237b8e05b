import Glibc

/// Text with separated columns (CSV, TSV). Source: RFC 4180; the separator is the one its first lines use.
struct SeparatedText {
    private let path: String
    private let encoding: TextEncoding
    private let skip: Int

    /// Bytes at the head by which encoding and separator are told.
    private static let head = 1 << 20

    /// - Parameter most: bytes of the file; a larger one is refused.
    /// - Throws: `TableProblem`
    init(path: String, most: Int64 = TableLimits.textBytes) throws {
        self.path = path
        var about = stat()
        guard stat(path, &about) == 0 else { throw TableProblem.unreadable(system: errno) }
        guard Int64(about.st_size) <= most else { throw TableProblem.tooLarge(.file, row: 1) }
        var head: [UInt8] = []
        try SeparatedText.pieces(of: path, from: 0) { piece in
            head += piece
            return head.count < SeparatedText.head
        }
        let isWhole = head.count < SeparatedText.head
        guard
            let encoding = TextEncoding.guess(head, whole: isWhole)
                ?? SeparatedText.mostlyText(head).flatMap({ TextEncoding.guess($0, whole: isWhole) })
        else {
            throw TableProblem.notATable
        }
        self.encoding = encoding
        skip = TextEncoding.mark(of: head)?.length ?? 0
    }

    /// A table into which a control character slipped is still one, and can be told where; `nil` if there are many, or zeros.
    private static func mostlyText(_ bytes: [UInt8]) -> [UInt8]? {
        let controls = bytes.count { (1..<32).contains($0) && ![9, 10, 13].contains($0) || $0 == 127 }
        guard controls > 0, controls * 100 <= bytes.count else { return nil }
        return bytes.map { (1..<32).contains($0) && ![9, 10, 13].contains($0) || $0 == 127 ? 32 : $0 }
    }

    /// Gives every row that has any text to `body`.
    func rows(limits: TableLimits, body: (TableRow) throws -> Void) throws {
        // Two million lines are counted in a moment, and read in minutes before the limit is met.
        guard try lineEnds() <= limits.rows + SeparatedText.linesOver else {
            throw TableProblem.tooLarge(.rows, row: limits.rows + 1)
        }
        var reading = RowReading(limits: limits)
        try text { try reading.take($0, body) }
        try reading.end(body)
    }

    /// Lines that a table may have beyond its rows, inside cells and between rows.
    private static let linesOver = 100_000

    private func lineEnds() throws -> Int {
        var ends = 0
        try SeparatedText.pieces(of: path, from: skip) { piece in
            piece.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return }
                var place = 0
                while place < bytes.count, let found = memchr(start + place, 10, bytes.count - place) {
                    ends += 1
                    place = UnsafeRawPointer(found) - start + 1
                }
            }
            return true
        }
        return ends
    }

    /// The text as UTF-8, piece by piece.
    private func text(_ body: ([UInt8]) throws -> Void) throws {
        var line = 1
        guard encoding != .utf8 else {
            return try SeparatedText.pieces(of: path, from: skip) { piece in
                try body(piece)
                return true
            }
        }
        guard var transcoder = Transcoder(from: encoding) else { throw TableProblem.notATable }
        func convert(_ piece: [UInt8], last: Bool) throws {
            do {
                let text = try transcoder.convert(piece, last: last)
                line += text.count { $0 == 10 }
                try body(text)
            } catch let invalid as Transcoder.Invalid {
                throw TableProblem.encoding(
                    encoding.rawValue, line: line + invalid.converted.count { $0 == 10 })
            }
        }
        try SeparatedText.pieces(of: path, from: skip) { piece in
            try convert(piece, last: false)
            return true
        }
        try convert([], last: true)
    }

    /// Gives the bytes of a file from `start` on to `body` until it answers `false`.
    private static func pieces(of path: String, from start: Int, _ body: ([UInt8]) throws -> Bool) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw TableProblem.unreadable(system: errno) }
        defer { close(file) }
        lseek(file, off_t(start), SEEK_SET)
        while true {
            let piece = try [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                let got = read(file, buffer.baseAddress, buffer.count)
                guard got >= 0 else { throw TableProblem.unreadable(system: errno) }
                count = got
            }
            if piece.isEmpty { return }
            guard try body(piece) else { return }
        }
    }
}

/// Cuts UTF-8 into rows and cells. Quotation marks count only at the start of a cell, as spreadsheet programs write them.
private struct RowReading {
    private enum State { case start, plain, quoted, quoteInQuoted }

    private let limits: TableLimits
    private var state = State.start
    private var separator: UInt8?
    private var firstLines: [UInt8] = []
    /// Line ends among them.
    private var ends = 0
    private var cell: [UInt8] = []
    private var cells: [String] = []
    private var line = 1
    private var rowLine = 1
    private var quoteLine = 1
    private var rows = 0
    private var lastWasReturn = false

    /// Lines by which the separator is told.
    private static let search = 20

    init(limits: TableLimits) { self.limits = limits }

    mutating func take(_ piece: [UInt8], _ body: (TableRow) throws -> Void) throws {
        guard separator == nil else { return try cut(piece, body) }
        firstLines += piece
        ends += piece.count { $0 == 10 || $0 == 13 }
        // First lines longer than this have no separator that could be told.
        if ends > RowReading.search || firstLines.count > 1 << 20 { try begin(body) }
    }

    mutating func end(_ body: (TableRow) throws -> Void) throws {
        if separator == nil { try begin(body) }
        if state == .quoted { throw TableProblem.openQuote(line: quoteLine) }
        if !cell.isEmpty || !cells.isEmpty { try endRow(body) }
    }

    private mutating func begin(_ body: (TableRow) throws -> Void) throws {
        // A title may stand above the headings; a sentence in one cell has its commas too, but not line after line.
        let lines = firstLines.split(whereSeparator: { $0 == 10 || $0 == 13 }).prefix(RowReading.search)
        let choices: [UInt8] = [UInt8(ascii: ","), 9, UInt8(ascii: ";")]
        let counts = choices.map { choice in lines.count { $0.contains(choice) } }
        let signs = choices.map { choice in lines.reduce(0) { sum, line in sum + line.count { $0 == choice } } }
        let best = choices.indices.max { (counts[$0], signs[$0], -$0) < (counts[$1], signs[$1], -$1) }
        separator = choices[best ?? 0]
        let held = firstLines
        firstLines = []
        try cut(held, body)
    }

    private mutating func cut(_ piece: [UInt8], _ body: (TableRow) throws -> Void) throws {
        for byte in piece { try step(byte, body) }
    }

    private mutating func step(_ byte: UInt8, _ body: (TableRow) throws -> Void) throws {
        let isEnd = byte == 10 || byte == 13
        // The second half of a Windows line end.
        if byte == 10, lastWasReturn, state != .quoted {
            lastWasReturn = false
            return
        }
        defer { lastWasReturn = byte == 13 }
        if byte == 13 || byte == 10 && !lastWasReturn { line += 1 }
        switch state {
        case .quoted:
            if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { try keep(byte) }
        case .quoteInQuoted where byte == UInt8(ascii: "\""):
            state = .quoted
            try keep(byte)
        case .start where byte == UInt8(ascii: "\""):
            state = .quoted
            quoteLine = line
        case .start, .plain, .quoteInQuoted:
            if byte == separator {
                try endCell()
            } else if isEnd {
                try endRow(body)
            } else {
                state = .plain
                try keep(byte)
            }
        }
    }

    private mutating func keep(_ byte: UInt8) throws {
        cell.append(byte)
        guard cell.count <= limits.cellBytes else { throw TableProblem.tooLarge(.cell, row: rowLine) }
    }

    private mutating func endCell() throws {
        guard cells.count < limits.columns else { throw TableProblem.tooLarge(.columns, row: rowLine) }
        guard let text = String(validating: cell, as: UTF8.self) else {
            throw TableProblem.encoding("UTF-8", line: rowLine)
        }
        cells.append(text)
        cell.removeAll(keepingCapacity: true)
        state = .start
    }

    private mutating func endRow(_ body: (TableRow) throws -> Void) throws {
        try endCell()
        let row = TableRow(number: rowLine, cells: cells)
        cells.removeAll(keepingCapacity: true)
        rowLine = line
        guard !row.cells.isEmpty || limits.keepsEmptyRows && row.width > 1 else { return }
        rows += 1
        guard rows <= limits.rows else { throw TableProblem.tooLarge(.rows, row: row.number) }
        try body(row)
    }
}
