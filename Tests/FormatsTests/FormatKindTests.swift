import Testing

@testable import Formats

@Suite("The kind of a kept format is told by its MIME type as it was told by its bytes")
struct FormatKindTests {
    /// Types that formats of several kinds share: told as the first of them.
    private static let shared: Set<String> = ["application/octet-stream", "text/plain"]

    @Test("every row of the table, but for what shares a type with others")
    func table() {
        let rows =
            Signature.table + [Signature.zip, .compound, .xml, .html, .text, .csv]
            + Signature.containers.map(\.format) + Array(Signature.macros.values) + Signature.mimetypes.map(\.format)
        #expect(rows.count > 60)
        for row in rows where !Self.shared.contains(row.mime) {
            #expect(FormatKind(mime: row.mime) == row.kind, "\(row.name) \(row.mime)")
        }
    }

    @Test(
        "types that are in no row",
        arguments: [
            ("image/heic", FormatKind.image), ("audio/aac", .audio), ("video/3gpp", .video), ("text/x-log", .text),
            ("text/xml; charset=GBK", .xml), ("application/msword", .compound), ("application/x-foo", .other),
            ("", .other), ("APPLICATION/PDF", .pdf),
        ])
    func others(mime: String, kind: FormatKind) { #expect(FormatKind(mime: mime) == kind) }
}
