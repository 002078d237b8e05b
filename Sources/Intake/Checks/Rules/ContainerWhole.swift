import Archive

/// The container can be read to its end, and each entry agrees with its checksum.
///
/// Check: integrity (完整性). Finds: a container that ends early or is built wrongly; each damaged entry.
struct ContainerWhole: Check {
    let key = "container-whole"

    func applies(to package: PackageUnderCheck) -> Bool { true }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        package.package.faults.compactMap { fault in
            switch fault.kind {
            case .cutOff:
                finding(
                    .blocking,
                    Words(
                        zh: "移交包中途结束：读出 \(package.listing.count) 个文件后就没有了，可能没有传完。",
                        en:
                            "The package ends in the middle, after \(package.listing.count) files: perhaps it was not sent whole."
                    ),
                    Words(zh: "请移交单位核对文件大小，重新传送。", en: "The agency compares the size and sends it again."))
            case .broken(let reason):
                finding(
                    .blocking,
                    Words(
                        zh: "移交包结构损坏，读出 \(package.listing.count) 个文件后无法继续（\(reason)）。",
                        en:
                            "The package is damaged: nothing can be read after \(package.listing.count) files (\(reason))."
                    ),
                    Words(zh: "请移交单位重新打包后提交。", en: "The agency packs it anew and submits again."))
            case .damaged(let reason):
                finding(
                    .blocking, file: fault.file,
                    Words(
                        zh: "该文件在包中的字节与校验值不符，无法解出（\(reason)）。",
                        en:
                            "Its bytes in the package do not agree with their checksum and cannot be unpacked (\(reason))."
                    ),
                    Words(zh: "请移交单位用原文件重新打包后提交。", en: "The agency packs the original again and submits it."))
            default: nil
            }
        }
    }
}
