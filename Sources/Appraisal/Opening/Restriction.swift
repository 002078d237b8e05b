import Archive
import Catalogue

/// What stands against opening a unit: a state secret, or a restriction the transfer carried that has not ended.
struct Restriction: Hashable, Sendable {
    let what: Words
    let next: Words

    /// What stands against opening `unit` from `day` on this ground; `nil` if nothing does.
    static func against(_ unit: ArchivalUnit, on day: Day, ground: Ground) -> Restriction? {
        secret(unit) ?? secrecyPeriod(unit, day) ?? opinion(unit, day, ground) ?? tooYoung(unit, day, ground)
    }

    private static func secret(_ unit: ArchivalUnit) -> Restriction? {
        let text = unit.description["classification"] ?? unit.secrecy ?? ""
        guard let mark = SecrecyLabel(text), mark.secrecy.isStateSecret else { return nil }
        return Restriction(
            what: Words(zh: "密级为“\(text)”，国家秘密不得开放", en: "its secrecy class is \(text): a state secret is not opened"),
            next: Words(
                zh: "先由原定密机关完成解密审核并更正密级，再审核开放",
                en: "Have the body that classified it declassify it, correct the class, then review it again."))
    }

    private static func secrecyPeriod(_ unit: ArchivalUnit, _ day: Day) -> Restriction? {
        guard let period = unit.description["secrecyPeriod"], let end = lastDay(in: period), end >= day else {
            return nil
        }
        return Restriction(
            what: Words(
                zh: "移交时附有保密期限“\(period)”，到 \(end) 为止", en: "it came with a secrecy period (\(period)) until \(end)"),
            next: Words(
                zh: "期满后再审核，或附解密决定", en: "Review it after that day, or enter the decision that declassified it."))
    }

    /// 到期开放意见 and 控制标识: with an end they bind until then, without one until the agency agrees.
    private static func opinion(_ unit: ArchivalUnit, _ day: Day, _ ground: Ground) -> Restriction? {
        for element in ["openingOpinion", "controlMark"] {
            guard let text = unit.description[element], isRestrictive(text) else { continue }
            let end = lastDay(in: text)
            if let end, end < day { continue }
            if end == nil, ground.agreed { continue }
            return Restriction(
                what: Words(
                    zh: "移交单位意见为“\(text)”" + (end.map { "，到 \($0) 为止" } ?? ""),
                    en: "the agency's opinion is \"\(text)\"" + (end.map { ", until \($0)" } ?? "")),
                next: end == nil
                    ? Words(
                        zh: "会同移交单位审核；对方同意后以“会同审核”为依据",
                        en: "Review it together with the agency; if it agrees, use the ground joint-review.")
                    : Words(zh: "期满后再审核", en: "Review it after that day."))
        }
        return nil
    }

    private static func isRestrictive(_ text: String) -> Bool {
        var plain = text
        for denial in ["不", "无", "无需", "无须", "不再"] {
            for word in ["控制", "限制", "延期"] { plain = plain.replacing(denial + word, with: "") }
        }
        return ["控制", "延期", "不开放", "不予", "不宜", "暂缓", "限制", "不同意"].contains(where: plain.contains)
    }

    private static func tooYoung(_ unit: ArchivalUnit, _ day: Day, _ ground: Ground) -> Restriction? {
        guard !ground.opensEarly else { return nil }
        let years = OpeningPeriod.inForce(on: day).years
        guard let formed = unit.formedOn else {
            return Restriction(
                what: Words(
                    zh: "形成日期不明，无法确认已满 \(years) 年",
                    en: "its date is not known, so nobody can say that \(years) years have passed"),
                next: Words(zh: "先著录日期，或写明提前开放的依据", en: "Describe its date first, or give a ground for early opening."))
        }
        guard !OpeningPeriod.hasPassed(formed: formed, on: day) else { return nil }
        let due = formed.adding(years: years)
        return Restriction(
            what: Words(
                zh: "形成于 \(formed)，到 \(due) 才满 \(years) 年",
                en: "it was formed on \(formed); \(years) years end on \(due)"),
            next: Words(
                zh: "提前开放须另有依据：经济、教育等类（early-subject），移交前已公开（disclosed-before），或会同移交单位审核（joint-review）",
                en:
                    "Early opening needs its own ground: economy, education and the like (early-subject), disclosed before "
                    + "the transfer (disclosed-before), or reviewed with the agency (joint-review)."))
    }

    /// The last day that any date inside `text` may mean; `nil` if there is none.
    static func lastDay(in text: String) -> Day? {
        var best: Day?
        var run = ""
        for character in text + " " {
            if character.isASCII && character.isNumber || "年月日.-/至—".contains(character) {
                run.append(character)
                continue
            }
            for part in run.split(whereSeparator: { "至—".contains($0) }) {
                let trimmed = part.drop { !$0.isNumber }
                guard trimmed.prefix(4).count(where: \.isNumber) == 4,
                    let date = try? ArchivalDate(parsing: String(trimmed)), let to = date.to
                else { continue }
                best = max(best ?? to, to)
            }
            run = ""
        }
        return best
    }
}

extension ArchivalUnit {
    /// The day from which the years until opening are counted: the latest it may mean; a year alone counts to its end.
    var formedOn: Day? { dates?.to ?? year.flatMap { Day(year: $0, month: 12, day: 31) } }
}
