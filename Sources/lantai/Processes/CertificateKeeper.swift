import Archive
import UnixSignals
import Web

/// Brings a renewed certificate into force while the server runs: at once on HUP, else within half a minute of the files
/// being replaced.
struct CertificateKeeper: Sendable {
    let tls: SiteTLS
    let clock: Clock
    /// Where it is told that a certificate came into force, or was refused.
    let io: CommandIO

    private static let pause = Duration.seconds(30)
    /// Days before its end from which a certificate is warned of.
    private static let soon = 30

    /// Runs until cancelled.
    func run() async {
        warn()
        await withTaskGroup { group in
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: Self.pause)
                    if !Task.isCancelled { look(always: false) }
                }
            }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sighup) { look(always: true) }
            }
        }
    }

    private func look(always: Bool) {
        do {
            if try tls.reload(always: always) {
                io.say(
                    Words(
                        zh: "新的 TLS 证书已启用，还有\(tls.daysLeft(at: clock.now))天到期。",
                        en: "The new TLS certificate is in force; it holds for \(tls.daysLeft(at: clock.now)) days."))
                warn()
            } else if always {
                io.say(Words(zh: "TLS 证书没有变化。", en: "The TLS certificate has not changed."))
            }
        } catch let problem as any Explained {
            io.err(
                Words(
                    zh: "新的 TLS 证书没有启用，仍用原来的：\n", en: "The new TLS certificate was refused; the one before stays:\n")[
                        io.language])
            io.explain(problem)
        } catch {
            io.err("\(error)\n")
        }
    }

    /// Tells when the certificate ran out or soon will.
    private func warn() {
        let days = tls.daysLeft(at: clock.now)
        guard days < Self.soon else { return }
        io.err(
            (days < 0
                ? Words(
                    zh: "注意：TLS 证书已经过期，浏览器会拒绝连接；请换上新的。\n",
                    en:
                        "Warning: the TLS certificate has run out, browsers will refuse it; put a new one in its place.\n"
                )
                : Words(
                    zh: "注意：TLS 证书还有\(days)天到期，请换上新的。\n",
                    en: "Warning: the TLS certificate runs out in \(days) days; put a new one in its place.\n"))[
                    io.language])
    }
}
