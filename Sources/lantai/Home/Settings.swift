import Archive
import Bytes
import Foundation
import Intake
import Preservation
import Yams

/// What an archive may choose, from `lantai.yaml`, overridden by environment variables. Unknown keys are errors.
struct Settings: Sendable {
    /// The archive's name (档案馆名称), shown on every page.
    var archiveName = Words(zh: "示范档案馆", en: "Sample Archives")
    /// 档案馆代码: six digits.
    var archiveCode = "000000"
    /// The IANA zone in which days begin. Fixed at init.
    var zone = "Asia/Shanghai"
    var host = "127.0.0.1"
    /// The public site's address without a slash at its end, for citations: `https://archive.example`.
    var site = ""
    /// Reference codes of the 全宗 and records on the portal's first page, in this order.
    var featured: [String] = []
    var port = 8080
    /// May this node hold state secrets (涉密节点)? Nothing else lifts the network-grade gate.
    var classified = false
    /// The network this node stands in: what passes to another one is a ferry package.
    var network = Network.office
    /// The default language of pages for visitors who state none.
    var language = Language.zh
    /// Child processes that open untrusted files.
    var workers = 2
    /// Largest upload, in bytes.
    var uploadLimit: Int64 = 64 << 30
    /// Uploads at one time.
    var uploadsAtOnce = 4
    /// Free space below which uploads are refused, in bytes.
    var freeSpaceFloor: Int64 = 1 << 30
    /// The virus scanner that is asked about every file received.
    var scanner: ScannerAddress?
    /// The folder of certificates trusted in signatures of records; empty: there is none.
    var trust = ""
    /// Who signs with the archive's own key when it accepts.
    var signing = SigningSettings()
    /// From where files are fetched that a bag names in its fetch.txt.
    var fetching = FetchSettings()
    /// Bytes of access copies kept at most; the oldest go first, and are made again when somebody looks.
    var copiesLimit: Int64 = 64 << 30
    /// The certificate of this program's own TLS.
    var tls = TLSSettings()
    /// Does a proxy on this machine end TLS for this site? Only then are its `X-Forwarded-…` headers believed.
    var behindTLSProxy = false
    /// Seconds between two entries of the public log, from its beginning on: what it hides can be proven that much later.
    var ledgerBeat: Int64 = 600
    /// Who stamps checkpoints of the ledger; empty: nobody.
    var stampAuthority = ""
    var stampHours: Int64 = 24
    /// Seconds a description is left alone before it is kept with its object as a new version.
    var descriptionsQuiet: Int64 = 60
    /// The roles that need a second factor to sign in.
    var secondFactorRoles: Set<Role> = []
    /// Must commands name an account (`--as`)? Otherwise they act as the operator of this machine.
    var commandsNeedAccount = false
    /// Where the stacks and the ledger are kept.
    var store = StoreSettings()
    /// Copies elsewhere.
    var replicas: [ReplicaSettings] = []
    /// How kept bytes are checked.
    var fixity = FixitySettings()
    /// How kept files are scanned for viruses.
    var viruses = VirusSettings()
    /// When the storage asks for somebody.
    var alarms = AlarmSettings()
    /// Where backups go, and how often.
    var backup = BackupSettings()
    /// Where the rows are kept.
    var database = DatabaseSettings()
    /// How formats are told.
    var formats = FormatSettings()
    /// Where each value in force comes from, by its key; the others are what nobody states.
    var sources: [String: Source] = [:]
}

extension Settings {
    /// Every setting once: its key, how to read it, how to print it.
    struct Field: Sendable {
        let key: String
        let read: @Sendable (inout Settings, String) throws -> Void
        let write: @Sendable (Settings) -> String
        /// Never printed, and not written into the file by `init`.
        var isSecret = false

        /// `LANTAI_` and the key in capitals with underscores.
        var variable: String { Settings.variable(key) }
    }

    static func variable(_ key: String) -> String {
        "LANTAI_" + key.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }

    static func whole(_ key: String, _ text: String, in range: ClosedRange<Int64>) throws -> Int64 {
        guard let number = Int64(text), range.contains(number) else {
            throw HomeProblem.setting(
                key: key,
                Words(
                    zh: "“\(text)”应是 \(range.lowerBound) 到 \(range.upperBound) 之间的整数。",
                    en: "“\(text)” should be a whole number from \(range.lowerBound) to \(range.upperBound)."))
        }
        return number
    }

    static func flag(_ key: String, _ text: String) throws -> Bool {
        switch text {
        case "true", "yes", "是": return true
        case "false", "no", "否": return false
        default:
            throw HomeProblem.setting(
                key: key, Words(zh: "“\(text)”应是 true 或 false。", en: "“\(text)” should be true or false."))
        }
    }

    private static let ownFields: [Field] = [
        Field(
            key: "archive.name", read: { $0.archiveName = Words(zh: $1, en: $0.archiveName.en) },
            write: { $0.archiveName.zh }),
        Field(
            key: "archive.name-en", read: { $0.archiveName = Words(zh: $0.archiveName.zh, en: $1) },
            write: { $0.archiveName.en }),
        Field(
            key: "archive.code",
            read: { settings, text in
                guard text.count == 6, text.allSatisfy({ ("0"..."9").contains($0) }) else {
                    throw HomeProblem.setting(
                        key: "archive.code", Words(zh: "“\(text)”应是 6 位数字。", en: "“\(text)” should be six digits."))
                }
                settings.archiveCode = text
            }, write: { $0.archiveCode }),
        Field(
            key: "zone",
            read: { settings, text in
                guard TimeZone(identifier: text) != nil else {
                    throw HomeProblem.setting(
                        key: "zone",
                        Words(
                            zh: "没有“\(text)”这个时区，例如 Asia/Shanghai。",
                            en: "There is no zone “\(text)”; Asia/Shanghai is one."))
                }
                settings.zone = text
            }, write: { $0.zone }),
        Field(key: "listen.host", read: { $0.host = $1 }, write: { $0.host }),
        Field(
            key: "listen.port", read: { $0.port = Int(try whole("listen.port", $1, in: 0...65535)) },
            write: { String($0.port) }),
        Field(key: "site.address", read: { $0.site = $1 }, write: { $0.site }),
        Field(
            key: "node.classified", read: { $0.classified = try flag("node.classified", $1) },
            write: { String($0.classified) }),
        Field(
            key: "node.network",
            read: { settings, text in
                guard let network = Network(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "node.network",
                        Words(
                            zh: "“\(text)”应是 office、government 或 public。",
                            en: "“\(text)” should be office, government or public."))
                }
                settings.network = network
            }, write: { $0.network.rawValue }),
        Field(
            key: "language",
            read: { settings, text in
                guard let language = Language(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "language", Words(zh: "“\(text)”应是 zh 或 en。", en: "“\(text)” should be zh or en."))
                }
                settings.language = language
            }, write: { $0.language.rawValue }),
        Field(
            key: "workers", read: { $0.workers = Int(try whole("workers", $1, in: 1...256)) },
            write: { String($0.workers) }),
        Field(
            key: "upload.limit", read: { $0.uploadLimit = try whole("upload.limit", $1, in: 1...(1 << 50)) },
            write: { String($0.uploadLimit) }),
        Field(
            key: "upload.at-once", read: { $0.uploadsAtOnce = Int(try whole("upload.at-once", $1, in: 1...1000)) },
            write: { String($0.uploadsAtOnce) }),
        Field(
            key: "upload.free-space-floor",
            read: { $0.freeSpaceFloor = try whole("upload.free-space-floor", $1, in: 0...(1 << 50)) },
            write: { String($0.freeSpaceFloor) }),
        Field(key: "intake.trust", read: { $0.trust = $1 }, write: { $0.trust }),
        Field(
            key: "intake.virus-scanner", read: { $0.scanner = try scanner($1) }, write: { $0.scanner?.text ?? "" }),
        Field(
            key: "copies.limit", read: { $0.copiesLimit = try whole("copies.limit", $1, in: 0...(1 << 50)) },
            write: { String($0.copiesLimit) }),
        Field(
            key: "ledger.beat", read: { $0.ledgerBeat = try whole("ledger.beat", $1, in: 1...86_400) },
            write: { String($0.ledgerBeat) }),
        Field(
            key: "ledger.stamp-authority",
            read: { settings, text in
                guard text.isEmpty || StampAuthority(text) != nil else {
                    throw HomeProblem.setting(
                        key: "ledger.stamp-authority",
                        Words(
                            zh: "“\(text)”应是 http 或 https 的地址。", en: "“\(text)” should be an address of http or https.")
                    )
                }
                settings.stampAuthority = text
            }, write: { $0.stampAuthority }),
        Field(
            key: "ledger.stamp-hours",
            read: { $0.stampHours = try whole("ledger.stamp-hours", $1, in: 1...8_760) },
            write: { String($0.stampHours) }),
        Field(
            key: "descriptions.quiet",
            read: { $0.descriptionsQuiet = try whole("descriptions.quiet", $1, in: 0...86_400) },
            write: { String($0.descriptionsQuiet) }),
        Field(
            key: "web.tls-proxy", read: { $0.behindTLSProxy = try flag("web.tls-proxy", $1) },
            write: { String($0.behindTLSProxy) }),
        Field(
            key: "sign-in.second-factor",
            read: { settings, text in
                settings.secondFactorRoles = Set(
                    try text.split(whereSeparator: { " ,".contains($0) }).map { word in
                        guard let role = Role(rawValue: String(word)), role != .program else {
                            throw HomeProblem.setting(
                                key: "sign-in.second-factor",
                                Words(
                                    zh: "没有角色“\(word)”；写成 system-administrator security-officer 这样。",
                                    en:
                                        "There is no role “\(word)”; write it like system-administrator security-officer."
                                ))
                        }
                        return role
                    })
            }, write: { $0.secondFactorRoles.map(\.rawValue).sorted().joined(separator: " ") }),
        Field(
            key: "commands.need-account", read: { $0.commandsNeedAccount = try flag("commands.need-account", $1) },
            write: { String($0.commandsNeedAccount) }),
        Field(
            key: "store.kind",
            read: { settings, text in
                guard let kind = StoreSettings.Kind(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "store.kind",
                        Words(zh: "“\(text)”应是 folder 或 s3。", en: "“\(text)” should be folder or s3."))
                }
                settings.store.kind = kind
            }, write: { $0.store.kind.rawValue }),
        Field(key: "store.s3.endpoint", read: { $0.store.endpoint = $1 }, write: { $0.store.endpoint }),
        Field(key: "store.s3.region", read: { $0.store.region = $1 }, write: { $0.store.region }),
        Field(key: "store.s3.bucket", read: { $0.store.bucket = $1 }, write: { $0.store.bucket }),
        Field(key: "store.s3.prefix", read: { $0.store.prefix = $1 }, write: { $0.store.prefix }),
        Field(
            key: "store.s3.addressing",
            read: { settings, text in
                guard let addressing = S3Settings.Addressing(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "store.s3.addressing",
                        Words(zh: "“\(text)”应是 path 或 host。", en: "“\(text)” should be path or host."))
                }
                settings.store.addressing = addressing
            }, write: { $0.store.addressing.rawValue }),
        Field(key: "store.s3.ca-file", read: { $0.store.authorities = $1 }, write: { $0.store.authorities }),
        Field(
            key: "store.s3.plain-http", read: { $0.store.allowsPlain = try flag("store.s3.plain-http", $1) },
            write: { String($0.store.allowsPlain) }),
        Field(
            key: "store.s3.single-writer", read: { $0.store.singleWriter = try flag("store.s3.single-writer", $1) },
            write: { String($0.store.singleWriter) }),
        Field(
            key: "store.s3.access-key", read: { $0.store.accessKey = $1 }, write: { $0.store.accessKey }, isSecret: true
        ),
        Field(
            key: "store.s3.secret-key", read: { $0.store.secretKey = $1 }, write: { $0.store.secretKey }, isSecret: true
        ),
    ]

    private static let fields =
        ownFields + keepingFields + featuredFields + TLSSettings.fields + databaseFields + backupFields
        + FormatSettings.fields
        + VirusSettings.fields + SigningSettings.fields + FetchSettings.fields

    /// The environment's variables that say where bytes and rows are kept: `init` writes what they say into the file,
    /// secrets excepted.
    static func aboutPlaces(_ environment: [String: String]) -> [String: String] {
        environment.filter { $0.key.hasPrefix("LANTAI_STORE_") || $0.key.hasPrefix("LANTAI_DATABASE_") }
    }

    /// Reads `yaml` (nested mappings of scalars), then the environment.
    init(yaml: String, environment: [String: String]) throws {
        var given: [String: String] = [:]
        do {
            if let node = try Yams.compose(yaml: yaml) { try Settings.flatten(node, under: "", into: &given) }
        } catch let problem as HomeProblem {
            throw problem
        } catch {
            throw HomeProblem.setting(
                key: "lantai.yaml", Words(zh: "不是 YAML：\(error)", en: "not YAML: \(error)"))
        }
        for field in Settings.fields {
            if let text = given.removeValue(forKey: field.key) {
                try field.read(&self, text)
                sources[field.key] = .file
            }
            if let text = environment[field.variable] {
                try field.read(&self, text)
                sources[field.key] = .environment(field.variable)
            }
        }
        replicas = try ReplicaSettings.take(from: &given, environment: environment, noting: &sources)
        if let key = given.keys.sorted().first {
            throw HomeProblem.setting(
                key: key,
                Words(
                    zh: "没有这一项。可用的有：\(Settings.fields.map(\.key).joined(separator: "、"))。",
                    en: "There is no such setting. There are: \(Settings.fields.map(\.key).joined(separator: ", "))."))
        }
    }

    /// Takes these values, and what nobody states for the rest.
    init(of given: [(key: String, value: String)]) throws {
        for (key, value) in given { try Settings.fields.first { $0.key == key }?.read(&self, value) }
    }

    private static func flatten(_ node: Node, under prefix: String, into given: inout [String: String]) throws {
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping {
                let name = key.string ?? ""
                try flatten(value, under: prefix.isEmpty ? name : prefix + "." + name, into: &given)
            }
        case .sequence(let list) where prefix == "replicas":
            try flatten(try ReplicaSettings.named(list), under: prefix, into: &given)
        case .sequence(let list) where prefix == "site.featured" || prefix == FetchSettings.sourcesKey:
            given[prefix] = list.compactMap(\.scalar?.string).joined(separator: " ")
        case .scalar(let scalar): if !prefix.isEmpty { given[prefix] = scalar.string }
        default:
            throw HomeProblem.setting(
                key: prefix, Words(zh: "应是一个值，不是列表。", en: "It should be one value, not a list."))
        }
    }

    /// Every setting in force, a line each: `key: value`, as YAML that can be read again.
    /// What is secret is only told to be there.
    var lines: [(key: String, value: String)] {
        Settings.fields.map { ($0.key, $0.isSecret && !$0.write(self).isEmpty ? "********" : $0.write(self)) }
            + replicas.flatMap(\.lines)
    }

    /// The file written by `init`.
    var yaml: String {
        "# 兰台设置。改后重启生效；lantai settings 查看现行值。\n# Settings of Lantai. Restart after a change; lantai settings shows what is in force.\n"
            + Settings.fields.filter { !$0.isSecret }
            .map { "\($0.key): \(Settings.quoted($0.write(self)))\n" }.joined()
    }

    /// `yaml` with these values instead of what it says of their keys, at its end, where they count last; `removing`: keys
    /// that go.
    static func replacing(
        _ values: [(key: String, value: String)], removing gone: [String], in yaml: String
    ) -> String {
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for key in gone + values.map(\.key) { lines.removeAll { $0.hasPrefix(key + ":") } }
        for (key, value) in values {
            lines.append("\(key): \(quoted(value))")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Flat keys with dots are read like nested ones, so that a line can be copied from `lantai settings`.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
