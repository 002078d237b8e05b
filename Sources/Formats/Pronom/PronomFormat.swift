/// A format as PRONOM registers it.
struct PronomFormat: Sendable {
    let puid: String
    let name: String
    let version: String?
    let mime: String?
    /// In lower case.
    let extensions: [String]
    /// Its bytes are known: a name alone does not tell it.
    var hasSignature: Bool
    /// Places of the formats that it is a special case of.
    var overrides: [Int]
}

/// A signature of the bytes of a file, or of one inside a container: chains that must all match.
struct ByteSignature: Sendable {
    let chains: [SignatureChain]
}

/// What must lie inside a container for it to be of some format.
struct ContainerSignature: Sendable {
    enum Kind: String, Hashable, Sendable {
        case compound = "OLE2"
        case zip = "ZIP"
    }

    struct File: Sendable {
        let path: String
        /// One of these must match its bytes; none: it need only be there.
        let signatures: [ByteSignature]
    }

    let kind: Kind
    let files: [File]
    /// Places of its formats.
    let formats: [Int]
}
