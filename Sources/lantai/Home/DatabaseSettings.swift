import Archive
import Bytes
import Foundation
import Glibc
import Tables
import TablesPostgres

/// Where the rows are kept: in a file of the home, or in a schema of a PostgreSQL server.
struct DatabaseSettings: Sendable {
    enum Kind: String, Sendable {
        case sqlite, postgres
    }

    var kind = Kind.sqlite
    /// `postgres://user@host:port/name?schema=…`: where given, it stands for all of the following but the password.
    var url = ""
    /// Name or address, or the folder of a local socket.
    var host = "localhost"
    var port = 5432
    var name = "lantai"
    var user = "lantai"
    var schema = "lantai"
    /// How the connection is protected; empty: the server's name is verified unless it is this machine.
    var sslmode = ""
    /// A PEM file of the authority that signed the server's certificate; empty: those of the system.
    var rootCertificate = ""
    /// A file that only this user may read, with the password in its first line.
    var passwordFile = ""
    var password = ""

    /// Names of files are from the home's folder on.
    mutating func find(in home: Home) {
        if !rootCertificate.isEmpty, !rootCertificate.hasPrefix("/") {
            rootCertificate = "\(home.path)/\(rootCertificate)"
        }
        if !passwordFile.isEmpty, !passwordFile.hasPrefix("/") { passwordFile = "\(home.path)/\(passwordFile)" }
    }

    /// What the engine is told. Without a password libpq asks its own places (`~/.pgpass`).
    func postgres() throws -> PostgresSettings {
        var settings: PostgresSettings
        if url.isEmpty {
            settings = PostgresSettings(
                host: host, port: port, user: user, database: name, schema: schema,
                tls: PostgresSettings.TLS(rawValue: sslmode),
                rootCertificate: rootCertificate.isEmpty ? nil : rootCertificate)
        } else {
            settings = try DatabaseSettings.read(url)
        }
        if !password.isEmpty {
            settings.password = password
        } else if !passwordFile.isEmpty {
            settings.password = try DatabaseSettings.password(in: passwordFile)
        }
        return settings
    }

    /// Reads an address; one that is not understood is a wrong setting.
    static func read(_ url: String, key: String = "database.url") throws -> PostgresSettings {
        do {
            return try PostgresSettings(url: url)
        } catch TablesProblem.unopened(_, let detail) {
            throw HomeProblem.setting(
                key: key,
                Words(
                    zh: "看不懂这个地址（\(detail)）；应像 postgres://lantai@db.example:5432/lantai。",
                    en: "\(detail); write it like postgres://lantai@db.example:5432/lantai."))
        }
    }

    /// The same without an address: each part by its name.
    func inParts() throws -> DatabaseSettings {
        guard kind == .postgres, !url.isEmpty else { return self }
        var parts = DatabaseSettings(try DatabaseSettings.read(url))
        (parts.password, parts.passwordFile) = (password.isEmpty ? parts.password : password, passwordFile)
        return parts
    }

    init() {}

    init(_ settings: PostgresSettings) {
        kind = .postgres
        (host, port, name, user) = (settings.host, settings.port, settings.database, settings.user)
        (schema, sslmode) = (settings.schema, settings.tls.rawValue)
        (rootCertificate, password) = (settings.rootCertificate ?? "", settings.password ?? "")
    }

    private static func password(in file: String) throws -> String {
        func wrong(_ words: Words) -> HomeProblem { .setting(key: "database.password-file", words) }
        var facts = stat()
        guard stat(file, &facts) == 0 else {
            throw wrong(Words(zh: "没有文件 \(file)，或无权查看。", en: "\(file) is not there, or may not be read."))
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw wrong(
                Words(
                    zh: "别的用户也能读 \(file)；请运行 chmod 600 \(file)。",
                    en: "Others may read \(file) too; run chmod 600 \(file)."))
        }
        let text = String(decoding: try DurableFile.read(file), as: UTF8.self)
        guard let line = text.split(whereSeparator: \.isNewline).first, !line.isEmpty else {
            throw wrong(Words(zh: "\(file) 是空的。", en: "\(file) is empty."))
        }
        return String(line)
    }
}

extension Home {
    /// Keeps a password that came inside an address in a file that only this user may read; what the setting
    /// `database.password-file` is to say.
    func keep(passwordOf database: DatabaseSettings) throws -> String {
        guard !database.password.isEmpty else { return database.passwordFile }
        let name = "keys/database-password"
        try DurableFile.write(Array((database.password + "\n").utf8), to: path + "/" + name, mode: 0o600)
        return name
    }
}

extension Settings {
    static let databaseFields: [Field] = [
        Field(
            key: "database.kind",
            read: { settings, text in
                guard let kind = DatabaseSettings.Kind(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "database.kind",
                        Words(zh: "“\(text)”应是 sqlite 或 postgres。", en: "“\(text)” should be sqlite or postgres."))
                }
                settings.database.kind = kind
            }, write: { $0.database.kind.rawValue }),
        Field(
            key: "database.url",
            read: { settings, text in
                if !text.isEmpty { _ = try DatabaseSettings.read(text) }
                settings.database.url = text
            }, write: { $0.database.url }, isSecret: true),
        Field(key: "database.host", read: { $0.database.host = $1 }, write: { $0.database.host }),
        Field(
            key: "database.port", read: { $0.database.port = Int(try whole("database.port", $1, in: 1...65535)) },
            write: { String($0.database.port) }),
        Field(key: "database.name", read: { $0.database.name = $1 }, write: { $0.database.name }),
        Field(key: "database.user", read: { $0.database.user = $1 }, write: { $0.database.user }),
        Field(
            key: "database.schema",
            read: { settings, text in
                // The longest name of a schema is 63 bytes, and a rebuild keeps the old one under a longer name.
                guard (1...40).contains(text.utf8.count), !text.hasPrefix("pg_"), text != "public" else {
                    throw HomeProblem.setting(
                        key: "database.schema",
                        Words(
                            zh: "“\(text)”应是 1 到 40 字节的名称，不能是 public，也不能以 pg_ 开头。",
                            en: "“\(text)” should be a name of 1 to 40 bytes, not public and not beginning with pg_."))
                }
                settings.database.schema = text
            }, write: { $0.database.schema }),
        Field(
            key: "database.sslmode",
            read: { settings, text in
                guard text.isEmpty || PostgresSettings.TLS(rawValue: text) != nil else {
                    let known = PostgresSettings.TLS.allCases.map(\.rawValue).joined(separator: ", ")
                    throw HomeProblem.setting(
                        key: "database.sslmode",
                        Words(zh: "“\(text)”应是其中之一：\(known)。", en: "“\(text)” should be one of \(known)."))
                }
                settings.database.sslmode = text
            }, write: { $0.database.sslmode }),
        Field(
            key: "database.root-certificate", read: { $0.database.rootCertificate = $1 },
            write: { $0.database.rootCertificate }),
        Field(
            key: "database.password-file", read: { $0.database.passwordFile = $1 }, write: { $0.database.passwordFile }),
        Field(
            key: "database.password", read: { $0.database.password = $1 }, write: { $0.database.password },
            isSecret: true),
    ]
}
