import Archive
import Formats

/// No program and no known test virus came along; whether there are others a scanner must say.
///
/// Check: safety (安全性), YJ-4-2. Without a scanner the check is for review, never passed. Source: DA/T 70-2018, GD-4-2.
struct VirusFree: Check {
    let key = "virus-free"

    func findings(in package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        for (n, facts) in package.facts.all {
            if facts.isTestVirus {
                findings.append(
                    finding(
                        .blocking, file: package.path(n),
                        Words(
                            zh: "文件含有病毒测试串（EICAR），按染毒处理。",
                            en: "The file holds the EICAR test virus and counts as infected."),
                        Words(
                            zh: "请移交单位清除病毒，用干净的原文件重新打包提交。",
                            en: "The agency cleans it, packs the clean original and submits again.")))
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
        findings.append(
            finding(
                .review,
                Words(
                    zh: "本机没有接杀毒软件，\(package.listing.count) 个文件没有查毒。",
                    en: "No virus scanner is connected: \(package.listing.count) files were not scanned."),
                Words(zh: "请接收人员另行查毒，并在登记表“安全性”中写明。", en: "Scan the package by other means and say so on the form.")))
        return findings
    }
}
