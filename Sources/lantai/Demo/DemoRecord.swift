import Archive

/// One invented record of the demo archive. 临江市 and everything in it is made up.
struct DemoRecord: Sendable {
    let year: Int
    /// `YYYYMMDD`
    let date: String
    /// 保管期限 as coded: `Y`, `D30`.
    let retention: String
    let author: String
    let number: String
    let kind: String
    let title: String
    let paragraphs: [String]
    var form = DemoForm.pdf
    var fate = DemoFate.review
    /// 档号; given when the record takes its place in a transfer.
    var code = ""

    /// 永久, 30年.
    var term: String { Retention(code: retention)?.term ?? retention }
}

/// What the content of a demo record is.
enum DemoForm: Sendable {
    case pdf, ofd, docx
    /// A page that was scanned: drawn as a picture, without a text layer.
    case scan(DemoPaper)
    /// The same in a TIFF of so many pages.
    case sheets(DemoPaper, Int)
    case photograph
    /// A photograph whose film was damaged: the picture breaks off.
    case damagedPhotograph
    case sound
    case film
    /// A database of one table.
    case database
    /// An entry of a catalogue; its content comes later, or never.
    case entry

    /// As the catalogue counts them.
    var pages: Int { if case .sheets(_, let count) = self { count } else { 1 } }
}

/// How far a demo record has come when the archive is shown.
enum DemoFate: Sendable, Hashable {
    /// Nobody has decided yet.
    case review
    /// Open, and not published.
    case opened
    /// Open from a day to come.
    case later
    case controlled
    case delayed
    /// Delayed five years ago, and to be looked at again from today.
    case delayedBefore
    case published(PublicationLevel)
}
