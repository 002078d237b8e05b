import Archive
import Hummingbird

// Where one is signed in, and the ending of it.

extension Pages {
    var sessionRoutes: [Route] {
        [
            .get("/desk/sessions", .duty(.ownPassword), showSessions),
            .post("/desk/sessions/others/end", .duty(.ownPassword)) { call in
                guard let session = call.session else { throw WebProblem.signInNeeded }
                try await rooms.accounts.endOthers(than: session)
                return call.redirect(to: "/desk/sessions", saying: "session-ended")
            },
            .post("/desk/sessions/{session}/end", .duty(.ownPassword)) { call in
                guard let session = call.session else { throw WebProblem.signInNeeded }
                let name = try call.value("session")
                try await rooms.accounts.end(session: name, by: session.account.ownAgent)
                return call.redirect(to: "/desk/sessions", saying: "session-ended")
            },
        ]
    }

    private func showSessions(_ call: Call) async throws -> Response {
        guard let session = call.session else { throw WebProblem.signInNeeded }
        let all = call.visit.may(.manageAccounts)
        // One's own are there however many others there are.
        let own = try await rooms.accounts.sessions(of: session.account.id)
        let others = all ? try await rooms.accounts.sessions().filter { $0.account != session.account.id } : []
        let lines = own + others
        let names = try await rooms.accounts.names(of: Set(lines.map(\.account.text)))
        return call.page(sessionsPage(call.visit, lines, own: session, names: names))
    }
}

func sessionsPage(_ visit: Visit, _ lines: [SessionLine], own: Session, names: [String: String]) -> [UInt8] {
    let title = Words(zh: "登录情况", en: "Where people are signed in")
    let mine = Words(zh: "我的登录", en: "My sessions")
    return deskPage(visit, title: visit.may(.manageAccounts) ? title : mine) { h in
        h.div(.class("h")) { $0.h1(visit.may(.manageAccounts) ? title : mine) }
        h.p(
            Words(
                zh: "不认得的登录请结束，并立即修改口令。一小时没有操作、满十二小时，登录自动失效。",
                en:
                    "End what you do not know, and change the password at once. Sessions end by themselves after an hour without a "
                    + "request, and after twelve hours."), .class("help"))
        h.div(.class("gap")) { h in
            h.sessions(visit, mine, lines.filter { $0.account == own.account.id }, own: own, names: nil)
        }
        if lines.contains(where: { $0.account == own.account.id && $0.id != own.token.digest }) {
            h.div(.class("gap")) { h in
                h.postButton(
                    Words(zh: "结束我在其他地方的登录", en: "End my other sessions"), to: "/desk/sessions/others/end", visit)
            }
        }
        let others = lines.filter { $0.account != own.account.id }
        if !others.isEmpty {
            h.section(.class("sect"), .labelledBy("others")) { h in
                let title = Words(zh: "其他人的登录", en: "Sessions of others")
                h.h2(title, .id("others"))
                h.sessions(visit, title, others, own: own, names: names)
            }
        }
    }
}

extension HTML {
    fileprivate mutating func sessions(
        _ visit: Visit, _ title: Words, _ lines: [SessionLine], own: Session, names: [String: String]?
    ) {
        let (who, began, seen) = (
            Words(zh: "姓名", en: "Name"), Words(zh: "开始", en: "Began"), Words(zh: "最近操作", en: "Last seen")
        )
        let (from, browser, act) = (
            Words(zh: "地址", en: "Address"), Words(zh: "浏览器", en: "Browser"), Words(zh: "办理", en: "Do")
        )
        let columns = (names == nil ? [] : [who]) + [began, seen, from, browser, act]
        table(title, columns.map { Column($0) }) { h in
            for line in lines {
                h.tr { h in
                    if let names { h.cell(who) { $0.recordText(names[line.account.text] ?? "") } }
                    h.cell(began, class: "nb") { $0.moment(line.beganAt, visit.clock) }
                    h.cell(seen, class: "nb") { $0.moment(line.seenAt, visit.clock) }
                    h.cell(from) { h in
                        if !line.address.isEmpty { h.code(line.address) }
                    }
                    h.cell(browser) { $0.text(line.browser.words) }
                    h.cell(act, class: "do") { h in
                        if line.id == own.token.digest {
                            h.goodBadge(Words(zh: "就是这里", en: "this one"))
                        } else {
                            h.postButton(
                                Words(zh: "结束", en: "End"), to: "/desk/sessions/\(line.id)/end", visit,
                                class: "linklike")
                        }
                    }
                }
            }
        }
    }
}
