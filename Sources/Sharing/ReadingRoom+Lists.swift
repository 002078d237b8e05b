import Appraisal
package import Archive
import Catalogue
import Tables

/// A published record in a list that is taken away: what its line says.
package struct ListedRecord: Hashable, Sendable {
    package let code: String
    package let title: String
    package let author: String?
    package let date: String?
    package let documentNumber: String?
    package let fondsCode: String
    package let published: PublicationLevel
    /// How to cite it. Source: GB/T 7714-2015.
    package let citation: String
    /// Where it is read: with the site's address, if that is set.
    package let address: String

    package init(
        code: String, title: String, author: String?, date: String?, documentNumber: String?, fondsCode: String,
        published: PublicationLevel, citation: String, address: String
    ) {
        (self.code, self.title, self.author, self.date) = (code, title, author, date)
        (self.documentNumber, self.fondsCode, self.published) = (documentNumber, fondsCode, published)
        (self.citation, self.address) = (citation, address)
    }
}

extension ReadingRoom {
    /// The records at these addresses, in this order. The right is asked for anew: what was withdrawn in between is left out.
    package func listed(_ publicIDs: [String]) async throws -> [ListedRecord] {
        let today = clock.today
        return try await database.read { [self] tx in
            try publicIDs.compactMap { publicID in
                guard let (unit, right) = try published(publicID, on: today, in: tx) else { return nil }
                let citation = Citation(
                    author: unit.author, title: unit.title, code: unit.code, date: unit.description["date"],
                    publicID: publicID, settings: settings, read: today)
                return ListedRecord(
                    code: unit.code, title: unit.title, author: unit.author, date: unit.description["date"],
                    documentNumber: unit.documentNumber, fondsCode: unit.fondsCode, published: right.level,
                    citation: citation.text, address: settings.site + "/records/" + publicID)
            }
        }
    }
}
