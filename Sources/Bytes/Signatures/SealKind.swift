package import Archive

/// As what a signing server gives its value (签名形式).
package enum SealKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A signed message (CMS, GM/T 0010) that lies beside what was signed: of a signature server (签名验签服务器, GM/T 0029).
    case cms
    /// An electronic seal with its picture (电子签章, GB/T 38540): of a seal platform (电子签章系统).
    case seal

    package var words: Words {
        switch self {
        case .cms: Words(zh: "本馆数字签名", en: "digital signature of the archive")
        case .seal: Words(zh: "本馆电子印章", en: "electronic seal of the archive")
        }
    }
}
