import Archive
import Preservation

/// A page of the register of offline media (离线载体登记).
struct MediaView {
    /// Those that ask for somebody.
    var due: [RegisteredMedium]
    var media: [RegisteredMedium]
    /// Of all pages, and which one is the first here, from 1.
    var total: Int64
    var first: Int64
    var previous: Path?
    var next: Path?

    static let title = Words(zh: "离线载体", en: "Offline media")
    /// So many of those that ask for somebody stand above the register.
    fileprivate static let mostDue = 20
}

func mediaPage(_ visit: Visit, _ view: MediaView) -> [UInt8] {
    deskPage(visit, title: MediaView.title, at: .storage) { h in
        h.crumbs([(DeskPlace.storage.words, DeskPlace.storage.path)], here: MediaView.title)
        h.div(.class("h")) { h in
            h.h1(MediaView.title)
            if view.total > 0 { h.span(MediaView.count(view.total), .class("quiet")) }
        }
        guard view.total > 0 else {
            h.void(
                Words(zh: "还没有离线套", en: "There are no offline sets yet"),
                Words(
                    zh: "离线套是写在光盘、磁带、硬盘上的档案，不用本系统也能读：封存、利用、异地各一套。由档案员在服务器上写第一套：",
                    en: "An offline set is a copy on discs, tapes or disks that can be read without this system: "
                        + "one sealed, one for use, one elsewhere. An archivist writes the first on the server:")
            ) { $0.command("lantai sets write --kind sealed --to /srv/discs --capacity 25GB --confirm") }
            return
        }
        if !view.due.isEmpty, view.previous == nil {
            let due = Words(zh: "要办理的", en: "To be seen to")
            h.section(.class("pane"), .labelledBy("due")) { h in
                h.div(.class("ph")) { h in
                    h.h2(due, .id("due"))
                    h.span(MediaView.count(Int64(view.due.count)), .class("quiet"))
                }
                h.mediaTable(
                    visit, Words(zh: "要办理的载体", en: "Media to be seen to"), Array(view.due.prefix(MediaView.mostDue)))
            }
        }
        let register = Words(zh: "登记", en: "Register")
        h.section(.class("pane sect"), .labelledBy("register")) { h in
            h.div(.class("ph")) { $0.h2(register, .id("register")) }
            h.mediaTable(visit, Words(zh: "登记的载体", en: "Registered media"), view.media)
            let last = view.first + Int64(view.media.count) - 1
            h.pager(
                Words(zh: "载体翻页", en: "Pages of media"),
                where: Words(
                    zh: "第 \(view.first.grouped)–\(last.grouped) 张，共 \(view.total.grouped) 张",
                    en: "\(view.first.grouped)–\(last.grouped) of \(view.total.grouped)"),
                previous: view.previous, next: view.next)
        }
    }
}

extension MediaView {
    static func count(_ count: Int64) -> Words {
        Words(zh: "\(count.grouped)张", en: count == 1 ? "1 medium" : "\(count.grouped) media")
    }
}

extension HTML {
    /// A command to be given on the server, on a line of its own.
    mutating func command(_ text: String) { p(.class("cmd")) { $0.code(text) } }

    fileprivate mutating func mediaTable(_ visit: Visit, _ name: Words, _ media: [RegisteredMedium]) {
        let number = Words(zh: "编号", en: "Number")
        let kind = Words(zh: "用途", en: "Kind")
        let carrier = Words(zh: "载体", en: "Medium")
        let place = Words(zh: "存放处", en: "Place")
        let written = Words(zh: "写入", en: "Written")
        let last = Words(zh: "最近检测", en: "Last test")
        let next = Words(zh: "下次检测", en: "Next test by")
        table(
            name,
            [
                Column(number), Column(kind), Column(carrier), Column(place), Column(written), Column(last),
                Column(next),
            ]
        ) { h in
            for medium in media {
                h.tr { h in
                    h.th(.scope("row"), .class("code")) { h in
                        h.a(.href("/desk/storage/media/\(medium.number)")) { $0.recordText(medium.number) }
                    }
                    h.cell(kind, medium.kind.words)
                    h.cell(carrier) { h in
                        h.text(medium.carrier.words)
                        h.p("\(medium.n)／\(medium.of)", .class("quiet"))
                    }
                    h.cell(place) { $0.recordText(medium.location.isEmpty ? "—" : medium.location) }
                    h.cell(written, class: "nb") { $0.day(visit.clock.day(of: medium.writtenAt)) }
                    h.cell(last) { $0.lastTest(visit, medium) }
                    h.cell(next, class: "nb") { $0.nextTest(visit, medium) }
                }
            }
        }
    }

    mutating func lastTest(_ visit: Visit, _ medium: RegisteredMedium) {
        if let new = medium.replacedBy {
            plainBadge(Words(zh: "已更换", en: "replaced"))
            p(.class("quiet")) { $0.recordText(new) }
            return
        }
        guard let at = medium.testedAt else {
            return plainBadge(Words(zh: "写入时读回，以后还没有检测", en: "read back when written, not tested since"))
        }
        if medium.faults > 0 {
            stopBadge(
                Words(
                    zh: "损坏\(medium.faults.grouped)处",
                    en: medium.faults == 1 ? "1 fault" : "\(medium.faults.grouped) faults"))
        } else {
            goodBadge(Words(zh: "完好", en: "intact"))
        }
        p(.class("quiet")) { $0.day(visit.clock.day(of: at)) }
    }

    mutating func nextTest(_ visit: Visit, _ medium: RegisteredMedium) {
        guard medium.replacedBy == nil else { return text("—") }
        if medium.isOverdue(visit.clock) {
            warnBadge(Words(zh: "已过期", en: "overdue"))
            p(.class("quiet")) { $0.day(medium.due(visit.clock)) }
        } else {
            day(medium.due(visit.clock))
        }
    }
}
