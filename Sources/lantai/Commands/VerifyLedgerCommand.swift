import Archive
import ArgumentParser
import Bytes
import Intake
import Ledger

/// `lantai verify-ledger`: recompute the ledger from its rows, segments, acts and checkpoints.
struct VerifyLedgerCommand: HouseCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-ledger",
        abstract: "Recompute the ledger (台账) and compare it with its segments, acts and signed checkpoints.",
        discussion:
            "Verifies again the archive's seals under forms of receipt. Exit status: 0 unchanged · 1 could not read · 3 any change found."
    )

    @OptionGroup var common: CommonOptions

    func run(in house: House, _ io: CommandIO) async throws {
        let folder = house.settings.trust
        let trust = folder.isEmpty ? TrustStore() : try TrustStore(folder: folder)
        let report = try await house.ledger.verify(trust: trust)
        let seals = try await house.desk.verifySeals(by: trust)
        if common.json {
            var members = report.json.object ?? [:]
            members["handoverSeals"] = seals.json
            io.json(.object(members))
        } else {
            io.say(
                Words(
                    zh: "台账 \(report.events) 条，已签署到第 \(report.provenTo) 条；发现 \(report.faultCount) 处改动。",
                    en: "\(report.events) events, signed up to \(report.provenTo); \(report.faultCount) changes found.")
            )
            if let words = VerifyLedgerCommand.words(report, authority: house.settings.stampAuthority) { io.say(words) }
            if let words = VerifyLedgerCommand.words(seals) { io.say(words) }
            for fault in seals.faults {
                io.line("\(fault.place)：\(fault.what[io.language])\n  \(fault.next[io.language])")
            }
            for fault in report.faults {
                io.line("\(fault.place)：\(fault.what[io.language])\n  \(fault.next[io.language])")
            }
        }
        guard report.isClean, seals.faults.isEmpty else { throw ExitCode(3) }
        try house.home.note(proven: true)
    }

    /// What the archive's seals under forms come to, where there are any.
    private static func words(_ seals: HandoverSeals) -> Words? {
        guard seals.count > 0 else { return nil }
        return Words(
            zh:
                "登记表上本馆的签名和印章 \(seals.count) 个：有效 \(seals.valid) 个（其中证书由依法设立的机构签发的 \(seals.licensed) 个），被改动 \(seals.faults.count) 个，其余的现在不能采信（intake.trust）。",
            en:
                "\(seals.count) signatures and seals of the archive under forms: \(seals.valid) valid (\(seals.licensed) of them by a licensed authority), \(seals.faults.count) altered; the rest cannot be trusted now (intake.trust)."
        )
    }

    /// What time stamps say, where there are any or should be.
    private static func words(_ report: LedgerReport, authority: String) -> Words? {
        guard let newest = report.stamps.newest else {
            guard !authority.isEmpty else { return nil }
            return Words(
                zh: "还没有时间戳：\(authority) 还没有盖过。", en: "There is no time stamp yet: \(authority) has given none.")
        }
        let day = newest.at.text
        if newest.isLicensed {
            return Words(
                zh:
                    "时间戳 \(report.stamps.count) 个；“\(newest.authority)”（依法设立的电子认证服务机构所签发）于 \(day) 证明前 \(newest.size) 条当时已在。",
                en:
                    "\(report.stamps.count) time stamps; \(newest.authority), by a licensed authority, proves that the first \(newest.size) events were there at \(day)."
            )
        }
        return newest.isTrusted
            ? Words(
                zh:
                    "时间戳 \(report.stamps.count) 个；“\(newest.authority)”（本馆没有登记为依法设立的电子认证服务机构所签发）于 \(day) 证明前 \(newest.size) 条当时已在。",
                en:
                    "\(report.stamps.count) time stamps; \(newest.authority), not by a licensed authority, proves that the first \(newest.size) events were there at \(day)."
            )
            : Words(
                zh:
                    "时间戳 \(report.stamps.count) 个；“\(newest.authority)”说前 \(newest.size) 条在 \(day) 已在，但它不在本馆可信证书（intake.trust）之列。",
                en:
                    "\(report.stamps.count) time stamps; \(newest.authority) says that the first \(newest.size) events were there at \(day), and is not trusted here (intake.trust)."
            )
    }
}
