import Archive
import Formats

/// Scanned pages that seem empty, lean, lie on their side or stand on their head.
///
/// Check: integrity (完整性). Everything is for a person to look at: an empty page may be empty, a drawing has no lines. A page is said to
/// lie on its side where its lines run down while those of most pages run across; standing on its head is told by the short ends of
/// paragraphs and often cannot be told. Source: DA/T 31-2017 (10.2 旋转纠偏, 10.5.1 图像质量; 12.1.2: computer and person together).
struct PageLooks: Check {
    let key = "page-looks"

    func applies(to package: PackageUnderCheck) -> Bool { package.contents?.kind == .digitised }

    static func isBlank(_ looks: DocumentFacts.Looks, _ rules: RuleBook) -> Bool {
        looks.ink < rules.measure(.blankInk) || looks.contrast < rules.measure(.blankContrast)
    }

    func tell(of package: PackageUnderCheck, _ tell: (Finding) -> Void) {
        let rules = package.rules.book
        var (across, down) = (0, 0)
        for (_, facts) in package.facts.all {
            switch facts.picture?.looks?.lines {
            case .across: across += 1
            case .down: down += 1
            default: break
            }
        }
        for record in package.records {
            var (blank, leaning, lying, headlong): ([Int64], [Int64], [Int64], [Int64]) = ([], [], [], [])
            for n in record.contents.map(\.file) {
                guard let looks = package.facts[n]?.picture?.looks else { continue }
                if PageLooks.isBlank(looks, rules) {
                    blank.append(n)
                } else if looks.lines == .down, across > 2 * down {
                    lying.append(n)
                } else if looks.isOnItsHead {
                    headlong.append(n)
                } else if abs(looks.lean) >= rules.measure(.lean) {
                    leaning.append(n)
                }
            }
            look(blank, record, package, Words(zh: "像是空白页", en: "seem to be empty"), tell)
            look(leaning, record, package, Words(zh: "像是歪斜", en: "seem to lean"), tell)
            look(lying, record, package, Words(zh: "像是横着（转了 90 度）", en: "seem to lie on their side"), tell)
            look(headlong, record, package, Words(zh: "像是倒着", en: "seem to stand on their head"), tell)
        }
    }

    private func look(
        _ pages: [Int64], _ record: RecordLine, _ package: PackageUnderCheck, _ what: Words, _ tell: (Finding) -> Void
    ) {
        guard let first = pages.first else { return }
        let names = PageNumbers.names(pages.map { package.path($0).lastComponent.display })
        tell(
            finding(
                .review, file: package.path(first), record: record.code,
                Words(
                    zh: "\(record.code) 有 \(pages.count) 页\(what.zh)：\(names.zh)。",
                    en: "\(record.code): \(pages.count) pages \(what.en): \(names.en)."),
                Words(
                    zh: "请打开看一眼；原件就是这样的不必处理，不影响本次结论。",
                    en: "Open them; if the paper is like that, leave it. The verdict stands.")))
    }
}
