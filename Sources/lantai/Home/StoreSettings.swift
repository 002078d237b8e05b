import Archive
import Bytes
import Foundation

/// Where the stacks (OCFL root) and the ledger's segments and act documents are kept: in the home, or in a bucket.
struct StoreSettings: Sendable {
    enum Kind: String, Sendable {
        case folder, s3
    }

    var kind = Kind.folder
    /// `https://host[:port]`.
    var endpoint = ""
    var region = "us-east-1"
    var bucket = ""
    /// What comes before `stacks/…` and `ledger/…`.
    var prefix = ""
    var addressing = S3Settings.Addressing.path
    /// A PEM file of authorities to trust; empty: those of the system.
    var authorities = ""
    var allowsPlain = false
    var singleWriter = false
    /// Where empty, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` are asked.
    var accessKey = ""
    var secretKey = ""

    /// What a home is held to. The address may change (a server moves), the bucket and the prefix may not.
    var place: String { kind == .folder ? "folder" : "s3 \(bucket)/\(prefix)" }

    /// - Parameters:
    ///   - keys: the variables of the environment to name where no key was given.
    ///   - setting: the setting to name there.
    func s3(
        _ environment: [String: String] = ProcessInfo.processInfo.environment,
        keys: (access: String, secret: String) = ("LANTAI_STORE_S3_ACCESS_KEY", "LANTAI_STORE_S3_SECRET_KEY"),
        setting: String = "store.s3.secret-key"
    ) throws -> S3Settings {
        let access = accessKey.isEmpty ? environment["AWS_ACCESS_KEY_ID"] ?? "" : accessKey
        let secret = secretKey.isEmpty ? environment["AWS_SECRET_ACCESS_KEY"] ?? "" : secretKey
        guard !access.isEmpty, !secret.isEmpty else {
            throw HomeProblem.setting(
                key: setting,
                Words(
                    zh: "没有给出访问密钥：用环境变量 \(keys.access) 和 \(keys.secret)。",
                    en: "No access key was given: set \(keys.access) and \(keys.secret) in the environment."))
        }
        return S3Settings(
            endpoint: endpoint, region: region, bucket: bucket, prefix: prefix, addressing: addressing,
            credentials: S3Credentials(accessKey: access, secret: secret),
            authorities: authorities.isEmpty ? nil : authorities, allowsPlain: allowsPlain, singleWriter: singleWriter)
    }
}

/// The two stores of kept bytes of one archive.
struct Grounds: Sendable {
    let stacks: any ByteStore
    let ledger: any ByteStore
    /// How a bucket is used, for who starts a server; `nil` where bytes are in a folder.
    var words: Words?
}

extension Home {
    /// Opens both stores. A bucket is tried out once for the two.
    func grounds(_ settings: StoreSettings) async throws -> Grounds {
        switch settings.kind {
        case .folder: return Grounds(stacks: try FolderStore(root: stacks), ledger: try FolderStore(root: ledger))
        case .s3:
            let store = try await S3Store.open(settings.s3())
            return Grounds(
                stacks: store.below("stacks"), ledger: store.below("ledger"),
                words: Words(
                    zh: "档案保存在 \(settings.place)：\(store.facts.words.zh)。",
                    en: "Records are kept in \(settings.place): \(store.facts.words.en)."))
        }
    }

    /// Where kept bytes were when the archive was made.
    var storeFile: String { path + "/store" }

    /// Holds the archive to its first store: with another one, empty, it would look as if everything were lost.
    func hold(store now: StoreSettings) throws {
        if !DurableFile.exists(storeFile) {
            // An archive of before there were buckets is in its folder, whatever the environment says today.
            let first = exists ? StoreSettings().place : now.place
            try DurableFile.write(Array((first + "\n").utf8), to: storeFile)
        }
        let first = String(decoding: try DurableFile.read(storeFile), as: UTF8.self).filter { !$0.isNewline }
        guard first == now.place else {
            throw HomeProblem.setting(
                key: "store",
                Words(
                    zh: "本馆的档案保存在 \(first)，不能改为 \(now.place)；检查 lantai.yaml 与环境变量。",
                    en: """
                        What this archive keeps is in \(first); that cannot become \(now.place). Look at lantai.yaml and \
                        the environment.
                        """))
        }
    }

    /// Takes an empty place in a bucket for a new archive, by an object of its own there that only one can make.
    ///
    /// `mark` is what a making that was cut off had written down. Only where the bucket bears the same is what lies there
    /// cleared away: it is of that making, and nobody can have worked in it. Anything else is somebody's archive.
    func claim(_ settings: StoreSettings, mark: [UInt8]) async throws {
        guard settings.kind == .s3 else { return }
        let store = try await S3Store.open(settings.s3())
        let key = ByteKey(trusted: "claim")
        let there = try await store.size(of: key) == nil ? nil : await store.bytes(of: key)
        let isCutOff = !mark.isEmpty && there == mark
        guard there == nil || isCutOff else { throw occupied(settings, by: key) }
        for part in [store.below("ledger"), store.below("stacks")] {
            for try await key in part.keys(under: nil) {
                guard isCutOff else { throw occupied(settings, by: key) }
                try await part.remove(key)
            }
        }
        if isCutOff { return }
        // Written down here before it is there: a making that is killed in between begins anew.
        let claim = Array("\(settings.place) \(UUID().uuidString.lowercased())\n".utf8)
        try DurableFile.write(claim, to: making)
        do {
            try await store.put(.of(claim), at: key)
        } catch BytesProblem.taken {
            throw occupied(settings, by: key)
        }
    }

    private func occupied(_ settings: StoreSettings, by key: ByteKey) -> HomeProblem {
        .setting(
            key: "store.s3.prefix",
            Words(
                zh: "\(settings.place) 里已有内容（\(key)）；请用空的存储桶或别的前缀。",
                en: """
                    There is something in \(settings.place) already (\(key)): use an empty bucket, or another prefix.
                    """))
    }
}
