/// Text on its way into HTML, by bytes: what is plain is copied in runs, what is not is replaced.
enum Escaping {
    static func append(_ text: String, to out: inout [UInt8]) {
        let done: Void? = text.utf8.withContiguousStorageIfAvailable { append($0, to: &out) }
        if done == nil { Array(text.utf8).withUnsafeBufferPointer { append($0, to: &out) } }
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var start = 0
        for place in bytes.indices {
            let replacement: StaticString
            switch bytes[place] {
            case UInt8(ascii: "&"): replacement = "&amp;"
            case UInt8(ascii: "<"): replacement = "&lt;"
            case UInt8(ascii: ">"): replacement = "&gt;"
            case UInt8(ascii: "\""): replacement = "&quot;"
            case UInt8(ascii: "'"): replacement = "&#39;"
            // Control characters other than tab and line ends have no place in HTML.
            case 0..<9, 11, 12, 14..<32, 127: replacement = "\u{FFFD}"
            default: continue
            }
            if start < place { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<place])) }
            replacement.withUTF8Buffer { out.append(contentsOf: $0) }
            start = place + 1
        }
        if start < bytes.count { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...])) }
    }
}
