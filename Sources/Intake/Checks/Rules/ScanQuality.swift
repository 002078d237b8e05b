import Archive
import Formats

/// Scanned pages have the resolution, colour and packing they must have, and those the table says.
///
/// Check: usability (可用性), YJ-3-3. Finds: too few dots an inch (the scheme of the agency may ask for more), pictures that do not say
/// how many they have, packings that few programs read, and whatever the table says otherwise. Source: DA/T 31-2017 (9.5).
struct ScanQuality: Check {
    let key = "scan-quality"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .digitised }

    private typealias Page = (n: Int64, picture: DocumentFacts.Picture)

    private static let dotHeadings: Set<String> = ["分辨率", "扫描分辨率", "图像分辨率", "DPI"]
    private static let colourHeadings: Set<String> = ["色彩模式", "扫描色彩模式", "色彩", "扫描模式", "颜色模式"]

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        let pages: [Page] = record.folder.contents.compactMap { n in
            package.facts[n].flatMap { $0.damage == nil ? $0.picture : nil }.map { (n, $0) }
        }
        guard !pages.isEmpty else { return [] }
        return dots(pages, record, package) + packing(pages, record, package) + said(pages, record, package)
    }

    private func dots(_ pages: [Page], _ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        var findings: [Finding] = []
        let asked = package.rules.book.measure(.scanDots)
        let least = max(package.scheme.terms.resolution ?? 0, asked)
        let source =
            least > asked || package.scheme.terms.resolution == asked
            ? Words(zh: "与该单位约定", en: "the agreement with this agency asks for")
            : asked == RuleBook.Measure.scanDots.usual
                ? Words(zh: "DA/T 31-2017 要求", en: "DA/T 31-2017 asks for")
                : Words(zh: "\(package.rules.words.zh)要求", en: "\(package.rules.words.en) asks for")
        let low = pages.filter { page in page.picture.dpi.map { $0 < least } ?? false }
        if let worst = low.min(by: { $0.picture.dpi ?? 0 < $1.picture.dpi ?? 0 }) {
            findings.append(
                finding(
                    .blocking, file: package.path(worst.n), element: "分辨率", record: record.code,
                    Words(
                        zh:
                            "\(record.code) 有 \(low.count) 页分辨率不够：最低 \(worst.picture.dpi ?? 0) dpi，\(source.zh)不低于 \(least) dpi。",
                        en:
                            "\(record.code): \(low.count) pages have too few dots, at worst \(worst.picture.dpi ?? 0) dpi; \(source.en) \(least)."
                    ),
                    Words(
                        zh: "请移交单位按要求的分辨率重新扫描后提交；只改图像里的数字不算。",
                        en: "The agency scans them again and submits; changing the number in the picture does not help."
                    )))
        }
        let silent = pages.filter { $0.picture.dpi == nil }
        if let first = silent.first {
            // As if the page were A4: its shorter side is 210 mm.
            let guess = min(first.picture.width, first.picture.height) * 254 / 2100
            findings.append(
                finding(
                    .warning, file: package.path(first.n), element: "分辨率", record: record.code,
                    Words(
                        zh: "\(record.code) 有 \(silent.count) 页没有写明分辨率；如为 A4，约 \(guess) dpi。",
                        en:
                            "\(record.code): \(silent.count) pages do not say their resolution; about \(guess) dpi if A4."
                    ),
                    Words(
                        zh: "请接收人员按原件尺寸核对是否够 \(least) dpi；不影响接收。",
                        en: "See by the size of the paper whether it is \(least) dpi; it may be accepted as it is.")))
        }
        // 300 written on a picture of a tenth of a page.
        let tiny = pages.filter { page in
            page.picture.dpi.map { min(page.picture.width, page.picture.height) * 254 / ($0 * 10) < 60 } ?? false
        }
        if let first = tiny.first {
            findings.append(
                finding(
                    .review, file: package.path(first.n), element: "分辨率", record: record.code,
                    Words(
                        zh:
                            "\(record.code) 有 \(tiny.count) 页按所写分辨率折算不到 6 厘米宽（\(first.picture.width)×\(first.picture.height) 像素，\(first.picture.dpi ?? 0) dpi）。",
                        en:
                            "\(record.code): \(tiny.count) pages would be less than 6 cm wide by the resolution they give (\(first.picture.width)×\(first.picture.height) pixels, \(first.picture.dpi ?? 0) dpi)."
                    ),
                    Words(
                        zh: "请看原件是否真有这么小；不是的，分辨率是后来改写的，应当重扫。",
                        en:
                            "See whether the paper is so small; if not, the number was changed, and it should be scanned again."
                    )))
        }
        return findings
    }

    private func packing(_ pages: [Page], _ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        let known = package.rules.book.lists.compressions
        var findings: [Finding] = []
        let strange = pages.filter { page in page.picture.compression.map { !known.contains($0) } ?? false }
        if let first = strange.first {
            findings.append(
                finding(
                    .warning, file: package.path(first.n), element: "压缩", record: record.code,
                    Words(
                        zh:
                            "\(record.code) 有 \(strange.count) 页用了少见的 TIFF 压缩方式（\(first.picture.compression ?? 0)），将来可能打不开。",
                        en:
                            "\(record.code): \(strange.count) pages use a rare packing of TIFF (\(first.picture.compression ?? 0)) that few programs read."
                    ),
                    Words(
                        zh: "建议移交单位改用无压缩、LZW、ZIP、四类传真或 JPEG 压缩；不影响接收。",
                        en: "The agency should use none, LZW, ZIP, fax group 4 or JPEG; it may be accepted as it is.")))
        }
        let odd = pages.filter { $0.picture.bands == 2 || $0.picture.bands > 3 }
        if let first = odd.first {
            findings.append(
                finding(
                    .warning, file: package.path(first.n), element: "色彩模式", record: record.code,
                    Words(
                        zh:
                            "\(record.code) 有 \(odd.count) 页有 \(first.picture.bands) 个色彩通道（印刷用的 CMYK，或带透明），不是扫描件通用的黑白、灰度或彩色。",
                        en:
                            "\(record.code): \(odd.count) pages have \(first.picture.bands) channels (CMYK, or transparency): not black and white, grey or colour as scans are."
                    ),
                    Words(
                        zh: "建议移交单位转为 RGB 彩色或灰度；不影响接收。",
                        en: "The agency should convert them to RGB or grey; it may be accepted as it is.")))
        }
        return findings
    }

    /// Columns for resolution and colour.
    private func said(_ pages: [Page], _ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let list = package.contents?.list.file else { return [] }
        var findings: [Finding] = []
        func differs(_ name: String, _ value: String, _ page: Page, _ severity: Finding.Severity, _ actual: Words) {
            findings.append(
                finding(
                    severity, file: package.path(page.n), element: name, line: item.line, record: record.code,
                    Words(
                        zh:
                            "目录记 \(record.code) 的“\(name)”是“\(value)”，\(package.path(page.n).lastComponent.display) 实为 \(actual.zh)。",
                        en:
                            "\(package.path(list).lastComponent.display) says \(name) \"\(value)\" of \(record.code); \(package.path(page.n).lastComponent.display) is \(actual.en)."
                    ),
                    Words(
                        zh: "请移交单位核对是扫错还是写错，改正后重新提交。",
                        en: "The agency sees which of the two is wrong, corrects it and submits again.")))
        }
        if let (name, value) = item.others.first(where: { Self.dotHeadings.contains(ItemColumn.plain($0.name)) }),
            let wanted = NumberText(value).map({ Int($0.whole) }),
            let page = pages.first(where: { page in page.picture.dpi.map { $0 < wanted } ?? false })
        {
            differs(
                name, value, page, .blocking,
                Words(zh: "\(page.picture.dpi ?? 0) dpi", en: "\(page.picture.dpi ?? 0) dpi"))
        }
        if let (name, value) = item.others.first(where: { Self.colourHeadings.contains(ItemColumn.plain($0.name)) }),
            let wanted = ScanColour(value)
        {
            let found = pages.map { ($0, ScanColour(bands: $0.picture.bands, bits: $0.picture.bits)) }
            if let (page, colour) = found.first(where: { $0.1 < wanted }) {
                differs(name, value, page, .blocking, colour.words)
            } else if let (page, colour) = found.first(where: { $0.1 > wanted }) {
                differs(name, value, page, .warning, colour.words)
            }
        }
        return findings
    }
}
