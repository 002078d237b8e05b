import Archive
import Hummingbird

// Permitting accounts, for the security officer alone.

extension Pages {
    var permissionRoutes: [Route] {
        [
            .get("/desk/permissions", .duty(.permitAccounts)) { call in
                call.page(
                    permissionsPage(
                        call.visit, try await rooms.accounts.list(), locked: try await rooms.accounts.lockedNames()))
            },
            .post("/desk/permissions/{id}/permit", .duty(.permitAccounts)) { call in
                try await rooms.accounts.permit(try call.identifier("id"), by: try call.agent(.permitAccounts))
                return call.redirect(to: "/desk/permissions", saying: "permitted")
            },
            .post("/desk/permissions/{id}/revoke", .duty(.permitAccounts)) { call in
                try await rooms.accounts.revoke(try call.identifier("id"), by: try call.agent(.permitAccounts))
                return call.redirect(to: "/desk/permissions", saying: "permit-revoked")
            },
        ]
    }
}

/// Who may do what, and who waits for it: those that wait first.
func permissionsPage(_ visit: Visit, _ accounts: [Account], locked: [AccountDesk.Locked]) -> [UInt8] {
    let title = DeskPlace.permissions.words
    let waiting = accounts.filter { !$0.isPermitted && $0.isEnabled }
    return deskPage(visit, title: title, at: .permissions) { h in
        h.div(.class("h")) { $0.h1(title) }
        h.p(
            Words(
                zh: "系统管理员建立账号、重设口令，都要由安全保密员核准才生效。核准前请向本人核实。",
                en:
                    "What the system administrator makes or resets has no effect before the security officer permits it. "
                    + "Ask the person first."), .class("help"))
        h.section(.class("sect")) { h in
            h.h2(Words(zh: "等待核准", en: "Waiting"))
            if waiting.isEmpty {
                h.void(
                    Words(zh: "没有等待核准的账号", en: "No account waits"),
                    Words(zh: "新账号和重设了口令的账号会出现在这里。", en: "New accounts and those with a new password appear here."))
            } else {
                h.permissions(visit, Words(zh: "等待核准", en: "Waiting"), waiting)
            }
        }
        h.lockedNames(visit, locked)
        h.section(.class("sect")) { h in
            h.h2(Words(zh: "已核准", en: "Permitted"))
            h.permissions(visit, Words(zh: "已核准", en: "Permitted"), accounts.filter(\.isPermitted))
        }
    }
}

extension HTML {
    /// Names that are locked after wrong tries. One that is no account's is not told: it may be a password typed in the wrong place.
    fileprivate mutating func lockedNames(_ visit: Visit, _ locked: [AccountDesk.Locked]) {
        guard !locked.isEmpty else { return }
        let title = Words(zh: "正暂停登录的账号名", en: "Names that are locked")
        section(.class("sect"), .labelledBy("locked")) { h in
            h.h2(title, .id("locked"))
            h.p(
                Words(
                    zh: "多次试错口令后暂停，到时自动恢复。与本人核实是不是自己在试。",
                    en:
                        "Locked after wrong passwords; they open again by themselves. Ask the person whether it was they who tried."
                ),
                .class("help"))
            let name = Words(zh: "账号", en: "Account")
            let until = Words(zh: "恢复于", en: "Opens at")
            h.table(title, [Column(name), Column(until)]) { h in
                for each in locked {
                    h.tr { h in
                        h.th(.scope("row")) { h in
                            if let account = each.account {
                                h.code(account.name)
                            } else {
                                h.text(Words(zh: "（没有叫这个名字的账号）", en: "(no account is called so)"))
                            }
                        }
                        h.cell(until, class: "nb") { $0.moment(each.until, visit.clock) }
                    }
                }
            }
        }
    }

    fileprivate mutating func permissions(_ visit: Visit, _ title: Words, _ accounts: [Account]) {
        let name = Words(zh: "账号", en: "Account")
        let who = Words(zh: "姓名", en: "Name")
        let roles = Words(zh: "角色", en: "Roles")
        let act = Words(zh: "办理", en: "Do")
        table(
            title,
            [Column(name), Column(who), Column(roles), Column(Phrases.agency), Column(Phrases.state), Column(act)]
        ) { h in
            for account in accounts {
                h.tr { h in
                    h.th(.scope("row")) { $0.code(account.name) }
                    h.cell(who, account.displayName)
                    h.cell(roles) { $0.roles(account.roles) }
                    h.cell(Phrases.agency, account.agency ?? "")
                    h.cell(Phrases.state) { $0.accountState(account) }
                    h.cell(act, class: "do") { h in
                        if !account.isPermitted {
                            h.postButton(
                                Words(zh: "核准\(account.name)", en: "Permit \(account.name)"),
                                to: "/desk/permissions/\(account.id.text)/permit", visit)
                        } else if visit.person?.account != account.id.text {
                            h.postButton(
                                Words(zh: "收回\(account.name)的权限", en: "Take back from \(account.name)"),
                                to: "/desk/permissions/\(account.id.text)/revoke", visit, class: "btn grave")
                        }
                    }
                }
            }
        }
    }
}
