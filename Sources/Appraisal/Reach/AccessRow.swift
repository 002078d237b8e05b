package import Archive

/// What decides whether somebody may find a unit: its access and publication as they stand, and where it belongs.
///
/// A unit nobody decided about has such a row too: unreviewed, not published.
package struct AccessRow: Hashable, Sendable {
    package let unit: UnitID
    package let status: AccessStatus
    /// The day from which `status` holds; `nil` while unreviewed.
    package let effective: Day?
    /// The level it is published at (1…3), 0 if it is not.
    package let level: Int
    package let publishedFrom: Day?
    package let fondsCode: String
    package let category: String
    /// The agency that transferred it; empty where there is none.
    package let agency: String
    /// The access epoch at which this row last changed; 0 while unreviewed.
    package let epoch: Int64

    package init(
        unit: UnitID, status: AccessStatus, effective: Day?, level: Int, publishedFrom: Day?, fondsCode: String,
        category: String, agency: String, epoch: Int64
    ) {
        self.unit = unit
        self.status = status
        self.effective = effective
        self.level = level
        self.publishedFrom = publishedFrom
        self.fondsCode = fondsCode
        self.category = category
        self.agency = agency
        self.epoch = epoch
    }

    /// Open (开放) on `day`.
    package func isOpen(on day: Day) -> Bool {
        guard status == .open, let effective else { return false }
        return effective <= day
    }

    /// Published (公布) at `wanted` or more on `day`; only what is open can be.
    package func isPublished(at wanted: PublicationLevel, on day: Day) -> Bool {
        guard isOpen(on: day), let publishedFrom else { return false }
        return publishedFrom <= day && level >= wanted.rawValue
    }
}
