package import Archive

/// A node of the catalogue (著录单元): a 全宗, 类别, 案卷 or 件, as it is described now.
package struct ArchivalUnit: Hashable, Sendable {
    package let id: UnitID
    /// The public address: opaque, random, minted once (see `PublicID`).
    package let publicID: String
    package let parent: UnitID?
    /// The place among its siblings; units of one parent stand in the order (position, id).
    package let position: Int64
    package let level: Level
    /// The reference code (档号) as displayed, and the key that is equal for all its spellings.
    package let code: String
    package let codeKey: String
    package let title: String
    /// The 全宗 it belongs to (itself for a 全宗).
    package let fonds: UnitID
    package let fondsCode: String
    /// The category code (门类代码): `WS`; empty for a 全宗.
    package let category: String
    package let year: Int?
    package let dates: UnitDates?
    package let author: String?
    package let documentNumber: String?
    package let retention: String?
    package let secrecy: String?
    package let state: State
    /// 1 when drafted; one more with each edit or confirmation.
    package let version: Int64
    /// The object of the stacks that keeps its content: its own, or one whose files came later (挂接); `nil` while there is none.
    package let holding: UnitID?
    package let accession: AccessionID?
    /// The agency that transferred it; empty where there is none.
    package let agency: String
    /// Another unit has the same reference code (档号重复): both are shown until one is corrected.
    package let codeConflict: Bool
    package let description: Description
    package let changedAt: Instant

    /// Drafted from a transfer (待确认), or confirmed by an archivist (已确认).
    package enum State: String, Hashable, Sendable, CaseIterable {
        case draft, confirmed

        package var words: Words {
            switch self {
            case .draft: Words(zh: "待确认", en: "draft")
            case .confirmed: Words(zh: "已确认", en: "confirmed")
            }
        }
    }

    /// Whether content is kept for it in the stacks.
    package var hasHolding: Bool { holding != nil }

    /// An entry of the catalogue whose files may come (待挂接).
    package var isWaiting: Bool { level == .item && holding == nil }

    /// Where it stands among its siblings: hand it back to get the next page.
    package var place: ShelfPlace { ShelfPlace(position: position, id: id) }
}

/// The date of a unit: as written, and the interval of days it stands for where that is known.
package struct UnitDates: Hashable, Sendable {
    package let text: String
    package let from: Day
    package let to: Day

    package init(text: String, from: Day, to: Day) {
        self.text = text
        self.from = from
        self.to = to
    }
}

/// A place in the order of siblings; pages begin after one.
package struct ShelfPlace: Hashable, Comparable, Sendable {
    package let position: Int64
    package let id: UnitID

    package init(position: Int64, id: UnitID) {
        self.position = position
        self.id = id
    }

    package static func < (left: ShelfPlace, right: ShelfPlace) -> Bool {
        (left.position, left.id) < (right.position, right.id)
    }

    /// `1234.0198…`, for links.
    package var text: String { "\(position).\(id.text)" }

    /// Reads what `text` writes; `nil` for anything else.
    package init?(text: String) {
        guard let dot = text.firstIndex(of: "."), let position = Int64(text[..<dot]),
            let id = UnitID(text: String(text[text.index(after: dot)...]))
        else { return nil }
        self.init(position: position, id: id)
    }
}
