/// What a file was identified as: a PRONOM identifier where there is one, and what the answer rests on.
package struct FileFormat: Hashable, Sendable {
    /// `fmt/18`
    package let puid: String?
    package let name: String
    package let version: String?
    /// `application/pdf`; `application/octet-stream` if unknown.
    package let mime: String
    /// `signature`, `container` or `extension`.
    package let basis: String
    /// The version of PRONOM's signatures by which it was told; `nil`: this program's own table, or a time before there were any.
    package let signatures: String?

    package init(
        puid: String?, name: String, version: String?, mime: String, basis: String, signatures: String? = nil
    ) {
        (self.puid, self.name, self.version, self.mime, self.basis) = (puid, name, version, mime, basis)
        self.signatures = signatures
    }
}
