import Archive

/// One kept record as its transfer described it: what a draft is made from.
struct CarriedRecord: Hashable, Sendable {
    /// The holding's identifier, which the drafted 件 takes over.
    let unit: UnitID
    /// Whether it came with content; an entry of a catalogue alone did not.
    let hasFiles: Bool
    let code: String
    let fondsCode: String?
    let fondsName: String?
    let category: String?
    /// The title of the volume (案卷) it lies in, where the transfer listed volumes.
    let volumeTitle: String?
    /// What the record says of itself beside its metadata, by the name the transfer gives it.
    let facts: [(name: String, value: String)]
    /// All elements of its metadata: path and value, unchanged.
    let elements: [(path: String, value: String)]

    static func == (left: CarriedRecord, right: CarriedRecord) -> Bool { left.unit == right.unit }
    func hash(into hasher: inout Hasher) { hasher.combine(unit) }

    /// The description drafted from it: the metadata first, then what only the listing says.
    var description: Description {
        CarriedElements.description(of: elements + [("完整档号", code)] + facts.map { ($0.name, $0.value) })
    }
}
