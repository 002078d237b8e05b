import Archive
import Bytes
import Formats
import HTTPTypes
import Hummingbird
import Intake

// Tables looked at before anything is received: what their columns mean, and what is wrong in which row.

extension Pages {
    var tableRoutes: [Route] {
        [
            .get("/desk/tables", .duty(.submit)) { call in try await showTables(call) },
            .stream(.post, "/desk/tables", .duty(.submit), uploadTable),
            .post("/desk/tables/forget", .duty(.describe), forgetMapping),
            .get("/desk/tables/{id}", .duty(.submit)) { call in try await showTrial(call, chosen: nil) },
            .post("/desk/tables/{id}", .duty(.submit), changeTrial),
        ]
    }

    private func showTables(_ call: Call, problem: (any Explained)? = nil) async throws -> Response {
        let kept = try await rooms.desk.mappings()
        let names = try await rooms.accounts.names(of: Set(kept.map(\.by.id)))
        return call.page(
            tablesPage(call.visit, kept, names: names, problem: problem), status: problem?.httpStatus ?? .ok)
    }

    private func uploadTable(_ call: Call) async throws -> Response {
        let agent = try call.agent(.submit)
        do {
            let length = call.header(.contentLength).flatMap { Int64($0) }
            let trial = try await gate.pass(length) {
                let body = try UploadBody(
                    form: call.request.body, contentType: call.header(.contentType), length: length, gate: gate)
                let (fields, file) = try await body.fields()
                try checkToken(call, fields.raw(FormToken.field))
                guard let name = file?.fileName else { throw IntakeProblem.empty }
                return try await rooms.desk.keepForTrial(body.fileBytes(), name: name, by: agent)
            }
            return call.redirect(to: "/desk/tables/\(trial.id)")
        } catch let problem as any Explained
            where !(problem is WebProblem) || (problem as? WebProblem)?.isUpload == true
        {
            return try await showTables(call, problem: problem)
        }
    }

    private func showTrial(_ call: Call, chosen: [ItemColumn?]?, problem: (any Explained)? = nil) async throws
        -> Response
    {
        let agent = try call.agent(.submit)
        let file = try await rooms.desk.trialFile(try call.value("id"), of: agent)
        do {
            let trial = try await rooms.desk.tryTable(
                path: file.path, name: file.name, chosen: chosen, agency: try call.person().agency ?? "")
            if trial.isMarked { return try await quarantine(call, file, agent) }
            return call.page(
                trialPage(call.visit, TrialView(id: file.id, trial: trial, problem: problem)),
                status: problem?.httpStatus ?? .ok)
        } catch let problem as TableProblem {
            try await rooms.desk.dropTrial(file)
            return try await showTables(call, problem: problem)
        }
    }

    /// A secrecy mark stops a table like any package: it goes where such packages go, and the person in charge is told.
    private func quarantine(_ call: Call, _ file: TrialFile, _ agent: Agent) async throws -> Response {
        let accession = try await receive(call, file, agent)
        return call.redirect(to: "/desk/accessions/\(accession.id.text)", saying: "received")
    }

    private func receive(_ call: Call, _ file: TrialFile, _ agent: Agent) async throws -> Accession {
        let person = try call.person()
        let own = person.roles.contains(.agencyOfficer) ? person.agency ?? "" : nil
        let accession = try await rooms.desk.receive(
            .file(file.path), name: file.name, agency: own ?? call.form["agency"] ?? "", by: agent)
        try await rooms.desk.dropTrial(file)
        return accession
    }

    /// What the form asks for: look again with these columns, keep them, or receive the table.
    private func changeTrial(_ call: Call) async throws -> Response {
        let agent = try call.agent(.submit)
        let file = try await rooms.desk.trialFile(try call.value("id"), of: agent)
        let columns = (0..<1000).lazy.map { call.form.raw("c\($0)") }.prefix { $0 != nil }
            .map { $0.flatMap(ItemColumn.init(rawValue:)) }
        let chosen = Array(columns)
        do {
            switch call.form["do"] {
            case "keep":
                try await keep(call, file, chosen, agent)
                return call.redirect(to: "/desk/tables/\(file.id)", saying: "saved")
            case "receive":
                let trial = try await rooms.desk.tryTable(path: file.path, name: file.name, chosen: nil)
                // What was seen must be what the checks will see.
                if trial.mapping?.columns != chosen { try await keep(call, file, chosen, agent) }
                let accession = try await receive(call, file, agent)
                return call.redirect(to: "/desk/accessions/\(accession.id.text)", saying: "received")
            default: return try await showTrial(call, chosen: chosen)
            }
        } catch let problem as IntakeProblem where problem != .noSuchTrial {
            return try await showTrial(call, chosen: chosen, problem: problem)
        }
    }

    private func keep(_ call: Call, _ file: TrialFile, _ chosen: [ItemColumn?], _ agent: Agent) async throws {
        let trial = try await rooms.desk.tryTable(path: file.path, name: file.name, chosen: chosen)
        guard let mapping = trial.mapping else { throw IntakeProblem.mappingWithoutCode }
        try await rooms.desk.keep(mapping, name: call.form["name"] ?? file.name.display, by: agent)
    }

    private func forgetMapping(_ call: Call) async throws -> Response {
        try await rooms.desk.forgetMapping(call.form.raw("fingerprint") ?? "", by: try call.agent(.describe))
        return call.redirect(to: "/desk/tables", saying: "saved")
    }
}
