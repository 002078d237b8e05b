package import Archive
package import Bytes
import Formats
import Foundation
import Ledger
import Tables

extension ReceivingDesk {
    /// The form of transfer and receipt (移交与接收登记表), filled from facts.
    package func handoverForm(_ id: AccessionID) async throws -> HandoverForm {
        let (accession, facts, documents) = try await database.read { tx in
            (
                try Accession.named(id, in: tx),
                try tx.row("SELECT content, media, medium_type FROM accession WHERE id = \(id)"),
                try ReceivingDesk.documents(id, in: tx)
            )
        }
        guard let verdict = accession.verdict, let report = accession.reportDigest,
            let listing = accession.listingDigest
        else { throw IntakeProblem.wrongState(number: accession.number, accession.state) }
        return HandoverForm(
            accession: id, number: accession.number,
            work: "\(accession.agency) \(accession.number) 批\(ReceivingDesk.work(of: accession.carries))",
            content: facts?.optionalText("content") ?? "\(accession.records) 件电子档案", records: accession.records,
            volumes: 0, bytes: accession.contentBytes, media: facts?.optionalText("media") ?? accession.number,
            mediumType: facts?.optionalText("medium_type") ?? "在线", sender: accession.agency,
            receiver: settings.archive, verdict: verdict, reportDigest: report, listingDigest: listing,
            signatures: documents.compactMap { HandoverSignature(json: $0) }, seals: await told(documents))
    }

    /// What is done, as the form calls it.
    private static func work(of carried: Carried) -> String {
        switch carried {
        case .records: "电子档案移交"
        case .entries: "目录接收"
        case .files: "全文挂接"
        }
    }

    /// The acts of the signatures, the sending side's first.
    private static func documents(_ id: AccessionID, in tx: any Transaction) throws -> [JSON] {
        try tx.rows("SELECT document FROM handover_signature WHERE accession = \(id) ORDER BY side DESC").map {
            try JSON(parsing: $0.text("document").utf8)
        }
    }

    static func signatures(_ id: AccessionID, in tx: any Transaction) throws -> [HandoverSignature] {
        try documents(id, in: tx).compactMap { HandoverSignature(json: $0) }
    }

    /// Signs the form for one side. With the second signature custody changes (接收): the package is accepted, once.
    ///
    /// - Parameters:
    ///   - scan: the scanned form where it was signed on paper; then an archivist enters it, for the agency too.
    ///   - kind: the archive's signature or seal to put with it; only for the archive's own side, and not on paper.
    /// - Throws: `IntakeProblem`; `SigningProblem` where a signing server was asked in vain: then nothing is written.
    package func sign(
        _ id: AccessionID, side: HandoverSide, by agent: Agent, name: String, inspection: Inspection,
        agency: String? = nil, scan: [UInt8]? = nil, with kind: SealKind? = nil
    ) async throws -> Accession {
        let signer = name.trimmingWhitespace
        // All that can be refused is refused before a server is asked.
        let accession = try await database.read { tx in
            let accession = try Accession.named(id, in: tx)
            try ReceivingDesk.checkSigner(
                agent, side: side, of: accession, agency: agency, name: signer, onPaper: scan != nil)
            let others = try ReceivingDesk.others(than: side, of: accession, by: agent, in: tx)
            if kind != nil, !others.isEmpty || accession.isTakenByOneSide {
                try ReceivingDesk.checkCodes(of: accession, in: tx)
            }
            return accession
        }
        guard let report = accession.reportDigest, let listing = accession.listingDigest else {
            throw IntakeProblem.wrongState(number: accession.number, accession.state)
        }
        // Nobody signs for what is not here.
        let container = staging(id).container
        guard try await onFileThread({ DurableFile.exists(container) }) else {
            throw IntakeProblem.packageGone(number: accession.number)
        }
        let way = try await kind.asyncMap { try await gateway($0, side: side, isOnPaper: scan != nil) }
        let scanPart = try await keep(scan, of: id, side: side)
        var signature = HandoverSignature(
            side: side, name: signer, agent: agent, at: clock.now, inspection: inspection,
            scan: scan.map { sha256($0) }, report: report, listing: listing)
        if let (gateway, trust) = way {
            signature.seal = try await sealed(signature, of: accession, by: gateway, trust)
        }
        while true {
            do {
                return try await enter(signature, of: accession, scanPart)
            } catch is SignedMeanwhile {
                continue
            }
        }
    }

    private func enter(
        _ signature: HandoverSignature, of accession: Accession, _ scanPart: (act: JSON, digest: Digest)?
    ) async throws -> Accession {
        let (id, side, agent) = (accession.id, signature.side, signature.agent)
        let json = signature.json(accession: id, parts: scanPart.map { [$0.digest] } ?? [])
        var told: [String: JSON] = ["side": .string(side.rawValue), "parts": .int(scanPart == nil ? 0 : 1)]
        if let seal = signature.seal { told[HandoverSeal.member] = .string(seal.kind.rawValue) }
        let signed = ledger.event(
            kind: .signed, subject: id.text, agent: agent, act: try await ledger.write(act: json), facts: told)
        let other = try await database.read { tx in try ReceivingDesk.signatures(id, in: tx) }.first { $0.side != side }
        let isComplete = other != nil || accession.isTakenByOneSide && side == .receiving
        let signatures = [other?.json(accession: id), json].compactMap(\.self)
        let acceptance: JSON? = isComplete ? .some(ReceivingDesk.acceptance(id, signatures, at: clock.now)) : .none
        let accepted = try await acceptance.asyncMap { act in
            let facts: [String: JSON] = ["records": .int(accession.records), "bytes": .int(accession.contentBytes)]
            return (
                act,
                ledger.event(
                    kind: .accepted, subject: id.text, agent: agent, act: try await ledger.write(act: act),
                    facts: facts)
            )
        }
        return try await database.write { [ledger] tx in
            let now = try Accession.named(id, in: tx)
            guard now.state == .awaiting else { throw IntakeProblem.wrongState(number: now.number, now.state) }
            let others = try ReceivingDesk.others(than: side, of: now, by: agent, in: tx)
            // Both sides at the same moment: the second of them finds the other here, and must write the acceptance.
            guard others.isEmpty == (other == nil) else { throw SignedMeanwhile() }
            try ReceivingDesk.replay(signed, json, in: tx)
            if let scanPart { try ReceivingDesk.replay(signed, scanPart.act, in: tx) }
            ledger.append(signed, in: tx)
            if let (act, event) = accepted {
                try ReceivingDesk.checkCodes(of: now, in: tx)
                try ReceivingDesk.replay(event, act, in: tx)
                ledger.append(event, in: tx)
            }
            return try Accession.named(id, in: tx)
        }
    }

    /// The signatures that are there already: none of this side, none by this account.
    private static func others(
        than side: HandoverSide, of accession: Accession, by agent: Agent, in tx: any Transaction
    ) throws -> [HandoverSignature] {
        let signatures = try signatures(accession.id, in: tx)
        guard !signatures.contains(where: { $0.side == side }) else {
            throw IntakeProblem.alreadySigned(number: accession.number, side)
        }
        guard signatures.allSatisfy({ $0.agent.id != agent.id }) else {
            throw IntakeProblem.sameAccount(number: accession.number)
        }
        return signatures
    }

    private static func checkCodes(of accession: Accession, in tx: any Transaction) throws {
        let taken = try codesTaken(from: accession.id, in: tx)
        guard taken.isEmpty else { throw IntakeProblem.codesTaken(number: accession.number, taken) }
    }

    /// A scan as an act of its own, so that it is kept with the ledger.
    private func keep(_ scan: [UInt8]?, of id: AccessionID, side: HandoverSide) async throws -> (
        act: JSON, digest: Digest
    )? {
        guard let scan else { return nil }
        let kind = Identification.of(
            head: Array(scan.prefix(Identification.headBytes)), whole: false, name: FileName("")
        ).kind
        guard [.pdf, .ofd, .jpeg, .png, .tiff].contains(kind), scan.count <= 20 << 20 else {
            throw IntakeProblem.notAScan
        }
        let act: JSON = [
            "schema": "lantai.scan/1", "accession": .string(id.text), "side": .string(side.rawValue),
            "sha256": .string(sha256(scan).hex), "bytes": .string(Data(scan).base64EncodedString()),
        ]
        return (act, try await ledger.write(act: act))
    }

    /// The scan of the paper form that one side signed; `nil` if it was signed here.
    package func scan(_ id: AccessionID, side: HandoverSide) async throws -> [UInt8]? {
        try await database.read { tx in
            try tx.row("SELECT bytes FROM handover_scan WHERE accession = \(id) AND side = \(side.rawValue)")?.blob(
                "bytes")
        }
    }

    private static func acceptance(_ id: AccessionID, _ signatures: [JSON], at: Instant) -> JSON {
        [
            "schema": "lantai.accepted/1", "accession": .string(id.text), "at": .string(at.text),
            "signatures": .array(signatures),
        ]
    }

    private static func checkSigner(
        _ agent: Agent, side: HandoverSide, of accession: Accession, agency: String?, name: String, onPaper: Bool
    ) throws {
        guard accession.state == .awaiting else {
            throw IntakeProblem.wrongState(number: accession.number, accession.state)
        }
        guard !name.isEmpty else { throw IntakeProblem.nameMissing }
        switch side {
        case .sending:
            let mayEnterPaper = agent.role == .archivist && onPaper
            guard agent.role == .agencyOfficer || mayEnterPaper else {
                throw IntakeProblem.mayNotSign(agent.role, side)
            }
            if let agency, agent.role == .agencyOfficer, agency != accession.agency {
                throw IntakeProblem.notYourPackage(number: accession.number)
            }
        case .receiving:
            guard agent.role == .archivist else { throw IntakeProblem.mayNotSign(agent.role, side) }
        }
    }

    /// Sends a checked package back by hand (退回), with the reason. Report, listing and digests stay.
    package func returnPackage(_ id: AccessionID, by agent: Agent, reason: String) async throws -> Accession {
        let accession = try await database.read { tx in try Accession.named(id, in: tx) }
        guard accession.state == .awaiting else {
            throw IntakeProblem.wrongState(number: accession.number, accession.state)
        }
        let why = reason.trimmingWhitespace
        guard !why.isEmpty else { throw IntakeProblem.reasonMissing }
        let act: JSON = [
            "schema": "lantai.returned-by-hand/1", "accession": .string(id.text), "at": .string(clock.now.text),
            "reason": .string(why),
        ]
        let event = ledger.event(
            kind: .returned, subject: id.text, agent: agent, act: try await ledger.write(act: act))
        return try await database.write { [ledger] tx in
            let now = try Accession.named(id, in: tx)
            guard now.state == .awaiting else { throw IntakeProblem.wrongState(number: now.number, now.state) }
            try ReceivingDesk.replay(event, act, in: tx)
            ledger.append(event, in: tx)
            return try Accession.named(id, in: tx)
        }
    }
}

/// The other side signed between our look and our write: look again.
private struct SignedMeanwhile: Error {}

extension String {
    /// Without white space at both ends, full-width spaces included.
    fileprivate var trimmingWhitespace: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension Optional {
    func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async throws -> T? {
        if let self { try await transform(self) } else { nil }
    }
}
