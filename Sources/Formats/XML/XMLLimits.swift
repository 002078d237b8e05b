/// How much of a foreign XML file is read before it is refused.
package struct XMLLimits: Hashable, Sendable {
    /// Bytes of the file as it came.
    package var bytes: Int64
    /// Elements inside elements.
    package var depth: Int
    /// Elements in all.
    package var elements: Int
    /// Attributes of one element.
    package var attributes: Int
    /// Bytes of memory for one element that is handed on whole, with all that is in it.
    package var kept: Int

    package init(
        bytes: Int64 = 256 << 20, depth: Int = 100, elements: Int = 5_000_000, attributes: Int = 256,
        kept: Int = 64 << 20
    ) {
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
        self.attributes = attributes
        self.kept = kept
    }
}
