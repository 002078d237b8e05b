import Archive

// What a closed portal shows: a page to readers, a line at the top of each page to those who work meanwhile.

/// The page in the portal's place: what it is, until when, in both languages. It leads nowhere but to the desk, for all other pages
/// are closed too.
func closedPage(_ visit: Visit, _ closure: PortalClosure, _ problem: any Explained, request: String) -> [UInt8] {
    let other: Language = visit.language == .zh ? .en : .zh
    return gatePage(visit, title: problem.what.heading) { h in
        h.section(.class("plain")) { h in
            h.h1(problem.what.heading)
            h.closed(visit, closure)
        }
        h.section(.class("sect"), .lang(other.tag)) { h in
            h.inLanguage(other) { h in
                h.h2(problem.what.heading)
                h.closed(visit, closure)
            }
        }
        h.section(.class("sect")) { h in
            h.p(.class("row")) { h in
                h.a(Words(zh: "再试一次", en: "Try again"), .class("btn first"), .href(visit.here))
                h.a(Words(zh: "工作人员登录", en: "Sign in (staff)"), .href("/desk"))
            }
            h.p(.class("small quiet num gap")) { h in
                h.text(Words(zh: "编号 \(Words.slot)", en: "Code \(Words.slot)")) { $0.code(problem.code) }
                h.text(" · ")
                h.code(request)
            }
        }
    }
}

extension HTML {
    /// What readers are told, in the language being written.
    fileprivate mutating func closed(_ visit: Visit, _ closure: PortalClosure) {
        let clock = visit.clock
        div(.class("prose")) { h in
            let said = closure.said(in: h.language)
            if !said.isEmpty { h.p(said, .lang(Tongue.tag(of: said, on: h.language))) }
            h.p { h in
                if closure.isOverdue(at: clock.now) {
                    h.text(
                        Words(
                            zh: "比原先预计的要久，仍在进行。请稍后再来。",
                            en: "It takes longer than was expected. Come back later."))
                } else if let until = closure.until {
                    h.text(
                        Words(
                            zh: "预计\(Words.slot)恢复（\(clock.zoneWords.zh)）。",
                            en: "It is expected back on \(Words.slot) (\(clock.zoneWords.en)).")
                    ) { $0.stamp(until, clock) }
                } else {
                    h.text(Words(zh: "何时恢复还没有定，请稍后再来。", en: "When it is back is not known yet. Come back later."))
                }
            }
            h.p(
                Words(
                    zh: "网址都不变，恢复后照旧可以打开。急需查档的，请直接与本馆联系。",
                    en:
                        "Every address stays as it is and opens again afterwards. If it cannot wait, ask the archive itself."
                ))
        }
    }

    /// At the top of each page of those who work meanwhile.
    mutating func closedNote(_ visit: Visit, _ closure: PortalClosure) {
        let isOverdue = closure.isOverdue(at: visit.clock.now)
        note(
            isOverdue ? .stop : .warn,
            Words(
                zh: "门户已关闭：读者只看到维护说明，工作台照常", en: "The portal is closed: readers see why, the desk goes on")
        ) { h in
            h.p { h in
                h.text(Words(zh: "关闭于\(Words.slot)", en: "Closed \(Words.slot)")) {
                    $0.moment(closure.since, visit.clock)
                }
                if let until = closure.until {
                    h.text(
                        isOverdue
                            ? Words(
                                zh: "；原定\(Words.slot)恢复，已经过时，不会自己开放",
                                en: "; it was to be back \(Words.slot), and does not open by itself")
                            : Words(zh: "；预计\(Words.slot)恢复", en: "; expected back \(Words.slot)")
                    ) { $0.moment(until, visit.clock) }
                }
                if visit.may(.closePortal) {
                    h.text("　")
                    h.a(Words(zh: "改期或开放", en: "Change this or open"), .href("/desk/maintenance"))
                }
            }
        }
    }
}
