/// How much of a foreign container is unpacked before it is taken for a bomb.
package struct UnpackLimits: Hashable, Sendable {
    package var entries: Int
    package var bytesPerEntry: Int64
    package var totalBytes: Int64
    /// Unpacked bytes for each packed byte, of one entry; looked at once an entry is larger than `ratioFrom`.
    package var ratio: Int64
    package var ratioFrom: Int64
    /// Folders inside folders.
    package var depth: Int
    /// Bytes of one path.
    package var nameBytes: Int

    package init(
        entries: Int = 500_000, bytesPerEntry: Int64 = 64 << 30, totalBytes: Int64 = 1 << 40, ratio: Int64 = 200,
        ratioFrom: Int64 = 32 << 20, depth: Int = 32, nameBytes: Int = 4096
    ) {
        self.entries = entries
        self.bytesPerEntry = bytesPerEntry
        self.totalBytes = totalBytes
        self.ratio = ratio
        self.ratioFrom = ratioFrom
        self.depth = depth
        self.nameBytes = nameBytes
    }
}
