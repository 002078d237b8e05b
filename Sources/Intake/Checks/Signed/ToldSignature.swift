package import Archive
import Bytes

/// One signature, seal, lock or time stamp of a package as the report tells it, valid ones too (验签、验章结果).
package struct ToldSignature: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case signature, seal, lock

        package var words: Words {
            switch self {
            case .signature: Words(zh: "电子签名", en: "signature")
            case .seal: Words(zh: "电子印章", en: "seal")
            case .lock: Words(zh: "锁定签名", en: "lock on a signature")
            }
        }
    }

    package enum Outcome: String, Hashable, Sendable {
        /// Valid, by the certificate of an authority that the archive declares to be licensed.
        case qualified
        /// Valid, by the certificate of a trusted authority that it does not declare to be licensed.
        case valid
        case altered, untrusted, unknown

        package var words: Words {
            switch self {
            case .qualified:
                Words(
                    zh: "有效，证书由依法设立的电子认证服务机构签发", en: "valid, with a certificate of a licensed authority (qualified)")
            case .valid:
                Words(
                    zh: "有效，签发者不在本馆登记的依法设立的电子认证服务机构之列",
                    en: "valid, with a certificate not of a licensed authority (not qualified)")
            case .altered: Words(zh: "被改动", en: "altered")
            case .untrusted: Words(zh: "不可信", en: "not to be trusted")
            case .unknown: Words(zh: "不能断定", en: "cannot be told")
            }
        }
    }

    /// The time stamp that proves when it was made.
    package struct Stamp: Hashable, Sendable {
        package let authority: String
        package let isLicensed: Bool
    }

    package let file: FileName
    /// The reference code (档号) of the record.
    package let record: String?
    /// Its number in the document.
    package let id: String
    package let kind: Kind
    /// Who signed; of a seal its name.
    package let signer: String
    /// When it was signed, as a time stamp or the signer says; `nil` where nobody does.
    package let at: Instant?
    package let outcome: Outcome
    /// The authority that issued the certificate; empty unless it is valid.
    package let issuer: String
    package var stamp: Stamp?
    package var seal: ToldSeal?
}

/// A seal (印章) as the report tells it.
package struct ToldSeal: Hashable, Sendable {
    package enum Picture: Hashable, Sendable {
        /// It can be shown: kind, and SHA-256 by which it is asked for.
        case shown(SealPicture.Kind, Digest)
        /// It is of a kind that is not shown here (`OFD`), larger than is kept, or one of too many.
        case notShown(String)
        case none
    }

    /// Whom the certificate of its maker (制章者) names.
    package let maker: String
    /// In millimetres; 0: it does not say.
    package let width: Int
    package let height: Int
    package let picture: Picture
}

extension ToldSignature {
    init(_ judged: DocumentSignature, file: FileName, record: String?, seal: ToldSeal?) {
        let outcome: Outcome =
            switch judged.outcome {
            case .valid: judged.vouched?.standing == .licensed ? .qualified : .valid
            case .altered: .altered
            case .untrusted: .untrusted
            case .unknown: .unknown
            }
        self.init(
            file: file, record: record, id: judged.id, kind: judged.isSeal ? .seal : .signature,
            signer: judged.signer, at: judged.moment, outcome: outcome,
            issuer: judged.outcome == .valid ? judged.vouched?.issuer ?? "" : "",
            stamp: judged.vouched?.stamp.map { Stamp(authority: $0.authority, isLicensed: $0.standing == .licensed) },
            seal: seal)
    }

    init(_ judged: JudgedSignature, file: FileName, record: String) {
        let outcome: Outcome =
            switch judged.outcome {
            case .valid: judged.vouched?.standing == .licensed ? .qualified : .valid
            case .altered: .altered
            case .untrusted: .untrusted
            case .unknown: .unknown
            }
        self.init(
            file: file, record: record, id: judged.id, kind: judged.isLock ? .lock : .signature,
            signer: judged.signer, at: judged.moment, outcome: outcome, issuer: judged.vouched?.issuer ?? "")
    }
}
