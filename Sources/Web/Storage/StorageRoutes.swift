import Archive
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Preservation

// The storage page, cases of damage, and their repair by an archivist.

extension Pages {
    var storageRoutes: [Route] {
        [
            .get("/desk/storage", .duty(.seeStorage)) { call in
                let watch = try storage()
                let cases = try await watch.stacks.damageCases(openOnly: true, limit: 20)
                return call.page(storagePage(call.visit, try await watch.state(), cases: cases))
            },
            .get("/desk/storage/cases", .duty(.seeStorage), showCases),
            .get("/desk/storage/cases/{id}", .duty(.seeStorage)) { call in
                guard let one = try await storage().stacks.damageCase(call.identifier("id")) else {
                    throw WebProblem.notFound
                }
                let names = try await rooms.accounts.names(of: Set(one.files.compactMap(\.agent)))
                return call.page(damageCasePage(call.visit, one, names: names))
            },
            .post("/desk/storage/cases/{id}/repair", .duty(.repairStorage), repair),
            .get("/metrics", .anyone, metrics),
        ]
    }

    /// A house without a watch has no such pages.
    private func storage() throws -> StorageWatch {
        guard let watch = rooms.storage else { throw WebProblem.notFound }
        return watch
    }

    private static let perPage = 50

    private func showCases(_ call: Call) async throws -> Response {
        let before = call.query["before"].flatMap(DamageCaseID.init(text:))
        let cases = try await storage().stacks.damageCases(openOnly: false, before: before, limit: Self.perPage + 1)
        let shown = Array(cases.prefix(Self.perPage))
        let base: Path = "/desk/storage/cases"
        let older = cases.count > Self.perPage ? shown.last.map { base.adding("before", $0.id.text) } : nil
        return call.page(damageCasesPage(call.visit, shown, isFirst: before == nil, older: older))
    }

    private func repair(_ call: Call) async throws -> Response {
        let watch = try storage()
        let id: DamageCaseID = try call.identifier("id")
        guard try await watch.stacks.damageCase(id) != nil else { throw WebProblem.notFound }
        let found = try await watch.stacks.repair(
            id, by: call.agent(.repairStorage), setsAside: call.form["aside"] == "yes")
        watch.forget()
        return call.redirect(to: "/desk/storage/cases/\(id.text)", saying: found.isClosed ? "repaired" : "still-open")
    }

    /// Numbers for a monitoring program on this machine. They count what nobody outside may count, so they are for nobody
    /// who comes from elsewhere.
    private func metrics(_ call: Call) async throws -> Response {
        guard call.peer.isLocal, let watch = rooms.storage else { throw WebProblem.notFound }
        var metrics = Metrics(try await watch.state())
        metrics.add(ledger: rooms.ledger.lastIndex + 1, unsealed: rooms.ledger.unsealed)
        metrics.add(followers: try await rooms.runner.states())
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: metrics.text)))
    }
}
