import Archive
import Tables

/// The tables of this home were changed by a newer program, and this one does not know how: it could lose what it cannot see.
struct NewerRows: Explained {
    /// The steps of the tables that only the newer program knows.
    let steps: [String]

    /// - Parameter steps: those that were applied to the tables.
    /// - Throws: `NewerRows` before anything of the archive is touched.
    static func refuse(_ steps: [String]) throws {
        let known = Set(House.migrations.map(\.name))
        let steps = steps.filter { !known.contains($0) }
        guard steps.isEmpty else { throw NewerRows(steps: steps) }
    }

    let code = "home.newer-rows"

    var what: Words {
        let names = steps.joined(separator: "; ")
        return Words(
            zh: "数据库已由更新的兰台升级（\(names)），本程序（\(Version.number)）不认识这些表。",
            en: "A newer Lantai has changed the tables (\(names)); this program (\(Version.number)) does not know them."
        )
    }

    var next: Words {
        Words(
            zh: "安装新版兰台后再打开；要退回旧版，请运行 lantai-rollback，或用 lantai rebuild 由已保存的档案重建数据库。",
            en: """
                Install the newer Lantai again. To stay with this one, run lantai-rollback, or lantai rebuild, which makes the \
                tables again from what is kept.
                """)
    }
}
