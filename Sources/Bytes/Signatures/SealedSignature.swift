package import Archive

/// An electronic seal put on a document (电子签章): what was sealed, the seal, and the signatures of who made it and who used it.
///
/// Source: GB/T 38540-2020 (version 4), GM/T 0031-2025 (5), GM/T 0031-2014 (1 to 3, in another order).
package struct SealedSignature: Sendable {
    /// The seal itself (印章).
    package struct Seal: Sendable {
        package let name: String
        /// When it was made, and between when it may be used.
        package let made: Instant?
        package let start: Instant?
        package let end: Instant?
        /// What the seal looks like (印章图像): its kind as the seal names it, its bytes, and its size in millimetres (0: not told).
        package let picture: (format: String, bytes: [UInt8], width: Int, height: Int)?
        let users: [[UInt8]]
        /// Whether `users` holds digests of certificates, not certificates.
        let areDigests: Bool
        /// What its maker may have signed: the standard's words are read in two ways.
        let signed: [[UInt8]]
        let value: [UInt8]
        package let maker: SignerCertificate?
    }

    package let version: Int
    package let seal: Seal
    package let claimed: Instant?
    /// The digest of what was sealed.
    package let digest: [UInt8]
    package let certificate: SignerCertificate?
    package let value: [UInt8]
    package let stamp: [UInt8]?
    private let signed: [UInt8]

    /// `nil` if it is no such seal.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= SignedMessage.mostBytes, let whole = ASN1Value(bytes),
            whole.tag == ASN1Value.sequence, let parts = whole.children, parts.count >= 2,
            let inner = parts[0].children, inner.count >= 5, let version = inner[0].number, (1...5).contains(version),
            let seal = Seal(inner[1], isOld: version < 4), let digest = inner[3].bits
        else { return nil }
        (self.version, self.seal, self.digest) = (version, seal, digest)
        signed = Array(parts[0].whole)
        claimed = inner[2].tag == ASN1Value.bitString ? inner[2].bits.flatMap { Moment.read($0) } : inner[2].moment
        if version < 4 {
            guard inner.count >= 7, let value = parts[1].bits, let bytes = inner[5].octets else { return nil }
            (certificate, self.value, stamp) = (SignerCertificate(bytes), value, nil)
        } else {
            guard parts.count >= 4, let value = parts[3].bits, let bytes = parts[1].octets else { return nil }
            (certificate, self.value) = (SignerCertificate(bytes), value)
            // Some write the part around the BIT STRING, some in its place.
            stamp = parts.dropFirst(4).first.flatMap { part in
                part.tag == 0x80 ? Array(part.content.dropFirst()) : part.children?.first?.bits
            }
        }
    }

    /// Whether the user's signature is that of what the seal says was sealed; `nil` if it cannot be told.
    package var holds: Bool? { Self.holds(value, over: signed, by: certificate) }

    /// Whether the seal is as its maker made it; `nil` if it cannot be told.
    package var isSealGenuine: Bool? {
        let answers = seal.signed.map { Self.holds(seal.value, over: $0, by: seal.maker) }
        return answers.contains(true) ? true : answers.first ?? nil
    }

    /// Whether whoever signed is one whom the seal names.
    package var isUserNamed: Bool {
        guard let bytes = certificate?.bytes else { return false }
        return seal.users.contains(seal.areDigests ? Bytes.digest(bytes, .sm3).bytes : bytes)
    }

    private static func holds(_ value: [UInt8], over bytes: [UInt8], by certificate: SignerCertificate?) -> Bool? {
        guard let certificate, let check = SignatureCheck(by: certificate) else { return nil }
        check.update(bytes)
        return check.holds(certificate.key == .sm2 && value.count == 64 ? pair(value) : value)
    }

    /// Two bare numbers as the SEQUENCE that OpenSSL reads: some signing devices write them so.
    private static func pair(_ value: [UInt8]) -> [UInt8] {
        let numbers = [value.prefix(32), value.suffix(32)].flatMap { half -> [UInt8] in
            let digits = half.drop { $0 == 0 }
            let sign: [UInt8] = digits.first.map { $0 >= 0x80 } ?? true ? [0] : []
            return [ASN1Value.integer, UInt8(sign.count + digits.count)] + sign + digits
        }
        return [ASN1Value.sequence, UInt8(numbers.count)] + numbers
    }
}

extension SealedSignature.Seal {
    fileprivate init?(_ value: ASN1Value, isOld: Bool) {
        guard let parts = value.children, parts.count >= (isOld ? 2 : 4), let about = parts[0].children,
            about.count >= 4,
            let property = about[2].children, property.count >= (isOld ? 6 : 7), let shown = about[3].children,
            shown.count >= 2, about[0].children?.first?.text == "ES"
        else { return nil }
        name = String(property[1].text.prefix(200))
        func length(_ place: Int) -> Int { shown.count > place ? shown[place].number ?? 0 : 0 }
        picture = shown[1].octets.map { (String(shown[0].text.prefix(16)), $0, length(2), length(3)) }
        let days = property.suffix(3).map(\.moment)
        (made, start, end) = (days[0], days[1], days[2])
        let list = property[isOld ? 2 : 3].children ?? []
        areDigests = !isOld && property[2].number == 2
        let isListed = areDigests
        users = list.prefix(1000).compactMap { one in isListed ? one.children?.last?.octets : one.octets }
        if isOld {
            guard let made = parts[1].children, made.count >= 3, let bits = made[2].bits else { return nil }
            maker = SignerCertificate(Array(made[0].content))
            let inside = Array(parts[0].whole) + Array(made[0].whole) + Array(made[1].whole)
            (signed, self.value) = ([Self.sequence(of: inside)], bits)
        } else {
            guard let bits = parts[3].bits else { return nil }
            maker = SignerCertificate(Array(parts[1].content))
            // Of the seal's description alone, or with certificate and algorithm behind it.
            let inside = parts.prefix(3).flatMap { Array($0.whole) }
            (signed, self.value) = ([Array(parts[0].whole), Self.sequence(of: inside)], bits)
        }
    }

    private static func sequence(of content: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        var rest = content.count
        while rest > 0 {
            length.insert(UInt8(rest & 255), at: 0)
            rest >>= 8
        }
        let head = content.count < 128 ? [UInt8(content.count)] : [0x80 | UInt8(length.count)] + length
        return [ASN1Value.sequence] + head + content
    }
}
