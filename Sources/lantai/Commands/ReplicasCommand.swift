import Archive
import ArgumentParser
import Ledger
import Preservation

/// `lantai replicas`: how far each copy of the archive is.
struct ReplicasCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "replicas",
        abstract: "Copies of the archive elsewhere (副本): how far each is, what is wrong with it.",
        discussion: """
            They are declared in the settings (replicas). A server keeps them up with the archive by itself.
            Exit status: 0 all copies have everything · 1 could not do the work · 3 one is behind, away or damaged.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "One copy, by its name; otherwise all.") var name: String?
    @Flag(help: "Copy now what is waiting, and wait for it.") var sync = false

    func run(in house: House, _ io: CommandIO) async throws {
        if sync {
            // What happened last is sealed first, so that it is copied too.
            try await house.ledger.seal()
            try await house.stacks.settleReplicas(name)
            house.storage.forget()
        }
        let states = try await house.stacks.replicaStates().filter { name == nil || $0.name == name }
        if let name, states.isEmpty { throw ReplicaProblem.unknown(name) }
        if common.json {
            io.json(["schema": "lantai.replicas/1", "replicas": .array(states.map(\.json))])
        } else if states.isEmpty {
            io.say(
                Words(
                    zh: "设置里还没有副本（replicas）。只有一份的档案，一块坏盘就会失去。",
                    en: "No copies are declared (setting replicas). Records that exist once are lost with one disk."))
        } else {
            for state in states { print(state, house.clock, io) }
        }
        if states.contains(where: { !$0.isComplete }) { throw ExitCode(3) }
    }

    private func print(_ state: ReplicaState, _ clock: Clock, _ io: CommandIO) {
        io.line("\(state.name)  \(state.place)  \(state.location)")
        if state.isComplete {
            io.say(Words(zh: "  齐全：\(state.objects) 个对象", en: "  complete: \(state.objects) objects"))
        } else {
            io.say(
                Words(
                    zh: """
                          有 \(state.objects) 个对象；待复制 \(state.waiting) 个（\(state.waitingBytes) 字节）、\
                        账簿 \(state.waitingEvents) 条；损坏 \(state.damaged) 个
                        """,
                    en: """
                          \(state.objects) objects; waiting: \(state.waiting) (\(state.waitingBytes) bytes) and \
                        \(state.waitingEvents) events; damaged: \(state.damaged)
                        """))
        }
        if let oldest = state.oldestWaiting {
            io.say(Words(zh: "  最早的从 \(oldest.text) 起在等", en: "  the oldest has waited since \(oldest.text)"))
        }
        if let at = state.succeededAt {
            io.say(Words(zh: "  最近成功：\(at.text)", en: "  last success: \(at.text)"))
        }
        if state.sharesDisk {
            io.say(
                Words(zh: "  注意：与主库在同一块磁盘上", en: "  note: it is on the disk of the archive itself"))
        }
        if let trouble = state.trouble {
            io.line("  \(trouble.code): \(trouble.what[io.language])\n  \(trouble.next[io.language])")
        }
    }
}

extension ReplicaState {
    /// Whether it has all that is sealed, and nothing of it is damaged or out of reach.
    var isComplete: Bool { waiting == 0 && damaged == 0 && trouble == nil && succeededAt != nil && !lacksSealed }
}
