import Archive

/// Why the house could not back itself up, be restored or drill.
enum BackupProblem: Explained, Equatable {
    case noPlace
    case insideHome(String)
    case noFolder(String)
    case rowsDiffer(String)
    case shortPassphrase
    case noPassphrase
    case keyThere(String)
    case noDrillKey
    case noRoom(String, needs: Int64, free: Int64)
    case noSuchRecipient(String)
    case otherRestore(String, backup: String)

    var code: String {
        switch self {
        case .noPlace: "backup.no-place"
        case .insideHome: "backup.inside-home"
        case .noFolder: "backup.no-folder"
        case .rowsDiffer: "backup.rows-differ"
        case .shortPassphrase: "backup.short-passphrase"
        case .noPassphrase: "backup.no-passphrase"
        case .keyThere: "backup.key-there"
        case .noDrillKey: "backup.no-drill-key"
        case .noRoom: "backup.no-room"
        case .noSuchRecipient: "backup.no-such-recipient"
        case .otherRestore: "backup.other-restore"
        }
    }

    var what: Words {
        switch self {
        case .noPlace: Words(zh: "没有指明备份到哪里。", en: "It was not said where backups go.")
        case .insideHome(let path):
            Words(zh: "“\(path)”在档案馆文件夹之内。", en: "\(path) is inside the archive's own folder.")
        case .noFolder(let path):
            Words(zh: "文件夹“\(path)”不存在：磁盘可能没有挂载。", en: "There is no folder \(path): perhaps the disk is not mounted.")
        case .rowsDiffer(let table):
            Words(
                zh: "表 \(table) 从 PostgreSQL 取出以后与原来不一致，备份没有做成；以前的备份不受影响。",
                en: """
                    The table \(table) does not read in its copy as it does in PostgreSQL: there is no backup. Earlier ones \
                    stand.
                    """)
        case .shortPassphrase: Words(zh: "口令太短（至少 12 个字符）。", en: "The passphrase is too short: 12 characters at least.")
        case .noPassphrase: Words(zh: "没有给出备份私钥的口令。", en: "No passphrase was given for the backup key.")
        case .keyThere(let path):
            Words(zh: "“\(path)”已存在，不会覆盖。", en: "\(path) is there already, and is not overwritten.")
        case .noDrillKey: Words(zh: "还没有演练密钥。", en: "There is no key for drills yet.")
        case .noRoom(let path, let needs, let free):
            Words(
                zh: "“\(path)”只剩 \(free >> 20) MB，恢复需要约 \(needs >> 20) MB。",
                en: "\(path) has \(free >> 20) MB free; restoring needs about \(needs >> 20) MB.")
        case .noSuchRecipient(let id): Words(zh: "没有编号以 \(id) 开头的备份公钥。", en: "There is no recipient \(id).")
        case .otherRestore(let path, let backup):
            Words(
                zh: "“\(path)”里有一次没有做完的恢复，用的是另一份备份（\(backup)）。",
                en: "\(path) holds an unfinished restore of another backup (\(backup)).")
        }
    }

    var next: Words {
        switch self {
        case .noPlace:
            Words(
                zh: "写在命令里（lantai backup /mnt/backup），或设置 backup.to。",
                en: "Say it in the command (lantai backup /mnt/backup), or set backup.to.")
        case .insideHome: Words(zh: "备份到另一块磁盘。", en: "Back up to another disk.")
        case .noFolder: Words(zh: "挂载磁盘，或先建好文件夹。", en: "Mount the disk, or make the folder first.")
        case .rowsDiffer:
            Words(
                zh: "再运行一次；仍不一致时请报告此信息，并用 pg_dump 备份数据库，同时备份档案馆文件夹。",
                en: "Run it again. If it repeats, report this message, and use pg_dump beside a copy of the home.")
        case .shortPassphrase, .noPassphrase:
            Words(
                zh: "在终端里输入，或设环境变量 LANTAI_BACKUP_PASSPHRASE。",
                en: "Type it at the terminal, or set LANTAI_BACKUP_PASSPHRASE.")
        case .keyThere: Words(zh: "换一个文件名。", en: "Use another name.")
        case .noDrillKey:
            Words(
                zh: "运行 lantai backup key drill，再备份一次；或用 --key 指明备份私钥。",
                en: "Run lantai backup key drill and back up once more, or name the backup key with --key.")
        case .noRoom: Words(zh: "用 --into 指明另一块磁盘上的文件夹。", en: "Name a folder on another disk with --into.")
        case .noSuchRecipient: Words(zh: "用 lantai backup key list 查看。", en: "lantai backup key list shows them.")
        case .otherRestore:
            Words(
                zh: "用 --at 指明那一份继续，或换一个空文件夹。", en: "Go on with that one by --at, or use an empty folder.")
        }
    }
}
