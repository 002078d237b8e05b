import Archive

/// Every file has the digests its metadata promised.
///
/// Check: authenticity (真实性), YJ-1-1. Finds: each altered file, each digest that cannot be one; a warning where no digest was
/// sent, since then nothing can be told. Source: DA/T 70-2018, GD-1-1.
struct DigestsMatch: Check {
    let key = "digests-match"

    func applies(to package: PackageUnderCheck) -> Bool { package.describesFiles }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        record.documents.flatMap { document, number in
            guard let number else { return [] as [Finding] }
            return judge(document, number, record, package)
        }
    }

    private func judge(
        _ document: RecordMetadata.Document, _ n: Int64, _ record: RecordUnderCheck, _ package: PackageUnderCheck
    ) -> [Finding] {
        var findings: [Finding] = []
        var differing: [String] = []
        var compared = 0
        let digests = package.listing.digests(n)
        for promised in document.digests where !promised.value.isEmpty {
            let hex = String(NumberText.plain(promised.value).filter { !$0.isWhitespace && $0 != ":" })
            guard let algorithm = DigestsMatch.algorithm(promised.algorithm) else {
                findings.append(unknown(promised.algorithm, n, promised.line, record, package))
                continue
            }
            guard let digest = Digest(algorithm, hex: hex) else {
                findings.append(malformed(algorithm, n, promised.line, record, package))
                continue
            }
            compared += 1
            if digest != digests[algorithm] { differing.append(algorithm.name) }
        }
        if !differing.isEmpty {
            findings.append(altered(differing, document, n, record, package))
        } else if compared == 0, findings.isEmpty, package.contents?.layout.vouchesForFiles == false {
            findings.append(absent(n, document.line, record, package))
        }
        return findings
    }

    private func altered(
        _ algorithms: [String], _ document: RecordMetadata.Document, _ n: Int64, _ record: RecordUnderCheck,
        _ package: PackageUnderCheck
    ) -> Finding {
        let size = NumberText(document.size)?.whole == package.listing.bytes(n)
        return finding(
            .blocking, file: package.path(n), element: "数字摘要", line: document.line, record: record.code,
            Words(
                zh: "\(algorithms.joined(separator: "、")) 摘要与元数据记录的不同（大小\(size ? "相同" : "也不同")）：文件在登记之后变动过。",
                en:
                    "\(algorithms.joined(separator: ", ")) differs from the metadata (size \(size ? "the same" : "differs too")): the file changed after it was registered."
            ),
            Words(
                zh: "请移交单位用归档时的原文件替换后重新提交；若元数据记错，查明原因并说明。",
                en: "The agency puts back the file as filed and submits again; if the metadata is wrong, it says why."))
    }

    private func malformed(
        _ algorithm: Digest.Algorithm, _ n: Int64, _ line: Int, _ record: RecordUnderCheck, _ package: PackageUnderCheck
    ) -> Finding {
        finding(
            .blocking, file: package.path(n), element: "数字摘要", line: line, record: record.code,
            Words(
                zh: "元数据里的 \(algorithm.name) 摘要不是\(algorithm == .sha512 ? 128 : 64)位十六进制数，无法比对。",
                en:
                    "The \(algorithm.name) in the metadata is not \(algorithm == .sha512 ? 128 : 64) hexadecimal digits: nothing to compare."
            ),
            Words(zh: "请移交单位重新计算并填写摘要后提交。", en: "The agency computes the digest again and submits."))
    }

    private func unknown(
        _ name: String, _ n: Int64, _ line: Int, _ record: RecordUnderCheck, _ package: PackageUnderCheck
    ) -> Finding {
        finding(
            .review, file: package.path(n), element: "数字摘要", line: line, record: record.code,
            Words(zh: "摘要算法“\(name)”在本机没有，没有比对。", en: "The algorithm \(name) is not known here: not compared."),
            Words(
                zh: "请接收人员另行比对，或请移交单位改用 SM3、SHA-256。", en: "Compare by other means, or the agency uses SM3 or SHA-256.")
        )
    }

    private func absent(
        _ n: Int64, _ line: Int, _ record: RecordUnderCheck, _ package: PackageUnderCheck
    ) -> Finding {
        finding(
            .warning, file: package.path(n), element: "数字摘要", line: line, record: record.code,
            Words(
                zh: "元数据没有记这个文件的数字摘要，无从判断它是否变动过。",
                en: "The metadata has no digest of this file: whether it changed cannot be told."),
            Words(
                zh: "请移交单位下次附上摘要；不影响接收，本系统已另行计算并固化。",
                en: "The agency sends digests next time; it may be accepted, digests were made here."))
    }

    private static func algorithm(_ name: String) -> Digest.Algorithm? {
        let plain = NumberText.plain(name).uppercased().filter { $0.isLetter || $0.isNumber }
        return switch plain {
        case "SM3": .sm3
        case "SHA256", "SHA2256": .sha256
        case "SHA512", "SHA2512": .sha512
        default: nil
        }
    }
}
