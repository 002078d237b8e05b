package import Archive
package import Bytes
package import Formats

/// What the receiving desk is told once, at start.
package struct IntakeSettings: Hashable, Sendable {
    /// Whether this node may hold state secrets. If not, any secrecy mark (密级标志) stops a package.
    package var classified: Bool
    /// The archive's name, as the receiving side of the handover form (接收单位).
    package var archive: String
    package var limits: UnpackLimits
    /// Below so many free bytes nothing more is received.
    package var freeSpaceFloor: Int64
    /// How reference codes (档号) are read.
    package var codeRules: [CodeRule]
    /// How long the bytes of a returned package are kept, in days.
    package var returnedDays: Int
    /// How persons have said that the columns of tables are to be read.
    package var mappings: KeptMappings = [:]
    /// The virus scanner (clamd) that is asked about every file; `nil`: none, and every report says so.
    package var scanner: ScannerAddress?
    /// By what formats are told; `nil`: by this program's own table.
    package var signatures: SignatureShelf?
    /// The programs that read sound and film; `nil`: they are not looked into, and reports say so.
    package var media: MediaTools?
    /// How long the container of an accepted package is kept after signing, in days.
    package var containerDays: Int

    /// The folder of trusted certificates and revocation lists; `nil`: there is none, and nobody is trusted.
    package var trust: String?

    /// Who signs with the archive's own key when it accepts: a signature server, a seal platform, both or none.
    package var signing: [SigningGateway] = []

    /// From where files are fetched that a bag leaves out and names in its fetch.txt; nowhere, if nothing is configured.
    package var sources = FetchSources()

    package init(
        classified: Bool = false, archive: String = "", limits: UnpackLimits = UnpackLimits(),
        freeSpaceFloor: Int64 = 1 << 30, codeRules: [CodeRule] = CodeRule.standard,
        returnedDays: Int = 90,
        scanner: ScannerAddress? = nil,
        containerDays: Int = 90, trust: String? = nil
    ) {
        self.trust = trust
        self.classified = classified
        self.archive = archive
        self.limits = limits
        self.freeSpaceFloor = freeSpaceFloor
        self.codeRules = codeRules
        self.returnedDays = returnedDays
        self.scanner = scanner
        self.containerDays = containerDays
    }
}
