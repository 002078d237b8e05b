import Archive
import Preservation

/// Why an archive cannot be restored from these media.
enum MediaRestoreProblem: Explained {
    case noMedium(String)
    case cardAltered(String)
    case damaged(String, path: String, MediumFault)
    case otherArchive(String, name: String)
    case otherKind(String, SetKind, wanted: SetKind)
    case sameNumber(String, here: String, there: String)
    case otherManifest(String, found: String, promised: String)
    /// Media still to be put in, by number; how many objects lie on them, where that is known.
    case missing([String], objects: Int?)
    case openedOnly
    case noSuchSet(String)
    case noPapers(String)
    case objectsMissing(Int, first: String)

    var code: String {
        switch self {
        case .noMedium: "sets.no-medium"
        case .cardAltered: "sets.card-altered"
        case .damaged: "sets.medium-damaged"
        case .otherArchive: "sets.other-archive"
        case .otherKind: "sets.other-kind"
        case .sameNumber: "sets.same-number"
        case .otherManifest: "sets.other-manifest"
        case .missing: "sets.media-missing"
        case .openedOnly: "sets.no-ledger"
        case .noSuchSet: "sets.no-such-set"
        case .noPapers: "sets.no-papers"
        case .objectsMissing: "sets.objects-missing"
        }
    }

    var what: Words {
        switch self {
        case .noMedium(let path):
            Words(zh: "“\(path)”里没有离线载体（没有 medium.json）。", en: "There is no medium in \(path): no medium.json.")
        case .cardAltered(let path):
            Words(
                zh: "“\(path)/medium.json”不是兰台写的，或已损坏。", en: "\(path)/medium.json is not a card of Lantai, or damaged.")
        case .damaged(let number, let path, let fault):
            Words(
                zh: "载体 \(number) 的 \(path)：\(fault.words.zh)。这张载体没有采用。",
                en: "\(path) on \(number): \(fault.words.en). Nothing of this medium is taken.")
        case .otherArchive(let number, let name):
            Words(
                zh: "载体 \(number) 属于另一个档案馆（\(name)）。",
                en: "\(number) is of another archive (\(name)).")
        case .otherKind(let number, let kind, let wanted):
            Words(
                zh: "载体 \(number) 属于\(kind.words.zh)套，正在用\(wanted.words.zh)套恢复。",
                en: "\(number) is of a set \(kind.words.en); the archive is being restored from one \(wanted.words.en)."
            )
        case .sameNumber(let number, let here, let there):
            Words(
                zh: "有两张内容不同的载体都标 \(number)：先读的清单摘要 \(here)，现在的 \(there)。",
                en: "Two different media bear \(number): the manifest read first has \(here), this one \(there).")
        case .otherManifest(let number, let found, let promised):
            Words(
                zh: "载体 \(number) 的清单摘要是 \(found)，应是 \(promised)。这张载体没有采用。",
                en:
                    "The manifest of \(number) has the digest \(found), not \(promised). Nothing of this medium is taken."
            )
        case .missing(let numbers, let objects):
            Words(
                zh: "还缺 \(numbers.count) 张载体"
                    + (objects.map { "（\($0) 个对象）" } ?? "") + "：\(numbers.joined(separator: "、"))。",
                en: "\(numbers.count) media are still missing"
                    + (objects.map { " (\($0) objects)" } ?? "") + ": \(numbers.joined(separator: ", ")).")
        case .openedOnly:
            Words(
                zh: "只有“仅含已开放档案”的载体：其上没有台账，不能恢复全馆。",
                en: "These media hold opened records only, and no ledger: no archive can be restored from them.")
        case .noSuchSet(let set): Words(zh: "还没有读到 \(set) 的载体。", en: "No medium of \(set) was read yet.")
        case .noPapers(let number):
            Words(
                zh: "载体 \(number) 上没有恢复所需的 archive/archive.json。",
                en: "\(number) lacks archive/archive.json, which a restore needs.")
        case .objectsMissing(let count, let first):
            Words(
                zh: "所有载体都已读过，仍缺 \(count) 个对象，第一个是 \(first)。",
                en: "All media were read, and \(count) objects are missing, the first of them \(first).")
        }
    }

    var next: Words {
        switch self {
        case .noMedium:
            Words(
                zh: "--from 指向载体本身，或装着各张载体文件夹的文件夹。",
                en: "Let --from name a medium, or a folder whose subfolders are media.")
        case .cardAltered, .damaged:
            Words(
                zh: "擦净或换一台光驱再读；仍不行，采用其中完好的（--damaged-too），其余由别套的载体补上（--another-kind）。",
                en: """
                    Clean it, or try another drive. If it stays so, take what is whole on it (--damaged-too), and the rest from \
                    media of another kind (--another-kind).
                    """)
        case .otherArchive: Words(zh: "取出，换本馆的载体。", en: "Take it out, and put in one of this archive.")
        case .otherKind:
            Words(
                zh: "换本套的载体；有载体缺损、要用别套代替时加 --another-kind。",
                en:
                    "Put in one of this kind; to make up for a lost or damaged one with another kind, add --another-kind."
            )
        case .sameNumber, .otherManifest:
            Words(
                zh: "对照标签和登记簿上的清单摘要，用相符的那张。",
                en: "Compare the digests with the label and the register, and use the medium that fits.")
        case .missing(let numbers, _):
            Words(
                zh: "放入 \(numbers.first ?? "")，再运行同一命令；已读过的不必再放。",
                en: "Put in \(numbers.first ?? "") and give the same command; what was read need not be put in again.")
        case .openedOnly, .noSuchSet:
            Words(
                zh: "放入不带“仅含已开放档案”的套的最后一张。", en: "Put in the last medium of a set that holds all records.")
        case .noPapers:
            Words(
                zh: "见《离线套》操作指南“不用兰台”一节。", en: "See docs/how-to/offline-sets.md, Without Lantai.")
        case .objectsMissing:
            Words(
                zh: "用别套的载体补上（--another-kind），或用 --set 恢复更早的一套。",
                en: "Make up for them with media of another kind (--another-kind), or restore an earlier set (--set).")
        }
    }
}
