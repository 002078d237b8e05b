package import Archive

extension ActDocuments {
    /// Further acts that a large act names in `parts`, in order. Its event says how many in the fact `parts`, so that
    /// nobody opens an act only to learn that it has none.
    package static func parts(of act: JSON) -> [Digest] {
        act["parts"]?.array?.compactMap { $0.string.flatMap { Digest(.sha256, hex: $0) } } ?? []
    }

    /// The act documents of an event in the order in which they are replayed: the parts of a large act, then the act.
    package func digests(of event: Event) async throws -> [Digest] {
        guard let whole = event.act else { return [] }
        return event.actHasParts ? ActDocuments.parts(of: try await read(whole)) + [whole] : [whole]
    }
}

extension Event {
    /// Whether its act names further acts.
    var actHasParts: Bool { facts["parts"]?.int.map { $0 > 0 } ?? false }
}

extension Ledger {
    /// The act documents of an event in the order in which they are replayed: the parts of a large act, then the act.
    package func acts(of event: Event) async throws -> [Digest] { try await acts.digests(of: event) }
}
