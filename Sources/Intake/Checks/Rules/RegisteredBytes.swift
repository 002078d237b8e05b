import Archive

/// The bytes that notes file and form register are those of the files.
///
/// Check: integrity (完整性), YJ-2-2. The bytes are those of all files under the 全宗号 folders; a sender that counted the whole
/// package is not wrong either. Source: 档发〔2012〕7号 (移交数据量).
struct RegisteredBytes: Check {
    let key = "registered-bytes"

    func findings(in package: PackageUnderCheck) -> [Finding] {
        guard let contents = package.contents else { return [] }
        var findings: [Finding] = []
        if let n = contents.notes.file, let field = contents.notes.value?["移交数据量"], !field.value.isEmpty {
            findings += compare(field.value, unit: "", "说明文件", "移交数据量", field.line, n, package)
        }
        if let n = contents.registration.file, let form = contents.registration.value {
            for (name, unit) in [("移交数据量字节", "字节"), ("移交数据量GB", "GB"), ("移交数据量", "")] {
                guard let field = form[name] else { continue }
                findings += compare(field.value, unit: unit, "登记表", name, field.line, n, package)
            }
        }
        return findings
    }

    private func compare(
        _ text: String, unit: String, _ source: String, _ element: String, _ line: Int, _ n: Int64,
        _ package: PackageUnderCheck
    ) -> [Finding] {
        let plain = NumberText.plain(text)
        guard var said = NumberText(plain) else {
            return [
                finding(
                    .blocking, file: package.path(n), element: element, line: line,
                    Words(zh: "\(source)的\(element)“\(text)”不是数。", en: "\(element) \"\(text)\" is not a number."),
                    Words(zh: "请移交单位写明字节数后重新提交。", en: "The agency writes the number of bytes and submits again."))
            ]
        }
        if said.unit.isEmpty, !unit.isEmpty { said = NumberText(plain + unit) ?? said }
        guard let contents = package.contents else { return [] }
        let (actual, leftovers, area) = (contents.recordBytes, contents.leftoverBytes, contents.layout.area)
        guard ![actual, actual + leftovers, package.listing.totalBytes].contains(where: said.means) else { return [] }
        return [
            finding(
                .blocking, file: package.path(n), element: element, line: line,
                Words(
                    zh: "\(source)的\(element)是“\(text)”，\(area.zh)实有 \(actual) 字节。",
                    en: "\(element) says \(text); \(area.en) hold \(actual) bytes."),
                Words(
                    zh: "请移交单位查清是文件有变动还是写错，改正后重新提交。",
                    en: "The agency finds out which is wrong, corrects it and submits again."))
        ]
    }
}
