import Archive
import Formats

/// No file is locked by a password or carries restrictions of use.
///
/// Check: usability (可用性), YJ-3-8. Source: DA/T 70-2018, GD-3-8; 档发〔2012〕7号 (加密的解密后移交).
struct NotEncrypted: Check {
    let key = "not-encrypted"

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.folder.contents.compactMap { judge($0, record.code, package) }
    }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        ((package.contents?.others ?? []) + (package.contents?.strays ?? [])).compactMap { judge($0, nil, package) }
    }

    private func judge(_ n: Int64, _ record: String?, _ package: PackageUnderCheck) -> Finding? {
        switch package.facts[n]?.encryption {
        case .locked:
            finding(
                .blocking, file: package.path(n), record: record,
                Words(zh: "文件设有打开口令（加密），不给口令打不开。", en: "The file is encrypted and does not open without a password."),
                Words(
                    zh: "请移交单位去掉口令，重新计算摘要后提交。",
                    en: "The agency removes the password, computes the digest again and submits."))
        case .restricted:
            finding(
                .blocking, file: package.path(n), record: record,
                Words(
                    zh: "文件加密并限制了打印、复制等权限，虽能打开，不能长期保存。",
                    en: "The file is encrypted with restrictions of use: it opens, but cannot be kept for long."),
                Words(
                    zh: "请移交单位去掉权限限制，重新计算摘要后提交。",
                    en: "The agency removes the restrictions, computes the digest again and submits."))
        case nil, .some(.none): nil
        }
    }
}
