import Archive
import Bytes
import Formats
import Hummingbird
import Intake

// Signing the form of transfer and receipt: here, with the archive's seal, or on paper.

extension Pages {
    func handoverView(_ call: Call, _ accession: Accession) async throws -> HandoverView {
        guard accession.state == .awaiting || accession.state.isHeld else { throw WebProblem.notFound }
        let form = try await rooms.desk.handoverForm(accession.id)
        var view = HandoverView(accession: accession, form: form)
        view.reviews = try await reviewTable(accession, try await rooms.desk.report(accession.id))
        guard accession.state == .awaiting, call.visit.maySign(form) else { return view }
        if call.visit.may(.signSending), form[.sending] == nil, !accession.isTakenByOneSide { view.side = .sending }
        if call.visit.may(.signReceiving) {
            if form[.receiving] == nil { view.side = .receiving }
            view.paperSides = HandoverSide.allCases.filter { side in
                form[side] == nil && !(side == .sending && accession.isTakenByOneSide)
            }
        }
        if view.side == .receiving { view.offered = rooms.desk.sealsOffered }
        return view
    }

    func sign(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        let side = call.form["side"].flatMap(HandoverSide.init(rawValue:)) ?? .receiving
        let agent = try call.agent(side == .sending ? .signSending : .signReceiving)
        let agency = try call.agencyOnly()
        let kind = call.form["with"].flatMap(SealKind.init(rawValue:))
        var typed = HandoverTyped()
        typed.name = call.form["name"] ?? ""
        typed.inspection = Inspection(call.form)
        typed.kind = kind
        return try await signed(call, accession, typed) {
            try await rooms.desk.sign(
                accession.id, side: side, by: agent, name: typed.name, inspection: typed.inspection, agency: agency,
                with: kind)
        }
    }

    private static let largestScan = 20_000_000

    func signScan(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        let agent = try call.agent(.signReceiving)
        let body = try UploadBody(
            form: call.request.body, contentType: call.header(.contentType), length: length(call), gate: gate)
        let (fields, file) = try await body.fields()
        try checkToken(call, fields.raw(FormToken.field))
        var typed = HandoverTyped()
        typed.paperSide = fields["paper-side"].flatMap(HandoverSide.init(rawValue:)) ?? .sending
        typed.paperName = fields["paper-name"] ?? ""
        return try await signed(call, accession, typed) {
            guard file != nil else { throw IntakeProblem.empty }
            let scan = try await body.smallFile(limit: Self.largestScan)
            guard !scan.isEmpty else { throw IntakeProblem.empty }
            return try await rooms.desk.sign(
                accession.id, side: typed.paperSide ?? .sending, by: agent, name: typed.paperName,
                inspection: Inspection(fields), scan: scan)
        }
    }

    /// What was typed stands in the form again, whatever kept it from being signed: the room, a signing server, a file too large.
    private func signed(
        _ call: Call, _ accession: Accession, _ typed: HandoverTyped, _ sign: () async throws -> Accession
    ) async throws -> Response {
        do {
            let after = try await sign()
            return call.redirect(to: "/desk/accessions/\(after.id.text)", saying: "signed")
        } catch let problem as any Explained
            where !(problem is WebProblem) || (problem as? WebProblem)?.isUpload == true
        {
            // Somebody else may have signed meanwhile: the form is shown as it is now.
            let now = try await self.accession(call)
            guard now.state == .awaiting || now.state.isHeld else { throw problem }
            var view = try await handoverView(call, now)
            view.problem = problem
            view.typed = typed
            return call.page(handoverPage(call.visit, view), status: problem.httpStatus)
        }
    }

    /// The scan of a form signed on paper, for those who may see the form: saved, or shown where it is a picture.
    func showScan(_ call: Call) async throws -> Response {
        let accession = try await accession(call)
        guard let side = call.values["side"].flatMap(HandoverSide.init(rawValue:)),
            let scan = try await rooms.desk.scan(accession.id, side: side)
        else { throw WebProblem.notFound }
        let found = Identification.of(
            head: Array(scan.prefix(Identification.headBytes)), whole: false, name: FileName(""))
        let ending = found.extensions.first.map { "." + $0 } ?? ""
        let isPicture = [.png, .jpeg].contains(found.kind)
        let file = ServedFile(
            mime: found.mime, bytes: Int64(scan.count), tag: String(sha256(scan).hex.prefix(32)),
            name: isPicture ? nil : "\(accession.number)-\(side.rawValue)\(ending)")
        return call.file(file) { .of(Array(scan[Int($0.lowerBound)..<Int($0.upperBound)])) }
    }
}
