import Archive
import Preservation

/// Why an offline set cannot be written, or a medium not be tested.
enum OfflineSetProblem: Explained, Equatable {
    case noFolder(String)
    case insideHome(String)
    case occupied(String, found: String)
    case nothingNew(SetKind)
    case tooLarge(String, bytes: Int64, capacity: Int64)
    case notConfirmed
    case sourceDamaged(String, path: String)
    case notAsWritten(String, path: String)
    case otherUnfinished(String, String)
    case noSuchFonds(String)
    case otherMedium(String, found: String)

    var code: String {
        switch self {
        case .noFolder: "sets.no-folder"
        case .insideHome: "sets.inside-home"
        case .occupied: "sets.occupied"
        case .nothingNew: "sets.nothing-new"
        case .tooLarge: "sets.too-large"
        case .notConfirmed: "sets.not-confirmed"
        case .sourceDamaged: "sets.source-damaged"
        case .notAsWritten: "sets.not-as-written"
        case .otherUnfinished: "sets.other-unfinished"
        case .noSuchFonds: "sets.no-such-fonds"
        case .otherMedium: "sets.other-medium"
        }
    }

    var what: Words {
        switch self {
        case .noFolder(let path):
            Words(zh: "文件夹“\(path)”不存在：载体可能没有装上。", en: "There is no folder \(path): perhaps the medium is not mounted.")
        case .insideHome(let path): Words(zh: "“\(path)”在档案馆文件夹之内。", en: "\(path) is inside the archive's own folder.")
        case .occupied(let path, let found):
            Words(zh: "“\(path)”里已有别的内容（\(found)）。", en: "\(path) holds something else already (\(found)).")
        case .nothingNew(let kind):
            Words(
                zh: "没有尚未写入\(kind.words.zh)套的档案（或没有已开放的档案）。",
                en: "Nothing to write: all is in a set of this kind (\(kind.words.en)) already, or no record is open.")
        case .tooLarge(let object, let bytes, let capacity):
            Words(
                zh: "\(object) 需要 \(bytes) 字节，一张载体只有 \(capacity) 字节；一个对象不会拆开。",
                en: "\(object) needs \(bytes) bytes, a medium has \(capacity); one object is never split.")
        case .notConfirmed:
            Words(
                zh: "未开放的档案和台账会以明文写在载体上，拿到载体的人都能读。",
                en: "Closed records and the ledger will be on the medium in plain: whoever holds it can read them.")
        case .sourceDamaged(let object, let path):
            Words(
                zh: "主库里 \(object) 的 \(path) 已损坏，没有写入载体。",
                en: "\(path) of \(object) is damaged in the primary store; it is not put on a medium.")
        case .notAsWritten(let medium, let path):
            Words(
                zh: "载体 \(medium) 上读回的 \(path) 与写入的不同。",
                en: "\(path), read back from \(medium), is not what was written.")
        case .otherUnfinished(let path, let set):
            Words(
                zh: "“\(path)”里有没写完的 \(set)，当时的要求与这次不同。",
                en: "In \(path) lies \(set), not finished, which was asked for otherwise than now.")
        case .noSuchFonds(let code): Words(zh: "没有全宗 \(code)。", en: "There is no fonds \(code).")
        case .otherMedium(let number, let found):
            Words(zh: "这张载体是 \(found)，不是 \(number)。", en: "This medium is \(found), not \(number).")
        }
    }

    var next: Words {
        switch self {
        case .noFolder: Words(zh: "装上载体，或先建文件夹。", en: "Mount the medium, or make the folder first.")
        case .insideHome, .occupied: Words(zh: "换一个空文件夹。", en: "Name an empty folder.")
        case .nothingNew: Words(zh: "要再写一套完整的，加 --all。", en: "To write a whole set again, add --all.")
        case .tooLarge: Words(zh: "换容量更大的载体（--capacity）。", en: "Take larger media (--capacity).")
        case .notConfirmed:
            Words(
                zh: "确认按涉密、未开放档案保管后加 --confirm；只写已开放的，加 --opened-only。",
                en:
                    "Add --confirm if the medium is kept as closed records are; or --opened-only to write opened records only."
            )
        case .sourceDamaged:
            Words(
                zh: "运行 lantai fixity，修复后用同样的命令接着写。",
                en: "Run lantai fixity, and give the same command after the repair: it goes on.")
        case .notAsWritten: Words(zh: "换一张载体再写。", en: "Take another medium, and write again.")
        case .otherUnfinished:
            Words(
                zh: "用当时的选项再运行，接着写完；不要它了，就清空文件夹。",
                en: "Give the options of then, and it goes on; or empty the folder, if it is not wanted.")
        case .noSuchFonds: Words(zh: "查对全宗号；案头“著录”页列出全宗。", en: "Check the code; the desk's catalogue lists them.")
        case .otherMedium(let number, _):
            Words(
                zh: "装上 \(number) 再试，或不加 --from，全部由主库写。",
                en: "Mount \(number), or leave out --from: then all is taken from the store.")
        }
    }
}
