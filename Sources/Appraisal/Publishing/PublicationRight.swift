package import Archive

/// The right to show a unit to the public at a level, on one day. Never stored: ask again.
///
/// Only `Appraisal` makes one, from an `OpenRecord` and a publication decision that is in force and not withdrawn.
package struct PublicationRight: Hashable, Sendable {
    package let record: OpenRecord
    package let level: PublicationLevel
    package let publication: DecisionID
    package let from: Day
    package let access: AccessRow

    package var unit: UnitID { record.unit }

    init?(_ record: OpenRecord, _ publication: DecisionID, _ access: AccessRow, on today: Day) {
        guard access.unit == record.unit, access.isPublished(at: .catalogue, on: today),
            let level = PublicationLevel(rawValue: access.level), let from = access.publishedFrom
        else { return nil }
        (self.record, self.publication, self.access) = (record, publication, access)
        (self.level, self.from) = (level, from)
    }
}
