import Archive
import Foundation
import Tables
import TablesPostgres
import TestGround
import Testing

/// The authority that signed the certificate of the tests' server.
private let authority = ProcessInfo.processInfo.environment["LANTAI_TEST_POSTGRES_CA"]
private let hasServer = authority != nil || ProcessInfo.processInfo.environment["CI"] == "true"

@Suite("TLS to the server", .enabled(if: hasServer, "needs the server of script/test-postgres run"))
struct TLSTests {
    /// The server by the name of its certificate.
    private static func settings(
        _ tls: PostgresSettings.TLS, host: String = "localhost", authority: String?
    ) throws -> PostgresSettings {
        var settings = try TestGround.settings(.postgres)
        (settings.host, settings.tls, settings.rootCertificate) = (host, tls, authority)
        return settings
    }

    /// Whether the connection that reads is encrypted, by the server's own word.
    private static func isEncrypted(_ settings: PostgresSettings) async throws -> Bool {
        let database = try PostgresDatabase(settings, readers: 1)
        let isEncrypted = try await database.read { tx in
            try tx.row("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")!.bool("ssl")
        }
        try await database.close()
        return isEncrypted
    }

    @Test("with the authority it is verified and encrypted; asked for none, it is not")
    func verified() async throws {
        #expect(try await Self.isEncrypted(Self.settings(.verifyHost, authority: authority)))
        #expect(try await Self.isEncrypted(Self.settings(.verifyAuthority, host: "127.0.0.1", authority: authority)))
        #expect(try await Self.isEncrypted(Self.settings(.require, authority: nil)))
        #expect(try await !Self.isEncrypted(Self.settings(.off, authority: nil)))
    }

    @Test("another name, an authority nobody knows, and a file that is not there are refused, for good and by name")
    func refused() throws {
        let other = try TemporaryFolder.shared.fresh() + "/other.pem"
        let openssl = try Process.run(
            URL(fileURLWithPath: "/usr/bin/env"),
            arguments: [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                "/CN=another", "-keyout", other + ".key", "-out", other,
            ])
        openssl.waitUntilExit()
        #expect(openssl.terminationStatus == 0)
        for settings in [
            try Self.settings(.verifyHost, host: "127.0.0.1", authority: authority),
            try Self.settings(.verifyHost, authority: other),
            try Self.settings(.verifyAuthority, authority: other + ".missing"),
        ] {
            let problem = #expect(throws: TablesProblem.self) { try PostgresDatabase(settings) }
            #expect(problem?.code == "tables.unopened" && problem?.isTransient == false)
            #expect(problem?.what.en.contains("certificate") == true)
        }
    }
}
