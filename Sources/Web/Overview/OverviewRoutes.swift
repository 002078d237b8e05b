import Archive
import HTTPTypes
import Hummingbird
import Intake
import Ledger
import Preservation

// The first page of the desk.

extension Pages {
    var overviewRoutes: [Route] { [.get("/desk", .duty(.overview), overview)] }

    private func overview(_ call: Call) async throws -> Response {
        let visit = call.visit
        var view = OverviewView()
        view.events = rooms.ledger.lastIndex
        view.unsealed = rooms.ledger.unsealed
        view.damage = rooms.ledger.damage
        view.freeSpace = FreeSpace.bytes(at: rooms.settings.stagingPath)
        view.freeSpaceFloor = rooms.settings.freeSpaceFloor
        if visit.may(.seeParked) {
            view.troubles = rooms.runner.troubles()
            view.behind = try await rooms.runner.states().reduce(0) { $0 + $1.behind }
            view.parked = try await rooms.runner.parked().filter { $0.code != Parked.waiting }
        }
        if visit.may(.seeStorage) {
            view.storage = try await rooms.storage?.state()
            view.alarms = view.storage?.alarms ?? []
        }
        if visit.may(.seeSettings) { view.certificateDays = rooms.settings.certificateDays?(rooms.clock.now) }
        if visit.may(.seeAccessions) {
            let agency = try call.agencyOnly()
            view.counts = try await rooms.desk.counts(agency: agency)
            try await addWork(agency, to: &view)
        }
        view.waiting = try await tasks(call, counts: view.counts)
        if visit.may(.describe) || visit.may(.decide) {
            view.batches = try await recentBatches(visit, limit: 5, pages: 1).batches
        }
        if visit.may(.watchActs) {
            view.grave = try await rooms.ledger.newest(
                since: rooms.clock.now + .seconds(-30 * 86_400), kinds: EventKind.grave, limit: 10
            )
            .map { (index: $0.0, event: $0.1) }
        }
        let agents = view.batches.map(\.agent.id) + view.grave.map(\.event.agent.id)
        view.names = try await rooms.accounts.names(of: Set(agents))
        return call.page(overviewPage(visit, view))
    }

    private func addWork(_ agency: String?, to view: inout OverviewView) async throws {
        for work in try await Progress(database: rooms.database, clock: rooms.clock).all().prefix(10) {
            guard let id = AccessionID(text: work.subject), let accession = try await rooms.desk.accession(id),
                agency == nil || accession.agency == agency, accession.state != .quarantined
            else { continue }
            view.work.append((accession, work))
        }
    }
}
