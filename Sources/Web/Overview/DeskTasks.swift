import Appraisal
import Archive
import Catalogue
import Intake
import Ledger
import Preservation
import Sharing
import Tables

// What waits for the person at the desk, duty by duty. Each is one question to the rows, small however large the archive is.

extension Pages {
    /// At most so many of one kind stand one by one; the rest is one line with the way to all.
    private static let one = 8

    /// Everything that waits for this person, the most pressing duties first.
    func tasks(_ call: Call, counts: [AccessionState: Int64]) async throws -> [OverviewView.Waiting] {
        let visit = call.visit
        var tasks: [OverviewView.Waiting] = []
        if visit.may(.seeIncidents) { tasks += try await incidentTasks() }
        if visit.may(.permitAccounts) { tasks += try await accountTasks() }
        if visit.may(.seeAccessions) {
            let agency = try call.agencyOnly()
            tasks += try await handoverTasks(visit, agency, counts)
            if visit.may(.signSending) { tasks += try await returnedTasks(agency) }
        }
        if visit.may(.returnPackage), let held = counts[.quarantined], held > 0 {
            tasks.append(
                .init(
                    what: Words(zh: "当面处理", en: "Deal with"),
                    title: Words(
                        zh: "\(held)批移交在隔离中",
                        en: held == 1 ? "One transfer is in quarantine" : "\(held) transfers are in quarantine"),
                    path: "/desk/accessions?state=quarantined", number: "",
                    why: Words(zh: "带密级标志，不得在本机办理", en: "secrecy marks; not to be handled on this node"), since: nil))
        }
        if visit.may(.describe) { tasks += try await draftTasks() }
        if visit.may(.decide) { tasks += try await openingTasks() }
        if visit.may(.seeParked) { tasks += try await copyTasks() }
        if visit.may(.seeSettings) { tasks += certificateTasks() }
        return tasks
    }

    /// Incidents that nobody has closed, without names.
    private func incidentTasks() async throws -> [OverviewView.Waiting] {
        try await rooms.desk.incidents(limit: 50).filter { $0.closedAt == nil }.map { incident in
            .init(
                what: Words(zh: "处置", en: "Deal with"), title: Words(zh: "涉密事件", en: "An incident of secrecy"),
                path: "/desk/incidents", number: incident.number,
                why: Words(
                    zh: "\(incident.marks)处密级标志，已隔离",
                    en: incident.marks == 1
                        ? "one secrecy mark; quarantined" : "\(incident.marks) secrecy marks; quarantined"),
                since: incident.openedAt)
        }
    }

    /// Accounts that wait for their permit, and names that are locked after wrong tries.
    private func accountTasks() async throws -> [OverviewView.Waiting] {
        var tasks: [OverviewView.Waiting] = []
        let waiting = try await rooms.accounts.waitingForPermit()
        if let since = waiting.since {
            tasks.append(
                .init(
                    what: Words(zh: "核准", en: "Permit"),
                    title: Words(
                        zh: "\(waiting.count)个账号等你核准",
                        en: waiting.count == 1
                            ? "One account waits for your permit" : "\(waiting.count) accounts wait for your permit"),
                    path: DeskPlace.permissions.path, number: "",
                    why: Words(zh: "核准以前不能登录", en: "nobody signs in with them before"), since: since))
        }
        let locked = try await rooms.accounts.lockedNames()
        if locked > 0 {
            tasks.append(
                .init(
                    what: Words(zh: "查看", en: "Look"),
                    title: Words(
                        zh: "\(locked)个账号名正暂停登录",
                        en: locked == 1 ? "One name is locked" : "\(locked) names are locked"),
                    path: "/desk/ledger?kind=\(EventKind.signInLocked.text)", number: "",
                    why: Words(zh: "多次试错口令，到时自动恢复", en: "wrong passwords; they open again by themselves"),
                    since: nil))
        }
        return tasks
    }

    /// Transfers whose form this person can sign.
    private func handoverTasks(_ visit: Visit, _ agency: String?, _ counts: [AccessionState: Int64]) async throws
        -> [OverviewView.Waiting]
    {
        guard visit.may(.signSending) || visit.may(.signReceiving), (counts[.awaiting] ?? 0) > 0 else { return [] }
        var tasks: [OverviewView.Waiting] = []
        var met: Int64 = 0
        for accession in try await rooms.desk.list(state: .awaiting, agency: agency, limit: 4 * Self.one)
        where tasks.count < Self.one {
            met += 1
            let form = try await rooms.desk.handoverForm(accession.id)
            guard visit.maySign(form) else { continue }
            tasks.append(
                .init(
                    what: Words(zh: "签收", en: "Sign"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)", number: accession.number,
                    why: form.signatures.isEmpty
                        ? Words(zh: "检测完毕，双方都未签", en: "checked; neither side has signed")
                        : Words(zh: "对方已签，等你签", en: "the other side has signed"),
                    since: accession.checkedAt))
        }
        let rest = (counts[.awaiting] ?? 0) - met
        if rest > 0 {
            tasks.append(
                .init(
                    what: Words(zh: "签收", en: "Sign"),
                    title: Words(zh: "另有\(rest)批待交接", en: "\(rest) more wait for their handover"),
                    path: "/desk/accessions?state=\(AccessionState.awaiting.rawValue)", number: "",
                    why: Words(zh: "检测完毕", en: "checked"), since: nil))
        }
        return tasks
    }

    /// Returned transfers in whose place nothing was sent yet.
    private func returnedTasks(_ agency: String?) async throws -> [OverviewView.Waiting] {
        var tasks: [OverviewView.Waiting] = []
        for accession in try await rooms.desk.list(state: .returned, agency: agency, limit: 3 * Self.one)
        where tasks.count < Self.one {
            guard try await rooms.desk.successors(of: accession.id).isEmpty else { continue }
            tasks.append(
                .init(
                    what: Words(zh: "补正", en: "Correct"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)", number: accession.number,
                    why: Words(zh: "已退回，改正后重新移交", en: "returned; correct it and submit again"),
                    since: accession.checkedAt))
        }
        return tasks
    }

    /// Transfers in the catalogue that still have drafts.
    private func draftTasks() async throws -> [OverviewView.Waiting] {
        var tasks: [OverviewView.Waiting] = []
        for (id, drafts) in try await rooms.aids.drafts(limit: Self.one) {
            guard let accession = try await rooms.desk.accession(id), accession.state == .described else { continue }
            tasks.append(
                .init(
                    what: Words(zh: "著录", en: "Describe"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)/units", number: accession.number,
                    why: Words(
                        zh: "\(drafts.grouped)件待确认",
                        en: drafts == 1 ? "1 draft to confirm" : "\(drafts.grouped) drafts to confirm"),
                    since: accession.acceptedAt))
        }
        return tasks
    }

    private func openingTasks() async throws -> [OverviewView.Waiting] {
        var tasks: [OverviewView.Waiting] = []
        let due = try await rooms.board.due(on: rooms.clock.today, limit: 100)
        if let first = due.first {
            tasks.append(
                .init(
                    what: Words(zh: "开放", en: "Open"),
                    title: due.count == 100
                        ? Words(zh: "100件以上到期待审", en: "more than 100 items are due")
                        : Words(zh: "\(due.count)件到期待审", en: "\(Phrases.items(Int64(due.count)).en) due for review"),
                    path: "/desk/opening", number: first.unit.fondsCode,
                    why: Words(zh: "最早的到期于\(first.since.words.zh)", en: "the oldest since \(first.since.words.en)"),
                    since: nil)
            )
        }
        let reviews = try await rooms.board.reviews(on: rooms.clock.today, limit: 100)
        if !reviews.isEmpty {
            tasks.append(
                .init(
                    what: Words(zh: "复审", en: "Review"),
                    title: Words(
                        zh: "\(reviews.count)件到了复审日", en: "\(Phrases.items(Int64(reviews.count)).en) to look at again"),
                    path: "/desk/opening", number: "",
                    why: Words(zh: "控制或延期满期", en: "control or delay has run its time"),
                    since: nil))
        }
        return tasks
    }

    /// Access copies that could not be made: somebody looks at the reason.
    private func copyTasks() async throws -> [OverviewView.Waiting] {
        guard let copies = try await rooms.copyRoom?.parked(limit: 100), let last = copies.map(\.since).max() else {
            return []
        }
        return [
            .init(
                what: Words(zh: "查看", en: "Look"),
                title: Words(
                    zh: "\(copies.count)处利用件没有做成",
                    en: copies.count == 1
                        ? "One access copy could not be made" : "\(copies.count) access copies could not be made"),
                path: "/desk/parked", number: "",
                why: Words(zh: "试了几次都不成，缘由见内", en: "tried several times; the reason is there"),
                since: last)
        ]
    }

    /// The site's certificate, from a month before its end.
    private func certificateTasks() -> [OverviewView.Waiting] {
        guard let days = rooms.settings.certificateDays?(rooms.clock.now), days < 30 else { return [] }
        return [
            .init(
                what: Words(zh: "更换", en: "Renew"), title: Words(zh: "网站的TLS证书", en: "The site's TLS certificate"),
                path: DeskPlace.settings.path, number: "",
                why: days < 0
                    ? Words(zh: "已经过期", en: "it has run out")
                    : Words(zh: "还有\(days)天到期", en: days == 1 ? "1 day left" : "\(days) days left"), since: nil)
        ]
    }
}

extension Call {
    /// The agency an officer speaks for: they see what it sent and nothing else. `nil` for the archive's own people.
    func agencyOnly() throws -> String? {
        let person = try person()
        return person.roles.contains(.agencyOfficer) ? person.agency ?? "" : nil
    }
}
