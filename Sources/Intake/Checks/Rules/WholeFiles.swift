import Archive
import Formats

/// Every file can be read to its end.
///
/// Check: integrity (完整性), YJ-2-7. Finds: files of no bytes, truncated, broken, and those that need far more work than a file of
/// their size (each time, so it is the file's doing). A file that brought our reader down, or that a busy machine did not finish, is
/// for review: that is not proof against the file. Source: DA/T 70-2018, GD-2-7.
struct WholeFiles: Check {
    let key = "whole-files"

    /// Ways to fail that are the reader's: the file has to be looked at by a person.
    private static let ours: Set<String> = ["crash", "timeout", "memory"]

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.folder.contents.compactMap { judge($0, record.code, package) }
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        let loose = (package.contents?.others ?? []) + (package.contents?.strays ?? [])
        let unopened = package.facts.all.reduce(0) { $0 + ($1.facts.isUnopened ? 1 : 0) }
        var findings = loose.compactMap { judge($0, nil, package) }
        let undecoded = package.facts.all.filter { $0.facts.isUndecoded && !$0.facts.isUnopened }
        if let first = undecoded.first {
            findings.append(
                finding(
                    .review, file: package.path(first.n),
                    Words(
                        zh: "\(undecoded.count) 个声音、影像文件没有解码检查（本机没有 ffmpeg，或它不认识这种格式）。",
                        en:
                            "\(undecoded.count) files of sound and film were not decoded (ffmpeg is not here, or does not know them)."
                    ),
                    Words(
                        zh: "请接收人员用播放软件从头放到尾；或请系统管理员安装 ffmpeg 后重新检测。",
                        en:
                            "Somebody plays them from beginning to end; or the system administrator installs ffmpeg, and it is checked again."
                    )))
        }
        if unopened > 0 {
            findings.append(
                finding(
                    .review,
                    Words(
                        zh: "\(unopened) 个文件没有打开检查（隔离解析进程没有运行）。",
                        en: "\(unopened) files were not opened (the isolated workers do not run)."),
                    Words(
                        zh: "请系统管理员启动解析进程后重新检测。", en: "The system administrator starts the workers; then check again."))
            )
        }
        return findings
    }

    private func judge(_ n: Int64, _ record: String?, _ package: PackageUnderCheck) -> Finding? {
        let path = package.path(n)
        if package.listing.bytes(n) == 0 {
            return finding(
                .blocking, file: path, record: record, Words(zh: "文件是空的，0 字节。", en: "The file is empty: 0 bytes."),
                Words(zh: "请移交单位换成原文件后重新提交。", en: "The agency puts the original in its place and submits again."))
        }
        guard let damage = package.facts[n]?.damage, !XMLSafety.codes.contains(damage.code) else { return nil }
        if WholeFiles.ours.contains(damage.code) {
            return finding(
                .review, file: path, record: record, damage.what,
                Words(
                    zh: "没能自动检查；请接收人员在隔离环境里打开看一遍，再决定是否接收。",
                    en: "It could not be checked: someone opens it in a safe place before it is accepted."))
        }
        if damage.code == "exhausted" {
            return finding(
                .blocking, file: path, record: record, damage.what,
                Words(
                    zh: "请移交单位用原软件打开，另存或分拆成几个文件后重新提交；确实打得开、又不能另存的，与档案馆商定。",
                    en:
                        "The agency opens it in its program, saves it anew or in several parts and submits again; what opens well and cannot be saved anew is agreed with the archive."
                ))
        }
        return finding(
            .blocking, file: path, line: damage.line, record: record, damage.what,
            Words(zh: "请移交单位用完好的原文件替换后重新提交。", en: "The agency puts an intact original in its place and submits again."))
    }
}
