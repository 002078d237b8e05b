import Archive

/// The table's page numbers (页号) and numbers of pages are those of the images; the records of a volume follow one another without a
/// page between them or one page in two of them; a volume has as many pages as it says.
///
/// Check: integrity (完整性), YJ-2-7. Finds: missing and surplus pages, ranges that do not follow, sums that differ. Where the agency
/// registers the pages of the paper (检测方案) numbers that differ are a warning: blank backs were not scanned. Source: DA/T 31-2017
/// (10.5.2, 11.2), GB/T 9705-2008.
struct PageRanges: Check {
    let key = "page-ranges"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .digitised }

    private func severity(_ package: PackageUnderCheck) -> Finding.Severity {
        package.scheme.terms.countsPaper ? .warning : .blocking
    }

    func findings(in record: RecordUnderCheck, of package: PackageUnderCheck) -> [Finding] {
        guard let item = record.item, let n = package.contents?.list.file else { return [] }
        let said = NumberText(item.pages).map { Int($0.whole) }
        let written = item.pageRange
        let range = written.flatMap { PageRange($0.text) }
        if let written, range == nil {
            return [
                finding(
                    .blocking, file: package.path(n), element: written.name, line: item.line, record: record.code,
                    Words(
                        zh: "\(record.code) 的“\(written.name)”写的是“\(written.text)”，不是页号（如 1、1-3）。",
                        en:
                            "\(written.name) of \(record.code) is \"\(written.text)\", which is no range of pages (1, 1-3)."
                    ),
                    Words(zh: "请移交单位改正后重新提交。", en: "The agency corrects it and submits again."))
            ]
        }
        if let written, let count = range?.count, let said, count != said {
            return [
                finding(
                    severity(package), file: package.path(n), element: written.name, line: item.line,
                    record: record.code,
                    Words(
                        zh: "\(record.code) 的“\(written.name)”\(written.text) 是 \(count) 页，“页数”却是 \(said) 页。",
                        en: "\(written.name) of \(record.code), \(written.text), is \(count) pages; 页数 says \(said)."),
                    Words(
                        zh: "请移交单位对照原件改正后重新提交。", en: "The agency corrects it by the original and submits again."))
            ]
        }
        guard let expected = range?.count ?? said, let found = pages(of: record, package), found > 0, found != expected
        else { return [] }
        return [differs(record, item, n, expected, found, package)]
    }

    /// The pages of the images; `nil` where one could not be counted.
    private func pages(of record: RecordUnderCheck, _ package: PackageUnderCheck) -> Int? {
        var total = 0
        var seen: Set<Int> = []
        for page in PageFile.pages(of: record, in: package) {
            // A page twice is told as such.
            if let number = page.number, !seen.insert(number).inserted { continue }
            guard package.facts[page.n]?.damage == nil else { return nil }
            guard page.number != 0, page.number != nil || !page.isBeforePages && !page.isBehindPages else { continue }
            total += package.facts[page.n]?.pages.map { Int($0) } ?? 1
        }
        return total
    }

    private func differs(
        _ record: RecordUnderCheck, _ item: ItemList.Item, _ n: Int64, _ expected: Int, _ found: Int,
        _ package: PackageUnderCheck
    ) -> Finding {
        let pages = PageFile.pages(of: record, in: package)
        let numbered = pages.filter { $0.number != nil }
        var place = package.path(n)
        var names: (zh: String, en: String) = ("", "")
        if let last = numbered.last, let number = last.number, numbered.count == found, pages.count == found {
            if found < expected {
                let end = min(number + expected - found, number + 1000)
                let missing = (number + 1...end).map { PageNumbers.name(of: $0, like: last.name) }
                names = PageNumbers.names(missing)
                names = ("，缺 \(names.zh)", ", missing \(names.en)")
                place = record.folder.path / FileName(missing[0])
            } else {
                let surplus = numbered.suffix(found - expected).map(\.name.display)
                names = PageNumbers.names(surplus)
                names = ("，多出 \(names.zh)", ", too many: \(names.en)")
                place = record.folder.path / FileName(surplus[0])
            }
        }
        return finding(
            severity(package), file: place, element: item.pageRange?.name ?? "页数", line: item.line, record: record.code,
            Words(
                zh: "目录记 \(record.code) \(expected) 页，图像实有 \(found) 页\(names.zh)。",
                en: "The list says that \(record.code) has \(expected) pages; there are \(found)\(names.en)."),
            Words(
                zh: "请移交单位对照原件：漏扫的补扫，多扫的去掉，目录写错的改正，重新提交。",
                en:
                    "The agency compares with the original: scans what is missing, removes what is too much, or corrects the list, and submits again."
            ))
    }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        guard let contents = package.contents, let n = contents.list.file, let items = contents.list.value?.items else {
            return
        }
        // Numbers that begin with each record anew say nothing of their order.
        let isByVolume = items.lazy.compactMap { $0.pageRange.flatMap { PageRange($0.text) } }.contains { $0.first > 1 }
        var before: (volume: String, next: Int?, code: String)?
        var sums: [String: Int?] = [:]
        for item in items {
            guard let code = try? ReferenceCode(parsing: item.code, rules: package.settings.codeRules),
                code.item != nil, let volume = code.stem(through: .file)
            else { continue }
            let key = ReferenceCode.key(of: volume)
            let range = item.pageRange.flatMap { PageRange($0.text) }
            let count = range?.count ?? NumberText(item.pages).map { Int($0.whole) }
            sums[key] = .some(sums[key, default: 0].flatMap { sum in count.map { sum + $0 } })
            guard isByVolume, let range else { continue }
            let expected = before?.volume == key ? before?.next : 1
            if let expected, range.first != expected { tell(broken(item, range, expected, before?.code, n, package)) }
            before = (key, count.map { range.first + $0 }, item.code)
        }
        if let file = contents.volumes.file, let volumes = contents.volumes.value?.volumes {
            for volume in volumes {
                guard let said = NumberText(volume.pages).map({ Int($0.whole) }),
                    case .some(.some(let sum)) = sums[ReferenceCode.key(of: volume.code)], sum > 0, sum != said,
                    sum + loose(of: volume.code, contents, package) != said
                else { continue }
                tell(differs(volume, said, sum, file, package))
            }
        }
    }

    /// Covers and lists that were scanned beside the records of a volume.
    private func loose(of volume: String, _ contents: PackageContents, _ package: PackageUnderCheck) -> Int {
        let key = ReferenceCode.key(of: volume)
        return contents.others.count { n in
            package.path(n).components.dropLast().contains { ReferenceCode.key(of: $0.display) == key }
        }
    }

    private func broken(
        _ item: ItemList.Item, _ range: PageRange, _ expected: Int, _ before: String?, _ n: Int64,
        _ package: PackageUnderCheck
    ) -> Finding {
        finding(
            severity(package), file: package.path(n), element: item.pageRange?.name, line: item.line, record: item.code,
            range.first > expected
                ? Words(
                    zh:
                        "\(item.code) 从第 \(range.first) 页开始，应从第 \(expected) 页接起：卷内缺第 \(expected) 页\(range.first - expected > 1 ? "至第 \(range.first - 1) 页" : "")。",
                    en:
                        "\(item.code) begins on page \(range.first) and should follow on with \(expected): pages between are missing."
                )
                : Words(
                    zh: "\(item.code) 从第 \(range.first) 页开始，前一件\(before ?? "")已到第 \(expected - 1) 页，页号重叠。",
                    en:
                        "\(item.code) begins on page \(range.first), and \(before ?? "the record before") runs to \(expected - 1): they overlap."
                ),
            Words(
                zh: "请移交单位对照卷内页号改正，漏扫的补扫，重新提交。",
                en: "The agency corrects it by the numbers on the paper, scans what is missing, and submits again."))
    }

    private func differs(
        _ volume: VolumeList.Volume, _ said: Int, _ sum: Int, _ file: Int64, _ package: PackageUnderCheck
    ) -> Finding {
        finding(
            severity(package), file: package.path(file), element: "页数", line: volume.line, record: volume.code,
            Words(
                zh: "案卷目录记 \(volume.code) \(said) 页，卷内各件合计 \(sum) 页。",
                en: "The list of volumes says that \(volume.code) has \(said) pages; its records have \(sum)."),
            Words(
                zh: "请移交单位查清是漏件、漏页还是写错，改正后重新提交。",
                en: "The agency finds out whether records or pages are missing, corrects it and submits again."))
    }
}
