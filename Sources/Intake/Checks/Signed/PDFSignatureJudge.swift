import Archive
import Bytes
import Formats

/// Judges the signatures of a PDF: the bytes each covers are digested as they are read, and nothing of them is kept.
///
/// Source: ISO 32000-1, 12.8; ETSI EN 319 142-1; a seal by GB/T 38540 in place of a message, as Chinese programs write it.
struct PDFSignatureJudge {
    let signers: SignerJudge

    /// Bytes read for all signatures of one file together: fifty signatures over one gigabyte are nobody's document.
    private static let mostBytes: Int64 = 16 << 30

    func judge(_ path: String) throws -> SignedDocument {
        let found = PDFSignatures.find(path: path)
        let file = try OpenFile.reading(path)
        let size = try file.size()
        var document = SignedDocument()
        var left = max(Self.mostBytes, 2 * size)
        for (place, signature) in found.enumerated() {
            let id = "\(place + 1)"
            guard let contents = signature.contents, signature.ranges.count == 2 else {
                document.signatures.append(unsigned(id, .altered(.place), signature))
                continue
            }
            left -= signature.ranges.reduce(0) { $0 + Int64($1.count) }
            guard left >= 0 else {
                document.signatures.append(unsigned(id, .unknown(.tooMuch), signature))
                continue
            }
            document.signatures += try judge(signature, contents, id, file)
        }
        let end = found.filter { $0.contents != nil }.map(\.end).max() ?? size
        document.added = try added(after: end, in: file, size)
        return document
    }

    private func judge(_ signature: PDFSignature, _ contents: [UInt8], _ id: String, _ file: OpenFile) throws
        -> [DocumentSignature]
    {
        let claimed = signature.claimed.flatMap { Moment.read(Array($0.utf8)) }
        guard let message = SignedMessage(contents) else {
            guard let sealed = SealedSignature(contents) else {
                return [unsigned(id, .unknown(.form(signature.form ?? "")), signature)]
            }
            let digests = try ["SM3", "SHA256"].compactMap { try digest($0, of: signature, in: file) }
            let judged = signers.judge(sealed, isOver: digests, else: .content)
            return [
                DocumentSignature(
                    id: id, isSeal: true, signer: sealed.seal.name, moment: judged.moment,
                    isTimeProven: judged.isTimeProven, outcome: judged.outcome, vouched: judged.vouched,
                    seal: sealed.seal)
            ]
        }
        if let stamp = TimeStamp(message) { return [try judge(stamp, signature, id, file)] }
        let pass = SignedContent(message)
        var isOther = false
        var broken: String?
        if let inside = message.content, !inside.isEmpty {
            // adbe.pkcs7.sha1, and what is made after it: a digest of the bytes lies inside and is what was signed.
            let names = inside.count == 20 ? ["SHA1"] : ["SM3", "SHA256"]
            isOther = try !names.contains { try digest($0, of: signature, in: file) == inside }
            if inside.count == 20 { broken = "SHA1" }
            pass.update(inside)
        } else {
            try read(signature, in: file) { pass.update($0) }
        }
        return pass.finish().map { answer in
            var judged = signers.judge(answer, with: message.certificates, claimed: claimed)
            if isOther { judged.outcome = .altered(.content) }
            if let broken, judged.outcome == .valid { judged.outcome = .unknown(.brokenDigest(broken)) }
            return DocumentSignature(
                id: id, isSeal: false, signer: answer.certificate?.holder ?? "", moment: judged.moment,
                isTimeProven: judged.isTimeProven, outcome: judged.outcome, vouched: judged.vouched)
        }
    }

    /// A time stamp over the document, in place of a signature (ETSI.RFC3161).
    private func judge(_ stamp: TimeStamp, _ signature: PDFSignature, _ id: String, _ file: OpenFile) throws
        -> DocumentSignature
    {
        var outcome = DocumentOutcome.unknown(.algorithm(stamp.algorithm ?? ""))
        var authority = ""
        var vouched: Vouched?
        if let name = stamp.algorithm, let digest = try digest(name, of: signature, in: file) {
            switch stamp.judge(digest: digest, by: signers.trust) {
            case .proven(let by, let standing):
                (outcome, authority) = (.valid, by)
                let proof = Vouched.Stamp(authority: by, standing: standing)
                vouched = Vouched(issuer: stamp.issuer ?? by, standing: standing, stamp: proof)
            case .altered: outcome = .altered(.content)
            case .untrusted(let by, .unknownIssuer) where signers.trust.isEmpty:
                (outcome, authority) = (.unknown(.noTrust), by)
            case .untrusted(let by, let judgement): (outcome, authority) = (.untrusted(.signer(judgement)), by)
            case .unknown: break
            }
        }
        return DocumentSignature(
            id: id, isSeal: false, signer: authority, moment: stamp.moment, isTimeProven: outcome == .valid,
            outcome: outcome, vouched: vouched)
    }

    private func unsigned(_ id: String, _ outcome: DocumentOutcome, _ signature: PDFSignature) -> DocumentSignature {
        DocumentSignature(
            id: id, isSeal: false, signer: "", moment: signature.claimed.flatMap { Moment.read(Array($0.utf8)) },
            isTimeProven: false, outcome: outcome)
    }

    private func digest(_ name: String, of signature: PDFSignature, in file: OpenFile) throws -> [UInt8]? {
        guard var digest = ForeignDigest(named: name) else { return nil }
        try read(signature, in: file) { digest.update($0) }
        return digest.finish()
    }

    private func read(_ signature: PDFSignature, in file: OpenFile, _ body: ([UInt8]) -> Void) throws {
        for range in signature.ranges {
            var place = range.lowerBound
            while place < range.upperBound {
                let piece = try file.read(upTo: Int(min(1 << 20, range.upperBound - place)), at: place)
                guard !piece.isEmpty else { return }
                body(piece)
                place += Int64(piece.count)
            }
        }
    }

    /// Bytes behind `end`, white space at the end of the file not counted.
    private func added(after end: Int64, in file: OpenFile, _ size: Int64) throws -> Int64 {
        guard end < size else { return 0 }
        let rest = try file.read(upTo: Int(min(1024, size - end)), at: end)
        return size - end <= 1024 && rest.allSatisfy { $0 <= 32 } ? 0 : size - end
    }
}
