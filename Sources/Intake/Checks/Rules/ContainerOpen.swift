import Archive

/// No entry of the container is locked by a password or packed by a method that cannot be read.
///
/// Check: usability (可用性), YJ-3-8. Source: 档发〔2012〕7号 (加密的解密、压缩的解压后移交).
struct ContainerOpen: Check {
    let key = "container-open"

    func applies(to package: PackageUnderCheck) -> Bool { true }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        package.package.faults.compactMap { fault in
            switch fault.kind {
            case .encrypted:
                finding(
                    .blocking, file: fault.file,
                    Words(zh: "该文件在包中加了口令，读不出来。", en: "The file is locked by a password in the package."),
                    Words(zh: "请移交单位去掉口令，重新打包后提交。", en: "The agency removes the password, packs again and submits."))
            case .unknownMethod:
                finding(
                    .blocking, file: fault.file,
                    Words(
                        zh: "该文件用了不能读取的压缩或加密方法。", en: "The file is packed or locked by a method that cannot be read."),
                    Words(
                        zh: "请移交单位用通常的 ZIP（deflate）或 TAR 重新打包。",
                        en: "The agency packs it again as an ordinary ZIP (deflate) or TAR."))
            default: nil
            }
        }
    }
}
