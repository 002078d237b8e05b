import Archive

/// Something about an entry, or about the whole container, that is not as it should be; told by `ContainerIsSafe` and its
/// neighbours as findings.
struct UnpackFault: Hashable, Sendable {
    enum Kind: Error, Hashable, Sendable {
        // The name
        case absolutePath, parentPath, backslash, nulInName, nameTooLong, nameUnreadable, tooDeep
        // What it is
        case symbolicLink, hardLink, special
        case duplicate
        /// The same as another name after Unicode normalisation, or but for capitals.
        case clash(with: FileName)
        case encrypted, unknownMethod
        case damaged(reason: String)
        // Bombs: unpacking stops
        case tooManyEntries, entryTooLarge, totalTooLarge, ratio
        // The container: unpacking stops
        case cutOff
        case broken(reason: String)
        /// Not a ZIP, TAR or folder.
        case notAContainer(String)

        var stops: Bool {
            switch self {
            case .tooManyEntries, .entryTooLarge, .totalTooLarge, .ratio, .cutOff, .broken, .notAContainer: true
            default: false
            }
        }
    }

    let kind: Kind
    /// The entry's name as far as it can be shown; `nil` for the container itself.
    let file: FileName?
}
