import Archive
import Intake

/// Every item of DA/T 70 at one stage, and what judges it here (检测项目表).
///
/// - Parameter reviews: what persons entered of keeping; `nil` where it is not shown.
func itemsPage(_ visit: Visit, _ stage: CheckStage, reviews: [String: Review]? = nil) -> [UInt8] {
    let title = Words(zh: "检测项目表", en: "Items of the checks")
    let items = CheckItems.items(of: stage)
    return deskPage(visit, title: title, at: .accessions) { h in
        h.crumbs(
            [(DeskPlace.accessions.words, "/desk/accessions"), (Phrases.schemes, "/desk/schemes")], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(
                Words(
                    zh: "DA/T 70—2018 的每一项：由哪项检测或哪种巡检自动判断，或由人填哪张表。没有可靠来源的编号不写。",
                    en:
                        "Every item of DA/T 70-2018: which check or round judges it, or which form a person fills in. Numbers without a source are left out."
                ), .class("quiet"))
        }
        h.nav(.class("chips no-print"), .ariaLabel(Words(zh: "环节", en: "Stage"))) { h in
            for each in CheckStage.allCases {
                h.a(
                    each.words.capitalised, .class("chip"), .href("/desk/items?stage=\(each.rawValue)"),
                    .when(each == stage, .current("page")))
            }
        }
        h.p { h in
            let (automated, partly, forms) = (count(items, .automated), count(items, .partly), count(items, .form))
            h.text(
                Words(
                    zh:
                        "\(stage.words.zh)环节共\(items.count)项：自动检测\(automated)项，自动检测另填表\(partly)项，人工填表\(forms)项。",
                    en:
                        "\(stage.words.en.capitalisedFirst): \(items.count) items; \(automated) automated, \(partly) automated and a form, \(forms) a form."
                ))
        }
        for property in Finding.Property.allCases { h.items(items.filter { $0.property == property }, of: property) }
        if let reviews { h.keepingOpinions(visit, reviews) }
        h.beyond()
    }
}

private func count(_ items: [CheckItem], _ mode: CheckItem.Mode) -> Int { items.count { $0.mode == mode } }

extension HTML {
    fileprivate mutating func items(_ items: [CheckItem], of property: Finding.Property) {
        let (number, name) = (Words(zh: "编号", en: "Number"), Words(zh: "检测项目", en: "Item"))
        let (mode, judge) = (Words(zh: "方式", en: "How"), Words(zh: "由什么判断", en: "Judged by"))
        section(.class("sect")) { h in
            h.h2(property.words.capitalised)
            h.table(property.words.capitalised, [number, name, mode, judge].map { Column($0) }) { h in
                for item in items {
                    h.tr { h in
                        h.cell(number, class: "code nb", item.number.map { "\(item.stage.code)-\($0)" } ?? "—")
                        h.cell(name, item.name.capitalised)
                        h.cell(mode) { $0.badge(item.mode) }
                        h.cell(judge) { h in
                            for (place, check) in item.checks.enumerated() {
                                if place > 0 { h.text(Words(zh: "、", en: ", ")) }
                                h.checkName(check)
                            }
                            for round in item.rounds {
                                h.p(.class("small")) { h in
                                    h.text(round.words)
                                    h.text(" ")
                                    h.code(round.command)
                                }
                            }
                            if item.asksForScanner {
                                h.text(Words(zh: "查毒时有没有杀毒软件可问", en: "whether a scanner was there to ask"))
                            }
                            if let form = item.form { h.p(form.look, .class("small quiet")) }
                        }
                    }
                }
            }
        }
    }

    private mutating func checkName(_ key: String) {
        guard let check = ListedCheck.all.first(where: { $0.key == key }) else { return }
        text(check.name)
    }

    fileprivate mutating func beyond() {
        section(.class("sect"), .labelledBy("i-beyond")) { h in
            h.h2(Words(zh: "标准之外另检的", en: "Checked besides the standard"), .id("i-beyond"))
            h.ul { h in
                for key in CheckItems.beyond { h.li { $0.checkName(key) } }
            }
        }
    }

    mutating func badge(_ mode: CheckItem.Mode) {
        switch mode {
        case .automated: goodBadge(mode.words)
        case .partly: plainBadge(mode.words)
        case .form: warnBadge(mode.words)
        }
    }
}

extension KeepingRound {
    var words: Words {
        switch self {
        case .fixity: Words(zh: "定期重读，核对摘要", en: "read again in rounds, digests compared")
        case .ledger: Words(zh: "从头核对账簿", en: "the ledger proved from its beginning")
        case .replicas: Words(zh: "与各副本核对", en: "compared with the copies elsewhere")
        case .formats: Words(zh: "馆藏格式与格式策略核对", en: "formats held against the policy")
        case .viruses: Words(zh: "馆藏逐件查毒", en: "scanned for viruses in rounds")
        case .backups: Words(zh: "恢复演练", en: "restored aside as a drill")
        }
    }
}
