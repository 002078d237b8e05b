import Archive
import Formats

/// No program and no virus came along, as far as the scanner's signatures reach; without a scanner somebody must look.
///
/// Check: safety (安全性), YJ-4-2. What no scanner looked at is for review, never passed. Source: DA/T 70-2018, GD-4-2.
struct VirusFree: Check {
    let key = "virus-free"

    /// Signatures older than this find little of what is about.
    private static let freshDays = 30

    func findings(in package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        for (n, facts) in package.facts.all {
            if facts.isTestVirus {
                findings.append(
                    finding(
                        .blocking, file: package.path(n),
                        Words(
                            zh: "文件含有病毒测试串（EICAR），按染毒处理。",
                            en: "The file holds the EICAR test virus and counts as infected."), clean))
            } else if facts.kind == .executable {
                findings.append(
                    finding(
                        .blocking, file: package.path(n),
                        Words(
                            zh: "这是可执行程序或脚本（\(facts.format.name)），不是档案内容。",
                            en: "It is a program or script (\(facts.format.name)), not content of a record."),
                        Words(
                            zh: "请移交单位移去；确需随档保存的，先与档案馆商定。",
                            en: "The agency removes it, or agrees with the archive first if it must be kept.")))
            }
        }
        guard let scan = package.scan else {
            return findings + [
                finding(
                    .review,
                    Words(
                        zh: "本机没有接杀毒软件，\(package.listing.count) 个文件没有查毒。",
                        en: "No virus scanner is connected: \(package.listing.count) files were not scanned."),
                    otherwise)
            ]
        }
        let known = Set(package.facts.all.lazy.filter(\.facts.isTestVirus).map(\.n))
        for (n, name) in scan.infected.sorted(by: { $0.key < $1.key }) where !known.contains(n) {
            findings.append(
                finding(
                    .blocking, file: package.path(n),
                    Words(
                        zh: "查出病毒：\(name)（\(scan.engine)）。", en: "It is infected: \(name), says \(scan.engine)."), clean
                ))
        }
        for n in scan.tooLarge.sorted() {
            findings.append(
                finding(
                    .review, file: package.path(n),
                    Words(
                        zh: "文件超过杀毒软件一次能查的大小，没有查毒。",
                        en: "It is larger than the virus scanner takes, and was not scanned."),
                    Words(
                        zh: "请另行查毒并在登记表中写明，或调大 clamd 的 StreamMaxLength。",
                        en: "Scan it by other means and say so on the form, or raise StreamMaxLength of clamd.")))
        }
        return findings + stopped(scan, of: package) + old(scan, on: package.today)
    }

    private func stopped(_ scan: VirusScan, of package: PackageUnderCheck) -> [Finding] {
        guard let problem = scan.stopped else { return [] }
        let left = package.listing.count - Int(scan.scanned) - scan.tooLarge.count
        return [
            finding(
                .review,
                Words(
                    zh: "\(problem.what.zh)\(left) 个文件没有查毒。",
                    en: "\(problem.what.en) Files that were not scanned: \(left)."),
                Words(zh: problem.next.zh + otherwise.zh, en: problem.next.en + " " + otherwise.en))
        ]
    }

    private func old(_ scan: VirusScan, on today: Day) -> [Finding] {
        guard let day = SignatureAge.day(of: scan.engine) else { return [] }
        let days = today.daysSince1970 - day.daysSince1970
        guard days > Self.freshDays else { return [] }
        return [
            finding(
                .review,
                Words(
                    zh: "杀毒软件的病毒库是 \(day.text) 的，已有 \(days) 天没有更新。",
                    en: "The scanner's signatures are of \(day.text), \(days) days ago."),
                Words(
                    zh: "请系统管理员更新病毒库（没有外网的，用移动介质导入），再另行查毒。",
                    en:
                        "The system administrator brings new signatures, by medium where there is no internet; then scan anew."
                ))
        ]
    }

    private var clean: Words {
        Words(
            zh: "请移交单位清除病毒，用干净的原文件重新打包提交。",
            en: "The agency cleans it, packs the clean original and submits again.")
    }

    private var otherwise: Words {
        Words(zh: "请接收人员另行查毒，并在登记表“安全性”中写明。", en: "Scan the package by other means and say so on the form.")
    }
}
