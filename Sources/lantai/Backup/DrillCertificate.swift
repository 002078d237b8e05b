import Archive
import Bytes
import Foundation

/// What a restore drill came to (恢复演练证书): as JSON for programs, as text to print and file.
struct DrillCertificate: Sendable {
    let archive: String
    var place: String
    /// When it began, and how long it took.
    let at: Instant
    var milliseconds: Int64 = 0
    var backup: String?
    /// The moment the backup is of.
    var backupAt: Instant?
    var entries: Int64 = 0
    var files: Int64 = 0
    var bytes: Int64 = 0
    var events: Int64 = 0
    var provenTo: Int64 = 0
    /// Kept files read again, and their bytes.
    var filesRead: Int64 = 0
    var bytesRead: Int64 = 0
    /// Rows by table, all as the backup names them.
    var rows: [String: Int64] = [:]
    /// Published records whose public page was made.
    var pages: Int64 = 0
    /// Why it failed; empty: it passed.
    var reasons: [(code: String, words: Words)] = []

    var hasPassed: Bool { reasons.isEmpty }

    var json: JSON {
        [
            "schema": "lantai/restore-drill/1", "archive": .string(archive), "place": .string(place),
            "at": .string(at.text), "milliseconds": .int(milliseconds), "passed": .bool(hasPassed),
            "backup": JSON(backup), "backupAt": JSON(backupAt?.text), "entries": .int(entries), "files": .int(files),
            "bytes": .int(bytes), "events": .int(events), "provenTo": .int(provenTo), "filesRead": .int(filesRead),
            "bytesRead": .int(bytesRead), "rows": .object(rows.mapValues { .int($0) }), "publicPages": .int(pages),
            "reasons": .array(reasons.map { ["code": .string($0.code), "words": JSON($0.words)] }),
        ]
    }

    /// Times by the clocks of `zone`, both languages one after the other.
    func text(in zone: TimeZone) -> String { text(.zh, zone) + "\n" + text(.en, zone) }

    func text(_ language: Language, _ zone: TimeZone) -> String {
        let seconds = "\(milliseconds / 1000).\(milliseconds % 1000 / 100)"
        let verdict = hasPassed ? Words(zh: "合格", en: "PASSED") : Words(zh: "不合格", en: "FAILED")
        var lines: [Words] = [
            Words(zh: "恢复演练证书", en: "Certificate of a restore drill"),
            Words(zh: "结论：\(verdict.zh)", en: "Result: \(verdict.en)"),
            Words(zh: "档案馆：\(archive)", en: "Archive: \(archive)"),
            Words(zh: "备份存放处：\(place)", en: "Place of the backups: \(place)"),
            Words(
                zh: "演练时间：\(at.minute(in: zone))，用时 \(seconds) 秒",
                en: "Drilled: \(at.minute(in: zone)), in \(seconds) s"),
        ]
        if let backup, let backupAt {
            lines += [
                Words(
                    zh: "备份：\(backup)，内容截至 \(backupAt.minute(in: zone))",
                    en: "Backup: \(backup), as of \(backupAt.minute(in: zone))"),
                Words(
                    zh: "恢复：\(entries) 组，\(files) 个文件，\(bytes) 字节",
                    en: "Restored: \(entries) groups, \(files) files, \(bytes) bytes"),
                Words(
                    zh: "台账：\(events) 条，已签署到第 \(provenTo) 条",
                    en: "Ledger: \(events) events, signed up to \(provenTo)"),
                Words(
                    zh: "重读馆藏：\(filesRead) 个文件，\(bytesRead) 字节",
                    en: "Kept files read again: \(filesRead), \(bytesRead) bytes"),
                Words(zh: "公开页面：抽查 \(pages) 件", en: "Public pages made: \(pages)"),
            ]
        }
        for reason in reasons {
            lines.append(
                Words(
                    zh: "不合格原因：\(reason.words.zh) [\(reason.code)]", en: "Reason: \(reason.words.en) [\(reason.code)]"))
        }
        return lines.map { $0[language] + "\n" }.joined()
    }
}

extension Instant {
    /// `2026-11-26 12:00` by the clocks of `zone`.
    func minute(in zone: TimeZone) -> String {
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(microseconds) / 1e6))
        let local = Instant(microseconds: microseconds + Int64(offset) * 1_000_000)
        return String(local.text.prefix(16)).replacing("T", with: " ")
    }
}
