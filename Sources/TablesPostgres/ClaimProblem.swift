package import Archive

/// Why a schema is not this archive's to use.
package enum ClaimProblem: Explained, Equatable {
    /// There are tables, and nobody's name on them.
    case occupied(String)
    /// Another archive's home took the schema.
    case otherHome(String)
    /// The schema is not there, empty, or of before archives put their names on them.
    case missing(String)
    /// Another program writes there just now.
    case held(String)
    /// While the connection was lost, another program wrote there: what this one remembers may be old.
    case superseded(String)

    package var code: String {
        switch self {
        case .occupied: "tables.occupied"
        case .otherHome: "tables.other-home"
        case .missing: "tables.missing"
        case .held: "tables.held"
        case .superseded: "tables.superseded"
        }
    }

    package var isTransient: Bool { if case .held = self { true } else { false } }

    package var what: Words {
        switch self {
        case .occupied(let place):
            Words(zh: "数据库模式 \(place) 里已有别的表。", en: "There are tables of something else in \(place).")
        case .otherHome(let place):
            Words(zh: "数据库模式 \(place) 属于另一个档案馆。", en: "The schema \(place) belongs to another archive.")
        case .missing(let place):
            Words(
                zh: "数据库模式 \(place) 里没有本馆的表。", en: "The tables of this archive are not in \(place).")
        case .held(let place):
            Words(
                zh: "另一个兰台进程正在使用数据库模式 \(place)。", en: "Another Lantai process is using the schema \(place).")
        case .superseded(let place):
            Words(
                zh: "连接中断期间，另一个兰台进程写过数据库模式 \(place)；本进程不再写入。",
                en: """
                    While the connection was lost another Lantai process wrote to the schema \(place); this one writes no \
                    more.
                    """)
        }
    }

    package var next: Words {
        switch self {
        case .occupied, .otherHome:
            Words(
                zh: "请改用空的模式（database.schema），或检查 database.host、database.name 是否填错。",
                en: "Use an empty schema (database.schema), or look whether database.host and database.name are right.")
        case .missing:
            Words(
                zh: "请检查 database.host、database.name、database.schema；数据库确已丢失时，恢复备份，或运行 lantai rebuild 重建。",
                en: """
                    Look whether database.host, database.name and database.schema are right. If the database is lost, \
                    restore its backup, or make it again with lantai rebuild.
                    """)
        case .held:
            Words(
                zh: "两个档案馆文件夹不能同时用一个模式：请先停止另一个。",
                en: "Two home folders cannot use one schema at a time: stop the other first.")
        case .superseded:
            Words(
                zh: "请查明是谁启动了第二个进程，停止它，再重新启动本服务。",
                en: "Find out who started the second process, stop it, then start this one again.")
        }
    }
}
