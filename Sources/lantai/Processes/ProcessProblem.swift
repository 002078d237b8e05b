import Archive

/// Why a process cannot take its part beside others.
enum ProcessProblem: Explained {
    /// No process that writes has made the tables of this version yet.
    case unprepared
    case indexTaken(String)

    var code: String {
        switch self {
        case .unprepared: "process.unprepared"
        case .indexTaken: "process.index-taken"
        }
    }

    var isTransient: Bool { if case .unprepared = self { true } else { false } }

    var what: Words {
        switch self {
        case .unprepared:
            Words(
                zh: "还没有进程为本版程序准备好数据表。",
                en: "No process has prepared the tables for this version of the program yet.")
        case .indexTaken(let path):
            Words(zh: "另一个进程正在使用索引文件夹 \(path)。", en: "Another process is using the index folder \(path).")
        }
    }

    var next: Words {
        switch self {
        case .unprepared:
            Words(zh: "先启动 lantai steward（或 lantai serve）。", en: "Start lantai steward (or lantai serve) first.")
        case .indexTaken:
            Words(zh: "用 --index 另指一个，或不写 --index。", en: "Name another with --index, or leave --index out.")
        }
    }
}

extension Settings {
    /// Refuses several processes where rows are in a file of the home: that has one writer and no server that knows it.
    func needSeveralProcesses() throws {
        guard database.kind == .postgres else {
            throw HomeProblem.setting(
                key: "database.kind",
                Words(
                    zh: "几个进程同时工作，数据要在 PostgreSQL 里；现在是 sqlite，请用 lantai serve，或先运行 lantai migrate。",
                    en: """
                        Several processes need the rows in PostgreSQL; they are in SQLite. Use lantai serve, or run lantai \
                        migrate first.
                        """))
        }
    }
}
