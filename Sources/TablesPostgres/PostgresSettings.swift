import Foundation
import Tables

/// Where the PostgreSQL database is and how it is reached. Printed without its password.
package struct PostgresSettings: Sendable, Equatable, CustomStringConvertible {
    /// How the connection is protected, by libpq's own names.
    package enum TLS: String, Sendable, CaseIterable {
        case off = "disable"
        case prefer
        case require
        case verifyAuthority = "verify-ca"
        case verifyHost = "verify-full"
    }

    /// Name or address, or the folder of a local socket. Several servers of which one takes writes at a time, parted by
    /// commas, each with its port where it has another: `db1,db2:5433`.
    package var host: String
    /// The port of each host that does not say its own.
    package var port: Int
    package var user: String
    package var password: String?
    package var database: String
    /// The schema that holds the tables; made if it is not there.
    package var schema: String
    package var tls: TLS
    /// PEM file of the authority that signed the server's certificate; the system's own authorities if `nil`.
    package var rootCertificate: String?
    package var connectSeconds: Int
    /// A statement that takes longer is stopped by the server; 0 lets it run.
    package var statementSeconds: Int
    /// A connection not used for so long is let go, and made again when it is needed.
    package var idleSeconds = 60

    /// - Parameter tls: if not said, the server's name is verified unless it is this machine.
    package init(
        host: String, port: Int = 5432, user: String, password: String? = nil, database: String,
        schema: String = "lantai", tls: TLS? = nil, rootCertificate: String? = nil, connectSeconds: Int = 10,
        statementSeconds: Int = 0
    ) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.database = database
        self.schema = schema
        let isHere = PostgresSettings.servers(host, port).allSatisfy {
            $0.host.hasPrefix("/") || ["localhost", "127.0.0.1", "::1"].contains($0.host)
        }
        self.tls = tls ?? (isHere ? .prefer : .verifyHost)
        self.rootCertificate = rootCertificate
        self.connectSeconds = connectSeconds
        self.statementSeconds = statementSeconds
    }

    /// Reads `postgres://user:password@host:5432/database?schema=lantai&sslmode=verify-full&sslrootcert=…`; `host=/folder`
    /// names a local socket. Further: `connect_timeout` and `statement_timeout`, in seconds. There may be several servers:
    /// `postgres://user@db1,db2:5433/database`.
    ///
    /// - Throws: `TablesProblem.unopened`, never with the password.
    package init(url: String) throws {
        let (url, several) = PostgresSettings.severalHosts(in: url)
        guard let parts = URLComponents(string: url), ["postgres", "postgresql"].contains(parts.scheme ?? ""),
            let user = parts.user, !user.isEmpty, parts.path.count > 1
        else { throw PostgresSettings.refused("expected postgres://user:password@host:port/database") }
        self.init(
            host: several ?? parts.host.flatMap { $0.isEmpty ? nil : $0 } ?? "localhost", port: parts.port ?? 5432,
            user: user,
            password: parts.password, database: String(parts.path.dropFirst()))
        var tls: TLS?
        for item in parts.queryItems ?? [] {
            let value = item.value ?? ""
            switch item.name {
            case "host": host = value
            case "schema" where !value.isEmpty: schema = value
            case "sslmode":
                guard let known = TLS(rawValue: value) else { throw PostgresSettings.refused("sslmode=\(value)") }
                tls = known
            case "sslrootcert": rootCertificate = value
            case "connect_timeout": connectSeconds = try PostgresSettings.seconds(item.name, value)
            case "statement_timeout": statementSeconds = try PostgresSettings.seconds(item.name, value)
            default: throw PostgresSettings.refused("unknown parameter \(item.name)")
            }
        }
        self = PostgresSettings(
            host: host, port: port, user: user, password: password, database: database, schema: schema, tls: tls,
            rootCertificate: rootCertificate, connectSeconds: connectSeconds, statementSeconds: statementSeconds)
    }

    /// The address with its first host alone, for who reads addresses, and all of them where there are several.
    private static func severalHosts(in url: String) -> (url: String, hosts: String?) {
        guard let start = url.range(of: "://")?.upperBound else { return (url, nil) }
        let end = url[start...].firstIndex { "/?#".contains($0) } ?? url.endIndex
        let from = url[start..<end].lastIndex(of: "@").map { url.index(after: $0) } ?? start
        let hosts = url[from..<end]
        guard let comma = hosts.firstIndex(of: ",") else { return (url, nil) }
        let first = hosts[..<comma].prefix { $0 != ":" }
        return (String(url[..<from]) + first + url[end...], String(hosts))
    }

    /// Each host with its port. A name may bear one behind a colon, an address of version 6 in brackets too.
    private static func servers(_ host: String, _ port: Int) -> [(host: String, port: Int)] {
        host.split(separator: ",").map { entry in
            let entry = entry.filter { $0 != " " }
            var (name, own) = (entry, port)
            if let colon = entry.lastIndex(of: ":"), let number = Int(entry[entry.index(after: colon)...]),
                !entry.hasPrefix("/"), entry.hasPrefix("[") || entry.firstIndex(of: ":") == colon
            {
                (name, own) = (String(entry[..<colon]), number)
            }
            if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
            return (name, own)
        }
    }

    /// Whether there are several servers, of which another may take over.
    package var hasStandby: Bool { host.contains(",") }

    /// How long a read waits for another server to take over.
    var patience: Duration { hasStandby ? .seconds(20) : .zero }

    private static func seconds(_ name: String, _ text: String) throws -> Int {
        guard let seconds = Int(text), seconds >= 0 else { throw refused("\(name)=\(text)") }
        return seconds
    }

    private static func refused(_ detail: String) -> TablesProblem {
        .unopened(path: "postgres://", detail: "the address is not understood: \(detail)")
    }

    package var description: String {
        let secret = password == nil ? "" : ":…"
        return "postgres://\(user)\(secret)@\(places)/\(database)?schema=\(schema)&sslmode=\(tls.rawValue)"
    }

    /// The database in words, for errors.
    var place: String { "\(places)/\(database)" }

    private var places: String {
        PostgresSettings.servers(host, port).map { "\($0.host):\($0.port)" }.joined(separator: ",")
    }

    /// What libpq is told, by its own names. Keepalives find a dead network in about half a minute; where another server
    /// may take over, in five seconds.
    func parameters(name: String) -> [(String, String)] {
        let servers = PostgresSettings.servers(host, port)
        let waiting =
            hasStandby
            ? [
                ("target_session_attrs", "read-write"), ("connect_timeout", "2"), ("keepalives_idle", "2"),
                ("keepalives_interval", "1"), ("keepalives_count", "3"), ("tcp_user_timeout", "5000"),
            ]
            : [
                ("connect_timeout", String(max(2, connectSeconds))), ("keepalives_idle", "10"),
                ("keepalives_interval", "5"), ("keepalives_count", "4"), ("tcp_user_timeout", "30000"),
            ]
        return [
            ("host", servers.map(\.host).joined(separator: ",")),
            ("port", servers.map { String($0.port) }.joined(separator: ",")), ("user", user), ("dbname", database),
            ("sslmode", tls.rawValue), ("client_encoding", "UTF8"), ("application_name", name),
        ] + waiting + (password.map { [("password", $0)] } ?? [])
            + (rootCertificate.map { [("sslrootcert", $0)] } ?? [])
    }

    /// What each connection is set to before its first statement. An answer of "done" means on disk, whatever the server's
    /// own habit.
    var preparing: String {
        """
        SET client_min_messages = warning; SET search_path = \(quoted(schema)); SET TimeZone = 'UTC';
        SET bytea_output = 'hex'; SET standard_conforming_strings = on;
        SET statement_timeout = '\(statementSeconds)s'; SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 4;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """
    }
}

/// `name` as an identifier of SQL.
func quoted(_ name: String) -> String { "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
