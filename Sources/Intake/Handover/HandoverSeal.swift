import Archive
package import Bytes
import Foundation

/// The archive's signature or seal (本馆数字签名、电子印章) inside a signature under the form: over the act as it is without it.
package struct HandoverSeal: Hashable, Sendable {
    package let kind: SealKind
    /// In DER.
    package let value: [UInt8]

    /// Its place in the act (`lantai.signed/1`); acts of before have none.
    static let member = "sealed"

    var json: JSON {
        ["kind": .string(kind.rawValue), "value": .string(Data(value).base64EncodedString())]
    }

    init(kind: SealKind, value: [UInt8]) { (self.kind, self.value) = (kind, value) }

    init?(json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(SealKind.init(rawValue:)),
            let value = json["value"]?.string.flatMap({ Data(base64Encoded: $0) })
        else { return nil }
        self.init(kind: kind, value: Array(value))
    }

    /// The bytes that were signed: the canonical form of `act` without the value.
    static func content(of act: JSON) -> [UInt8] {
        guard case .object(var members) = act else { return act.canonical }
        members[member] = nil
        return JSON.object(members).canonical
    }

    /// What the seal looks like, if it may be shown.
    var picture: SealPicture? {
        kind == .seal ? SealedSignature(value)?.seal.picture.flatMap { SealPicture($0.bytes) } : nil
    }
}

extension SignerJudge {
    /// - Parameters:
    ///   - content: what it should be over.
    ///   - moment: when it was made, where neither it nor a time stamp says so.
    func judge(_ seal: HandoverSeal, over content: [UInt8], at moment: Instant) -> DocumentSignature {
        switch seal.kind {
        case .seal:
            guard let sealed = SealedSignature(seal.value) else { return unread(isSeal: true, moment) }
            let digests = [digest(content, .sm3).bytes, sha256(content).bytes]
            return DocumentSignature(judge(sealed, isOver: digests, else: .content), sealed.seal.name, sealed.seal)
        case .cms:
            guard let message = SignedMessage(seal.value) else { return unread(isSeal: false, moment) }
            let pass = SignedContent(message)
            pass.update(content)
            let answers = pass.finish().map { answer in
                DocumentSignature(
                    judge(answer, with: message.certificates, claimed: moment), answer.certificate?.holder ?? "", nil)
            }
            // All who signed one value stand or fall together.
            let first =
                answers.first { $0.outcome != .valid } ?? answers.first { $0.vouched?.standing != .licensed }
                ?? answers[0]
            guard let inside = message.content, !inside.isEmpty, inside != content else { return first }
            return DocumentSignature(
                SignerJudge.Judged(outcome: .altered(.content), moment: first.moment), first.signer, nil)
        }
    }

    private func unread(isSeal: Bool, _ moment: Instant) -> DocumentSignature {
        DocumentSignature(
            id: "1", isSeal: isSeal, signer: "", moment: moment, isTimeProven: false, outcome: .altered(.value))
    }
}

extension DocumentSignature {
    fileprivate init(_ judged: SignerJudge.Judged, _ signer: String, _ seal: SealedSignature.Seal?) {
        self.init(
            id: "1", isSeal: seal != nil, signer: signer, moment: judged.moment, isTimeProven: judged.isTimeProven,
            outcome: judged.outcome, vouched: judged.vouched, seal: seal)
    }
}

extension ToldSignature {
    /// As a page tells it.
    init(_ judged: DocumentSignature, of seal: HandoverSeal) {
        var told: ToldSeal?
        if let own = judged.seal {
            let plain = own.picture?.format.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? ""
            let other: ToldSeal.Picture = own.picture == nil ? .none : .notShown(plain.isEmpty ? "?" : plain)
            told = ToldSeal(
                maker: own.maker?.holder ?? "", width: own.picture?.width ?? 0, height: own.picture?.height ?? 0,
                picture: seal.picture.map { .shown($0.kind, $0.digest) } ?? other)
        }
        self.init(judged, file: FileName("lantai.signed/1"), record: nil, seal: told)
    }
}
