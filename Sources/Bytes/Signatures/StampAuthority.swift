package import Archive
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A server that gives time stamps over HTTP (时间戳服务). Source: RFC 3161, 3.4.
package struct StampAuthority: Sendable, Hashable {
    package let address: String
    private let patience: Int64

    private static let mostBytes = 1 << 20

    /// `nil` unless `address` is one of `http` or `https`.
    /// - Parameter patience: seconds waited for its answer.
    package init?(_ address: String, patience: Int64 = 30) {
        guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false else {
            return nil
        }
        (self.address, self.patience) = (address, patience)
    }

    /// A token over `bytes`: what came is looked at before it is given on.
    /// - Throws: `StampProblem`, `CancellationError`
    package func stamp(_ bytes: [UInt8]) async throws -> [UInt8] {
        let nonce = randomBytes(8)
        let answer = try await send(Self.request(sha256(bytes).bytes, nonce))
        guard let parts = ASN1Value(answer)?.children, let status = parts.first?.children?.first?.number else {
            throw StampProblem.noAnswer(address, "no RFC 3161")
        }
        // Granted, or granted with changes.
        guard status <= 1, parts.count > 1 else { throw StampProblem.refused(address, status) }
        let token = Array(parts[1].whole)
        guard let stamp = TimeStamp(token), stamp.isAnswer(to: nonce) else { throw StampProblem.notOverIt(address) }
        switch stamp.judge(over: bytes, by: TrustStore()) {
        case .altered, .unknown: throw StampProblem.notOverIt(address)
        // Whom to trust is asked when it is verified, which may be in thirty years.
        case .proven, .untrusted: return token
        }
    }

    /// A question for a stamp over a SHA-256 digest, with the certificate.
    private static func request(_ digest: [UInt8], _ nonce: [UInt8]) -> [UInt8] {
        func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }
        // 2.16.840.1.101.3.4.2.1
        let algorithm = value(
            0x30, value(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]) + [0x05, 0x00])
        let imprint = value(0x30, algorithm + value(ASN1Value.octetString, digest))
        // In front of the nonce a byte that keeps it above zero and in its shortest form.
        let number = value(ASN1Value.integer, [0x01] + nonce)
        return value(0x30, value(ASN1Value.integer, [1]) + imprint + number + value(ASN1Value.boolean, [0xFF]))
    }

    private func send(_ question: [UInt8]) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/timestamp-query")
        request.headers.add(name: "accept", value: "application/timestamp-reply")
        request.body = .bytes(ByteBuffer(bytes: question))
        do {
            let answer = try await S3Connection.client.execute(request, timeout: .seconds(patience))
            guard answer.status == .ok else { throw StampProblem.noAnswer(address, "HTTP \(answer.status.code)") }
            let body = try await answer.body.collect(upTo: Self.mostBytes)
            return Array(body.readableBytesView)
        } catch let problem as StampProblem {
            throw problem
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw StampProblem.noAnswer(address, "\(error)")
        }
    }
}

/// Why there is no time stamp.
package enum StampProblem: Explained, Equatable {
    case noAnswer(String, String)
    /// Its status, as RFC 3161 numbers them.
    case refused(String, Int)
    /// What came is no stamp over what was sent.
    case notOverIt(String)

    package var code: String {
        switch self {
        case .noAnswer: "bytes.stamp-authority-silent"
        case .refused: "bytes.stamp-refused"
        case .notOverIt: "bytes.stamp-not-over-it"
        }
    }

    package var what: Words {
        switch self {
        case .noAnswer(let address, let reason):
            Words(
                zh: "时间戳服务 \(address) 没有答复（\(reason)）。",
                en: "The time stamp authority \(address) does not answer (\(reason)).")
        case .refused(let address, let status):
            Words(
                zh: "时间戳服务 \(address) 拒绝了请求（状态 \(status)）。",
                en: "The time stamp authority \(address) refused (status \(status)).")
        case .notOverIt(let address):
            Words(
                zh: "时间戳服务 \(address) 给出的不是对所送内容的时间戳。",
                en: "What the time stamp authority \(address) gave is no stamp over what was sent.")
        }
    }

    package var next: Words {
        Words(
            zh: "核对设置 ledger.stamp-authority 和网络；系统会自动再试，在此之前的内容由下一个时间戳一并证明。",
            en:
                "See to the setting ledger.stamp-authority and the network; it is tried again by itself, and the next stamp covers all before it."
        )
    }

    package var isTransient: Bool { true }
}
