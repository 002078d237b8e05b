import Archive

/// A signed message (CMS SignedData, PKCS #7, GM/T 0010): who signed, what their signatures are, the certificates that came with them.
///
/// OpenSSL reads it only with RSA and in its own identifiers, so the structure is read here and OpenSSL verifies the values.
/// Source: RFC 5652; GM/T 0010-2012.
package struct SignedMessage: Sendable {
    struct Signer: Sendable {
        enum Name: Hashable, Sendable {
            case issuer([UInt8], number: [UInt8])
            case key([UInt8])
        }

        let name: Name
        let digest: String
        let algorithm: String
        /// The attributes that were signed in place of the content, as they were digested; `nil` where the content itself was.
        let attributes: [UInt8]?
        let messageDigest: [UInt8]?
        let claimed: Instant?
        let value: [UInt8]
        /// A time stamp token over `value`.
        let stamp: [UInt8]?
    }

    let signers: [Signer]
    package let certificates: [SignerCertificate]
    package let contentType: String
    /// What was signed, if it lies inside.
    package let content: [UInt8]?

    /// Bytes a message may have; certificates and revocation lists included.
    package static let mostBytes = 16 << 20

    /// `nil` if it is no such message.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.mostBytes, let whole = ASN1Value(bytes),
            whole.tag == ASN1Value.sequence, let outer = whole.children, outer.count == 2,
            let type = outer[0].identifier, SignatureNames.signedData.contains(type),
            let parts = outer[1].children?.first?.children, parts.count >= 4,
            parts[1].tag == ASN1Value.set, let inner = parts[2].children, let contentType = inner.first?.identifier,
            let last = parts.last, last.tag == ASN1Value.set, let signers = last.children
        else { return nil }
        self.contentType = contentType
        content = inner.count > 1 ? inner[1].children?.first?.octets : nil
        let certificates = parts.first { $0.tag == ASN1Value.part(0) }?.children ?? []
        self.certificates = certificates.prefix(32).compactMap { SignerCertificate(Array($0.whole)) }
        let read = signers.prefix(16).compactMap { Signer($0) }
        // One signer who cannot be read is not passed over.
        guard !read.isEmpty, read.count == signers.count else { return nil }
        self.signers = read
    }

    /// The certificate of a signer.
    func certificate(of signer: Signer) -> SignerCertificate? {
        switch signer.name {
        case .key(let identifier): certificates.first { $0.keyIdentifier == identifier }
        case .issuer(let issuer, let number):
            certificates.first { certificate in
                guard let own = certificate.issuerAndNumber else { return false }
                return own.issuer == issuer && own.number == number
            }
        }
    }
}

extension SignedMessage.Signer {
    fileprivate init?(_ value: ASN1Value) {
        guard let parts = value.children, parts.count >= 5 else { return nil }
        if parts[1].tag == ASN1Value.sequence {
            guard let named = parts[1].children, named.count == 2 else { return nil }
            name = .issuer(Array(named[0].whole), number: Array(named[1].content.drop { $0 == 0 }))
        } else if parts[1].tag == 0x80 {
            name = .key(Array(parts[1].content))
        } else {
            return nil
        }
        guard let digest = parts[2].children?.first?.identifier else { return nil }
        self.digest = digest
        var rest = parts[3...]
        var signed: ASN1Value?
        if rest.first?.tag == ASN1Value.part(0) { signed = rest.removeFirst() }
        guard rest.count >= 2, let algorithm = rest.removeFirst().children?.first?.identifier,
            let bytes = rest.removeFirst().octets, !bytes.isEmpty
        else { return nil }
        (self.algorithm, self.value) = (algorithm, bytes)
        let named = signed.map { Self.attributes($0) } ?? [:]
        // They are digested as the SET they are, not as the part [0] they stand as.
        attributes = signed.map { [ASN1Value.set] + $0.whole.dropFirst() }
        messageDigest = named[SignatureNames.messageDigest]?.octets
        claimed = named[SignatureNames.signingTime]?.moment
        stamp = rest.first.flatMap { Self.attributes($0)[SignatureNames.stampAttribute] }.map { Array($0.whole) }
    }

    /// The first value of each attribute.
    private static func attributes(_ value: ASN1Value) -> [String: ASN1Value] {
        var named: [String: ASN1Value] = [:]
        var repeated: Set<String> = []
        for attribute in value.children ?? [] {
            guard let parts = attribute.children, parts.count == 2, let name = parts[0].identifier,
                let first = parts[1].children?.first
            else { continue }
            if named.updateValue(first, forKey: name) != nil { repeated.insert(name) }
        }
        // Of an attribute that stands twice neither says anything.
        return named.filter { !repeated.contains($0.key) }
    }
}
