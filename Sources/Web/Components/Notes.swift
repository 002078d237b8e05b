import Archive
import Ledger

// What says how things stand.

enum NoteKind {
    case good, warn, info, stop

    var name: StaticString {
        switch self {
        case .good: "note good"
        case .warn: "note warn"
        case .info: "note info"
        case .stop: "note stop"
        }
    }

    var icon: Icon {
        switch self {
        case .good: .tick
        case .warn: .alert
        case .info: .info
        case .stop: .stop
        }
    }
}

extension HTML {
    /// A note with a coloured edge: what it is in bold, the rest below.
    mutating func note(
        _ kind: NoteKind, _ what: Words, alert: Bool = false, _ rest: (inout HTML) -> Void = { _ in }
    ) {
        div(.class(kind.name), .when(alert, .role("alert"))) { h in
            h.icon(kind.icon)
            h.div { h in
                h.p { $0.strong(what) }
                rest(&h)
            }
        }
    }

    /// Nothing is here yet, and what to do about it.
    mutating func void(_ what: Words, _ help: Words, _ acts: (inout HTML) -> Void = { _ in }) {
        div(.class("void")) { h in
            h.h2(what)
            h.p(help)
            acts(&h)
        }
    }

    mutating func toast(_ notice: Notice) {
        div(.class("toast"), .role("status")) { h in
            h.span(notice.words)
            if let link = notice.link { h.a(link.words, .href(link.path)) }
        }
    }

    /// The steps of a piece of work; those before `now` are done, those after it are to come.
    mutating func steps(_ steps: [Words], now: Int, label: Words) {
        ol(.class("flow"), .ariaLabel(label)) { h in
            for (place, step) in steps.enumerated() {
                if place < now {
                    h.li(.class("done")) { h in
                        h.icon(.tick)
                        h.text(step)
                    }
                } else {
                    h.li(step, .when(place == now, .current("step")))
                }
            }
        }
    }

    /// How far a piece of work is: a bar, numbers, rate and time left, by bytes too where they are counted.
    mutating func progressBar(_ name: Words, _ work: WorkProgress) {
        guard work.bytes > 0 || work.totalBytes > 0 else {
            return progressBar(
                name, done: work.done, total: work.total, perMinute: work.rate.map { Int64($0 * 60) })
        }
        // The bar follows what has a known end; of one huge file only the bytes move.
        let isByBytes = work.totalBytes > 0 && work.bytes <= work.totalBytes
        let (done, total) = isByBytes ? (work.bytes, work.totalBytes) : (work.done, work.total)
        div { h in
            h.div(.class("row apart")) { h in
                h.span(name)
                h.span(.class("num quiet")) { h in
                    h.text(work.total > 0 ? "\(work.done.grouped)／\(work.total.grouped)" : work.done.grouped)
                    h.text(Words(zh: "，", en: ", "))
                    h.text(isByBytes ? "\(work.bytes.size)／\(work.totalBytes.size)" : work.bytes.size)
                    if let rate = work.byteRate, rate >= 1, !isByBytes || work.bytes < work.totalBytes {
                        h.text(Words(zh: "，每秒 \(Int64(rate).size)", en: ", \(Int64(rate).size) a second"))
                    }
                    if let left = work.secondsLeft, left > 0, total > 0 {
                        let left = Words(seconds: left)
                        h.text(Words(zh: "，约\(left.zh)", en: ", about \(left.en)"))
                    }
                }
            }
            h.progress(.max(max(1, total)), .number(min(done, total)), .ariaLabel(name)) { h in
                h.text("\(total > 0 ? min(100, Int64(Double(done) / Double(total) * 100)) : 0) %" as String)
            }
        }
    }

    /// How far a piece of work is: a bar, numbers, rate and time left.
    mutating func progressBar(_ name: Words, done: Int64, total: Int64, perMinute: Int64? = nil) {
        div { h in
            h.div(.class("row apart")) { h in
                h.span(name)
                h.span(.class("num quiet")) { h in
                    h.text("\(done.grouped)／\(total.grouped)" as String)
                    if let perMinute, perMinute > 0, done < total {
                        let left = Words(seconds: max(1, (total - done) * 60 / perMinute))
                        h.text(
                            Words(
                                zh: "，每分钟\(perMinute.grouped)，约\(left.zh)",
                                en: ", \(perMinute.grouped) a minute, about \(left.en)"))
                    }
                }
            }
            h.progress(.max(max(1, total)), .number(min(done, total)), .ariaLabel(name)) { h in
                h.text("\(total > 0 ? min(100, done * 100 / total) : 0) %" as String)
            }
        }
    }

    /// An ordered list of what happened, newest first.
    mutating func timeline(_ body: (inout HTML) -> Void) { ol(.class("line"), content: body) }
}
