/// A file's name or path inside a package, as the bytes it came with.
///
/// Bytes are compared, not characters: Swift's `String` holds composed and decomposed forms (and compatibility
/// ideographs) equal, a file system does not. A clash after normalisation is a finding, never a silent merge.
package struct FileName: Hashable, Comparable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }

    /// The name for people: UTF-8 where it is UTF-8, otherwise with U+FFFD in place of what is not.
    package var display: String { String(decoding: bytes, as: UTF8.self) }

    package static func < (left: FileName, right: FileName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// The parts between slashes, empty ones included.
    package var components: [FileName] {
        bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { FileName(bytes: Array($0)) }
    }

    package var lastComponent: FileName { components.last ?? self }

    /// What stands after the last dot of the last component, in lower case; empty if there is none.
    package var pathExtension: String {
        let last = lastComponent.bytes
        guard let dot = last.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
        return String(decoding: last[(dot + 1)...], as: UTF8.self).lowercased()
    }
}

extension FileName: CustomStringConvertible {
    package var description: String { display }
}
