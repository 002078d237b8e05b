import Archive
import Foundation
import Hummingbird
import Logging
import NIOCore
import UnixSignals
import Web

/// Answering at an address until TERM, Ctrl-C, or until the work beside it ends.
struct Listening: Sendable {
    let host: String
    let port: Int
    var certificate: CertificateKeeper?
    let logger: Logger

    var scheme: String { certificate == nil ? "http" : "https" }

    /// Reached by other machines, and not encrypted by this program.
    var isInTheOpen: Bool { certificate == nil && !["127.0.0.1", "::1", "localhost"].contains(host) }

    /// What other processes of this archive on this machine call.
    func address(_ port: Int) -> String { House.address(host, port, encrypted: certificate != nil) }

    /// - Parameters:
    ///   - onRunning: told the port, which with 0 the system chose.
    ///   - beside: runs from then on; what it throws ends the listening.
    func run(
        _ front: Front, onRunning: @escaping @Sendable (_ port: Int) -> Void,
        beside: @escaping @Sendable (_ port: Int) async throws -> Void
    ) async throws {
        let (ports, running) = AsyncStream.makeStream(of: Int.self)
        let application = webApplication(front: front, host: host, port: port, tls: certificate?.tls, logger: logger) {
            port in
            onRunning(port)
            running.yield(port)
            running.finish()
        }
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await application.runService(gracefulShutdownSignals: [.sigterm, .sigint])
                    return true
                }
                if let certificate {
                    group.addTask {
                        await certificate.run()
                        return false
                    }
                }
                group.addTask {
                    for await port in ports { try await beside(port) }
                    return false
                }
                defer { group.cancelAll() }
                // Work that comes to its end by itself leaves the pages where they are.
                while try await group.next() == false {}
            }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw HomeProblem.portTaken(host: host, port: port)
        } catch let error as IOError {
            throw HomeProblem.cannotListen(host: host, port: port, String(cString: strerror(error.errnoCode)))
        }
    }
}
