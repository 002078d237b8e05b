import CPoppler

/// What poppler and its friends complain of while a file is read: a few sentences kept, none printed.
enum PDFLog {
    /// Only the worker reads documents, on one thread, one file after the other.
    nonisolated(unsafe) private static var complaints: [String] = []
    private static let most = 200

    /// Takes GLib's log over, for the life of the process.
    static let install: Void = g_log_set_writer_func(
        { _, fields, count, _ in
            for field in UnsafeBufferPointer(start: fields, count: Int(count)) {
                guard complaints.count < most, let key = field.key, String(cString: key) == "MESSAGE",
                    let value = field.value
                else { continue }
                let text = value.assumingMemoryBound(to: CChar.self)
                let length = field.length < 0 ? strnlen(text, 500) : min(Int(field.length), 500)
                complaints.append(String(decoding: UnsafeRawBufferPointer(start: text, count: length), as: UTF8.self))
            }
            return G_LOG_WRITER_HANDLED
        }, nil, nil)

    /// What was complained of since the last time this was asked.
    static func take() -> [String] {
        defer { complaints = [] }
        return complaints
    }
}
