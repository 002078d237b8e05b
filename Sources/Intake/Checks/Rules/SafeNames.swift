import Archive

/// No entry of the container would write outside its folder, point elsewhere, or overwrite another.
///
/// Check: safety (安全性). Finds: absolute paths, `..`, backslashes, NUL, links, devices, names too long or too deep or
/// unreadable, duplicates, names equal after normalisation. Such entries are never written. Source: DA/T 93-2022.
struct SafeNames: Check {
    let key = "safe-names"

    func applies(to package: PackageUnderCheck) -> Bool { true }

    func findings(in package: PackageUnderCheck) -> [Finding] { package.package.faults.compactMap(found) }

    private func found(_ fault: UnpackFault) -> Finding? {
        switch fault.kind {
        case .absolutePath:
            bad(
                fault, "路径以根目录或盘符开头，会写到包外。",
                "The path begins at the root or with a drive letter: it points outside the package.")
        case .parentPath: bad(fault, "路径中有“..”，会写到包外。", "The path contains \"..\": it points outside the package.")
        case .backslash:
            bad(
                fault, "路径中有反斜杠“\\”，在不同系统上含义不同。",
                "The path contains a backslash, which means different things on different systems.")
        case .nulInName: bad(fault, "文件名中有空字符（NUL），会使名称被截断。", "The name contains a NUL byte, which cuts it short.")
        case .nameTooLong: bad(fault, "路径过长。", "The path is too long.")
        case .tooDeep: bad(fault, "文件夹层数过多。", "There are too many folders inside folders.")
        case .nameUnreadable:
            bad(fault, "文件名既不是 UTF-8 也不是 GB18030 编码，无法读出。", "The name is neither UTF-8 nor GB18030 and cannot be read.")
        case .symbolicLink: bad(fault, "这是一个符号链接，不是文件。", "It is a symbolic link, not a file.")
        case .hardLink: bad(fault, "这是一个硬链接，没有自己的内容。", "It is a hard link without content of its own.")
        case .special:
            bad(fault, "这是设备、管道或稀疏文件，不是普通文件。", "It is a device, a pipe or a sparse file, not an ordinary file.")
        case .duplicate:
            bad(fault, "包里有两个同名的文件，不知以哪个为准。", "There are two files of this name; which one counts is unknown.")
        case .clash(let other): clash(fault, other)
        default: nil
        }
    }

    private func bad(_ fault: UnpackFault, _ zh: String, _ en: String) -> Finding {
        finding(
            .blocking, file: fault.file, Words(zh: zh + "该条目没有解出。", en: en + " It was not unpacked."),
            Words(zh: "请移交单位去掉或改正该条目，重新打包后提交。", en: "The agency removes or corrects it, packs again and submits."))
    }

    private func clash(_ fault: UnpackFault, _ other: FileName) -> Finding {
        // Capitals are a matter of the sender's system; two spellings of the same characters are a trap everywhere.
        let isCase = fault.file.map { $0.display != other.display } ?? true
        return finding(
            isCase ? .warning : .blocking, file: fault.file,
            Words(
                zh: "与“\(other.display)”\(isCase ? "只有大小写不同" : "看上去同名，编码不同")，拷到别的系统上会互相覆盖。",
                en:
                    "It differs from \(other.display) \(isCase ? "only in capitals" : "only in how the same characters are encoded"): on other systems one overwrites the other."
            ),
            Words(
                zh: "请移交单位改名后重新提交，并同时改正元数据中的文件名。",
                en: "The agency renames one, corrects the metadata and submits again."))
    }
}
