import Archive
import Tables

/// One part of a drafting (著录初稿) as it stands in an act document: up to 500 units of one transfer.
struct DraftPart: Hashable, Sendable {
    let accession: AccessionID
    /// The agency that transferred them.
    let agency: String
    let at: Instant
    let units: [DraftedUnit]
    /// Records of the transfer whose entries stood in the catalogue already.
    let links: [Link]

    static let schema = "lantai.drafted-part/1"

    var json: JSON {
        [
            "schema": .string(Self.schema), "accession": .string(accession.text), "agency": .string(agency),
            "at": .string(at.text), "units": .array(units.map(\.json)),
            "links": .array(links.map(\.json)),
        ]
    }

    init(accession: AccessionID, agency: String, at: Instant, units: [DraftedUnit], links: [Link] = []) {
        self.accession = accession
        self.agency = agency
        self.at = at
        self.units = units
        self.links = links
    }

    init?(json: JSON) {
        guard json["schema"]?.string == Self.schema, let accession = json["accession"]?.string,
            let agency = json["agency"]?.string, let at = json["at"]?.string.flatMap(Instant.init(text:)),
            let members = json["units"]?.array
        else { return nil }
        let units = members.compactMap(DraftedUnit.init(json:))
        let links = (json["links"]?.array ?? []).compactMap(Link.init(json:))
        guard units.count == members.count, links.count == json["links"]?.array?.count ?? 0 else { return nil }
        self.init(accession: AccessionID(trusted: accession), agency: agency, at: at, units: units, links: links)
    }
}
