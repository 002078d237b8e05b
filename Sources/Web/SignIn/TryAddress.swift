import Archive
import Glibc
import Tables

/// An address from which somebody tries to sign in, and how many wrong tries came from there within the hour: guessing one
/// password at many accounts is slowed like many at one.
struct TryAddress: Hashable, Sendable {
    /// Wrong tries an hour. An office behind one address has several people who mistype.
    static let free = 30
    static let window: Duration = .seconds(3600)

    /// What is counted: an IPv4 address; of IPv6 the first 64 bits, which one subscriber has at least.
    let text: String

    init(_ address: String) {
        var bytes = in6_addr()
        let plain = address.split(separator: "%", maxSplits: 1).first.map(String.init) ?? ""
        guard plain.contains(":"), inet_pton(AF_INET6, plain, &bytes) == 1 else {
            // A header may hold anything.
            text = String(address.prefix(64))
            return
        }
        let all = withUnsafeBytes(of: bytes) { Array($0) }
        if all.prefix(10).allSatisfy({ $0 == 0 }), all[10] == 0xFF, all[11] == 0xFF {
            text = all[12...].map(String.init).joined(separator: ".")
        } else {
            text = [UInt8](all.prefix(8)).hex + "/64"
        }
    }

    /// Counts a try.
    /// - Throws: `AccountProblem.tooManyHere` once there were too many.
    func count(_ now: Instant, in tx: any Transaction) throws {
        // So the table holds no more than what was tried within an hour.
        try tx.run("DELETE FROM sign_in_address WHERE began_at < \(now.before(Self.window))")
        let row = try tx.row("SELECT failures, began_at FROM sign_in_address WHERE address = \(text)")
        let failures = row?.int("failures") ?? 0
        if failures >= Self.free, let began = row.flatMap({ Instant(text: $0.text("began_at")) }) {
            let until = began + Self.window
            throw AccountProblem.tooManyHere(seconds: max(1, (until.microseconds - now.microseconds) / 1_000_000))
        }
        try tx.run(
            """
            INSERT INTO sign_in_address (address, failures, began_at) VALUES (\(text), 1, \(now))
            ON CONFLICT (address) DO UPDATE SET failures = \(failures + 1)
            """)
    }

    /// The try was right.
    func takeBack(in tx: any Transaction) throws {
        try tx.run("UPDATE sign_in_address SET failures = failures - 1 WHERE address = \(text) AND failures > 0")
    }
}
