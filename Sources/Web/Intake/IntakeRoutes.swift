import Appraisal
import Archive
import Bytes
import Catalogue
import HTTPTypes
import Hummingbird
import Intake
import Ledger

// Transfers at the desk: receiving, reading the report, handing over.

extension Pages {
    var intakeRoutes: [Route] {
        [
            .get("/desk/accessions", .duty(.seeAccessions), accessions),
            .get("/desk/accessions/new", .duty(.submit), showUpload),
            .get("/desk/pack", .duty(.submit)) { call in
                call.page(packPage(call.visit, try await uploadView(call)))
            },
            .get("/desk/pack/table.csv", .duty(.submit)) { call in packTable(call) },
            .stream(.post, "/desk/accessions/upload", .duty(.submit), uploadForm),
            .stream(.put, "/desk/accessions/upload", .duty(.submit), uploadRaw),
            .get("/desk/accessions/{id}", .duty(.seeAccessions), showAccession),
            .get("/desk/accessions/{id}/events", .duty(.seeAccessions), accessionEvents),
            .get("/desk/accessions/{id}/report.json", .duty(.seeAccessions), reportJSON),
            .get("/desk/accessions/{id}/seals/{digest}", .duty(.seeAccessions), showSeal),
            .get("/desk/accessions/{id}/findings/{n}", .duty(.seeAccessions), showFinding),
            .get("/desk/accessions/{id}/handover", .duty(.seeAccessions)) { call in
                call.page(handoverPage(call.visit, try await handoverView(call, try await accession(call))))
            },
            .post("/desk/accessions/{id}/sign", .duty(.seeAccessions), sign),
            .stream(.post, "/desk/accessions/{id}/sign-scan", .duty(.signReceiving), signScan),
            .get("/desk/accessions/{id}/scans/{side}", .duty(.seeAccessions), showScan),
            .get("/desk/accessions/{id}/return", .duty(.returnPackage)) { call in
                call.page(returnPage(call.visit, try await accession(call)))
            },
            .post("/desk/accessions/{id}/return", .duty(.returnPackage), returnAccession),
            .get("/desk/accessions/{id}/compare", .duty(.seeAccessions), compare),
            .get("/desk/accessions/{id}/units", .duty(.browse), accessionUnits),
            .get("/desk/incidents", .duty(.seeIncidents)) { call in
                call.page(incidentsPage(call.visit, try await rooms.desk.incidents()))
            },
        ]
    }

    func accession(_ call: Call) async throws -> Accession {
        guard let accession = try await rooms.desk.accession(try call.identifier("id")) else {
            throw WebProblem.notFound
        }
        if let agency = try call.agencyOnly(), agency != accession.agency { throw WebProblem.notFound }
        return accession
    }

    // MARK: Lists

    private func accessions(_ call: Call) async throws -> Response {
        let filter = AccessionFilter(call.query)
        let after = call.query["after"].flatMap(AccessionID.init(text:))
        let person = try call.person()
        let agency = try call.agencyOnly()
        var task: AccessionTask?
        if let asked = filter.task { task = try await self.task(asked, call.visit) }
        let page = try await rooms.desk.list(
            state: filter.state, task: task, agency: agency, year: filter.year,
            words: filter.words.isEmpty ? nil : filter.words,
            after: after, limit: 51)
        var view = AccessionsView(
            accessions: Array(page.prefix(50)), counts: try await rooms.desk.counts(agency: agency), filter: filter)
        view.years = try await rooms.desk.years(agency: agency)
        view.kept = try await savedFilters.of(person.account)
        if call.query["done"] == "filter-removed" {
            view.removed = try await savedFilters.removedLast(of: person.account, at: rooms.clock.now)
        }
        view.isFirst = after == nil
        if let task { view.taskCount = try await rooms.desk.count(task, agency: agency) }
        if page.count > 50, let last = view.accessions.last { view.next = filter.path.adding("after", last.id.text) }
        return call.page(accessionsPage(call.visit, view))
    }

    private func showAccession(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        let events = try await rooms.ledger.events(about: accession.id.text).map(\.1)
        var view = AccessionView(
            accession: accession, report: nil, form: nil, events: events,
            names: try await rooms.accounts.names(of: Set(events.map(\.agent.id))), work: [],
            successors: try await rooms.desk.successors(of: accession.id))
        if accession.state != .quarantined {
            view.report = try await rooms.desk.report(accession.id)
            if accession.state != .returned { view.reviews = try await reviewTable(accession, view.report) }
            if accession.state == .awaiting || accession.state.isHeld {
                view.form = try await rooms.desk.handoverForm(accession.id)
            }
            if let earlier = accession.supersedes { view.supersedes = try await rooms.desk.accession(earlier) }
            view.work = try await Progress(database: rooms.database, clock: rooms.clock).of(accession.id.text)
        }
        if accession.state == .returned, let act = events.last(where: { $0.kind == .returned })?.act {
            view.returnReason = try await rooms.ledger.act(act)["reason"]?.string
        }
        view.isParked = try await rooms.runner.parked().contains { $0.subject == accession.id.text }
        return call.page(accessionPage(call.visit, view))
    }

    private func reportJSON(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        guard accession.state != .quarantined, let report = try await rooms.desk.report(accession.id) else {
            throw WebProblem.notFound
        }
        let reviews = try await rooms.desk.reviews(of: accession.id)
        var answer = call.json(report.json(reviews).canonical)
        answer.headers[.cacheControl] = "no-store"
        answer.headers[.accessControlAllowOrigin] = nil
        return answer
    }

    /// The picture of a seal, as the seal holds it: for those who may read the report, as an image and nothing else.
    private func showSeal(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        guard accession.state != .quarantined, let digest = call.values["digest"].flatMap({ Digest(.sha256, hex: $0) }),
            let picture = try await rooms.desk.sealPicture(accession.id, digest)
        else { throw WebProblem.notFound }
        let file = ServedFile(
            mime: picture.kind.mime, bytes: Int64(picture.bytes.count), tag: String(digest.hex.prefix(32)))
        return call.file(file) { .of(Array(picture.bytes[Int($0.lowerBound)..<Int($0.upperBound)])) }
    }

    /// Once a transfer is in custody, what is in it is seen by those who may browse; others see the listing.
    private func showFinding(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        let number = try call.number("n")
        let mayRead = !accession.state.isHeld || call.visit.may(.browse)
        guard let place = try await rooms.desk.place(ofFinding: number, in: accession, content: mayRead) else {
            throw WebProblem.notFound
        }
        return call.page(findingPlacePage(call.visit, accession, place, number: number))
    }

    private func compare(_ call: Call) async throws -> Response {
        let later = try await accession(call)
        guard let id = later.supersedes, let earlier = try await rooms.desk.accession(id),
            let before = try await rooms.desk.report(earlier.id), let after = try await rooms.desk.report(later.id),
            later.state != .quarantined, earlier.state != .quarantined
        else { throw WebProblem.notFound }
        return call.page(comparePage(call.visit, (earlier, before), (later, after)))
    }

    private func accessionUnits(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        let after = call.query["after"].flatMap(ShelfPlace.init(text:))
        let drafts = call.query["state"] == ArchivalUnit.State.draft.rawValue
        let page =
            try await accession.carries == .files && !drafts
            ? rooms.aids.unitsLinked(by: accession.id, after: after, limit: 101)
            : rooms.aids.units(of: accession.id, drafts: drafts, after: after, limit: 101)
        let shown = Array(page.prefix(100))
        let base = Path("/desk/accessions/\(accession.id.text)/units")
            .adding("state", drafts ? ArchivalUnit.State.draft.rawValue : nil)
        return call.page(
            accessionUnitsPage(
                call.visit, accession, shown, drafts: drafts, access: try await rooms.board.status(of: shown.map(\.id)),
                first: after == nil ? nil : base,
                next: page.count > 100 ? shown.last.map { base.adding("after", $0.place.text) } : nil))
    }

    // MARK: Receiving

    private func uploadView(_ call: Call) async throws -> UploadView {
        let agency = try call.agencyOnly()
        var view = UploadView(
            returned: try await rooms.desk.list(state: .returned, agency: agency, limit: 100),
            supersedes: call.query["supersedes"].flatMap(AccessionID.init(text:)))
        if let agency {
            // What may judge a package of which nothing is known yet.
            view.schemes = try await rooms.desk.schemes(on: rooms.clock.today)
                .judging(PackageCategories(hasUnknown: true), of: agency, at: .transfer).applied
        }
        return view
    }

    private func showUpload(_ call: Call) async throws -> Response {
        call.page(uploadPage(call.visit, try await uploadView(call)))
    }

    func length(_ call: Call) -> Int64? { call.header(.contentLength).flatMap { Int64($0) } }

    /// A form with a file: fields first, then bytes as they come.
    private func uploadForm(_ call: Call) async throws -> Response {
        let agent = try call.agent(.submit)
        let own = try call.agencyOnly()
        var form = Form()
        do {
            let accession = try await gate.pass(length(call)) {
                let body = try UploadBody(
                    form: call.request.body, contentType: call.header(.contentType), length: length(call), gate: gate)
                let (fields, file) = try await body.fields()
                form = fields
                try checkToken(call, fields.raw(FormToken.field))
                guard let file, let name = file.fileName else { throw IntakeProblem.empty }
                let accession = try await rooms.desk.receive(
                    body.fileBytes(), name: name, agency: own ?? fields["agency"] ?? "", by: agent,
                    supersedes: try await supersedes(fields["supersedes"], own), note: fields["note"])
                return accession
            }
            return call.redirect(to: "/desk/accessions/\(accession.id.text)", saying: "received")
        } catch let problem as any Explained
            where !(problem is WebProblem) || (problem as? WebProblem)?.isUpload == true
        {
            var view = try await uploadView(call)
            view.agency = form["agency"] ?? ""
            view.note = form["note"] ?? ""
            view.supersedes = form["supersedes"].flatMap(AccessionID.init(text:))
            view.problem = problem
            if case .alreadyReceived(let id, _, _) = problem as? IntakeProblem,
                try await rooms.desk.accession(id).map({ own == nil || $0.agency == own }) ?? false
            {
                view.same = id
            }
            var answer = call.page(uploadPage(call.visit, view), status: problem.httpStatus)
            let seconds = (problem as? WebProblem)?.retryAfter ?? (problem.isTransient ? 30 : nil)
            if let seconds { answer.headers[.retryAfter] = String(seconds) }
            return answer
        }
    }

    /// A program's upload: the body is the package, the rest stands in the address.
    private func uploadRaw(_ call: Call) async throws -> Response {
        try checkToken(call, call.header(.formToken))
        guard let name = call.query["name"].map({ FileName($0) })?.lastComponent, !name.bytes.isEmpty else {
            throw WebProblem.malformed(Words(zh: "没有写明文件名（name）。", en: "The name of the file is missing (name)."))
        }
        let own = try call.agencyOnly()
        let accession = try await gate.pass(length(call)) {
            let body = UploadBody(raw: call.request.body, length: length(call), gate: gate)
            return try await rooms.desk.receive(
                body.bytes(), name: name, agency: own ?? call.query["agency"] ?? "", by: try call.agent(.submit),
                supersedes: try await supersedes(call.query["supersedes"], own), note: call.query["note"])
        }
        let path: Path = "/desk/accessions/\(accession.id.text)"
        let json: JSON = [
            "schema": "lantai.receipt/1", "accession": .string(accession.id.text), "number": .string(accession.number),
            "bytes": .int(accession.bytes), "sha256": .string(accession.sha256.hex), "page": .string(path.text),
        ]
        var answer = call.json(json.canonical, status: .created)
        answer.headers[.location] = path.text
        answer.headers[.accessControlAllowOrigin] = nil
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    /// A browser shows that the form came from a page of ours; a program has nothing a foreign page could misuse.
    func checkToken(_ call: Call, _ token: String?) throws {
        if call.token != nil { return }
        guard let session = call.session, FormToken.fits(token, secret: session.secret) else {
            throw WebProblem.formTooOld
        }
    }

    /// The returned transfer this one replaces; an agency can only name its own.
    func supersedes(_ text: String?, _ own: String?) async throws -> AccessionID? {
        guard let id = text.flatMap(AccessionID.init(text:)) else { return nil }
        guard let accession = try await rooms.desk.accession(id), own == nil || accession.agency == own else {
            throw IntakeProblem.unknown(id.text)
        }
        return id
    }

    // MARK: Returning

    private func returnAccession(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        let reason = call.form["reason"] ?? ""
        do {
            _ = try await rooms.desk.returnPackage(accession.id, by: try call.agent(.returnPackage), reason: reason)
            return call.redirect(to: "/desk/accessions/\(accession.id.text)", saying: "returned")
        } catch let problem as IntakeProblem {
            let error = FieldError(field: "reason", words: problem.what + problem.next.spaced)
            return call.page(
                returnPage(call.visit, accession, reason: reason, errors: [error]), status: .unprocessableContent)
        }
    }
}

extension WebProblem {
    /// Problems of an upload that are told on the upload page itself.
    var isUpload: Bool {
        switch self {
        case .tooLarge, .tooManyUploads, .noSpace, .malformed: true
        default: false
        }
    }
}
