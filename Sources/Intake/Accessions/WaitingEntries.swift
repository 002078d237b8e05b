import Archive

/// An entry of the catalogue that has no files yet (待挂接条目).
package struct WaitingEntry: Hashable, Sendable {
    /// The reference code (档号) as shown, and the key equal for all its spellings.
    package let code: String
    package let key: String
    package let title: String
    /// Pages as the entry says.
    package let pages: Int64?

    package init(code: String, key: String, title: String, pages: Int64?) {
        (self.code, self.key, self.title, self.pages) = (code, key, title, pages)
    }
}

/// What the catalogue answers about some codes.
package struct WaitingEntries: Sendable {
    /// Entries that wait for files, by key.
    package let found: [String: WaitingEntry]
    /// Entries taken in together with those found that still wait and were not asked about, by code: the first of them.
    package let absent: [WaitingEntry]
    /// How many of those there are in all.
    package let absentCount: Int64

    package init(found: [String: WaitingEntry] = [:], absent: [WaitingEntry] = [], absentCount: Int64 = 0) {
        (self.found, self.absent, self.absentCount) = (found, absent, absentCount)
    }
}

/// Answers which of some codes (档号 keys) are entries that wait for files. The catalogue comes after this room: whoever
/// opens the house connects the two.
package typealias EntryBook = @Sendable (_ keys: [String]) async throws -> WaitingEntries
