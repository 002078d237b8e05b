import Foundation
import Glibc
import Synchronization

/// Stands between a writer and its server, and cuts the connection at every few COMMITs: before the server hears it,
/// after the server has done it, or so that only one side notices.
final class CuttingProxy: Sendable {
    enum Cut: CaseIterable, Sendable {
        case beforeCommit, afterCommit
        /// The server does not notice, and goes on waiting inside the transaction.
        case clientOnly
    }

    private struct State {
        var commits = 0
        var cuts: [Cut] = []
        var lingering: [Int32] = []
        var isStopped = false
        var isAway = false
        var refused = 0
    }

    let port: Int
    private let listener: Int32
    private let state = Mutex(State())
    private let every: Int

    init(to server: Int, every: Int) throws {
        self.every = every
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = CuttingProxy.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listening = listener
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, length) == 0 && listen(listening, 16) == 0
                    && getsockname(listening, $0, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                if isRefusing() {
                    close(client)
                    continue
                }
                Thread.detachNewThread { [self] in pump(client, CuttingProxy.connected(to: server)) }
            }
        }
    }

    /// The cuts made so far.
    var cuts: [Cut] { state.withLock { $0.cuts } }

    /// Hangs up on who comes from now on, as long as the server is `away`.
    func set(away: Bool) { state.withLock { $0.isAway = away } }

    /// How many were hung up on.
    var refused: Int { state.withLock { $0.refused } }

    private func isRefusing() -> Bool {
        state.withLock { state in
            if state.isAway { state.refused += 1 }
            return state.isAway
        }
    }

    /// Makes no more cuts.
    func rest() { state.withLock { $0.isStopped = true } }

    func stop() {
        rest()
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        for left in state.withLock({ $0.lingering }) { close(left) }
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func connected(to port: Int) -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port)
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return file
    }

    private func pump(_ client: Int32, _ server: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var files = [
            pollfd(fd: client, events: Int16(POLLIN), revents: 0),
            pollfd(fd: server, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&files, 2, -1) > 0 {
            if files[0].revents != 0 {
                let count = recv(client, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                let cut = self.cut(buffer[..<count])
                if cut == .clientOnly {
                    state.withLock { $0.lingering.append(server) }
                    close(client)
                    return
                }
                if cut == .beforeCommit { break }
                send(server, buffer, count, Int32(MSG_NOSIGNAL))
                if cut == .afterCommit {
                    // Its answer is the proof that it was done.
                    _ = recv(server, &buffer, buffer.count, 0)
                    break
                }
            }
            if files[1].revents != 0 {
                let count = recv(server, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                send(client, buffer, count, Int32(MSG_NOSIGNAL))
            }
        }
        close(client)
        close(server)
    }

    /// What to do with this message to the server.
    private func cut(_ message: ArraySlice<UInt8>) -> Cut? {
        let text = String(decoding: message, as: UTF8.self)
        guard text.contains("INSERT INTO commit_mark"), text.contains("COMMIT") else { return nil }
        return state.withLock { state in
            state.commits += 1
            guard !state.isStopped, state.commits % every == 0 else { return nil }
            let cut = Cut.allCases[state.cuts.count % Cut.allCases.count]
            state.cuts.append(cut)
            return cut
        }
    }
}
