import Archive
import Formats

/// The page images of a record are numbered from 1, or from where its pages begin in the volume, without a gap and none twice.
///
/// Check: integrity (完整性), YJ-2-6. Finds: gaps and doubles by name, names without a number, one image under two names. Source: DA/T
/// 31-2017 (10.5.2 漏扫、重扫, 10.5.3 顺序).
struct PageNumbers: Check {
    let key = "page-numbers"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .digitised }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        let pages = PageFile.pages(of: record, in: package)
        return unnumbered(pages, record) + doubles(pages, record) + gaps(pages, record) + copies(pages, record, package)
    }

    private func unnumbered(_ pages: [PageFile], _ record: RecordUnderCheck) -> [Finding] {
        // One file of all pages needs none.
        guard pages.count > 1 else { return [] }
        let silent = pages.filter { $0.number == nil && !$0.isBeforePages && !$0.isBehindPages }
        guard let first = silent.first else { return [] }
        let names = PageNumbers.names(silent.map(\.name.display))
        return [
            finding(
                .blocking, file: record.folder.path / first.name, record: record.code,
                Words(
                    zh: "\(record.code) 有 \(silent.count) 个图像的文件名不是页号：\(names.zh)，排不出次序。",
                    en:
                        "\(record.code): \(silent.count) images are not named by page, so their order is unknown: \(names.en)."
                ),
                Words(
                    zh: "请移交单位按页号（0001、0002…）命名后重新提交。",
                    en: "The agency names them by page (0001, 0002 …) and submits again."))
        ]
    }

    private func doubles(_ pages: [PageFile], _ record: RecordUnderCheck) -> [Finding] {
        let byNumber = Dictionary(grouping: pages.filter { $0.number != nil }) { $0.number ?? 0 }
        let doubled = byNumber.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
        guard let first = doubled.first else { return [] }
        let names = PageNumbers.names(doubled.flatMap { $0.value.map(\.name.display) })
        return [
            finding(
                .blocking, file: record.folder.path / (first.value.last?.name ?? FileName("")), record: record.code,
                Words(
                    zh:
                        "\(record.code) 的第 \(first.key) 页\(doubled.count > 1 ? "等 \(doubled.count) 页" : "")有一个以上的图像：\(names.zh)。",
                    en:
                        "\(record.code): page \(first.key) has more than one image (\(doubled.count) such pages): \(names.en)."
                ),
                Words(
                    zh: "请移交单位查清是重扫还是编错页号，每页留一个图像，重新提交。",
                    en:
                        "The agency sees whether it was scanned twice or misnumbered, keeps one image a page, and submits again."
                ))
        ]
    }

    private func gaps(_ pages: [PageFile], _ record: RecordUnderCheck) -> [Finding] {
        let numbers = Set(pages.compactMap(\.number)).sorted()
        guard let first = numbers.first, let last = numbers.last else { return [] }
        let begin = record.item?.pageRange.flatMap { PageRange($0.text)?.first }
        // A cover may be page 0.
        let start = first <= 1 || first == begin ? first : 1
        let present = Set(numbers)
        let missing = Array((start...last).lazy.filter { !present.contains($0) }.prefix(1000))
        guard let absent = missing.first else { return [] }
        let example = pages.first { $0.number == first }?.name ?? FileName("0001.jpg")
        let names = PageNumbers.names(missing.map { PageNumbers.name(of: $0, like: example) })
        return [
            finding(
                .blocking, file: record.folder.path / FileName(PageNumbers.name(of: absent, like: example)),
                record: record.code,
                Words(
                    zh: "\(record.code) 的图像页号不连续：缺 \(names.zh)。",
                    en: "\(record.code): the page images have a gap, missing \(names.en)."),
                Words(
                    zh: "请移交单位补扫漏页，或改正页号，重新提交。",
                    en: "The agency scans the missing pages or corrects the numbers, and submits again."))
        ]
    }

    /// One image, byte for byte, under two numbers; two empty pages may well be the same.
    private func copies(_ pages: [PageFile], _ record: RecordUnderCheck, _ package: PackageUnderCheck) -> [Finding] {
        let rules = package.rules.book
        var firsts: [String: PageFile] = [:]
        for page in pages {
            let digest = package.listing.digests(page.n).sha256.hex
            guard let earlier = firsts[digest] else {
                firsts[digest] = page
                continue
            }
            if earlier.number == page.number, page.number != nil { continue }
            if let looks = package.facts[page.n]?.picture?.looks, PageLooks.isBlank(looks, rules) { continue }
            return [
                finding(
                    .blocking, file: package.path(page.n), record: record.code,
                    Words(
                        zh: "\(record.code)：\(page.name.display) 与 \(earlier.name.display) 是同一个图像，重复了。",
                        en: "\(record.code): \(page.name.display) is the same image as \(earlier.name.display)."),
                    Words(
                        zh: "请移交单位对照原件：重扫的去掉，放错的换成应有的一页，重新提交。",
                        en:
                            "The agency compares with the original, removes the double or puts in the page that belongs there, and submits again."
                    ))
            ]
        }
        return []
    }

    /// `0003.jpg`, like the names beside it.
    static func name(of number: Int, like example: FileName) -> String {
        let stem = example.stem
        let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }.count
        let text = String(number)
        let padded = String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        let ending = example.pathExtension
        return String(stem.dropLast(digits)) + padded + (ending.isEmpty ? "" : "." + ending)
    }

    /// The first ten of some names.
    static func names(_ all: [String]) -> (zh: String, en: String) {
        let some = all.prefix(10)
        let rest = all.count - some.count
        return (
            some.joined(separator: "、") + (rest > 0 ? " 等 \(all.count) 个" : ""),
            some.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        )
    }
}
