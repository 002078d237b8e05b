import Archive

// 全宗号/类别/档号 (DA/T 93-2022).

extension Structure {
    /// - Parameter parts: the folders from the 全宗号 down.
    func findings(in record: RecordUnderCheck, _ parts: [String], _ code: ReferenceCode?) -> [Finding] {
        var findings: [Finding] = []
        if parts.count == 2 {
            findings.append(
                finding(
                    .warning, file: record.folder.path, record: record.code,
                    Words(
                        zh: "该档号文件夹直接放在“\(parts[0])”下，中间没有类别文件夹。",
                        en: "The record's folder lies directly in \(parts[0]), without a category folder."),
                    Words(
                        zh: "请移交单位按“全宗号/类别/档号”存放；不影响接收。",
                        en: "The agency arranges folders as 全宗号/类别/档号; it may be accepted as it is.")))
        }
        guard let code, let fonds = code.fonds else { return findings }
        if !same(parts[0], fonds) {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "档号的全宗号是 \(fonds)，却放在全宗号文件夹“\(parts[0])”下。",
                        en: "The code's fonds is \(fonds), but the record lies in the fonds folder \(parts[0])."),
                    Words(
                        zh: "请移交单位核对全宗号，把文件夹移到正确位置后重新提交。",
                        en: "The agency checks the fonds number, moves the folder and submits again.")))
        } else if parts.count > 2, let category = code.category, isCategory(parts[1]), !same(parts[1], category) {
            findings.append(
                finding(
                    .blocking, file: record.folder.path, record: record.code,
                    Words(
                        zh: "档号的门类代码是 \(category)，却放在类别文件夹“\(parts[1])”下。",
                        en:
                            "The code's category is \(category), but the record lies in the category folder \(parts[1])."
                    ),
                    Words(
                        zh: "请移交单位核对类别，把文件夹移到正确位置后重新提交。",
                        en: "The agency checks the category, moves the folder and submits again.")))
        }
        return findings
    }

    private func same(_ folder: String, _ part: String) -> Bool { ReferenceCode.key(of: folder) == part }

    /// Only a folder that is a bare category code can contradict; others are the agency's own arrangement.
    private func isCategory(_ folder: String) -> Bool {
        let key = ReferenceCode.key(of: folder).unicodeScalars
        return key.count == 2 && key.allSatisfy { ("A"..."Z").contains($0) }
    }
}
