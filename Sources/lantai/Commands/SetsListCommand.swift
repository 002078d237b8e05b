import Archive
import ArgumentParser
import Preservation
import Web

/// `lantai sets list`: the register of media.
struct SetsListCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The register of media: where each is, when it must be read again.",
        discussion: "Exit status: 0 · 3 a medium was found damaged, or a test is overdue.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Only of this kind: sealed (封存), use (利用) or remote (异地).") var kind: SetKind?
    @Flag(help: "Only media that were found damaged, or whose test is overdue.") var due = false
    @Flag(help: "Also media that others took the place of.") var replaced = false

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist)
        let clock = house.clock
        let media = try await house.stacks.offline.media().filter { medium in
            (kind == nil || medium.kind == kind) && (replaced || medium.replacedBy == nil)
                && (!due || medium.isDamaged || medium.isOverdue(clock))
        }
        if common.json {
            io.json(["schema": "lantai.sets/1", "media": .array(media.map(\.json))])
        } else if media.isEmpty {
            io.say(
                due || kind != nil
                    ? Words(zh: "没有这样的载体。", en: "There are no such media.")
                    : Words(zh: "还没有离线套。", en: "There are no offline sets yet."))
        } else {
            for medium in media { io.show(medium, clock) }
        }
        if media.contains(where: { $0.isDamaged || $0.isOverdue(clock) }) { throw ExitCode(3) }
    }
}

/// `lantai sets show`: one medium and its history.
struct SetsShowCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One medium: every place it was in and every test, with who, when and why.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The medium's number.") var number: String

    func run(in house: House, _ io: CommandIO) async throws {
        _ = try await house.agent(for: common, io, role: .archivist)
        let medium = try await house.stacks.offline.medium(number)
        let history = try await house.stacks.offline.history(medium)
        guard !common.json else {
            io.json([
                "schema": "lantai.set-medium/1", "medium": medium.json, "history": .array(history.map(\.json)),
            ])
            return
        }
        io.show(medium, house.clock)
        let names = try await house.accounts.names(of: Set(history.map(\.agent.id)))
        for entry in history {
            let who = names[entry.agent.id] ?? entry.agent.id
            io.line("\(entry.at.text)  \(who)  \(entry.what.words[io.language])")
            guard case .tested(let test) = entry.what else { continue }
            for each in test.found { io.line("  \(each.path): \(each.fault.words[io.language])") }
        }
    }
}

extension CommandIO {
    fileprivate func show(_ medium: RegisteredMedium, _ clock: Clock) {
        let (kind, carrier) = (medium.kind.words[language], medium.carrier.words[language])
        line("\(medium.number)  \(medium.n)/\(medium.of)  \(kind)  \(carrier)  \(medium.location)")
        let (written, due) = (clock.day(of: medium.writtenAt).text, medium.due(clock).text)
        say(
            Words(
                zh: "  \(medium.objects) 个对象，\(medium.bytes) 字节；\(written) 写入",
                en: "  \(medium.objects) objects, \(medium.bytes) bytes; written \(written)"))
        if let new = medium.replacedBy {
            say(Words(zh: "  已更换为 \(new)", en: "  replaced by \(new)"))
        } else if let tested = medium.testedAt.map({ clock.day(of: $0).text }) {
            say(
                medium.faults > 0
                    ? Words(
                        zh: "  \(tested) 检测：损坏 \(medium.faults) 处，应换载体",
                        en:
                            "  tested \(tested): \(medium.faults == 1 ? "1 fault" : "\(medium.faults) faults"); replace it"
                    )
                    : Words(zh: "  \(tested) 检测完好；下次在 \(due) 前", en: "  tested \(tested): intact; again by \(due)"))
        } else {
            say(Words(zh: "  还没有检测过；应在 \(due) 前检测", en: "  never tested since; to be tested by \(due)"))
        }
    }
}

extension MediumEntry {
    fileprivate var json: JSON {
        let about: [String: JSON] =
            switch what {
            case .written(let old): ["what": "written", "replaces": JSON(old)]
            case .replaced(let new): ["what": "replaced", "by": .string(new)]
            case .moved(let from, let to, let reason):
                ["what": "moved", "from": .string(from), "to": .string(to), "reason": .string(reason)]
            case .tested(let test):
                [
                    "what": "tested", "files": .int(test.files), "read": .int(test.read), "bytes": .int(test.bytes),
                    "found": .int(test.faults), "faults": test.json,
                ]
            }
        return .object(about.merging(["at": .string(at.text), "agent": .string(agent.id)]) { $1 })
    }
}

extension MediumEntry.What {
    fileprivate var words: Words {
        switch self {
        case .written(nil): Words(zh: "写入", en: "written")
        case .written(let old?): Words(zh: "写入，更换 \(old)", en: "written, in place of \(old)")
        case .replaced(let new): Words(zh: "已更换为 \(new)", en: "replaced by \(new)")
        case .moved(let from, let to, let reason):
            Words(
                zh: (from.isEmpty ? "" : "\(from) ") + "→ \(to)：\(reason)",
                en: (from.isEmpty ? "" : "\(from) ") + "→ \(to): \(reason)")
        case .tested(let test):
            Words(
                zh: "检测：\(test.files) 个文件，读了 \(test.read) 个，损坏 \(test.faults) 处",
                en:
                    "tested: \(test.files) files, \(test.read) read, \(test.faults == 1 ? "1 fault" : "\(test.faults) faults")"
            )
        }
    }
}
