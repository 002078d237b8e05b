import Archive
import Bytes

/// The notes file (说明文件.TXT): one `键：值` a line, colon of either width, UTF-8 or GB18030.
struct NotesFile: Sendable {
    struct Field: Sendable {
        let key: String
        let value: String
        let line: Int
    }

    let fields: [Field]

    /// The field with this key; `nil` if there is none.
    subscript(key: String) -> Field? { fields.first { $0.key == key } }

    func value(_ key: String) -> String? {
        guard let value = self[key]?.value, !value.isEmpty else { return nil }
        return value
    }

    init(_ text: String) {
        var fields: [Field] = []
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let plain = NumberText.trimmed(String(line))
            guard !plain.isEmpty else { continue }
            if let colon = plain.firstIndex(where: { $0 == "：" || $0 == ":" }) {
                let key = plain[..<colon].filter { !$0.isWhitespace }
                let value = NumberText.trimmed(String(plain[plain.index(after: colon)...]))
                fields.append(Field(key: key, value: value, line: place + 1))
            } else if let last = fields.popLast() {
                // A value that runs over its line.
                fields.append(Field(key: last.key, value: last.value + plain, line: last.line))
            }
        }
        self.fields = fields
    }

    /// A page of text, not a book: larger is something else under this name.
    private static let limit: Int64 = 1 << 20

    static func read(_ n: Int64, in package: UnpackedPackage) throws -> Described<NotesFile> {
        let size = package.listing.bytes(n)
        guard size <= limit else { return .unreadable(file: n, .tooLarge(size)) }
        let bytes = try DurableFile.read(package.path(n))
        guard let text = ChineseText.decode(bytes) else { return .unreadable(file: n, .encoding) }
        let notes = NotesFile(text)
        return notes.fields.isEmpty ? .unreadable(file: n, .empty) : .read(file: n, notes)
    }
}
