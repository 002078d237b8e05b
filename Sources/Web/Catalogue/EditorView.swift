import Appraisal
import Archive
import Catalogue
import Sharing

/// What the editor shows: the unit, its place, what was typed last, and what is wrong with it.
struct EditorView {
    var unit: ArchivalUnit
    var path: [ArchivalUnit]
    /// The list along which one came.
    var list = UnitList.siblings
    var previous: ArchivalUnit?
    var next: ArchivalUnit?
    var access: AccessRow?
    var decisions: [OpeningDecision] = []
    var names: [String: String] = [:]
    /// A page of its file beside the form.
    var viewer: Viewer?
    var files: [FileLine] = []
    /// Typed values by element; what is not here stands as it is.
    var typed: [String: String] = [:]
    var errors: [FieldError] = []
    /// The version over which was typed.
    var since: Int64
    /// How what was typed meets what others changed since.
    var meeting: Meeting?
    /// What others changed since, latest first.
    var later: [UnitChange] = []
    /// What this person typed before and did not save; it stands in the fields.
    var unsaved: UnsavedEdit?
    /// What the page knows was kept of this person last.
    var seen: Instant?
    /// The form comes back with what was typed, not saved.
    var isAgain = false

    struct FileLine {
        let n: Int64
        let role: Words
        let format: String
        /// PRONOM's identifier and what told it.
        let identified: Words?
        let bytes: Int64
    }

    /// The elements that can be edited at the unit's level.
    static func editable(_ unit: ArchivalUnit) -> [DescriptiveElement] {
        DescriptiveElement.used(at: unit.level).filter { $0.type != .kept && $0.area != .carried }
    }

    /// The page of the entry, with the list and the page of the file one looks at.
    var here: Path {
        guard let viewer else { return list.path(of: unit.id) }
        return viewer.view.page == 1 && viewer.view.file == viewer.view.files.first
            ? list.path(of: unit.id) : viewer.path(page: viewer.view.page)
    }

    /// What stands in the field of an element.
    func value(_ element: DescriptiveElement) -> String {
        typed[element.identifier] ?? unit.description.text(element.identifier)
    }

    /// Whether the field is open from the start: it must be filled in, it is, or something is wrong with it.
    func isShown(_ element: DescriptiveElement) -> Bool {
        element.obligation(at: unit.level) != .optional || !value(element).isEmpty
            || unit.description[element.identifier] != nil || errors.contains { $0.field == element.identifier }
    }
}
