package import Archive
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// A file that was fetched from a configured source.
package struct FetchedBytes: Hashable, Sendable {
    package let bytes: Int64
    package let sha512: Digest
    package let sha256: Digest
    package let sm3: Digest
    /// When its last byte came.
    package let at: Instant
}

/// Why a file could not be fetched.
package enum FetchFault: Error, Hashable, Sendable {
    /// No answer, or one that broke off: it may be there tomorrow. With what was told by the connection.
    case silent(String)
    /// The server answered with this status.
    case status(Int)
    /// It answered that the file is elsewhere; nobody configured that.
    case redirected(String)
    /// It has other than the promised number of bytes.
    case length(promised: Int64, found: Int64)
    /// It has more bytes than are taken.
    case tooLarge(limit: Int64)

    /// Whether trying again later may succeed as it is.
    package var isPassing: Bool {
        switch self {
        case .silent: true
        case .status(let status): status >= 500 || status == 408 || status == 429
        default: false
        }
    }
}

/// The places from which files of packages may be fetched, each of them configured: nothing else is ever asked.
package struct FetchSources: Hashable, Sendable {
    package let prefixes: [FetchPrefix]
    /// A PEM file of authorities to trust for TLS; `nil`: those of the system.
    private let authorities: String?

    /// Seconds waited for the first byte of an answer, and between two pieces of it.
    private static let patience: Int64 = 60
    /// Bytes a second that an answer must bring on the whole, once it has taken so many seconds: that is long, because a busy
    /// machine of our own is no fault of the server.
    private static let slowest: Int64 = 16 << 10
    private static let leniency: Int64 = 600

    private static let client: HTTPClient = {
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(15), read: .seconds(patience)))
        settings.httpVersion = .http1Only
        settings.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }()

    package init(_ prefixes: [FetchPrefix] = [], authorities: String? = nil) {
        (self.prefixes, self.authorities) = (prefixes, authorities)
    }

    package func covers(_ address: FetchAddress) -> Bool { prefixes.contains { $0.covers(address) } }

    /// Writes what lies at `address` to `path`, which must not exist. It is there whole, or not at all.
    ///
    /// - Parameters:
    ///   - promised: how many bytes it must have; `nil`: nobody said.
    ///   - limit: how many bytes are taken.
    ///   - told: the bytes of each piece, as they are written.
    /// - Throws: `FetchFault`; `Explained` if it could not be written, or `authorities` not be read; `CancellationError`
    package func fetch(
        _ address: FetchAddress, to path: String, promised: Int64?, limit: Int64, clock: Clock,
        told: @escaping @Sendable (Int) -> Void
    ) async throws -> FetchedBytes {
        precondition(covers(address), "only configured sources are asked")
        let part = path + ".part"
        do {
            let (bytes, made) = try await take(address, to: part, promised, limit, told)
            try await onFileThread { try DurableFile.rename(part, to: path) }
            return FetchedBytes(bytes: bytes, sha512: made[0], sha256: made[1], sm3: made[2], at: clock.now)
        } catch {
            try? await onFileThread { try DurableFile.removeAll(part) }
            throw error
        }
    }

    private func take(
        _ address: FetchAddress, to part: String, _ promised: Int64?, _ limit: Int64, _ told: @Sendable (Int) -> Void
    ) async throws -> (Int64, [Digest]) {
        var request = HTTPClientRequest(url: address.text)
        // What is compared with manifests are the bytes as they lie there.
        request.headers.add(name: "accept-encoding", value: "identity")
        if let authorities { request.tlsConfiguration = try await Self.trust(in: authorities) }
        let start = ContinuousClock.now
        do {
            let answer = try await Self.client.execute(request, timeout: .hours(24))
            try Self.judge(answer, promised, limit)
            let writer = try await onFileThread { try PieceWriter(part) }
            var bytes: Int64 = 0
            for try await piece in answer.body {
                bytes += Int64(piece.readableBytes)
                if let promised, bytes > promised { throw FetchFault.length(promised: promised, found: bytes) }
                guard bytes <= limit else { throw FetchFault.tooLarge(limit: limit) }
                let seconds = Int64((ContinuousClock.now - start) / .seconds(1))
                guard seconds <= Self.leniency + bytes / Self.slowest else { throw FetchFault.silent("too slow") }
                try await onFileThread { try writer.write(piece) }
                told(piece.readableBytes)
            }
            if let promised, bytes != promised { throw FetchFault.length(promised: promised, found: bytes) }
            return (bytes, try await onFileThread { try writer.finish() })
        } catch let problem as any Explained {
            // It could not be written: a full disk is nothing the server can help.
            throw problem
        } catch let fault as FetchFault {
            throw fault
        } catch {
            try Task.checkCancellation()
            throw FetchFault.silent(Self.line("\(error)"))
        }
    }

    private static func judge(_ answer: HTTPClientResponse, _ promised: Int64?, _ limit: Int64) throws {
        let status = Int(answer.status.code)
        if (300..<400).contains(status), let place = answer.headers.first(name: "location") {
            throw FetchFault.redirected(line(place))
        }
        guard status == 200 else { throw FetchFault.status(status) }
        guard let length = answer.headers.first(name: "content-length").flatMap({ Int64($0) }) else { return }
        if let promised, length != promised { throw FetchFault.length(promised: promised, found: length) }
        if length > limit { throw FetchFault.tooLarge(limit: limit) }
    }

    /// What a stranger says, as part of one line of a page.
    private static func line(_ text: String) -> String {
        text.unicodeScalars.prefix(200).map { $0.value < 32 || $0.value == 127 ? " " : String($0) }.joined()
    }

    private static func trust(in file: String) async throws -> TLSConfiguration {
        let certificates = try await onFileThread { try? NIOSSLCertificate.fromPEMFile(file) }
        guard let certificates, !certificates.isEmpty else { throw BytesProblem.reading(file) }
        var trust = TLSConfiguration.makeClientConfiguration()
        trust.trustRoots = .certificates(certificates)
        return trust
    }
}

/// A file that grows piece by piece, each on whichever thread writes it, one after the other.
private final class PieceWriter: @unchecked Sendable {
    private let file: OpenFile
    private var digest = MultiDigest([.sha512, .sha256, .sm3])

    init(_ path: String) throws {
        try DurableFile.removeAll(path)
        file = try OpenFile.creating(path, mode: 0o600)
    }

    func write(_ piece: ByteBuffer) throws {
        try piece.withUnsafeReadableBytes { bytes in
            digest.update(bytes)
            try file.write(bytes)
        }
    }

    /// SHA-512, SHA-256 and SM3.
    func finish() throws -> [Digest] {
        try file.sync()
        return digest.finish()
    }
}
