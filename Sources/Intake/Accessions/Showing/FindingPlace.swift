package import Archive

/// What a finding points at, as it was received (查看): for the officer who has to judge it.
package struct FindingPlace: Sendable {
    package let finding: Finding
    /// The file it names, or that should say what it misses; `nil` if the package has none of that name.
    package internal(set) var file: PackagedFile?
    /// Rows of the listing in the order of the container: around the file, or of the folder where it should lie.
    package internal(set) var beside: [PackagedFile] = []
    package internal(set) var content = ShownContent.withheld(.nothingNamed)
    /// The metadata of the record, or its line in the list, element by element.
    package internal(set) var record: ShownRecord?
}

/// A part of a file as it was received.
package enum ShownContent: Sendable {
    case lines([ShownLine])
    /// Rows of a table; `row` and `column` say what is meant, where that is known.
    case rows(headings: [String], [ShownRow], row: Int?, column: Int?)
    case withheld(Reason)

    package enum Reason: Sendable {
        /// The finding names no file.
        case nothingNamed
        /// Whoever looks may not see content now.
        case notYours
        /// There is no such file in the package.
        case noFile
        /// The bytes are in staging no more.
        case gone
        /// Neither text nor a table.
        case otherKind
        /// The place lies beyond what is read for a page.
        case tooLarge
        /// The bytes cannot be read.
        case damaged
    }
}

/// One row of a table, each cell cut to what a page can hold.
package struct ShownRow: Hashable, Sendable {
    /// As the spreadsheet numbers it.
    package let number: Int
    package let cells: [String]
}

/// One line of a text, cut to what a page can hold; what is meant stands in `marked`.
package struct ShownLine: Hashable, Sendable {
    /// From 1.
    package let number: Int
    package let before: String
    package let marked: String
    package let after: String
}

/// The elements of one record as received.
package struct ShownRecord: Sendable {
    package struct Element: Hashable, Sendable {
        package let name: String
        package let value: String
        /// In the metadata file; `nil` where it comes from a list.
        package let line: Int?
        package let isMeant: Bool
    }

    package let code: String
    package let elements: [Element]
    /// More elements than are shown.
    package let isCut: Bool
    /// Whether the element that the finding names is there at all; `nil` if it names none.
    package let holdsElement: Bool?
}
