import Archive

/// Judges the path an entry wants to have. Nothing is ever written under such a path; but whoever unpacks the container
/// with another program would be harmed.
enum EntryPath {
    /// The path without `./` in front and `/` behind; `nil` for the root itself.
    /// - Throws: `UnpackFault.Kind`
    static func clean(_ name: FileName, limits: UnpackLimits) throws(UnpackFault.Kind) -> FileName? {
        let bytes = name.bytes
        if bytes.contains(0) { throw .nulInName }
        if bytes.contains(UInt8(ascii: "\\")) { throw .backslash }
        if bytes.first == UInt8(ascii: "/") { throw .absolutePath }
        if bytes.count >= 2, bytes[1] == UInt8(ascii: ":"), Character(UnicodeScalar(bytes[0])).isLetter {
            throw .absolutePath
        }
        if bytes.count > limits.nameBytes { throw .nameTooLong }
        let parts = name.components.filter { !$0.bytes.isEmpty && $0.bytes != [UInt8(ascii: ".")] }
        if parts.contains(where: { $0.bytes == Array("..".utf8) }) { throw .parentPath }
        if parts.count > limits.depth { throw .tooDeep }
        guard let first = parts.first else { return nil }
        return parts.dropFirst().reduce(first) { $0 / $1 }
    }
}
