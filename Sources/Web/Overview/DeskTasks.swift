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
            tasks += try await handoverTasks(visit, agency)
            if visit.may(.signSending) { tasks += try await returnedTasks(visit, agency) }
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
        if visit.may(.describe) { tasks += try await draftTasks(visit) }
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
                path: "/desk/incidents#i-\(incident.id)", number: incident.number,
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
        let locked = try await rooms.accounts.lockedNames().count
        if locked > 0 {
            tasks.append(
                .init(
                    what: Words(zh: "查看", en: "Look"),
                    title: Words(
                        zh: "\(locked)个账号名正暂停登录",
                        en: locked == 1 ? "One name is locked" : "\(locked) names are locked"),
                    path: "/desk/permissions#locked", number: "",
                    why: Words(zh: "多次试错口令，到时自动恢复", en: "wrong passwords; they open again by themselves"),
                    since: nil))
        }
        return tasks
    }

    /// Transfers whose form this person can sign.
    private func handoverTasks(_ visit: Visit, _ agency: String?) async throws -> [OverviewView.Waiting] {
        guard visit.may(.signSending) || visit.may(.signReceiving) else { return [] }
        let (page, rest) = try await first(.sign, visit, agency)
        var tasks: [OverviewView.Waiting] = []
        for accession in page {
            let form = try await rooms.desk.handoverForm(accession.id)
            tasks.append(
                .init(
                    what: Words(zh: "签收", en: "Sign"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)", number: accession.number,
                    why: form.signatures.isEmpty
                        ? Words(zh: "检测完毕，双方都未签", en: "checked; neither side has signed")
                        : Words(zh: "对方已签，等你签", en: "the other side has signed"),
                    since: accession.checkedAt))
        }
        if let all = rest {
            tasks.append(
                .init(
                    what: Words(zh: "签收", en: "Sign"),
                    title: Words(zh: "全部\(all)批等你签字", en: "All \(all) that wait for your signature"),
                    path: AccessionFilter(task: .sign).path, number: "",
                    why: Words(zh: "检测完毕", en: "checked"), since: nil))
        }
        return tasks
    }

    /// Returned transfers in whose place nothing was sent yet.
    private func returnedTasks(_ visit: Visit, _ agency: String?) async throws -> [OverviewView.Waiting] {
        let (page, rest) = try await first(.correct, visit, agency)
        var tasks = page.map { accession in
            OverviewView.Waiting(
                what: Words(zh: "补正", en: "Correct"), title: accession.shownName,
                path: "/desk/accessions/\(accession.id.text)", number: accession.number,
                why: Words(zh: "已退回，改正后重新移交", en: "returned; correct it and submit again"),
                since: accession.checkedAt)
        }
        if let all = rest {
            tasks.append(
                .init(
                    what: Words(zh: "补正", en: "Correct"),
                    title: Words(zh: "全部\(all)批退回待补正", en: "All \(all) that were returned"),
                    path: AccessionFilter(task: .correct).path, number: "",
                    why: Words(zh: "已退回，改正后重新移交", en: "returned; correct and submit again"), since: nil))
        }
        return tasks
    }

    /// The first that wait so, and how many there are in all if that is more.
    private func first(_ task: AccessionFilter.Task, _ visit: Visit, _ agency: String?) async throws
        -> (page: [Accession], all: String?)
    {
        let asked = try await self.task(task, visit)
        let page = try await rooms.desk.list(task: asked, agency: agency, limit: Self.one + 1)
        guard page.count > Self.one else { return (page, nil) }
        return (Array(page.prefix(Self.one)), try await rooms.desk.count(asked, agency: agency).grouped)
    }

    /// Transfers in the catalogue that still have drafts.
    private func draftTasks(_ visit: Visit) async throws -> [OverviewView.Waiting] {
        let (page, rest) = try await first(.describe, visit, nil)
        let counts = Dictionary(
            try await rooms.aids.drafts(limit: Self.mostDrafted).map { ($0.accession, $0.count) },
            uniquingKeysWith: { first, _ in first })
        var tasks = page.map { accession in
            let drafts = counts[accession.id] ?? 0
            return OverviewView.Waiting(
                what: Words(zh: "著录", en: "Describe"), title: accession.shownName,
                path: "/desk/accessions/\(accession.id.text)/units?state=\(ArchivalUnit.State.draft.rawValue)",
                number: accession.number,
                why: Words(
                    zh: "\(drafts.grouped)件待确认",
                    en: drafts == 1 ? "1 draft to confirm" : "\(drafts.grouped) drafts to confirm"),
                since: accession.acceptedAt)
        }
        if let all = rest {
            tasks.append(
                .init(
                    what: Words(zh: "著录", en: "Describe"),
                    title: Words(zh: "全部\(all)批有著录待确认", en: "All \(all) transfers with drafts"),
                    path: AccessionFilter(task: .describe).path, number: "",
                    why: Words(zh: "起草好，等确认", en: "drafted, to be confirmed"), since: nil))
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
                    title: reviews.count == 100
                        ? Words(zh: "100件以上到了复审日", en: "more than 100 items to look at again")
                        : Words(
                            zh: "\(reviews.count)件到了复审日",
                            en: "\(Phrases.items(Int64(reviews.count)).en) to look at again"),
                    path: "/desk/opening#reviews", number: "",
                    why: Words(zh: "控制或延期满期", en: "control or delay has run its time"),
                    since: nil))
        }
        let unpublished = try await rooms.board.unpublished(on: rooms.clock.today)
        if unpublished > 0 {
            tasks.append(
                .init(
                    what: Words(zh: "公布", en: "Publish"),
                    title: unpublished > AppraisalBoard.mostCounted
                        ? Words(
                            zh: "\(AppraisalBoard.mostCounted.grouped)件以上已开放、尚未公布",
                            en: "more than \(AppraisalBoard.mostCounted.grouped) items are open and not published")
                        : Words(
                            zh: "\(unpublished.grouped)件已开放、尚未公布",
                            en: "\(Phrases.items(unpublished).en) open and not published"),
                    path: "/desk/opening/unpublished", number: "",
                    why: Words(zh: "开放了，公众还看不到", en: "opened; the public sees nothing of it yet"), since: nil))
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

extension Pages {
    /// Transfers looked at for drafts: no desk has more in hand.
    fileprivate static let mostDrafted = 1000

    /// What of the register waits so for this person.
    func task(_ task: AccessionFilter.Task, _ visit: Visit) async throws -> AccessionTask {
        switch task {
        case .correct: return .correcting
        case .describe: return .describing(try await rooms.aids.drafts(limit: Self.mostDrafted).map(\.accession))
        case .sign:
            let sides = [(HandoverSide.sending, Duty.signSending), (.receiving, .signReceiving)]
            return .signing(Set(sides.filter { visit.may($0.1) }.map(\.0)), by: visit.person?.account ?? "")
        }
    }
}

extension Call {
    /// The agency an officer speaks for: they see what it sent and nothing else. `nil` for the archive's own people.
    func agencyOnly() throws -> String? {
        let person = try person()
        return person.roles.contains(.agencyOfficer) ? person.agency ?? "" : nil
    }
}
