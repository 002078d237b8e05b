import Archive
import Bytes

/// What a signature or a seal inside a document comes to (验签、验章结果).
enum DocumentOutcome: Hashable, Sendable {
    case valid
    case altered(Alteration)
    /// It holds, and whoever signed or made the seal is not to be trusted.
    case untrusted(Distrust)
    /// It could not be judged.
    case unknown(Reason)

    enum Alteration: Hashable, Sendable {
        /// The signed bytes are others now.
        case content
        /// The value is not one that the signer's key made.
        case value
        /// What is left out of the signed bytes is not the signature alone (PDF).
        case place
        /// Signed files of an OFD that are others now, or gone.
        case files(first: String, count: Int)
        /// The description of an OFD's signature.
        case description
        /// The seal is not as its maker made it.
        case seal
        /// The time stamp is not one over this signature.
        case stamp
    }

    enum Distrust: Hashable, Sendable {
        case signer(TrustStore.Judgement)
        case maker(String, TrustStore.Judgement)
        /// The seal does not name the certificate it was used with.
        case notNamed
        /// It was used outside its days.
        case sealDays(start: Instant?, end: Instant?)
    }

    enum Reason: Hashable, Sendable {
        case certificate
        case algorithm(String)
        /// A way of signing that is not known here, by its name.
        case form(String)
        /// It holds, by a digest for which another content can be made.
        case brokenDigest(String)
        /// It holds; there is no authority here to ask about the certificate.
        case noTrust
        /// The certificate has ended, and nobody says when it was used.
        case noTime(end: Instant)
        /// It holds; its time stamp cannot be believed.
        case stamp(by: String)
        /// Only the list of signatures changed: others were added after this one.
        case list
        /// Bytes are in the file twice under one name.
        case twice(String)
        /// More bytes would have to be read than anybody should ask for.
        case tooMuch
    }
}

/// One signature or seal of a document, judged.
struct DocumentSignature: Sendable {
    /// Its number in the document.
    let id: String
    let isSeal: Bool
    let signer: String
    /// When it was signed; `nil` where nobody says.
    let moment: Instant?
    /// A time stamp says so, not the signer.
    let isTimeProven: Bool
    let outcome: DocumentOutcome
    /// Who vouched for whoever signed, and for the maker of the seal; `nil` unless it is valid.
    var vouched: Vouched?
    var seal: SealedSignature.Seal?
}

/// Who vouches for a signature that is valid.
struct Vouched: Hashable, Sendable {
    /// The authority that issued the certificate.
    let issuer: String
    /// Licensed only if all whom it rests on are: whoever signed, and the maker of the seal.
    var standing: TrustStore.Standing
    /// Whose time stamp proves its day, and whether that authority is licensed.
    var stamp: Stamp?

    struct Stamp: Hashable, Sendable {
        let authority: String
        let standing: TrustStore.Standing
    }
}

/// A document whose signatures were judged.
struct SignedDocument: Sendable {
    var signatures: [DocumentSignature] = []
    /// Bytes behind what the last signature covers (PDF).
    var added: Int64 = 0
    /// Files that no signature protects (OFD).
    var unprotected: [String] = []
    /// Why its signatures could not be read.
    var unreadable: Words?
}

/// Asks of a signature that holds whether whoever signed could be trusted then, and when that was.
struct SignerJudge: Sendable {
    let trust: TrustStore
    let today: Day

    struct Judged {
        var outcome: DocumentOutcome
        var moment: Instant?
        var isTimeProven = false
        var vouched: Vouched?
    }

    func judge(_ answer: SignerAnswer, with others: [SignerCertificate], claimed: Instant?) -> Judged {
        var judged = Judged(outcome: .valid, moment: answer.claimed ?? claimed)
        switch answer.state {
        case .otherContent: judged.outcome = .altered(.content)
        case .otherValue: judged.outcome = .altered(.value)
        case .noCertificate: judged.outcome = .unknown(.certificate)
        case .unknownAlgorithm(let name): judged.outcome = .unknown(.algorithm(name))
        case .holds, .brokenDigest:
            guard let certificate = answer.certificate else { return Judged(outcome: .unknown(.certificate)) }
            judged = judge(certificate, with: others, value: answer.value, stamp: answer.stamp, claimed: judged.moment)
            if judged.outcome == .valid, case .brokenDigest(let name) = answer.state {
                judged.outcome = .unknown(.brokenDigest(name))
            }
        }
        return judged
    }

    /// - Parameter value: what a time stamp is over.
    func judge(
        _ certificate: SignerCertificate, with others: [SignerCertificate], value: [UInt8], stamp: [UInt8]?,
        claimed: Instant?
    ) -> Judged {
        var judged = Judged(outcome: .valid, moment: claimed)
        var doubted: String?
        var proof: Vouched.Stamp?
        if let stamp {
            guard let token = TimeStamp(stamp) else { return Judged(outcome: .altered(.stamp), moment: claimed) }
            switch token.judge(over: value, by: trust) {
            case .proven(let authority, let standing):
                (judged.moment, judged.isTimeProven) = (token.moment, true)
                proof = Vouched.Stamp(authority: authority, standing: standing)
            case .altered: return Judged(outcome: .altered(.stamp), moment: claimed)
            case .untrusted(let authority, _): doubted = authority
            case .unknown: doubted = ""
            }
        }
        let moment = judged.moment ?? noon
        switch trust.judge(certificate, with: others, at: moment) {
        case .trusted(let standing):
            judged.outcome = doubted.map { .unknown(.stamp(by: $0)) } ?? .valid
            judged.vouched = Vouched(issuer: certificate.issuer, standing: standing, stamp: proof)
        case .unknownIssuer where trust.isEmpty: judged.outcome = .unknown(.noTrust)
        case .expired(let end) where judged.moment == nil: judged.outcome = .unknown(.noTime(end: end))
        case let other: judged.outcome = .untrusted(.signer(other))
        }
        return judged
    }

    /// Today at noon in China.
    var noon: Instant { Instant(microseconds: (Int64(today.daysSince1970) * 86_400 + 4 * 3600) * 1_000_000) }

    /// A seal that was put on something whose digest is `digests`, by any of the algorithms it may be by.
    func judge(_ sealed: SealedSignature, isOver digests: [[UInt8]], else change: DocumentOutcome.Alteration) -> Judged
    {
        func judged(_ outcome: DocumentOutcome) -> Judged { Judged(outcome: outcome, moment: sealed.claimed) }
        guard let certificate = sealed.certificate, let maker = sealed.seal.maker else {
            return judged(.unknown(.certificate))
        }
        guard let holds = sealed.holds, let isGenuine = sealed.isSealGenuine else {
            return judged(.unknown(.algorithm("")))
        }
        guard holds else { return judged(.altered(.value)) }
        guard digests.contains(sealed.digest) else { return judged(.altered(change)) }
        guard isGenuine else { return judged(.altered(.seal)) }
        guard sealed.isUserNamed else { return judged(.untrusted(.notNamed)) }
        let signed = judge(certificate, with: [], value: sealed.value, stamp: sealed.stamp, claimed: sealed.claimed)
        guard signed.outcome == .valid else { return signed }
        let moment = signed.moment ?? noon
        let (start, end) = (sealed.seal.start, sealed.seal.end)
        if start.map({ moment < $0 }) ?? false || end.map({ moment > $0 }) ?? false {
            return Judged(
                outcome: .untrusted(.sealDays(start: start, end: end)), moment: signed.moment,
                isTimeProven: signed.isTimeProven)
        }
        // A maker's certificate that ended after the seal was made hurts nothing.
        switch trust.judge(maker, with: [], at: sealed.seal.made ?? moment) {
        case .trusted(let standing):
            var both = signed
            if standing != .licensed { both.vouched?.standing = standing }
            return both
        case let other:
            return Judged(
                outcome: .untrusted(.maker(maker.holder, other)), moment: signed.moment,
                isTimeProven: signed.isTimeProven)
        }
    }
}
