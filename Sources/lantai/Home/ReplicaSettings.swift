import Archive
import Bytes
import Foundation
import Preservation
import Yams

/// One copy of the archive elsewhere, as `replicas` in the settings declares it.
struct ReplicaSettings: Sendable {
    var name: String
    /// As the archive's own store: kind, address, keys of its own.
    var store = StoreSettings()
    /// The folder, an absolute path.
    var path = ""
    /// Where that is, for people.
    var location = ""

    var place: String { store.kind == .folder ? "folder \(path)" : store.place }

    private struct Field: Sendable {
        let key: String
        let read: @Sendable (inout ReplicaSettings, String) throws -> Void
        let write: @Sendable (ReplicaSettings) -> String
        var isSecret = false
        /// The kind of place it is about; `nil`: of each.
        var kind: StoreSettings.Kind?
    }

    private static func flag(_ key: String, _ text: String) throws -> Bool {
        guard text == "true" || text == "false" else {
            throw HomeProblem.setting(
                key: key, Words(zh: "“\(text)”应是 true 或 false。", en: "“\(text)” should be true or false."))
        }
        return text == "true"
    }

    private static let fields: [Field] = [
        Field(
            key: "kind",
            read: { replica, text in
                guard let kind = StoreSettings.Kind(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "replicas.\(replica.name).kind",
                        Words(zh: "“\(text)”应是 folder 或 s3。", en: "“\(text)” should be folder or s3."))
                }
                replica.store.kind = kind
            }, write: { $0.store.kind.rawValue }),
        Field(key: "location", read: { $0.location = $1 }, write: { $0.location }),
        Field(key: "path", read: { $0.path = $1 }, write: { $0.path }, kind: .folder),
        Field(key: "endpoint", read: { $0.store.endpoint = $1 }, write: { $0.store.endpoint }, kind: .s3),
        Field(key: "region", read: { $0.store.region = $1 }, write: { $0.store.region }, kind: .s3),
        Field(key: "bucket", read: { $0.store.bucket = $1 }, write: { $0.store.bucket }, kind: .s3),
        Field(key: "prefix", read: { $0.store.prefix = $1 }, write: { $0.store.prefix }, kind: .s3),
        Field(
            key: "addressing",
            read: { replica, text in
                guard let addressing = S3Settings.Addressing(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "replicas.\(replica.name).addressing",
                        Words(zh: "“\(text)”应是 path 或 host。", en: "“\(text)” should be path or host."))
                }
                replica.store.addressing = addressing
            }, write: { $0.store.addressing.rawValue }, kind: .s3),
        Field(key: "ca-file", read: { $0.store.authorities = $1 }, write: { $0.store.authorities }, kind: .s3),
        Field(
            key: "plain-http", read: { $0.store.allowsPlain = try flag("replicas.\($0.name).plain-http", $1) },
            write: { String($0.store.allowsPlain) }, kind: .s3),
        Field(
            key: "single-writer", read: { $0.store.singleWriter = try flag("replicas.\($0.name).single-writer", $1) },
            write: { String($0.store.singleWriter) }, kind: .s3),
        Field(
            key: "access-key", read: { $0.store.accessKey = $1 }, write: { $0.store.accessKey }, isSecret: true,
            kind: .s3),
        Field(
            key: "secret-key", read: { $0.store.secretKey = $1 }, write: { $0.store.secretKey }, isSecret: true,
            kind: .s3),
    ]

    /// Takes what is said of copies out of `given` (`replicas.disk2.path`), and what the environment says of the same names
    /// (`LANTAI_REPLICAS_DISK2_SECRET_KEY`), in the order of the names.
    static func take(
        from given: inout [String: String], environment: [String: String],
        noting sources: inout [String: Settings.Source]
    ) throws -> [ReplicaSettings] {
        var said: [String: [String: String]] = [:]
        for (key, value) in given where key.hasPrefix("replicas.") {
            let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 3, fields.contains(where: { $0.key == parts[2] }) else {
                throw HomeProblem.setting(
                    key: key,
                    Words(
                        zh: "没有这一项。一个副本可用的有：\(fields.map(\.key).joined(separator: "、"))。",
                        en:
                            "There is no such setting. For a copy there are: \(fields.map(\.key).joined(separator: ", "))."
                    ))
            }
            said[parts[1], default: [:]][parts[2]] = value
            given[key] = nil
        }
        var replicas: [ReplicaSettings] = []
        for (name, values) in said.sorted(by: { $0.key < $1.key }) {
            var replica = ReplicaSettings(name: try checked(name: name))
            for field in fields {
                let key = "replicas.\(name).\(field.key)"
                let variable = Settings.variable(key)
                if let text = environment[variable] ?? values[field.key] {
                    try field.read(&replica, text)
                    sources[key] = environment[variable] == nil ? .file : .environment(variable)
                }
            }
            replicas.append(try replica.checked())
        }
        return replicas
    }

    private static func checked(name: String) throws -> String {
        let fits =
            !name.isEmpty && name.utf8.count <= 32 && name != CopyName.primary && name.first != "-"
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard fits else {
            throw HomeProblem.setting(
                key: "replicas",
                Words(
                    zh: "副本的名称“\(name)”应由小写字母、数字和 - 组成（32 个以内），且不是 primary。",
                    en: """
                        The name of a copy, “\(name)”, should be made of lower-case letters, digits and -, at most 32, and \
                        not be primary.
                        """))
        }
        return name
    }

    private func checked() throws -> ReplicaSettings {
        switch store.kind {
        case .folder where !path.hasPrefix("/"):
            throw HomeProblem.setting(
                key: "replicas.\(name).path",
                Words(zh: "“\(path)”应是绝对路径。", en: "“\(path)” should be an absolute path."))
        case .s3 where store.accessKey.isEmpty || store.secretKey.isEmpty:
            let variable = "LANTAI_REPLICAS_\(name.uppercased().replacing("-", with: "_"))"
            throw HomeProblem.setting(
                key: "replicas.\(name).secret-key",
                Words(
                    zh: "没有给出这个副本自己的访问密钥：用环境变量 \(variable)_ACCESS_KEY 和 \(variable)_SECRET_KEY。",
                    en: "No keys of this copy's own were given: set \(variable)_ACCESS_KEY and \(variable)_SECRET_KEY.")
            )
        default: return self
        }
    }

    /// As `lantai settings` prints it: lines that can be read again, secrets only told to be there.
    var lines: [(key: String, value: String)] {
        ReplicaSettings.fields.filter { $0.kind == nil || $0.kind == store.kind }.map { field in
            let value = field.write(self)
            return ("replicas.\(name).\(field.key)", field.isSecret && !value.isEmpty ? "********" : value)
        }
    }

    /// A list of copies, each with its `name`, as the same flat keys that a mapping gives.
    static func named(_ list: Node.Sequence) throws -> Node {
        var pairs: [(Node, Node)] = []
        for node in list {
            guard case .mapping(let mapping) = node, let name = mapping["name"]?.string else {
                throw HomeProblem.setting(
                    key: "replicas", Words(zh: "每个副本要有 name。", en: "Each copy needs a name."))
            }
            guard !pairs.contains(where: { $0.0.string == name }) else {
                throw HomeProblem.setting(
                    key: "replicas", Words(zh: "有两个副本都叫 \(name)。", en: "Two copies are named \(name)."))
            }
            pairs.append((Node(name), Node(mapping.filter { $0.key.string != "name" }.map { ($0.key, $0.value) })))
        }
        return Node(pairs)
    }
}

extension Home {
    /// The copies of the settings, ready to be opened.
    /// - Throws: `HomeProblem.setting` where a copy would lie in the archive itself, in another copy, or share its keys.
    func replicas(_ settings: Settings) throws -> [ReplicaPlace] {
        var keys: [String: String] = [:]
        if settings.store.kind == .s3 { keys[try settings.store.s3().credentials.id] = "store" }
        var places = [settings.store.kind == .folder ? "folder \(path)" : settings.store.place: "store"]
        for replica in settings.replicas {
            if let other = places.updateValue(replica.name, forKey: replica.place) {
                throw HomeProblem.setting(
                    key: "replicas.\(replica.name)",
                    Words(zh: "与 \(other) 在同一处。", en: "It is at the same place as \(other)."))
            }
            if replica.store.kind == .folder {
                let folder = URL(fileURLWithPath: replica.path).standardizedFileURL.path
                guard folder != path, !folder.hasPrefix(path + "/"), !path.hasPrefix(folder + "/") else {
                    throw HomeProblem.setting(
                        key: "replicas.\(replica.name).path",
                        Words(
                            zh: "副本不能放在档案馆文件夹里面，也不能包着它。",
                            en: "A copy can neither lie in the archive's folder nor hold it."))
                }
            } else if let other = keys.updateValue(replica.name, forKey: try replica.store.s3().credentials.id) {
                throw HomeProblem.setting(
                    key: "replicas.\(replica.name).access-key",
                    Words(
                        zh: "与 \(other) 用了同一把访问密钥：一把密钥失窃或误用，不能连累两处。",
                        en:
                            "It is the access key of \(other): one key that is stolen or misused must not reach two places."
                    ))
            }
        }
        return settings.replicas.map(place)
    }

    private func place(_ replica: ReplicaSettings) -> ReplicaPlace {
        let (home, folder) = (path, URL(fileURLWithPath: replica.path).standardizedFileURL.path)
        guard replica.store.kind == .folder else {
            return ReplicaPlace(name: replica.name, place: replica.place, location: replica.location) { _ in
                // Two tries: whoever copies comes back by itself.
                AppendOnly(try await S3Store.open(replica.store.s3(), attempts: 2))
            }
        }
        return ReplicaPlace(
            name: replica.name, place: replica.place, location: replica.location,
            free: { DiskFacts(at: folder)?.free },
            sharesDisk: { DiskFacts.areOnOneDisk(home, folder) },
            open: { isKnown in
                // An unplugged disk leaves an empty folder, or none: a new one made there would lie on another disk.
                guard !isKnown || DurableFile.exists(folder + "/lantai-copy") else {
                    throw ReplicaProblem.away(replica.name, place: replica.place)
                }
                return AppendOnly(try await onFileThread { try FolderStore(root: folder) })
            })
    }
}
