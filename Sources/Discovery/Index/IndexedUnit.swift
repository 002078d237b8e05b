package import Appraisal
package import Archive

/// What an index holds of one unit: what is shown of a hit, what is searched, and what decides who may find it.
package struct IndexedUnit: Hashable, Sendable {
    package var access: AccessRow
    package var publicID: String
    package var code: String
    package var codeKey: String
    package var title: String
    /// As written.
    package var date: String
    package var days: ClosedRange<Day>?
    /// The year of filing (年度), which may be another than that of the date.
    package var year: Int?
    package var level: Level
    /// Who is responsible for it (责任者), the first named first.
    package var authors: [String]
    /// Its document numbers (文号).
    package var numbers: [String]
    /// How long it is kept (保管期限), as written; empty if nothing is said.
    package var retention: String
    /// Values searched beside these: code, summary …
    package var meta: [String]
    /// The text of its files, page by page.
    package var text: [String]
    /// Up to which level of publication `meta` and `text` were taken; 0 in the staff index. If the unit is published at
    /// less, it is not shown before it has been indexed again.
    package var taken: Int

    package init(
        access: AccessRow, publicID: String, code: String, codeKey: String, title: String, date: String = "",
        days: ClosedRange<Day>? = nil, year: Int? = nil, level: Level, authors: [String] = [],
        numbers: [String] = [], retention: String = "", meta: [String] = [], text: [String] = [], taken: Int = 0
    ) {
        self.access = access
        self.publicID = publicID
        self.code = code
        self.codeKey = codeKey
        self.title = title
        self.date = date
        self.days = days
        self.year = year
        self.level = level
        self.authors = authors
        self.numbers = numbers
        self.retention = retention
        self.meta = meta
        self.text = text
        self.taken = taken
    }

    package var unit: UnitID { access.unit }
}

extension IndexedUnit {
    /// The first day it may be from; records without a date come last in every order.
    var day: Int32 { days.map { Int32($0.lowerBound.daysSince1970) } ?? IndexedUnit.noDay }

    static let noDay = Int32.max

    /// All years it may be looked for under: those of its date and its year of filing. Empty (from after to) if there is
    /// neither.
    var years: Years {
        var years = Years(from: Int(Int16.max), to: Int(Int16.min))
        if let days { years = Years(from: days.lowerBound.year, to: days.upperBound.year) }
        if let year, (0...9999).contains(year) {
            years = Years(from: Swift.min(years.from, year), to: Swift.max(years.to, year))
        }
        return years
    }

    /// What is searched, in the order of `SearchedField`. Values are apart from each other, and pages: no phrase reaches from
    /// one into the next.
    var searched: [String] {
        [
            title, authors.joined(separator: "\u{1F}"), numbers.joined(separator: "\u{1F}"),
            meta.joined(separator: "\u{1F}"), text.joined(separator: "\u{0C}"),
        ]
    }

    /// How much is searched.
    var bytes: Int {
        title.utf8.count
            + [authors, numbers, meta, text].reduce(0) { $0 + $1.reduce(0) { $0 + $1.utf8.count } }
    }
}
