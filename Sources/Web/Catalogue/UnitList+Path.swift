import Archive
import Catalogue

// The list one walks along, as addresses carry it from entry to entry.

extension UnitList {
    /// `accession.0198…`, `waiting`; `nil` for what needs no word.
    var text: String? {
        switch self {
        case .siblings: nil
        case .accession(let id): "accession.\(id.text)"
        case .linked(let id): "linked.\(id.text)"
        case .waiting: "waiting"
        }
    }

    /// Reads what `text` writes; anything else is the neighbours in the tree.
    init(text: String?) {
        if text == "waiting" {
            self = .waiting
        } else if let text, text.hasPrefix("accession."), let id = AccessionID(text: String(text.dropFirst(10))) {
            self = .accession(id)
        } else if let text, text.hasPrefix("linked."), let id = AccessionID(text: String(text.dropFirst(7))) {
            self = .linked(id)
        } else {
            self = .siblings
        }
    }

    /// An entry, with the list it was reached along.
    func path(of unit: UnitID) -> Path { Path("/desk/units/\(unit.text)").adding("list", text) }

    /// The list itself; `nil` for the neighbours in the tree, which the crumbs lead to.
    var back: (words: Words, path: Path)? {
        switch self {
        case .siblings: nil
        case .accession(let id), .linked(let id):
            (Words(zh: "回到这一批", en: "Back to the transfer"), "/desk/accessions/\(id.text)/units")
        case .waiting: (Words(zh: "回到待挂接", en: "Back to what waits for files"), "/desk/catalogue/waiting")
        }
    }
}
