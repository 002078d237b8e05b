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
        if let own = try ownAgency(call) { return call.redirect(to: SchemeScope(agency: own).page) }
        let today = rooms.clock.today
        return call.page(
            schemesPage(
                call.visit,
                SchemesView(
                    agencies: try await rooms.desk.agencies(), scopes: try await rooms.desk.schemeScopes(),
                    schemes: try await rooms.desk.schemes(on: today))))
    }

    /// What the address asks for; an officer is shown the own agency, and what holds for all.
    private func scope(_ call: Call, own: String?) throws -> SchemeScope {
        guard var scope = SchemeScope({ call.query[$0] }) else { throw WebProblem.notFound }
        if let own { scope.agency = own }
        return scope
    }

    private func showScheme(_ call: Call) async throws -> Response {
        let own = try ownAgency(call)
        let scope = try scope(call, own: own)
        let history = try await rooms.desk.schemeHistory(of: scope)
        let known = try await rooms.desk.agencies()
        guard scope.agency.isEmpty || !history.isEmpty || known.contains(scope.agency) || own != nil else {
            throw WebProblem.notFound
        }
        let schemes = try await rooms.desk.schemes(on: rooms.clock.today)
        let (scheme, applied) = schemes.scheme(for: scope)
        let others = schemes.holding(for: scope.agency).filter { $0.scope.isNarrow && $0.scope != scope }
        var view = SchemeView(scope: scope, scheme: scheme, applied: applied, history: history, others: others)
        view.names = try await rooms.accounts.names(of: Set(history.map(\.by.id)))
        return call.page(schemePage(call.visit, view))
    }

    private func editScheme(_ call: Call) async throws -> Response {
        let scope = try scope(call, own: nil)
        let history = try await rooms.desk.schemeHistory(of: scope)
        let inForce = try await rooms.desk.schemes(on: rooms.clock.today).scheme(for: scope)
        // Whoever begins a scheme begins from what holds now; one that is decided for later is gone on with.
        var draft = SchemeDraft(
            history.first?.scheme ?? inForce.scheme, for: scope, seen: history.first?.version ?? 0)
        if history.first?.scheme == nil { draft.name = Pages.suggestedName(for: scope) }
        let rules = try await rooms.desk.ruleBook(on: rooms.clock.today)
        return call.page(
            schemeEditPage(call.visit, SchemeEditView(draft: draft, latest: history.first, rules: rules)))
    }

    /// `水利局照片档案归档检测方案`: a name is kept as it is written, so it is in the language of records.
    private static func suggestedName(for scope: SchemeScope) -> String {
        guard scope != SchemeScope() else { return "" }
        let category = scope.category.isEmpty ? "" : CategoryName.of(scope.category).zh
        return scope.agency + category + (scope.stage?.words.zh ?? "") + "检测方案"
    }

    /// What the form asks for: look what would be different, decide it, or give the scheme of this scope up.
    private func decideScheme(_ call: Call) async throws -> Response {
        let draft = try SchemeDraft(call.form)
        let history = try await rooms.desk.schemeHistory(of: draft.scope)
        var view = SchemeEditView(
            draft: draft, latest: history.first, rules: try await rooms.desk.ruleBook(on: rooms.clock.today))
        do {
            let day = try draft.day(today: rooms.clock.today)
            let agent = try call.agent(.arrangeChecks)
            switch call.form["do"] {
            case "save", "end":
                _ = try await rooms.desk.decide(
                    call.form["do"] == "end" ? nil : try draft.scheme(), for: draft.scope, from: day,
                    reason: draft.reason, seen: draft.seen, by: agent)
                return call.redirect(to: draft.scope.page, saying: "saved")
            default:
                let schemes = try await rooms.desk.schemes(on: rooms.clock.today)
                    .trying(try draft.scheme(), for: draft.scope, by: agent, at: rooms.clock.now)
                view.trial = try await trial(schemes, of: draft.scope)
                return call.page(schemeEditPage(call.visit, view))
            }
        } catch let problem as SchemeProblem {
            view.problem = problem
            return call.page(schemeEditPage(call.visit, view), status: problem.httpStatus)
        }
    }

    /// The last transfer that the scheme of `scope` would have judged, weighed by it and by what else judges its 门类.
    private func trial(_ schemes: SchemesInForce, of scope: SchemeScope) async throws -> SchemeTrial {
        let recent = try await rooms.desk.list(agency: scope.agency.isEmpty ? nil : scope.agency, limit: 50)
        for accession in recent where accession.state != .quarantined {
            guard let report = try await rooms.desk.report(accession.id) else { continue }
            // Of an older report it is not known which 门类 were in the package.
            guard let categories = report.packageCategories ?? (scope.category.isEmpty ? PackageCategories() : nil)
            else { continue }
            let agency = accession.agency.isEmpty ? report.schemes.first?.scope.agency ?? "" : accession.agency
            let judging = schemes.judging(categories, of: agency, at: report.stage)
            guard judging.applied.contains(where: { $0.scope == scope }) else { continue }
            return SchemeTrial(
                accession: accession, report: report, weighed: report.weighed(by: judging.scheme))
        }
        return SchemeTrial()
    }
}
