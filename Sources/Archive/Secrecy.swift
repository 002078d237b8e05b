/// The secrecy class (密级). Source: DA/T 46-2009 M38, GB/T 7156-2003.
package enum Secrecy: String, Hashable, Sendable, Codable, CaseIterable {
    case open = "公开"
    case restricted = "限制"
    case secret = "秘密"
    case confidential = "机密"
    case topSecret = "绝密"

    /// A state secret (国家秘密): must never be on a node that is not classified.
    package var isStateSecret: Bool { self == .secret || self == .confidential || self == .topSecret }
}
