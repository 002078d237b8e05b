package import Archive

/// Where a transfer stands on its way into custody (接收状态).
///
/// There is no row before the bytes are on disk, so "receiving" is not a state: it is an open upload.
package enum AccessionState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Bytes and row are on disk; a receipt number was given (已收到).
    case received
    /// Being unpacked, identified and checked (检测中).
    case checking
    /// Checked and waiting for both signatures (待交接). Checked is not accepted.
    case awaiting
    /// Sent back with a report (退回). Not a holding.
    case returned
    /// Stopped because of a secrecy mark on a node that is not classified (隔离).
    case quarantined
    /// Signed by both sides: custody changed (已接收).
    case accepted
    /// In the stacks, digests read back (已入库).
    case preserved
    /// Its units are drafted in the catalogue (已著录).
    case described

    package var words: Words {
        switch self {
        case .received: Words(zh: "已收到", en: "received")
        case .checking: Words(zh: "检测中", en: "being checked")
        case .awaiting: Words(zh: "待交接", en: "awaiting handover")
        case .returned: Words(zh: "已退回", en: "returned")
        case .quarantined: Words(zh: "已隔离", en: "quarantined")
        case .accepted: Words(zh: "已接收", en: "accepted")
        case .preserved: Words(zh: "已入库", en: "preserved")
        case .described: Words(zh: "已著录", en: "described")
        }
    }

    /// Custody changed: the package belongs to the archive.
    package var isHeld: Bool { self == .accepted || self == .preserved || self == .described }
    /// Nothing was decided yet.
    package var isUnchecked: Bool { self == .received || self == .checking }
}
