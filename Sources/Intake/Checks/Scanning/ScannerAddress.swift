/// Where a virus scanner listens: a socket file of this machine (`/run/clamav/clamd.ctl`), or host and port
/// (`127.0.0.1:3310`).
package enum ScannerAddress: Hashable, Sendable {
    case socket(String)
    case host(String, port: UInt16)

    /// - Returns: `nil` if `text` is neither.
    package init?(_ text: String) {
        if text.hasPrefix("/") {
            // What the system can name in a socket's address, with the zero at its end.
            guard text.utf8.count < 108 else { return nil }
            self = .socket(text)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty, !host.contains(where: { $0 == "/" || $0.isWhitespace }) else { return nil }
        self = .host(host, port: port)
    }

    package var text: String {
        switch self {
        case .socket(let path): path
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
