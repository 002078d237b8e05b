import Archive
package import Formats

/// What was agreed with an agency beside the checks themselves. Each term is kept by one check; an empty one asks nothing.
package struct SchemeTerms: Hashable, Sendable {
    /// Formats of content that are taken (`archival-formats`); empty: as that check says itself.
    package var formats: Set<FormatKind> = []
    /// 全宗号 the agency transfers (`agreed-scope`).
    package var fonds: [String] = []
    /// Codes of the 门类 it transfers, `WS` (`agreed-scope`).
    package var categories: [String] = []
    /// Most bytes a package may have, unpacked (`agreed-scope`).
    package var largest: Int64?
    /// Elements that no standard requires and this archive does (`required-elements`): paths of the rule book.
    package var required: [String] = []
    /// Registered page numbers are those of the paper original (`page-counts`): blank backs were not scanned, so a record
    /// whose files have another number gets a warning.
    package var countsPaper = false

    /// Fewest dots an inch of scanned pages (`scan-quality`); `nil`: as the standard says.
    package var resolution: Int?

    package init() {}

    /// The formats that can be agreed on, in the order they are shown.
    package static let offered: [FormatKind] = [
        .pdf, .ofd, .tiff, .jpeg, .png, .image, .docx, .xlsx, .pptx, .compound, .xml, .html, .text, .audio, .video,
    ]

    /// Elements of a record that can be required: those that an edition of the rule book leaves open.
    package static func elements(of book: RuleBook) -> [String] {
        book.elements.filter { $0.obligation != .mandatory && !$0.isOfDocuments }.map(\.path)
    }

    /// The resolutions that can be agreed on: what the standard asks is the least.
    package static let resolutions: ClosedRange<Int> = 200...1200

    /// The least and most bytes that can be agreed on.
    package static let sizes: ClosedRange<Int64> = 1_000_000...(1 << 50)
}
