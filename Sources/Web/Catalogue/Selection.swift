import Archive
import Catalogue
import Tables

/// The 件 somebody chose on a list, as forms and addresses carry it: ticked ones, those below a node, those of a transfer,
/// or those of an earlier decision.
struct Selection: Sendable {
    let units: [UnitID]
    let under: UnitID?
    let accession: AccessionID?
    let decision: DecisionID?

    /// - Throws: If nothing was chosen.
    init(_ form: Form) throws(WebProblem) {
        units = form.all("unit").compactMap(UnitID.init(text:))
        under = form["under"].flatMap(UnitID.init(text:))
        accession = form["accession"].flatMap(AccessionID.init(text:))
        decision = form["decision"].flatMap(DecisionID.init(text:))
        if units.isEmpty, under == nil, accession == nil, decision == nil {
            throw .malformed(Words(zh: "没有选中任何件。先在列表里勾选。", en: "Nothing was chosen. Tick items in the list first."))
        }
    }

    init(units: [UnitID]) {
        self.units = units
        (under, accession, decision) = (nil, nil, nil)
    }

    /// The same choice as hidden fields of the next form.
    var fields: [(name: String, value: String)] {
        units.map { ("unit", $0.text) } + (under.map { [("under", $0.text)] } ?? [])
            + (accession.map { [("accession", $0.text)] } ?? []) + (decision.map { [("decision", $0.text)] } ?? [])
    }
}

extension HTML {
    mutating func selectionFields(_ selection: Selection) {
        for field in selection.fields { hiddenField(field.name, field.value) }
    }
}
