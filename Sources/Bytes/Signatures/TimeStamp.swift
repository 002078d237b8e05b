package import Archive

/// A time stamp token (时间戳): an authority says that it saw a digest at a moment. Source: RFC 3161; GB/T 20520.
package struct TimeStamp: Sendable {
    package enum Judgement: Hashable, Sendable {
        /// By whom, and whether that is a licensed authority.
        case proven(by: String, TrustStore.Standing)
        /// It is not one over these bytes, or not as its authority signed it.
        case altered
        case untrusted(by: String, TrustStore.Judgement)
        /// It cannot be told: its digest or its signature is of a kind that is not known here.
        case unknown
    }

    private let message: SignedMessage
    private let content: [UInt8]
    /// What OpenSSL calls the digest of what was stamped; `nil` if it has none.
    package let algorithm: String?
    private let imprint: [UInt8]
    package let moment: Instant
    private let numbers: [[UInt8]]

    /// `nil` if it is no token.
    package init?(_ bytes: [UInt8]) {
        guard let message = SignedMessage(bytes) else { return nil }
        self.init(message)
    }

    package init?(_ message: SignedMessage) {
        guard message.contentType == SignatureNames.stampContent, let content = message.content,
            let parts = ASN1Value(content)?.children, parts.count >= 5, let imprinted = parts[2].children,
            imprinted.count == 2, let name = imprinted[0].children?.first?.identifier, let digest = imprinted[1].octets,
            parts[4].tag == ASN1Value.generalizedTime, let moment = parts[4].moment
        else { return nil }
        (self.message, self.content, self.moment) = (message, content, moment)
        (algorithm, imprint) = (SignatureNames.digest(name), digest)
        numbers = parts.dropFirst(5).filter { $0.tag == ASN1Value.integer }.map { Array($0.content) }
    }

    /// Who issued the certificate of whoever stamped; `nil` if it is not there.
    package var issuer: String? { message.signers.first.flatMap { message.certificate(of: $0)?.issuer } }

    /// Whether it names the number that a question for it had (nonce): an old answer does not.
    func isAnswer(to nonce: [UInt8]) -> Bool { numbers.contains([0x01] + nonce) }

    /// Whether it is one over `bytes`, by an authority that could be trusted then.
    package func judge(over bytes: [UInt8], by trust: TrustStore) -> Judgement {
        guard let algorithm, var digest = ForeignDigest(named: algorithm) else { return .unknown }
        digest.update(bytes)
        return judge(digest: digest.finish(), by: trust)
    }

    /// The same for content that was digested already, by `algorithm`.
    package func judge(digest: [UInt8], by trust: TrustStore) -> Judgement {
        guard digest == imprint else { return .altered }
        let pass = SignedContent(message)
        pass.update(content)
        guard let answer = pass.finish().first, let authority = answer.certificate else { return .unknown }
        switch answer.state {
        case .otherContent, .otherValue: return .altered
        case .noCertificate, .unknownAlgorithm: return .unknown
        // The authority chose the bytes it signed; nobody else can make two of them.
        case .brokenDigest, .holds: break
        }
        guard authority.isForTimeStamps else {
            return .untrusted(by: authority.holder, .unfit("not for time stamps"))
        }
        switch trust.judge(authority, with: message.certificates, at: moment) {
        case .trusted(let standing): return .proven(by: authority.holder, standing)
        case let other: return .untrusted(by: authority.holder, other)
        }
    }
}
