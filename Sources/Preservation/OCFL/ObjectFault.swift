package import Archive

/// Something in an OCFL object that the standard does not allow, or bytes that are not what the inventory says.
package struct ObjectFault: Sendable, Hashable, CustomStringConvertible {
    /// The standard's own code: `E093`.
    package let code: String
    /// The path inside the object, where there is one.
    package let path: String?
    package let what: Words

    init(_ code: String, _ path: String? = nil, zh: String, en: String) {
        (self.code, self.path, what) = (code, path, Words(zh: zh, en: en))
    }

    package var description: String { "[\(code)] \(path.map { $0 + ": " } ?? "")\(what.en)" }
}
