import Archive

/// The package does not unpack to far more than it should.
///
/// Check: safety (安全性). Finds: too many entries, an entry or a whole too large, a ratio no document has. Unpacking stops
/// there, so no more than the limit was ever written.
struct NoBomb: Check {
    let key = "no-bomb"

    func applies(to package: PackageUnderCheck) -> Bool { true }

    func findings(in package: PackageUnderCheck) -> [Finding] {
        let limits = package.settings.limits
        return package.package.faults.compactMap { fault in
            switch fault.kind {
            case .tooManyEntries: bomb(fault, "条目超过 \(limits.entries) 个", "more than \(limits.entries) entries")
            case .entryTooLarge:
                bomb(
                    fault, "单个文件解开后超过 \(limits.bytesPerEntry) 字节",
                    "one file unpacks to more than \(limits.bytesPerEntry) bytes")
            case .totalTooLarge:
                bomb(
                    fault, "全部解开后超过 \(limits.totalBytes) 字节",
                    "all of it unpacks to more than \(limits.totalBytes) bytes")
            case .ratio:
                bomb(
                    fault, "解开后超过压缩前的 \(limits.ratio) 倍",
                    "it unpacks to more than \(limits.ratio) times its packed size")
            default: nil
            }
        }
    }

    private func bomb(_ fault: UnpackFault, _ zh: String, _ en: String) -> Finding {
        finding(
            .blocking, file: fault.file,
            Words(
                zh: "疑似压缩炸弹：\(zh)。已停止解包，其余检测没有进行。",
                en: "Probably a decompression bomb: \(en). Unpacking stopped; nothing else was checked."),
            Words(
                zh: "请移交单位核对该文件；确属档案的，请不压缩打包，或与档案馆商定后分批提交。",
                en:
                    "The agency looks at the file; if it is a record, it is packed without compression, or in parts as agreed with the archive."
            ))
    }
}
