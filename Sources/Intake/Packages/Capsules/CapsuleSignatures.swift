import Archive
import Bytes
import Formats
import Foundation

/// What a signature over a capsule comes to (验签结果).
enum SignatureOutcome: Hashable, Sendable {
    case valid
    /// What was signed is not what is there.
    case altered
    /// It holds, and whoever signed is not to be trusted.
    case untrusted(TrustStore.Judgement)
    /// It could not be judged.
    case unknown(Reason)

    enum Reason: Hashable, Sendable {
        case certificate, value
        case algorithm(String)
        /// 签名规则 does not say how what was signed is written, and by the usual way it does not hold.
        case rule
        /// It holds; there is no authority here to ask about the certificate.
        case noTrust
    }
}

/// One signature of a capsule, judged.
struct JudgedSignature: Sendable {
    /// `修改0-签名1`
    let id: String
    let isLock: Bool
    /// 0 is the outermost.
    let layer: Int
    let signer: String
    /// 签名时间, or what stands for it.
    let moment: Instant
    let outcome: SignatureOutcome
    let line: Int
    /// `nil` unless it is valid.
    let vouched: Vouched?
}

/// Verifies the signatures of a capsule in one reading: each signed element is brought into canonical form as it passes, and only
/// digests are held. Source: DA/T 48-2009 (电子签名, 锁定签名); GM/T 0009-2012 (SM2).
struct CapsuleSignatures {
    private let capsule: Capsule
    private let trust: TrustStore
    private let today: Day

    init(_ capsule: Capsule, trust: TrustStore, today: Day) {
        (self.capsule, self.trust, self.today) = (capsule, trust, today)
    }

    /// What was signed: the object of a layer, or one of its signatures.
    private enum Subject: Hashable {
        case object(Int)
        case signature(layer: Int, place: Int)
    }

    func judge(_ path: String, limit: Int64) throws -> [JudgedSignature] {
        let jobs = self.jobs
        guard !jobs.isEmpty else { return [] }
        try feed(jobs, from: path, limit: limit)
        return jobs.map { job in
            let (outcome, vouched) = outcome(of: job)
            return JudgedSignature(
                id: job.id, isLock: job.isLock, layer: job.layer, signer: job.signer, moment: job.moment,
                outcome: outcome, line: job.node.line, vouched: vouched)
        }
    }

    private func outcome(of job: Job) -> (SignatureOutcome, Vouched?) {
        guard let certificate = job.certificates.first else { return (.unknown(.certificate), nil) }
        guard let value = Base64Stream.bytes(job.node.first("签名结果")?.value ?? ""), !value.isEmpty else {
            return (.unknown(.value), nil)
        }
        guard let holds = job.holds(value) else {
            return (.unknown(.algorithm(job.node.first("签名算法标识")?.value ?? "")), nil)
        }
        guard holds else { return (job.isRuleKnown ? .altered : .unknown(.rule), nil) }
        switch trust.judge(certificate, with: Array(job.certificates.dropFirst()), at: job.moment) {
        case .trusted(let standing): return (.valid, Vouched(issuer: certificate.issuer, standing: standing))
        case .unknownIssuer where trust.isEmpty: return (.unknown(.noTrust), nil)
        case let other: return (.untrusted(other), nil)
        }
    }

    private var jobs: [Job] {
        var jobs: [Job] = []
        for (depth, layer) in capsule.layers.enumerated() {
            let made = layer.object.first("封装包创建时间")?.value
            for (place, node) in layer.signatures.enumerated() {
                let id = node.first("签名标识符")?.value ?? ""
                jobs.append(Job(node, of: .object(depth), id, depth, isLock: false, rule: "", made, today))
                if let lock = layer.lock, lock.first("被锁定签名标识符")?.value == id {
                    jobs.append(
                        Job(
                            lock, of: .signature(layer: depth, place: place), id, depth, isLock: true,
                            rule: node.first("签名规则")?.value ?? "", made, today))
                }
            }
        }
        return jobs
    }

    /// One signature while what it signed passes by.
    private final class Job {
        let node: XMLNode
        let subject: Subject
        let id: String
        let layer: Int
        let isLock: Bool
        let certificates: [SignerCertificate]
        let moment: Instant
        let isRuleKnown: Bool
        private let check: SignatureCheck?

        init(
            _ node: XMLNode, of subject: Subject, _ id: String, _ layer: Int, isLock: Bool, rule other: String,
            _ made: String?, _ today: Day
        ) {
            (self.node, self.subject, self.id, self.layer, self.isLock) = (node, subject, id, layer, isLock)
            certificates = node.all("证书块").flatMap { $0.all("证书") }.prefix(10).compactMap { certificate in
                Base64Stream.bytes(certificate.value).flatMap { SignerCertificate($0) }
            }
            let own = node.first("签名规则")?.value ?? ""
            // A lock may say that it is made as the signature it locks.
            let rule = own.contains("同") && isLock ? own + other : own
            isRuleKnown = rule.lowercased().contains("exclusive") || rule.lowercased().contains("exc-c14n")
            let texts = [node.first("签名时间")?.value, made].compactMap(\.self)
            moment =
                texts.lazy.compactMap { MomentText($0) }.first.map { Job.instant($0.day, seconds: $0.seconds) }
                ?? Job.instant(today, seconds: 43_200)
            check = certificates.first.flatMap { certificate in
                SignatureCheck(by: certificate, userID: Job.userID(in: rule))
            }
        }

        /// China has one time.
        fileprivate static func instant(_ day: Day, seconds: Int) -> Instant {
            Instant(microseconds: (Int64(day.daysSince1970) * 86_400 + Int64(seconds) - 8 * 3600) * 1_000_000)
        }

        var signer: String { certificates.first?.holder ?? node.first("签名人")?.value ?? "" }

        func update(_ bytes: [UInt8]) { check?.update(bytes) }
        /// `nil` if there is nothing to hold it against.
        func holds(_ value: [UInt8]) -> Bool? { check?.holds(value) }

        /// `用户标识1234567812345678`
        private static func userID(in rule: String) -> [UInt8]? {
            guard let start = rule.range(of: "用户标识") else { return nil }
            let text = rule[start.upperBound...].drop { "：:为是 “\"".contains($0) }
            let id = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "@._-".contains($0)) }
            return id.isEmpty ? nil : Array(id.utf8)
        }
    }

    /// Canonical forms under way, each with the signatures that wait for it.
    private struct Passing {
        var form = CanonicalXML()
        let jobs: [Job]
    }

    private func feed(_ jobs: [Job], from path: String, limit: Int64) throws {
        let bySubject = Dictionary(grouping: jobs, by: \.subject)
        var passing: [Passing] = []
        var names: [String] = []
        /// 被签名对象 that are open.
        var depth = 0
        var places: [Int: Int] = [:]
        try SafeXML.events(path: path, limits: CapsuleReading.limits(limit)) { event in
            if case .start(let node) = event {
                let parent = names.last
                names.append(node.name)
                if node.name == "被签名对象", names.count == 2 || parent == "原封装包" {
                    passing.append(Passing(jobs: bySubject[.object(depth)] ?? []))
                    depth += 1
                } else if node.name == "电子签名", parent == "电子签名块" {
                    let place = places[depth, default: 0]
                    places[depth] = place + 1
                    if let jobs = bySubject[.signature(layer: depth, place: place)] {
                        passing.append(Passing(jobs: jobs))
                    }
                }
            }
            for place in passing.indices {
                var bytes: [UInt8] = []
                passing[place].form.write(event, to: &bytes)
                for job in passing[place].jobs { job.update(bytes) }
            }
            passing.removeAll { $0.form.isEnded }
            if case .end = event {
                if names.popLast() == "被签名对象", names.count == 1 || names.last == "原封装包" { depth -= 1 }
            }
        }
    }
}
