package import Archive

/// What a signer's signature comes to, before anybody asks whether the signer is to be trusted.
package struct SignerAnswer: Sendable {
    package enum State: Hashable, Sendable {
        case holds
        /// The content is not what was signed.
        case otherContent
        /// The value is not one that this certificate's key made.
        case otherValue
        /// It cannot be told: the certificate is not there or cannot be read.
        case noCertificate
        case unknownAlgorithm(String)
        /// It holds, by a digest for which another content can be made: `SHA1`.
        case brokenDigest(String)
    }

    package let state: State
    package let certificate: SignerCertificate?
    /// When the signer says it was signed.
    package let claimed: Instant?
    /// The signature's value, and a time stamp over it.
    package let value: [UInt8]
    package let stamp: [UInt8]?
}

/// The content of a signed message while it passes by, once for all who signed.
package final class SignedContent {
    private final class Job {
        var digest: ForeignDigest
        init(_ digest: consuming ForeignDigest) { self.digest = digest }
    }

    private let message: SignedMessage
    private var digests: [String: Job] = [:]
    /// Of those who signed the content itself, by their place.
    private var checks: [Int: SignatureCheck] = [:]

    package init(_ message: SignedMessage) {
        self.message = message
        for (place, signer) in message.signers.enumerated() {
            guard let name = SignatureNames.digest(signer.digest) else { continue }
            if signer.attributes != nil {
                if digests[name] == nil, let digest = ForeignDigest(named: name) { digests[name] = Job(digest) }
            } else if let certificate = message.certificate(of: signer) {
                checks[place] = SignatureCheck(
                    by: certificate, digest: name, isPSS: signer.algorithm == SignatureNames.pss)
            }
        }
    }

    package func update(_ bytes: [UInt8]) {
        for job in digests.values { job.digest.update(bytes) }
        for check in checks.values { check.update(bytes) }
    }

    /// The answers in the order of the signers; nothing may follow.
    package func finish() -> [SignerAnswer] {
        let found = digests.mapValues { $0.digest.finish() }
        return message.signers.enumerated().map { place, signer in
            let certificate = message.certificate(of: signer)
            return SignerAnswer(
                state: state(of: signer, place, certificate, found), certificate: certificate, claimed: signer.claimed,
                value: signer.value, stamp: signer.stamp)
        }
    }

    private func state(
        of signer: SignedMessage.Signer, _ place: Int, _ certificate: SignerCertificate?, _ found: [String: [UInt8]]
    ) -> SignerAnswer.State {
        guard let certificate else { return .noCertificate }
        guard let name = SignatureNames.digest(signer.digest) else { return .unknownAlgorithm(signer.digest) }
        if let attributes = signer.attributes {
            guard let digest = found[name] else { return .unknownAlgorithm(signer.digest) }
            let isPSS = signer.algorithm == SignatureNames.pss
            guard let check = SignatureCheck(by: certificate, digest: name, isPSS: isPSS) else {
                return .unknownAlgorithm(signer.algorithm)
            }
            check.update(attributes)
            guard check.holds(signer.value) else { return .otherValue }
            guard signer.messageDigest == digest else { return .otherContent }
        } else {
            guard let check = checks[place] else { return .unknownAlgorithm(signer.algorithm) }
            guard check.holds(signer.value) else { return .otherContent }
        }
        return SignatureNames.broken.contains(name) ? .brokenDigest(name) : .holds
    }
}
