package import Archive

/// What the pages need to be told about the archive and the machine.
package struct WebSettings: Sendable {
    package var site: Site
    /// A proxy on this machine that ends TLS: only then are its `X-Forwarded-…` headers believed and cookies `Secure`.
    package var behindTLSProxy: Bool
    /// Uploads under way at the same time; the next is asked to wait.
    package var uploadsAtOnce: Int
    /// Bytes that stay free on the staging disk; an upload that would go below is refused.
    package var freeSpaceFloor: Int64
    /// The largest package taken.
    package var largestUpload: Int64
    /// The language of pages for visitors who state none.
    package var language = Language.zh
    /// Reference codes of what stands on the first page, in this order; empty: the largest 全宗.
    package var featured: [String] = []
    /// Whether the public pages are open; a rebuild that is not proven closes them.
    package var servesPublic = true
    /// What the processes of this archive know each other by; `nil` where there is one alone.
    package var secret: [UInt8]?
    /// Who needs a second factor, by role.
    package var secondFactorRoles: Set<Role> = []
    /// Every setting in force, for the system administrator.
    package var shown: [SettingShown] = []
    /// Which signatures of formats are in use, for the page that shows the settings.
    package var formats: @Sendable () -> Words? = { nil }
    /// Which programs for sound and film are here; `nil`: nobody looked.
    package var media: Words?
    /// Days until the certificate in the site's files runs out; `nil` where it has none of its own, or it cannot be read.
    package var certificateDays: (@Sendable (Instant) -> Int?)?
    /// The folder of the staging area, for its free space.
    package var stagingPath: String

    package init(
        site: Site, stagingPath: String, behindTLSProxy: Bool = false, uploadsAtOnce: Int = 4,
        freeSpaceFloor: Int64 = 2_000_000_000, largestUpload: Int64 = 200_000_000_000
    ) {
        self.site = site
        self.stagingPath = stagingPath
        self.behindTLSProxy = behindTLSProxy
        self.uploadsAtOnce = uploadsAtOnce
        self.freeSpaceFloor = freeSpaceFloor
        self.largestUpload = largestUpload
    }
}
