import Appraisal
import Archive
import Catalogue
import HTTPTypes
import Hummingbird
import Intake
import Ledger
import Preservation
import Sharing

// The first page of the desk.

extension Pages {
    var overviewRoutes: [Route] { [.get("/desk", .duty(.overview), overview)] }

    private func overview(_ call: Call) async throws -> Response {
        let person = try call.person()
        var view = OverviewView()
        view.events = rooms.ledger.lastIndex
        view.unsealed = rooms.ledger.unsealed
        view.damage = rooms.ledger.damage
        view.freeSpace = FreeSpace.bytes(at: rooms.settings.stagingPath)
        view.freeSpaceFloor = rooms.settings.freeSpaceFloor
        view.troubles = rooms.runner.troubles()
        view.behind = try await rooms.runner.states().reduce(0) { $0 + $1.behind }
        if call.visit.may(.seeParked) {
            view.parked = try await rooms.runner.parked().filter { $0.code != Parked.waiting }
            try await addCopies(to: &view)
        }
        if call.visit.may(.seeStorage) { view.alarms = try await rooms.storage?.state().alarms ?? [] }
        if call.visit.may(.seeIncidents) { try await addIncidents(to: &view) }
        if call.visit.may(.seeAccessions) {
            let agency = person.roles.contains(.agencyOfficer) ? person.agency ?? "" : nil
            view.counts = try await rooms.desk.counts(agency: agency)
            try await addHandovers(call, agency, to: &view)
            try await addWork(agency, to: &view)
        }
        if call.visit.may(.describe) || call.visit.may(.decide) {
            view.batches = try await recentBatches(call.visit, limit: 5, pages: 1).batches
            view.names = try await rooms.accounts.names(of: Set(view.batches.map(\.agent.id)))
        }
        if call.visit.may(.describe) { try await addDrafts(to: &view) }
        if call.visit.may(.decide) { try await addDue(to: &view) }
        return call.page(overviewPage(call.visit, view))
    }

    /// Transfers whose form this person can sign, and returned ones that wait for the agency.
    private func addHandovers(_ call: Call, _ agency: String?, to view: inout OverviewView) async throws {
        for accession in try await rooms.desk.list(state: .awaiting, agency: agency, limit: 20) {
            let form = try await rooms.desk.handoverForm(accession.id)
            guard call.visit.maySign(form) else { continue }
            view.waiting.append(
                .init(
                    what: Words(zh: "签收", en: "Sign"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)", number: accession.number,
                    why: form.signatures.isEmpty
                        ? Words(zh: "检测完毕，双方都未签", en: "checked; neither side has signed")
                        : Words(zh: "对方已签，等你签", en: "the other side has signed"),
                    since: accession.checkedAt))
        }
        guard call.visit.may(.signSending) else { return }
        for accession in try await rooms.desk.list(state: .returned, agency: agency, limit: 20)
        where try await rooms.desk.successors(of: accession.id).isEmpty {
            view.waiting.append(
                .init(
                    what: Words(zh: "补正", en: "Correct"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)", number: accession.number,
                    why: Words(zh: "已退回，改正后重新移交", en: "returned; correct it and submit again"),
                    since: accession.checkedAt))
        }
    }

    /// Access copies that could not be made: somebody looks at the reason.
    private func addCopies(to view: inout OverviewView) async throws {
        guard let copies = try await rooms.copyRoom?.parked(limit: 100), let last = copies.map(\.since).max() else {
            return
        }
        view.waiting.append(
            .init(
                what: Words(zh: "查看", en: "Look"),
                title: Words(
                    zh: "\(copies.count)处利用件没有做成",
                    en: copies.count == 1
                        ? "One access copy could not be made" : "\(copies.count) access copies could not be made"),
                path: "/desk/parked", number: "",
                why: Words(zh: "试了几次都不成，缘由见内", en: "tried several times; the reason is there"),
                since: last))
    }

    /// Incidents that nobody has closed, without names.
    private func addIncidents(to view: inout OverviewView) async throws {
        for incident in try await rooms.desk.incidents(limit: 50) where incident.closedAt == nil {
            view.waiting.append(
                .init(
                    what: Words(zh: "处置", en: "Deal with"),
                    title: Words(zh: "涉密事件", en: "An incident of secrecy"), path: "/desk/incidents",
                    number: incident.number,
                    why: Words(
                        zh: "\(incident.marks)处密级标志，已隔离",
                        en: incident.marks == 1
                            ? "one secrecy mark; quarantined" : "\(incident.marks) secrecy marks; quarantined"),
                    since: incident.openedAt))
        }
    }

    private func addWork(_ agency: String?, to view: inout OverviewView) async throws {
        for work in try await Progress(database: rooms.database, clock: rooms.clock).all().prefix(10) {
            guard let id = AccessionID(text: work.subject), let accession = try await rooms.desk.accession(id),
                agency == nil || accession.agency == agency, accession.state != .quarantined
            else { continue }
            view.work.append((accession, work))
        }
    }

    /// Transfers in the catalogue that still have drafts.
    private func addDrafts(to view: inout OverviewView) async throws {
        for accession in try await rooms.desk.list(state: .described, limit: 10) {
            let first = try await rooms.aids.units(of: accession.id, limit: 200)
            let drafts = first.count { $0.state == .draft && $0.level == .item }
            guard drafts > 0 else { continue }
            view.waiting.append(
                .init(
                    what: Words(zh: "著录", en: "Describe"), title: accession.shownName,
                    path: "/desk/accessions/\(accession.id.text)/units", number: accession.number,
                    why: first.count == 200
                        ? Words(zh: "\(drafts)件以上待确认", en: "more than \(drafts) drafts to confirm")
                        : Words(zh: "\(drafts)件待确认", en: "\(drafts) drafts to confirm"), since: accession.acceptedAt))
        }
    }

    private func addDue(to view: inout OverviewView) async throws {
        let due = try await rooms.board.due(on: rooms.clock.today, limit: 100)
        if let first = due.first {
            view.waiting.append(
                .init(
                    what: Words(zh: "开放", en: "Open"),
                    title: due.count == 100
                        ? Words(zh: "100件以上到期待审", en: "more than 100 items are due")
                        : Words(zh: "\(due.count)件到期待审", en: "\(Phrases.items(Int64(due.count)).en) due for review"),
                    path: "/desk/opening", number: first.unit.fondsCode,
                    why: Words(zh: "最早的到期于\(first.since.text)", en: "the oldest since \(first.since.text)"), since: nil)
            )
        }
        let reviews = try await rooms.board.reviews(on: rooms.clock.today, limit: 100)
        if !reviews.isEmpty {
            view.waiting.append(
                .init(
                    what: Words(zh: "复审", en: "Review"),
                    title: Words(
                        zh: "\(reviews.count)件到了复审日", en: "\(Phrases.items(Int64(reviews.count)).en) to look at again"),
                    path: "/desk/opening", number: "",
                    why: Words(zh: "控制或延期满期", en: "control or delay has run its time"),
                    since: nil))
        }
    }
}
