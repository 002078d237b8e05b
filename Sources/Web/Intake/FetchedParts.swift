import Archive
import Intake

extension HTML {
    /// The files of a transfer that were fetched from configured sources: which, from where, when.
    /// - Parameter most: rows shown; the rest is told as a number.
    mutating func fetched(_ visit: Visit, _ files: [FetchedFile], most: Int) {
        guard !files.isEmpty else { return }
        let (file, address) = (Words(zh: "文件", en: "File"), Words(zh: "取自", en: "Fetched from"))
        let (at, size) = (Words(zh: "取来时间", en: "Fetched"), Words(zh: "大小", en: "Size"))
        section(.class("prop"), .labelledBy("h-fetched")) { h in
            h.div(.class("row apart")) { h in
                h.h2(Words(zh: "从外面取来的文件", en: "Files fetched from elsewhere"), .id("h-fetched"))
                h.span(Words(zh: "\(files.count.grouped)个", en: files.count.grouped), .class("quiet num"))
            }
            h.table(
                Words(zh: "按fetch.txt取来的文件", en: "Files fetched as fetch.txt says"),
                [Column(file), Column(address), Column(at), Column(size, number: true)]
            ) { h in
                for each in files.prefix(most) {
                    h.tr { h in
                        h.cell(file) { $0.code(each.path.display) }
                        h.cell(address) { $0.code(each.address) }
                        h.cell(at, class: "nb") { $0.stamp(each.at, visit.clock) }
                        h.cell(size, class: "n") { $0.text(Words(asIs: each.bytes.size)) }
                    }
                }
            }
            if files.count > most {
                let rest = files.count - most
                h.p(
                    Words(
                        zh: "另有\(rest.grouped)个没有列出，检测报告的JSON里都有。",
                        en: "\(rest.grouped) more are not listed; the report as JSON has them all."),
                    .class("help"))
            }
        }
    }
}
