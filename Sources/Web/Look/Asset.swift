import Archive
import Bytes

/// A file of the site's own: style, script, icon. Named by its digest, so that browsers may keep it for ever.
struct Asset: Sendable {
    let path: Path
    let mime: String
    let bytes: [UInt8]
    /// The same by gzip, once for all.
    let packed: [UInt8]

    static let style = Asset(
        "css", "text/css; charset=utf-8",
        Tokens.css + GroundStyle.css + FormStyle.css + StateStyle.css + TableStyle.css + PortalStyle.css
            + DeskStyle.css + HelpStyle.css + WidthStyle.css)
    static let script = Asset("js", "text/javascript; charset=utf-8", Script.text)
    /// For the page where an agency packs its transfer, and no other.
    static let packing = Asset("js", "text/javascript; charset=utf-8", PackingScript.text)
    static let icon = Asset("svg", "image/svg+xml", Seal.icon)

    private static let all = [style, script, packing, icon]
    static let byName = Dictionary(
        uniqueKeysWithValues: all.map { (String($0.path.text.split(separator: "/")[1]), $0) })

    private init(_ ending: String, _ mime: String, _ text: String) {
        self.mime = mime
        bytes = Array(text.utf8)
        packed = bytes.gzipped(level: 9)
        path = Path("/assets/\(Hash.short(bytes)).\(ending)")
    }
}
