import Archive

/// No two records have the same main text, byte for byte.
///
/// Check: authenticity (真实性), YJ-1-8. A warning: a record filed twice, or one file put in the place of another. Attachments and
/// processing sheets may well be the same. Source: DA/T 70-2018 (数据重复性).
struct SameContent: Check {
    let key = "same-content"

    func findings(in package: PackageUnderCheck) -> [Finding] {
        var first: [Digest: Int] = [:]
        var findings: [Finding] = []
        for (place, line) in package.records.enumerated() {
            let mains = line.contents.filter { $0.role == .main && package.listing.bytes($0.file) > 0 }
            // Pages of one record are compared as a whole: a blank page is like another.
            guard mains.count == 1, let main = mains.first else { continue }
            let digest = package.listing.digests(main.file).sha256
            guard let earlier = first[digest] else {
                first[digest] = place
                continue
            }
            let other = package.records[earlier]
            findings.append(
                finding(
                    .warning, file: package.path(main.file), record: line.code,
                    Words(
                        zh: "正文与 \(other.code)（第 \(other.sequence) 件）的正文逐字节相同。",
                        en: "The main text is, byte for byte, that of \(other.code) (record \(other.sequence))."),
                    Words(
                        zh: "请移交单位核对是否重复归档或放错文件；确属两件的，可以接收。",
                        en:
                            "The agency sees whether it was filed twice or a file was mistaken; if both are right, it may be accepted."
                    )))
        }
        return findings
    }
}
