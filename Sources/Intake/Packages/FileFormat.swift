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

    package init(puid: String?, name: String, version: String?, mime: String, basis: String) {
        (self.puid, self.name, self.version, self.mime, self.basis) = (puid, name, version, mime, basis)
    }
}
