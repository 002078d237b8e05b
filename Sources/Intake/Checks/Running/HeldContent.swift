/// A content that the archive has already, as far as a sender may know.
struct HeldContent: Hashable, Sendable {
    /// In custody; if not, it waits for its handover.
    let isHeld: Bool
    /// The receipt number and the code (档号) it came under; `nil` if it is another agency's.
    let number: String?
    let code: String?
}

/// Which of some contents (SHA-256 in hexadecimal digits) the archive has.
typealias HeldContents = @Sendable (_ digests: [String]) async throws -> [String: HeldContent]
