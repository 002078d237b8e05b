package import Archive

/// One transfer received: a package of bytes, who sent it, and where it stands (接收批次).
package struct Accession: Hashable, Sendable {
    package let id: AccessionID
    /// The receipt number (收件号), `2026-0001`: unique, counted anew each year.
    package let number: String
    package let state: AccessionState
    /// The name the container was sent with; withheld (`withheld.zip`) if it carries a secrecy mark.
    package let name: FileName
    /// Size of the container.
    package let bytes: Int64
    /// SHA-256 of the container.
    package let sha256: Digest
    /// The sending agency (移交单位), as the account or the command line names it.
    package let agency: String
    package let receivedAt: Instant
    package let receivedBy: Agent
    /// The returned package this one is sent in place of.
    package let supersedes: AccessionID?
    package let note: String?

    // Known once checked.
    package let kind: PackageKind?
    package let verdict: Verdict?
    package let carries: Carried
    /// How many records (件).
    package let records: Int64
    /// How many files of any sort lie in the package.
    package let files: Int64
    /// Bytes of all files in the package, unpacked.
    package let contentBytes: Int64
    /// SHA-256 of the report and of the listing, as signed on the handover form.
    package let reportDigest: Digest?
    package let listingDigest: Digest?
    package let checkedAt: Instant?

    /// When the second side signed.
    package let acceptedAt: Instant?
    /// When the container's bytes were removed: a returned package after its time, an accepted one 90 days after signing.
    package let purgedAt: Instant?

    /// Nobody's custody changes: a catalogue alone, or what the archive scanned of its own records. Then its own signature
    /// is enough.
    package var isTakenByOneSide: Bool { carries == .entries || carries == .files && agency.isEmpty }
}
