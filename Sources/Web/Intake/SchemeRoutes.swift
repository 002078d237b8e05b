import Archive
import HTTPTypes
import Hummingbird
import Intake

// Schemes of checks at the desk (检测方案): read by everybody who sees transfers, decided by archivists.

extension Pages {
    var schemeRoutes: [Route] {
        [
            .get("/desk/schemes", .duty(.seeAccessions), showSchemes),
            .get("/desk/schemes/one", .duty(.seeAccessions), showScheme),
            .get("/desk/schemes/edit", .duty(.arrangeChecks)) { call in try await editScheme(call) },
            .post("/desk/schemes/edit", .duty(.arrangeChecks), decideScheme),
        ]
    }

    /// An officer of an agency sees the scheme that judges that agency, and no other's.
    private func ownAgency(_ call: Call) throws -> String? {
        let person = try call.person()
        return person.roles.contains(.agencyOfficer) ? person.agency ?? "" : nil
    }

    private func showSchemes(_ call: Call) async throws -> Response {
        if let own = try ownAgency(call) { return call.redirect(to: "/desk/schemes/one?agency=\(own)") }
        let today = rooms.clock.today
        return call.page(
            schemesPage(
                call.visit,
                SchemesView(agencies: try await rooms.desk.agencies(), schemes: try await rooms.desk.schemes(on: today))
            ))
    }

    private func showScheme(_ call: Call) async throws -> Response {
        let own = try ownAgency(call)
        let agency = own ?? call.query["agency"] ?? ""
        let history = try await rooms.desk.schemeHistory(of: agency)
        let known = try await rooms.desk.agencies()
        guard agency.isEmpty || !history.isEmpty || known.contains(agency) || own != nil else {
            throw WebProblem.notFound
        }
        let (scheme, applied) = try await rooms.desk.schemes(on: rooms.clock.today).scheme(for: agency)
        var view = SchemeView(agency: agency, scheme: scheme, applied: applied, history: history)
        view.names = try await rooms.accounts.names(of: Set(history.map(\.by.id)))
        return call.page(schemePage(call.visit, view))
    }

    private func editScheme(_ call: Call) async throws -> Response {
        let agency = call.query["agency"] ?? ""
        let history = try await rooms.desk.schemeHistory(of: agency)
        let inForce = try await rooms.desk.schemes(on: rooms.clock.today).scheme(for: agency)
        // Whoever begins a scheme begins from what holds now; one that is decided for later is gone on with.
        var draft = SchemeDraft(
            history.first?.scheme ?? inForce.scheme, agency: agency, seen: history.first?.version ?? 0)
        if history.first?.scheme == nil { draft.name = agency.isEmpty ? "" : agency + "检测方案" }
        return call.page(schemeEditPage(call.visit, SchemeEditView(draft: draft, latest: history.first)))
    }

    /// What the form asks for: look what would be different, decide it, or give the agency's own scheme up.
    private func decideScheme(_ call: Call) async throws -> Response {
        let draft = SchemeDraft(call.form)
        let history = try await rooms.desk.schemeHistory(of: draft.agency)
        var view = SchemeEditView(draft: draft, latest: history.first)
        do {
            let day = try draft.day(today: rooms.clock.today)
            switch call.form["do"] {
            case "save", "end":
                _ = try await rooms.desk.decide(
                    call.form["do"] == "end" ? nil : try draft.scheme(), for: draft.agency, from: day,
                    reason: draft.reason, seen: draft.seen, by: try call.agent(.arrangeChecks))
                return call.redirect(to: "/desk/schemes/one?agency=\(draft.agency)", saying: "saved")
            default:
                view.trial = try await trial(try draft.scheme(), of: draft.agency)
                return call.page(schemeEditPage(call.visit, view))
            }
        } catch let problem as SchemeProblem {
            view.problem = problem
            return call.page(schemeEditPage(call.visit, view), status: problem.httpStatus)
        }
    }

    /// The last transfer that this scheme would have judged, weighed by it.
    private func trial(_ scheme: CheckScheme, of agency: String) async throws -> SchemeTrial {
        let recent = try await rooms.desk.list(agency: agency.isEmpty ? nil : agency, limit: 50)
        for accession in recent where accession.state != .quarantined {
            guard let report = try await rooms.desk.report(accession.id) else { continue }
            // Where all agencies are meant, those with a scheme of their own are not.
            if agency.isEmpty, let by = report.scheme, !by.agency.isEmpty { continue }
            return SchemeTrial(accession: accession, report: report, weighed: report.weighed(by: scheme))
        }
        return SchemeTrial()
    }
}
