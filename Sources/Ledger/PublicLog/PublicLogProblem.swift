package import Archive
package import Foundation

/// Why the public log could not do its work.
package enum PublicLogProblem: Explained, Equatable {
    /// The journal ends before what the rows know of it, or is gone.
    case shorter
    case journalAltered(line: Int64)
    case checkpointAltered
    /// Fewer entries than were published.
    case smaller(than: Int64, is: Int64)
    /// Other entries than were published.
    case forked(Int64)
    case keysAltered(String)
    /// Years are missing: the clock is wrong, or was.
    case clockAhead(Instant)
    /// The proof is made with the next entry.
    /// The zone is the archive's: whoever asks is told when by the clock on the wall.
    case notYet(Instant, in: TimeZone)
    case noSuchKey(String)
    case noReason
    /// The archive was restored from a backup of this moment: whether the world saw more is not known here.
    case restored(Instant, entries: Int64)
    /// The archive was restored without its log and keys: this is another log, of which the world does not know yet.
    case begunAnew(Instant, lost: String, now: String)
    case notHeld
    case notOfThisLog

    package var code: String {
        switch self {
        case .shorter: "ledger.log-shorter"
        case .journalAltered: "ledger.log-journal-altered"
        case .checkpointAltered: "ledger.log-checkpoint-altered"
        case .smaller: "ledger.log-smaller"
        case .forked: "ledger.log-forked"
        case .keysAltered: "ledger.keys-altered"
        case .clockAhead: "ledger.clock-ahead"
        case .notYet: "ledger.proof-not-yet"
        case .noSuchKey: "ledger.no-such-key"
        case .noReason: "ledger.no-reason"
        case .restored: "ledger.log-restored"
        case .begunAnew: "ledger.log-begun-anew"
        case .notHeld: "ledger.log-not-held"
        case .notOfThisLog: "ledger.log-other"
        }
    }

    package var isTransient: Bool { if case .notYet = self { true } else { false } }

    package var what: Words {
        switch self {
        case .shorter:
            Words(
                zh: "公开日志的流水（public-log/journal）比已记下的短，或已丢失。",
                en: "The journal of the public log (public-log/journal) is shorter than what was noted of it, or gone.")
        case .journalAltered(let line):
            Words(
                zh: "公开日志的流水第 \(line) 行已被改动或无法识读。",
                en: "Line \(line) of the public log's journal was altered or cannot be read.")
        case .checkpointAltered:
            Words(
                zh: "最近公布的检查点（public-log/checkpoint）不是本日志的，或未由本馆密钥签署。",
                en:
                    "The checkpoint published last (public-log/checkpoint) is not of this log, or not signed by a key of this archive."
            )
        case .smaller(let published, let size):
            Words(
                zh: "公开日志只有 \(size) 条，而已公布过 \(published) 条的检查点。",
                en: "The public log has \(size) entries, and a checkpoint of \(published) was published.")
        case .forked(let size):
            Words(
                zh: "公开日志的前 \(size) 条与已公布的检查点不符。",
                en: "The first \(size) entries of the public log are not those of the published checkpoint.")
        case .keysAltered(let path):
            Words(
                zh: "密钥簿（\(path)）已被改动或无法识读。", en: "The book of keys (\(path)) was altered or cannot be read.")
        case .clockAhead(let now):
            Words(
                zh: "现在的时间（\(now.day)）比公开日志最近一条晚十年以上。",
                en: "The time now (\(now.day)) is more than ten years after the last entry of the public log.")
        case .notYet(let time, let zone):
            Words(
                zh: "证明在 \(time.minute(in: zone)) 做成。", en: "The proof will be there at \(time.minute(in: zone)).")
        case .noSuchKey(let id):
            Words(zh: "密钥簿中没有密钥 \(id)。", en: "There is no key \(id) in the book of keys.")
        case .noReason: Words(zh: "没有写明理由。", en: "No reason was given.")
        case .restored(let at, let entries):
            Words(
                zh: "本馆由 \(at.day) 的备份恢复，公开日志停在第 \(entries) 条；此后可能公布过别的条目，因此不再追加，也不出证明。",
                en: """
                    This archive was restored from a backup of \(at.day); its public log stands at \(entries) entries. Others \
                    may have been published since, so nothing is added and nothing proven.
                    """)
        case .begunAnew(let at, let lost, let now):
            Words(
                zh: "本馆由截至 \(at.day) 的离线载体恢复，原公开日志 \(lost) 及其签名密钥已经丢失；现在的 \(now) 是另一个日志，尚未开始。",
                en: """
                    This archive was restored from offline media as of \(at.day). Its public log \(lost) and the key that \
                    signed it are lost; \(now) is another log, and has not begun.
                    """)
        case .notHeld: Words(zh: "公开日志没有停用。", en: "The public log is not held.")
        case .notOfThisLog:
            Words(
                zh: "这个检查点不是本馆公开日志的，或没有本馆密钥的签名。",
                en: "This checkpoint is not of this archive's public log, or not signed by its key.")
        }
    }

    package var next: Words {
        switch self {
        case .shorter, .journalAltered, .smaller, .forked, .checkpointAltered:
            Words(
                zh: "从最近的备份恢复 public-log 文件夹后重新启动；恢复之前不再追加，也不出证明。",
                en:
                    "Restore the folder public-log from the newest backup and start again; until then nothing is added and nothing proven."
            )
        case .keysAltered:
            Words(
                zh: "从备份恢复该文件，或删去它：下次启动时由账本重建。",
                en: "Restore the file from a backup, or remove it: it is made again from the ledger at the next start.")
        case .clockAhead: Words(zh: "请校准服务器时钟。", en: "Set the clock of the server.")
        case .notYet: Words(zh: "请到时再取。", en: "Ask again then.")
        case .noSuchKey: Words(zh: "用 lantai key list 查看。", en: "lantai key list lists them.")
        case .restored:
            Words(
                zh: """
                    若原馆的 public-log 和 keys 还在，用它们替换后删去 public-log/restored；否则找出最近公布的检查点，运行 \
                    lantai restore continue-log。
                    """,
                en: """
                    If public-log and keys of the lost home can be read, put them in place and remove public-log/restored; \
                    otherwise find the checkpoint published last and run lantai restore continue-log.
                    """)
        case .begunAnew:
            Words(
                zh: """
                    先公告旧日志止于何时、新密钥为何（lantai key list --file），再运行 \
                    lantai restore continue-log --new-log --reason …。
                    """,
                en: """
                    Announce where the old log ends and what the new key is (lantai key list --file), then run lantai restore \
                    continue-log --new-log --reason ….
                    """)
        case .notHeld: Words(zh: "无需处理。", en: "There is nothing to do.")
        case .notOfThisLog:
            Words(zh: "换用 /ledger/checkpoint 处公布过的检查点。", en: "Use one that was published at /ledger/checkpoint.")
        case .noReason: Words(zh: "用 --reason 写明，将公之于众。", en: "Give one with --reason; it will be public.")
        }
    }
}

extension Instant {
    /// `2026-11-26 04:00 UTC`.
    fileprivate var day: String { String(text.prefix(16)).replacing("T", with: " ") + " UTC" }

    /// `2026-11-26 12:00` by the clocks of `zone`, the next full minute.
    fileprivate func minute(in zone: TimeZone) -> String {
        let seconds = (microseconds + 59_999_999) / 60_000_000 * 60
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        let local = Instant(microseconds: (seconds + Int64(offset)) * 1_000_000)
        return String(local.text.prefix(16)).replacing("T", with: " ")
    }
}
