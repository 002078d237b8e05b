import Appraisal
import Archive
import Catalogue
import Ledger
import Tables

/// What the house says of one published record and can prove later (公布陈述): what its public page shows of it, the digests of
/// the files it offers, and the hash of the event that published it. Canonical JSON, hidden in the public log.
struct PublicStatement {
    static let published = "lantai-published-1"
    static let withdrawn = "lantai-withdrawn-1"

    let text: String

    /// Of a published record. Digests only of files that may be downloaded: that of a file which is only shown as images
    /// would confirm a guess of its bytes.
    init(
        _ unit: ArchivalUnit, _ right: PublicationRight, _ files: [PublicFile], settings: ReadingRoomSettings,
        in tx: any Transaction
    ) throws {
        let offered = right.level == .text ? files : []
        text =
            JSON.object([
                "schema": .string(Self.published), "archive": .string(settings.archive),
                "address": .string(settings.site + "/records/" + unit.publicID), "code": .string(unit.code),
                "title": .string(unit.title), "level": .string(Self.name(right.level)),
                "opened": .string(right.record.decision.effective.text), "published": .string(right.from.text),
                "event": JSON(try PublicLog.eventHash(about: right.publication.text, in: tx)),
                "files": .array(
                    offered.map {
                        ["n": .int(Int64($0.n)), "bytes": .int($0.bytes), "sha256": .string($0.digest.hex)]
                    }),
            ]).text
    }

    /// That what was said before holds no more: of a record that was withdrawn or closed. Never shown to anybody.
    init(withdrawing before: String) {
        let address = (try? JSON(parsing: before.utf8))?["address"]
        text = JSON.object(["schema": .string(Self.withdrawn), "address": address ?? .null]).text
    }

    static func isPublished(_ text: String) -> Bool {
        (try? JSON(parsing: text.utf8))?["schema"]?.string == published
    }

    private static func name(_ level: PublicationLevel) -> String {
        switch level {
        case .catalogue: "catalogue"
        case .image: "image"
        case .text: "text"
        }
    }
}
