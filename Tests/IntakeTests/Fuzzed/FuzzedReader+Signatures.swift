import Archive
import Bytes
import Formats
import Foundation

@testable import Intake

// Nobody is trusted here: whatever the bytes, no signature may come out as valid, and no certificate or time stamp as trusted.
extension FuzzedReader {
    private static let signers = SignerJudge(trust: TrustStore(), today: Day(year: 2026, month: 11, day: 23)!)
    private static let moment = Instant(microseconds: 1_793_577_060_000_000)

    /// No value reaches outside of the bytes, values inside one another come without a gap, and what is made of them is the same twice.
    static func asn1(_ bytes: [UInt8]) -> String? {
        var left = 2000
        if let value = ASN1Value(bytes), let broken = walk(value, in: bytes.indices, depth: 0, &left) { return broken }
        if let certificate = SignerCertificate(bytes), let broken = certified(certificate) { return broken }
        if let message = SignedMessage(bytes), let broken = signed(message) { return broken }
        if let stamp = TimeStamp(bytes), case .proven = stamp.judge(over: [], by: TrustStore()) {
            return "a time stamp is proven without any authority"
        }
        if let sealed = SealedSignature(bytes) {
            let judged = signers.judge(sealed, isOver: [sealed.digest], else: .content).outcome
            guard judged != .valid else { return "a seal is valid without any authority" }
            guard judged == signers.judge(sealed, isOver: [sealed.digest], else: .content).outcome else {
                return "another outcome the second time"
            }
            if sealed.isUserNamed, sealed.certificate == nil { return "a seal names a certificate that is not there" }
        }
        return nil
    }

    private static func walk(_ value: ASN1Value, in room: Range<Int>, depth: Int, _ left: inout Int) -> String? {
        left -= 1
        let (whole, content) = (value.whole.indices, value.content.indices)
        guard room.lowerBound <= whole.lowerBound, whole.upperBound <= room.upperBound,
            whole.lowerBound < content.lowerBound, content.upperBound <= whole.upperBound
        else { return "\(whole) with \(content) leads out of \(room)" }
        if let number = value.number, number < 0 { return "a number below zero: \(number)" }
        if let name = value.identifier, !name.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) {
            return "the identifier \(name)"
        }
        if let octets = value.octets, octets.count > content.count { return "more octets than bytes" }
        _ = (value.bits, value.moment)
        guard depth < 40, let children = value.children else { return nil }
        var place = content.lowerBound
        for child in children {
            guard child.whole.startIndex == place else { return "a gap before \(child.whole.startIndex)" }
            place = child.whole.endIndex
            if left > 0, let broken = walk(child, in: content, depth: depth + 1, &left) { return broken }
        }
        return place == content.upperBound ? nil : "bytes behind the last value"
    }

    private static func certified(_ certificate: SignerCertificate) -> String? {
        guard let again = SignerCertificate(certificate.bytes), again.bytes == certificate.bytes,
            again.holder == certificate.holder, again.notAfter == certificate.notAfter
        else { return "a certificate is another the second time" }
        if case .trusted = TrustStore().judge(certificate, with: [certificate], at: moment) {
            return "a certificate is trusted without any authority"
        }
        return nil
    }

    private static func signed(_ message: SignedMessage) -> String? {
        func states() -> [SignerAnswer] {
            let pass = SignedContent(message)
            pass.update(message.content ?? [])
            return pass.finish()
        }
        let answers = states()
        guard !answers.isEmpty, answers.map(\.state) == states().map(\.state) else {
            return "another state the second time"
        }
        for answer in answers {
            if signers.judge(answer, with: message.certificates, claimed: nil).outcome == .valid {
                return "a message is valid without any authority"
            }
        }
        return nil
    }

    /// Signed ranges begin with the file, come in order and end in it, and what is left out holds the signature; each that is found is
    /// judged, none as valid.
    static func pdfSignatures(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let path = try write(bytes, folder, "fuzzed.pdf")
        let found = PDFSignatures.find(path: path)
        guard found == PDFSignatures.find(path: path) else { return "other signatures the second time" }
        guard found.count <= PDFSignatures.most else { return "\(found.count) signatures" }
        for signature in found {
            var last: Int64 = 0
            for range in signature.ranges {
                guard range.lowerBound >= last, range.upperBound <= bytes.count else { return "signed: \(range)" }
                last = range.upperBound
            }
            guard let contents = signature.contents else { continue }
            guard signature.ranges.count == 2, signature.ranges[0].lowerBound == 0,
                contents.count <= signature.ranges[1].lowerBound - signature.ranges[0].upperBound
            else { return "\(contents.count) bytes between \(signature.ranges)" }
        }
        let document = try PDFSignatureJudge(signers: signers).judge(path)
        guard document.signatures.count >= found.count else { return "a signature was passed over" }
        guard (0...Int64(bytes.count)).contains(document.added) else { return "\(document.added) bytes added" }
        return document.signatures.contains { $0.outcome == .valid } ? "valid without any authority" : nil
    }

    /// No reference leads out of the package; what is said to be unprotected is a file of it; outcomes are the same twice, none valid.
    static func ofdSignatures(_ bytes: [UInt8], _ folder: String) throws -> String? {
        let path = try write(bytes, folder, "fuzzed.ofd")
        let judge = OFDSignatureJudge(signers: signers)
        let document = try judge.judge(path)
        guard try document.signatures.map(\.outcome) == judge.judge(path).signatures.map(\.outcome) else {
            return "another outcome the second time"
        }
        guard !document.signatures.contains(where: { $0.outcome == .valid }) else {
            return "valid without any authority"
        }
        guard let ofd = try? OFDSignatures(path: path) else {
            return document.unreadable == nil ? "read once and not twice" : nil
        }
        guard ofd.signatures.count <= OFDSignatures.most else { return "\(ofd.signatures.count) signatures" }
        for place in ofd.signatures.flatMap({ [$0.path] + $0.references.map(\.path) }) + ofd.lists {
            guard !place.hasPrefix("/"), !place.split(separator: "/").contains("..") else {
                return "leads outside: \(place)"
            }
        }
        return Set(document.unprotected).isSubset(of: ofd.files) ? nil : "an unprotected file is none"
    }
}
