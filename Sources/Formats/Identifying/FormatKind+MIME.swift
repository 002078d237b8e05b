extension FormatKind {
    /// The kind of a format of which only its MIME type was kept, as `Identification` told it.
    package init(mime: String) {
        let plain = mime.lowercased().split(separator: ";").first.map { String($0) } ?? ""
        if let kind = FormatKind.byMIME[plain] {
            self = kind
            return
        }
        switch plain.split(separator: "/").first {
        case "image": self = .image
        case "audio": self = .audio
        case "video": self = .video
        case "text": self = .text
        default: self = .other
        }
    }

    /// What the table says, the first row of a type. What many formats share tells nothing.
    private static let byMIME: [String: FormatKind] = {
        let others = [
            Signature.zip, Signature.compound, Signature.xml, Signature.html, Signature.text, Signature.csv,
        ]
        let rows =
            others + Signature.containers.map(\.format) + Array(Signature.macros.values)
            + Signature.mimetypes.map(\.format) + Signature.table
        var kinds: [String: FormatKind] = [
            "text/xml": .xml, "application/msword": .compound, "application/vnd.ms-excel": .compound,
            "application/vnd.ms-powerpoint": .compound,
        ]
        for row in rows where row.mime != "application/octet-stream" {
            let mime = row.mime.lowercased()
            kinds[mime] = kinds[mime] ?? row.kind
        }
        return kinds
    }()
}
