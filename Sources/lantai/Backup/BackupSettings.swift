import Archive
import Bytes
import Foundation

/// Where backups go when nobody says, and when the steward makes them by itself.
struct BackupSettings: Sendable {
    /// A folder, or `s3://bucket/prefix`; empty: nowhere.
    var to = ""
    /// Hours between two backups; 0: only by hand.
    var hours: Int64 = 24
    /// Days between two restore drills; 0: only by hand.
    var drillDays: Int64 = 30
    /// Where drills restore to; empty: the scratch area.
    var drillFolder = ""
    /// Bytes of kept files a drill reads again, those not checked for the longest time first; 0: all.
    var drillBytes: Int64 = 0
    /// Backups kept; 0: all.
    var keep: Int64 = 0
    /// The server of an `s3://` place; bucket and prefix are in `to`.
    var s3 = StoreSettings()
}

extension Settings {
    /// The settings about backups.
    static let backupFields: [Field] = [
        Field(key: "backup.to", read: { $0.backup.to = $1 }, write: { $0.backup.to }),
        Field(
            key: "backup.hours", read: { $0.backup.hours = try whole("backup.hours", $1, in: 0...8760) },
            write: { String($0.backup.hours) }),
        Field(
            key: "backup.keep", read: { $0.backup.keep = try whole("backup.keep", $1, in: 0...100_000) },
            write: { String($0.backup.keep) }),
        Field(
            key: "backup.drill-days", read: { $0.backup.drillDays = try whole("backup.drill-days", $1, in: 0...3650) },
            write: { String($0.backup.drillDays) }),
        Field(key: "backup.drill-folder", read: { $0.backup.drillFolder = $1 }, write: { $0.backup.drillFolder }),
        Field(
            key: "backup.drill-bytes",
            read: { $0.backup.drillBytes = try whole("backup.drill-bytes", $1, in: 0...(1 << 60)) },
            write: { String($0.backup.drillBytes) }),
        Field(key: "backup.s3.endpoint", read: { $0.backup.s3.endpoint = $1 }, write: { $0.backup.s3.endpoint }),
        Field(key: "backup.s3.region", read: { $0.backup.s3.region = $1 }, write: { $0.backup.s3.region }),
        Field(
            key: "backup.s3.addressing",
            read: { settings, text in
                guard let addressing = S3Settings.Addressing(rawValue: text) else {
                    throw HomeProblem.setting(
                        key: "backup.s3.addressing",
                        Words(zh: "“\(text)”应是 path 或 host。", en: "“\(text)” should be path or host."))
                }
                settings.backup.s3.addressing = addressing
            }, write: { $0.backup.s3.addressing.rawValue }),
        Field(key: "backup.s3.ca-file", read: { $0.backup.s3.authorities = $1 }, write: { $0.backup.s3.authorities }),
        Field(
            key: "backup.s3.plain-http",
            read: { $0.backup.s3.allowsPlain = try flag("backup.s3.plain-http", $1) },
            write: { String($0.backup.s3.allowsPlain) }),
        Field(
            key: "backup.s3.single-writer",
            read: { $0.backup.s3.singleWriter = try flag("backup.s3.single-writer", $1) },
            write: { String($0.backup.s3.singleWriter) }),
        Field(
            key: "backup.s3.access-key", read: { $0.backup.s3.accessKey = $1 }, write: { $0.backup.s3.accessKey },
            isSecret: true),
        Field(
            key: "backup.s3.secret-key", read: { $0.backup.s3.secretKey = $1 }, write: { $0.backup.s3.secretKey },
            isSecret: true),
    ]
}

/// A place that was named for backups: a folder that is there, or a prefix of a bucket.
struct BackupPlace: Sendable {
    /// As it is remembered and shown.
    let name: String
    let store: any ByteStore

    /// - Parameter folder: the folder a relative path begins from.
    static func open(_ given: String, _ settings: BackupSettings, home: Home? = nil) async throws -> BackupPlace {
        guard !given.isEmpty else { throw BackupProblem.noPlace }
        guard given.hasPrefix("s3://") else {
            let path = WorkingFolder.absolute(given)
            if let home, path == home.path || path.hasPrefix(home.path + "/") { throw BackupProblem.insideHome(path) }
            // Never made here: a disk that is not mounted would be taken for an empty folder of the system's disk.
            guard DurableFile.isFolder(path) else { throw BackupProblem.noFolder(path) }
            return BackupPlace(name: path, store: try FolderStore(root: path + "/lantai-backup"))
        }
        let parts = given.dropFirst("s3://".count).split(separator: "/", maxSplits: 1).map(String.init)
        guard let bucket = parts.first else { throw BackupProblem.noPlace }
        var s3 = settings.s3
        (s3.kind, s3.bucket) = (.s3, bucket)
        s3.prefix = parts.count > 1 ? parts[1] : ""
        while s3.prefix.hasSuffix("/") { s3.prefix.removeLast() }
        let store = try await S3Store.open(
            s3.s3(
                keys: ("LANTAI_BACKUP_S3_ACCESS_KEY", "LANTAI_BACKUP_S3_SECRET_KEY"), setting: "backup.s3.secret-key"))
        return BackupPlace(name: given, store: store.below("lantai-backup"))
    }
}
