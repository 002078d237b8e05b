import Archive

/// The records that are packed, in the order of the table; each is read anew when it is asked for, so that none stays in memory.
struct RowsOfRecords: Sendable {
    private let reading: RecordReading
    private let places: [Int32]

    init(_ package: PackageUnderCheck, _ contents: PackageContents, _ reader: PackReader) {
        reading = RecordReading(package, contents, reader)
        places = reading.order
    }

    var count: Int { places.count }

    /// - Throws: `PackProblem.sameName`
    func record(_ place: Int) throws -> RecordToPack {
        let (record, line) = try reading.read(at: places[place], sequence: Int64(place) + 1)
        // Records that the table does not list are refused before anything is packed.
        guard let item = record.item else { throw IntakeProblem.unknown(record.code) }
        return try RecordToPack(record, item, line, of: reading.package)
    }

    func each(_ body: (Int, RecordToPack) throws -> Void) throws {
        for place in places.indices { try body(place, record(place)) }
    }
}
