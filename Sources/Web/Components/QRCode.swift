import Archive
import CQREncode

/// A text as a square of dark and light for a telephone's camera (二维码, ISO/IEC 18004), made by libqrencode.
struct QRCode {
    /// Modules on a side, without the quiet zone.
    let side: Int
    /// Rows of modules, from above; true is dark.
    let rows: [[Bool]]

    /// Modules left light on each side: what the standard asks for.
    static let quiet = 4

    /// `nil` for what does not fit: over some 2,300 bytes.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard width > 0, let modules = code.pointee.data else { return nil }
        side = width
        rows = (0..<width).map { row in (0..<width).map { modules[row * width + $0] & 1 == 1 } }
    }

    /// The dark modules as one path, a stroke of them at a time.
    var path: String {
        var path = ""
        for (y, row) in rows.enumerated() {
            var x = 0
            while x < side {
                guard row[x] else {
                    x += 1
                    continue
                }
                let end = row[x...].firstIndex(of: false) ?? side
                path += "M\(x + Self.quiet) \(y + Self.quiet)h\(end - x)v1h-\(end - x)z"
                x = end
            }
        }
        return path
    }
}

extension HTML {
    /// The picture for a camera, dark on light in every colour scheme; nothing for what does not fit.
    mutating func qrCode(_ text: String, name: Words) {
        guard let code = QRCode(text) else { return }
        let size = code.side + 2 * QRCode.quiet
        let square: [Attribute] = [
            .class("qr"), .some("viewBox", "0 0 \(size) \(size)"), .role("img"), .ariaLabel(name),
        ]
        element("svg", square) { h in
            h.element("path", [.class("qr-light"), .some("d", "M0 0h\(size)v\(size)H0z")], "")
            h.element("path", [.class("qr-dark"), .some("d", code.path)], "")
        }
    }
}
