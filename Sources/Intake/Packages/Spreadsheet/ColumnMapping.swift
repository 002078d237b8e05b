package import Archive

/// Which column of a table says what (字段对应): found by its headings, or chosen and kept by a person.
package struct ColumnMapping: Hashable, Sendable {
    /// The headings as they stand, by column.
    package let headings: [String]
    /// What each column says; `nil`: an element of its own, under its heading.
    package var columns: [ItemColumn?]

    package init(headings: [String], columns: [ItemColumn?]) {
        self.headings = headings
        self.columns =
            Array(columns.prefix(headings.count)) + Array(repeating: nil, count: max(0, headings.count - columns.count))
    }

    /// By the usual names of columns; of two with one meaning the first counts.
    package init(headings: [String]) {
        var seen: Set<ItemColumn> = []
        self.init(
            headings: headings,
            columns: headings.map { heading in
                ItemColumn(heading: heading).flatMap { seen.insert($0).inserted ? $0 : nil }
            })
    }

    /// The place (from 0) of a column; `nil` if the table has none.
    package subscript(column: ItemColumn) -> Int? { columns.firstIndex(of: column) }

    /// What tells tables of one kind from others: their headings in order, spaces and width aside.
    package var fingerprint: String { headings.map(ItemColumn.plain).joined(separator: "\u{1F}") }

    /// Without a code (档号) a row cannot be a record.
    package var isUsable: Bool { self[.code] != nil }

    /// How sure it is that a row holds headings: so many of them are known.
    var known: Int { columns.count { $0 != nil } }
}

extension ColumnMapping {
    package var json: JSON {
        .array(
            zip(headings, columns).map { heading, column in
                ["heading": .string(heading), "element": JSON(column?.rawValue)]
            })
    }

    package init?(json: JSON) {
        guard let pairs = json.array else { return nil }
        let headings = pairs.compactMap { $0["heading"]?.string }
        guard headings.count == pairs.count, !headings.isEmpty else { return nil }
        self.init(
            headings: headings, columns: pairs.map { $0["element"]?.string.flatMap(ItemColumn.init(rawValue:)) })
    }
}

/// The mappings that persons have chosen and kept, by the fingerprint of their headings.
package typealias KeptMappings = [String: ColumnMapping]
