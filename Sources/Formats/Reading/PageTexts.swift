/// The text of a document by page, up to the limits of what is kept.
struct PageTexts {
    private(set) var pages: [String] = []
    private(set) var limitsHit: [DocumentFacts.Limit] = []
    /// Bytes of text that will still be kept.
    private(set) var bytesLeft: Int
    private let mostPages: Int

    /// Whether text is wanted at all.
    let wanted: Bool

    init(bytes: Int, pages: Int) {
        bytesLeft = bytes
        mostPages = pages
        wanted = bytes > 0 && pages > 0
    }

    /// Adds a page. Form feeds separate pages where texts are kept, and zeros end them in C: a page has neither.
    mutating func append(_ page: String) {
        guard wanted else { return }
        guard !page.utf8.contains(0x0C), !page.utf8.contains(0) else {
            let clean = page.unicodeScalars.map { $0 == "\u{0C}" ? "\n" : $0 }.filter { $0 != "\0" }
            return append(String(String.UnicodeScalarView(clean)))
        }
        guard pages.count < mostPages else { return hit(.textPages) }
        if page.utf8.count <= bytesLeft {
            bytesLeft -= page.utf8.count
            pages.append(page)
            return
        }
        hit(.textBytes)
        // Never half a character.
        var end = page.utf8.index(page.utf8.startIndex, offsetBy: bytesLeft)
        while end > page.utf8.startIndex, end.samePosition(in: page.unicodeScalars) == nil {
            end = page.utf8.index(before: end)
        }
        pages.append(String(page[..<end]))
        bytesLeft = 0
    }

    mutating func hit(_ limit: DocumentFacts.Limit) {
        if !limitsHit.contains(limit) { limitsHit.append(limit) }
    }
}
