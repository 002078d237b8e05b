package import Archive

/// What a file is: its format as PRONOM counts formats, and how that was found out.
package struct Identification: Hashable, Sendable, Codable {
    /// What was looked at, the most certain first.
    package enum Basis: String, Hashable, Sendable, Codable {
        /// Names inside a container.
        case container
        /// Bytes at fixed places.
        case signature
        /// All bytes looked at are text in a known encoding.
        case content
        /// Only the name's extension.
        case `extension`
        /// Nothing told.
        case none
    }

    /// PRONOM's identifier, such as `fmt/95`; `nil` where PRONOM has none or nothing told.
    package let puid: String?
    package let name: String
    package let mime: String
    package let version: String?
    package let basis: Basis
    package let kind: FormatKind
    /// The extensions such a file may have, in lower case; empty if nothing is known of it.
    package let extensions: [String]

    package init(
        puid: String?, name: String, mime: String, version: String?, basis: Basis, kind: FormatKind,
        extensions: [String]
    ) {
        self.puid = puid
        self.name = name
        self.mime = mime
        self.version = version
        self.basis = basis
        self.kind = kind
        self.extensions = extensions
    }
}

extension Identification.Basis {
    /// What an answer rests on, for people.
    package var words: Words {
        switch self {
        case .container: Words(zh: "内含文件", en: "what lies inside")
        case .signature: Words(zh: "字节特征", en: "its bytes")
        case .content: Words(zh: "文本内容", en: "its being text")
        case .extension: Words(zh: "扩展名", en: "its extension")
        case .none: Words(zh: "无", en: "nothing")
        }
    }
}
