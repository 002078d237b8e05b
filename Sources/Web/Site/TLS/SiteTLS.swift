package import Archive
import Foundation
package import NIOSSL
import Synchronization

/// The certificate with which this program encrypts its own connections, read from two PEM files and read again when they
/// change. Connections that are open keep what they began with.
package final class SiteTLS: Sendable {
    /// The files of the chain, the site's own certificate first, and of its private key.
    private let paths: (certificate: String, key: String)
    private let state: Mutex<State>

    private struct State {
        var context: NIOSSLContext
        var until: Date
        /// What the files held when they were last looked at, taken or not: a bad pair is refused once.
        var seen: [Data]
    }

    /// - Throws: `TLSProblem`, naming the file.
    package init(certificate: String, key: String) throws {
        paths = (certificate, key)
        let files = try SiteTLS.read(paths)
        let (context, until) = try SiteTLS.take(files, paths)
        state = Mutex(State(context: context, until: until, seen: files))
    }

    /// What the next connection is encrypted with.
    package var context: NIOSSLContext { state.withLock { $0.context } }

    /// Days until the certificate runs out at `now`; negative where it has.
    package func daysLeft(at now: Instant) -> Int {
        let until = state.withLock { $0.until }.timeIntervalSince1970
        return Int(((until - Double(now.microseconds) / 1_000_000) / 86_400).rounded(.down))
    }

    /// Takes the files as they are now. A pair that cannot be taken is refused, and the one before stays.
    ///
    /// - Parameter always: whether a pair that was refused before is tried, and refused, again.
    /// - Returns: whether another pair is in force.
    package func reload(always: Bool = false) throws -> Bool {
        let files = try SiteTLS.read(paths)
        let isKnown = state.withLock { state in
            defer { state.seen = files }
            return state.seen == files
        }
        if isKnown, !always { return false }
        let (context, until) = try SiteTLS.take(files, paths)
        state.withLock { ($0.context, $0.until) = (context, until) }
        return !isKnown
    }

    private static func read(_ paths: (certificate: String, key: String)) throws -> [Data] {
        try [paths.certificate, paths.key].map { path in
            do {
                return try Data(contentsOf: URL(fileURLWithPath: path))
            } catch {
                throw TLSProblem.unreadable(path)
            }
        }
    }

    private static func take(
        _ files: [Data], _ paths: (certificate: String, key: String)
    ) throws -> (NIOSSLContext, Date) {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(Array(files[0])), let own = chain.first else {
            throw TLSProblem.notCertificates(paths.certificate)
        }
        guard let key = try? NIOSSLPrivateKey(bytes: Array(files[1]), format: .pem) else {
            throw TLSProblem.notKey(paths.key)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // Both were read: what is left to go wrong is that they belong to different pairs.
        guard let context = try? NIOSSLContext(configuration: configuration) else {
            throw TLSProblem.notOnePair(certificate: paths.certificate, key: paths.key)
        }
        return (context, Date(timeIntervalSince1970: Double(own.notValidAfter)))
    }
}
