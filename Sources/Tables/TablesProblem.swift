package import Archive

/// Why rows could not be read or written. Details name tables, columns and statements, never values.
package enum TablesProblem: Explained, Equatable {
    /// The database cannot be opened: no such folder, no permission, not a database.
    case unopened(path: String, detail: String)
    /// Another program holds the database, or the connection was lost.
    case busy(detail: String)
    /// A rule of the schema was broken: a key taken, a row missing that another needs.
    case constraint(detail: String)
    /// The disk answers with errors, or the database file is damaged.
    case damaged(detail: String)
    /// The whole commit group was undone, though this body had succeeded.
    case undone(detail: String)
    /// The statement itself is wrong.
    case statement(detail: String, sql: String)
    /// The database server cannot be reached, or the connection was lost before COMMIT: nothing happened.
    case unreachable(detail: String)
    /// The connection was lost during COMMIT and the server could not be asked again: done, or not done.
    case outcomeUnknown
    case closed

    package var code: String {
        switch self {
        case .unopened: "tables.unopened"
        case .busy: "tables.busy"
        case .constraint: "tables.constraint"
        case .damaged: "tables.damaged"
        case .undone: "tables.undone"
        case .statement: "tables.statement"
        case .unreachable: "tables.unreachable"
        case .outcomeUnknown: "tables.outcome-unknown"
        case .closed: "tables.closed"
        }
    }

    package var isTransient: Bool {
        switch self {
        case .busy, .undone, .unreachable: true
        // What may have been done already is never tried again blindly.
        case .unopened, .constraint, .damaged, .statement, .outcomeUnknown, .closed: false
        }
    }

    package var what: Words {
        switch self {
        case .unopened(let path, let detail):
            Words(zh: "无法打开数据库 \(path)：\(detail)", en: "The database \(path) cannot be opened: \(detail).")
        case .busy(let detail):
            Words(zh: "数据库正被其他程序占用（\(detail)）。", en: "Another program holds the database (\(detail)).")
        case .constraint(let detail):
            Words(zh: "数据不符合数据库约束：\(detail)", en: "The rows break a rule of the database: \(detail).")
        case .damaged(let detail):
            Words(zh: "数据库文件读写出错或已损坏：\(detail)", en: "The database file cannot be read or written: \(detail).")
        case .undone(let detail):
            Words(zh: "提交未完成，已全部撤销：\(detail)", en: "The commit failed and was undone: \(detail).")
        case .statement(let detail, let sql):
            Words(zh: "数据库语句有误：\(detail)（\(sql)）", en: "A database statement is wrong: \(detail) (\(sql)).")
        case .unreachable(let detail):
            Words(
                zh: "连不上数据库服务器（\(detail)）；这一步没有写成。",
                en: "The database server cannot be reached (\(detail)); this step was not written.")
        case .outcomeUnknown:
            Words(
                zh: "提交时与数据库服务器的连接中断，现在还不知道是否已写成。",
                en:
                    "The connection to the database server broke during the commit; whether it was written is not known yet."
            )
        case .closed:
            Words(zh: "数据库已关闭。", en: "The database is closed.")
        }
    }

    package var next: Words {
        switch self {
        case .unopened:
            Words(
                zh: "请检查该文件夹（或数据库）是否存在、当前用户是否有读写权限。",
                en: "Check that the folder (or database) exists and that this user may read and write it.")
        case .busy:
            Words(zh: "请稍后重试；如仍失败，请关闭占用它的程序。", en: "Try again; if it goes on, stop the program that holds it.")
        case .constraint:
            Words(zh: "请刷新后重试；如再次出现，请报告此信息。", en: "Reload and try again; if it happens again, report this message.")
        case .damaged:
            Words(
                zh: "请检查磁盘，然后运行 lantai verify-ledger；必要时运行 lantai rebuild 重建数据库。",
                en: "Check the disk, then run lantai verify-ledger; if needed remake the database with lantai rebuild.")
        case .undone:
            Words(zh: "请重试；如再次出现，请查看日志。", en: "Try again; if it happens again, look at the log.")
        case .statement:
            Words(zh: "这是程序缺陷，请报告此信息。", en: "This is a fault of the program: report this message.")
        case .unreachable:
            Words(
                zh: "请检查数据库服务器和网络；恢复后会自动继续，命令请再执行一次。",
                en:
                    "Check the database server and the network; a server goes on by itself, and a command can be run again."
            )
        case .outcomeUnknown:
            Words(
                zh: "请先恢复连接并查看该事项是否已记入，再决定是否重做；不要直接重复提交。",
                en:
                    "Restore the connection and look whether it is recorded before doing it again; do not just repeat it."
            )
        case .closed:
            Words(zh: "请重新启动后再试。", en: "Start Lantai again and retry.")
        }
    }
}
