import Archive
import Sharing

/// The forms in which a result is taken away.
enum ResultFormat: String, CaseIterable, Sendable {
    case csv, xlsx
    /// Citations, one a line (GB/T 7714-2015).
    case txt

    /// More records than these are asked for in several questions.
    static let most = 10_000

    var words: Words {
        switch self {
        case .csv: Words(zh: "CSV", en: "CSV")
        case .xlsx: Words(zh: "电子表格（XLSX）", en: "Workbook (XLSX)")
        case .txt: Words(zh: "参考文献（GB/T 7714）", en: "Citations (GB/T 7714)")
        }
    }

    var mime: String {
        switch self {
        case .csv: "text/csv; charset=utf-8"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .txt: "text/plain; charset=utf-8"
        }
    }

    /// One who writes this form, from the first line on.
    func writer(_ language: Language) -> any ResultWriter {
        switch self {
        case .csv: ResultCSV(language)
        case .xlsx: ResultWorkbook(language)
        case .txt: ResultCitations()
        }
    }
}

/// Writes a result piece by piece, so that none is ever whole in memory.
protocol ResultWriter {
    /// Bytes of these records, with what comes before the first of them.
    mutating func add(_ records: [ListedRecord]) -> [UInt8]
    /// What comes after the last.
    mutating func end() -> [UInt8]
}

/// The columns of a table of records.
enum ResultColumn: CaseIterable {
    case code, title, author, date, number, fonds, level, address

    var words: Words {
        switch self {
        case .code: Phrases.code
        case .title: Phrases.title
        case .author: Words(zh: "责任者", en: "Author")
        case .date: Phrases.date
        case .number: Words(zh: "文件编号", en: "Document number")
        case .fonds: Words(zh: "全宗号", en: "Fonds")
        case .level: Words(zh: "公布层次", en: "Published")
        case .address: Words(zh: "网址", en: "Address")
        }
    }

    func text(of record: ListedRecord, _ language: Language) -> String {
        switch self {
        case .code: record.code
        case .title: record.title
        case .author: record.author ?? ""
        case .date: LocalTime.dashed(record.date ?? "")
        case .number: record.documentNumber ?? ""
        case .fonds: record.fondsCode
        case .level: record.published.words[language]
        case .address: record.address
        }
    }
}

/// A table of RFC 4180, in UTF-8 with the mark by which spreadsheets know it.
struct ResultCSV: ResultWriter {
    private let language: Language
    private var hasBegun = false

    init(_ language: Language) { self.language = language }

    mutating func add(_ records: [ListedRecord]) -> [UInt8] {
        var out: [UInt8] = []
        if !hasBegun {
            hasBegun = true
            out += CSV.mark
            CSV.add(ResultColumn.allCases.map { $0.words[language] }, to: &out)
        }
        for record in records {
            CSV.add(ResultColumn.allCases.map { $0.text(of: record, language) }, to: &out)
        }
        return out
    }

    mutating func end() -> [UInt8] { hasBegun ? [] : add([]) }
}

/// Citations with their numbers, as they stand at the end of a paper.
struct ResultCitations: ResultWriter {
    private var count = 0

    mutating func add(_ records: [ListedRecord]) -> [UInt8] {
        var out: [UInt8] = []
        for record in records {
            count += 1
            let line = record.citation.split(whereSeparator: \.isNewline).joined(separator: " ")
            out.append(contentsOf: "[\(count)] \(line)\r\n".utf8)
        }
        return out
    }

    mutating func end() -> [UInt8] { [] }
}
