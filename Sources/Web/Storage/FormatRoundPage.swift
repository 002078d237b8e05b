import Archive
import HTTPTypes
import Hummingbird
import Intake
import Preservation

// The formats of what is kept, held against the policy of the day (格式巡检).

extension Pages {
    var formatRoutes: [Route] {
        [
            .get("/desk/storage/formats", .duty(.seeStorage)) { call in
                let stacks = try stacksWatched()
                let round = try await stacks.lastFormatRound()
                let names = try await rooms.accounts.names(of: Set([round?.by.id].compactMap(\.self)))
                let inForce = try await rooms.desk.formatPolicy(on: rooms.clock.today)
                return call.page(formatRoundPage(call.visit, round, inForce: inForce, names: names))
            },
            .post("/desk/storage/formats", .duty(.arrangeChecks)) { call in
                let inForce = try await rooms.desk.formatPolicy(on: rooms.clock.today)
                _ = try await stacksWatched().formatRound(by: inForce, agent: try call.agent(.arrangeChecks))
                return call.redirect(to: "/desk/storage/formats", saying: "formats-reviewed")
            },
            .get("/desk/storage/formats/files", .duty(.browse), showFiles),
        ]
    }

    private func stacksWatched() throws -> Stacks {
        guard let stacks = rooms.storage?.stacks else { throw WebProblem.notFound }
        return stacks
    }

    private static let perPage = 100

    private func showFiles(_ call: Call) async throws -> Response {
        let group = FormatCensus.Group(
            puid: call.query["puid"], name: call.query["name"] ?? "", mime: call.query["mime"] ?? "",
            category: call.query["category"] ?? "")
        let unit = call.query["unit"].flatMap(UnitID.init(text:))
        let n = call.query["n"].flatMap { Int64($0) } ?? 0
        let (files, isMore) = try await stacksWatched().files(
            of: group, after: unit.map { ($0, n) }, limit: Self.perPage)
        let base = HTML.filesPath(of: group)
        let next =
            isMore
            ? files.last.map { base.adding("unit", $0.unit.text).adding("n", String($0.n)) } : nil
        return call.page(
            formatFilesPage(call.visit, group, files, first: unit == nil ? nil : base, next: next))
    }
}

func formatRoundPage(_ visit: Visit, _ round: FormatRound?, inForce: PolicyInForce, names: [String: String]) -> [UInt8]
{
    let title = Words(zh: "馆藏格式", en: "Formats of the holdings")
    return deskPage(visit, title: title, at: .storage) { h in
        h.crumbs([(DeskPlace.storage.words, DeskPlace.storage.path)], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            if let round {
                if round.filesAtRisk > 0 {
                    h.warnBadge(
                        Words(
                            zh: "\(round.filesAtRisk.grouped)个文件应转换或不再收",
                            en: round.filesAtRisk == 1
                                ? "1 file to be migrated, or no longer taken"
                                : "\(round.filesAtRisk.grouped) files to be migrated, or no longer taken"))
                } else {
                    h.goodBadge(Words(zh: "都在接收之列", en: "all accepted"))
                }
            }
        }
        h.div(.class("stack")) { h in
            if let round {
                h.p { h in
                    h.text(
                        Words(
                            zh: "上次格式巡检：\(Words.slot)，按第\(round.policy)版策略，\(round.files.grouped)个文件。",
                            en:
                                "The last round: \(Words.slot), by version \(round.policy) of the policy, \(round.files.grouped) files."
                        )
                    ) { h in
                        h.moment(round.at, visit.clock)
                        h.text(Words(zh: "，", en: ", "))
                        h.text(names[round.by.id] ?? round.by.role.words[visit.language])
                    }
                }
                if round.policy != inForce.version {
                    h.note(
                        .info,
                        Words(
                            zh: "此后格式策略已改，请再巡检一次", en: "The policy has changed since: the round is to be done again"))
                }
            } else {
                h.void(
                    Words(zh: "还没有做过格式巡检", en: "There was no round over the formats yet"),
                    Words(
                        zh: "巡检把馆藏的每个文件按今天的格式策略核对一遍，列出应当转换的，结果记入账簿。",
                        en:
                            "A round holds every kept file against the policy of today, lists what is to be migrated, and goes into the ledger."
                    ))
            }
            h.div(.class("row no-print")) { h in
                if visit.may(.arrangeChecks) {
                    h.postButton(
                        Words(zh: "现在巡检", en: "Do a round now"), to: "/desk/storage/formats", visit, class: "btn first")
                }
                if visit.may(.seeAccessions) { h.a(PolicyView.title, .class("btn"), .href("/desk/formats")) }
            }
        }
        if let round, !round.formats.isEmpty { h.formatTable(visit, round) }
    }
}

func formatFilesPage(
    _ visit: Visit, _ group: FormatCensus.Group, _ files: [FileOfFormat], first: Path?, next: Path?
) -> [UInt8] {
    let title = Words(zh: "一种格式的文件", en: "Files of one format")
    let holdings = Words(zh: "馆藏格式", en: "Formats of the holdings")
    return deskPage(visit, title: title, at: .storage) { h in
        let way: [(Words, Path)] = [
            (DeskPlace.storage.words, DeskPlace.storage.path), (holdings, "/desk/storage/formats"),
        ]
        h.crumbs(visit.may(.seeStorage) ? way : [], here: title)
        h.div(.class("h")) { h in
            h.h1(title)
            h.span(.class("quiet")) { $0.formatName(group) }
        }
        if files.isEmpty {
            h.void(
                Words(zh: "没有这样的文件", en: "There are no such files"),
                Words(zh: "可能已转换，或网址抄错。", en: "They may have been migrated, or the address is mistyped."))
        } else {
            let (code, file) = (Words(zh: "档号", en: "Code"), Words(zh: "文件", en: "File"))
            let size = Words(zh: "大小", en: "Size")
            h.table(title, [Column(code), Column(file), Column(size, number: true)]) { h in
                for each in files {
                    h.tr { h in
                        h.th(.scope("row"), .class("code")) { h in
                            h.a(each.code, .href("/desk/units/\(each.unit.text)"))
                        }
                        h.cell(file) { $0.recordText(each.name.display) }
                        h.cell(size, class: "n", each.bytes.size)
                    }
                }
            }
        }
        h.pager(title, where: nil, previous: first, next: next)
    }
}

extension HTML {
    fileprivate static func filesPath(of group: FormatCensus.Group) -> Path {
        Path("/desk/storage/formats/files").adding("puid", group.puid).adding("name", group.name)
            .adding("mime", group.mime).adding("category", group.category)
    }

    fileprivate mutating func formatTable(_ visit: Visit, _ round: FormatRound) {
        let name = Words(zh: "馆藏格式分布", en: "Formats that are kept")
        let (files, bytes) = (Words(zh: "文件", en: "Files"), Words(zh: "数据量", en: "Size"))
        let (treatment, reason) = (PolicyView.treatment, PolicyView.reason)
        div(.class("sect")) { h in
            h.table(
                name,
                [
                    Column(PolicyView.format), Column(treatment), Column(files, number: true),
                    Column(bytes, number: true), Column(reason),
                ]
            ) { h in
                for each in round.formats {
                    h.tr { h in
                        h.th(.scope("row")) { $0.formatName(each.group) }
                        h.cell(treatment, class: "nb") { $0.badge(each.row?.treatment) }
                        h.cell(files, class: "n") { h in
                            if visit.may(.browse) {
                                h.a(each.amount.files.grouped, .href(HTML.filesPath(of: each.group)))
                            } else {
                                h.text(each.amount.files.grouped)
                            }
                        }
                        h.cell(bytes, class: "n", each.amount.bytes.size)
                        h.cell(reason) { h in
                            if let row = each.row { h.reason(row.reason) }
                        }
                    }
                }
            }
        }
    }
}
