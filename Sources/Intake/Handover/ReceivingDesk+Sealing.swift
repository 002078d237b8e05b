package import Archive
package import Bytes
import Ledger

extension ReceivingDesk {
    /// What the archive's own side can sign with besides a name: of the signing servers that are configured.
    package var sealsOffered: [SealKind] { settings.signing.map(\.kind) }

    /// The authorities that are trusted now.
    private func trust() async throws -> TrustStore {
        guard let folder = settings.trust else { return TrustStore() }
        return try await onFileThread { try TrustStore(folder: folder) }
    }

    /// Whom to ask, after all that can be refused without asking: nobody's server signs what is not kept then.
    func gateway(_ kind: SealKind, side: HandoverSide, isOnPaper: Bool) async throws -> (SigningGateway, TrustStore) {
        guard side == .receiving, !isOnPaper else { throw IntakeProblem.sealOfReceiver }
        guard let gateway = settings.signing.first(where: { $0.kind == kind }) else {
            throw IntakeProblem.noSigning(kind)
        }
        let trust = try await trust()
        guard !trust.isEmpty else { throw IntakeProblem.noTrust }
        return (gateway, trust)
    }

    /// Has the act of `signature` signed, and judges what came before anything is written.
    /// - Throws: `SigningProblem`
    func sealed(
        _ signature: HandoverSignature, of accession: Accession, by gateway: SigningGateway, _ trust: TrustStore
    ) async throws -> HandoverSeal {
        let content = signature.json(accession: accession.id).canonical
        let value = try await gateway.value(
            for: SigningRequest(
                content, purpose: "handover", subject: accession.number, account: signature.agent.id,
                name: signature.name))
        let seal = HandoverSeal(kind: gateway.kind, value: value)
        let judged = SignerJudge(trust: trust, today: clock.today).judge(seal, over: content, at: signature.at)
        switch judged.outcome {
        case .valid: return seal
        case .altered(let alteration) where [.seal, .stamp].contains(alteration):
            throw SigningProblem.untrusted(gateway.address, Signatures.words(alteration))
        case .altered: throw SigningProblem.notOverIt(gateway.address)
        case .untrusted(let distrust):
            throw SigningProblem.untrusted(gateway.address, Signatures.words(distrust, at: judged.moment))
        case .unknown(let reason): throw SigningProblem.untrusted(gateway.address, Signatures.words(reason))
        }
    }

    /// What the seals under a form come to today, by the acts they are in.
    func told(_ documents: [JSON]) async -> [HandoverSide: ToldSignature] {
        let sealed = documents.compactMap { act in HandoverSignature(json: act).map { (act, $0) } }
            .filter { $0.1.seal != nil }
        guard !sealed.isEmpty else { return [:] }
        // Whom to trust may not be known just now: then it cannot be told, and the form is shown all the same.
        let judge = SignerJudge(trust: (try? await trust()) ?? TrustStore(), today: clock.today)
        var told: [HandoverSide: ToldSignature] = [:]
        for (act, signature) in sealed {
            guard let seal = signature.seal else { continue }
            let judged = judge.judge(seal, over: HandoverSeal.content(of: act), at: signature.at)
            told[signature.side] = ToldSignature(judged, of: seal)
        }
        return told
    }
}

/// What the seals in the acts of a ledger come to when they are verified again.
package struct HandoverSeals: Sendable {
    package struct Fault: Sendable, Hashable {
        /// `event 17`
        package let place: String
        package let what: Words

        package var next: Words {
            Words(
                zh: "不要改动现场；把台账与副本、备份对照，查明是谁在何时改动的。",
                en: "Leave everything as it is; hold the ledger against its copies and backups to find who changed it.")
        }
    }

    package private(set) var count = 0
    /// Valid by the certificate of a trusted authority, and of those by a licensed one.
    package private(set) var valid = 0
    package private(set) var licensed = 0
    /// Those altered; one that is only not trusted any more is none.
    package private(set) var faults: [Fault] = []

    mutating func add(_ outcome: ToldSignature.Outcome, at index: EventIndex) {
        count += 1
        if outcome == .valid || outcome == .qualified { valid += 1 }
        if outcome == .qualified { licensed += 1 }
        if outcome == .altered {
            faults.append(
                Fault(
                    place: "event \(index)",
                    what: Words(
                        zh: "登记表上本馆的签名或印章不是对这份签署记录的，或已被改动。",
                        en: "The archive's signature or seal under a form is not one over its act, or was altered.")))
        }
    }

    package var json: JSON {
        [
            "count": .int(Int64(count)), "valid": .int(Int64(valid)), "licensed": .int(Int64(licensed)),
            "faults": .array(
                faults.map {
                    [
                        "code": "handover-seal-altered", "place": .string($0.place), "what": JSON($0.what),
                        "next": JSON($0.next),
                    ]
                }),
        ]
    }
}

extension ReceivingDesk {
    /// Verifies again every signature and seal that the archive put under forms, from the acts of the ledger.
    package func verifySeals(by trust: TrustStore) async throws -> HandoverSeals {
        var seals = HandoverSeals()
        let judge = SignerJudge(trust: trust, today: clock.today)
        var last: EventIndex = -1
        while true {
            let page = try await ledger.events(after: last, kinds: [.signed], limit: 500)
            for (index, event) in page where event.facts[HandoverSeal.member] != nil {
                var act: JSON?
                do {
                    act = try await event.act.asyncMap { try await ledger.act($0) }
                } catch let problem as any Explained where !problem.isTransient {
                    // An act that cannot be read is told with the ledger itself, and proves no seal.
                }
                guard let act, let signature = HandoverSignature(json: act), let seal = signature.seal else {
                    seals.add(.altered, at: index)
                    continue
                }
                let judged = judge.judge(seal, over: HandoverSeal.content(of: act), at: signature.at)
                seals.add(ToldSignature(judged, of: seal).outcome, at: index)
            }
            guard page.count == 500, let end = page.last?.0 else { return seals }
            last = end
        }
    }
}
