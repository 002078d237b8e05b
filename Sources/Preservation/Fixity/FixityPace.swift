package import Archive

/// How fast and how long a round may read, so that nobody's work has to wait for it.
package struct FixityPace: Sendable {
    /// Bytes to read in all; `nil`: no end.
    package var budget: Int64?
    /// Bytes a second; `nil`: as fast as it goes.
    package var bytesPerSecond: Int64?
    /// Only what was last checked before this; `nil`: all there is at the start.
    package var notSince: Instant?
    /// Whether the hours in which it may read are over.
    package var isOver: @Sendable () -> Bool
    /// Is told from time to time how many files and bytes are checked.
    package var tell: @Sendable (_ checked: Int64, _ bytes: Int64) -> Void

    package init(
        budget: Int64? = nil, bytesPerSecond: Int64? = nil, notSince: Instant? = nil,
        isOver: @escaping @Sendable () -> Bool = { false },
        tell: @escaping @Sendable (_ checked: Int64, _ bytes: Int64) -> Void = { _, _ in }
    ) {
        (self.budget, self.bytesPerSecond, self.notSince) = (budget, bytesPerSecond, notSince)
        (self.isOver, self.tell) = (isOver, tell)
    }
}
