import Archive
import Bytes
import Formats

/// Judges the signatures and seals of an OFD: every file each protects, its description, the value over that, and the seal itself.
///
/// Source: GB/T 33190-2016, 18; GB/T 38540-2020; GM/T 0031.
struct OFDSignatureJudge {
    let signers: SignerJudge

    func judge(_ path: String) throws -> SignedDocument {
        var document = SignedDocument()
        do {
            let ofd = try OFDSignatures(path: path)
            let files = ofd.files
            let names = Set(files.map { $0.lowercased() })
            var digests: [String: [String: [UInt8]]] = [:]
            var protected: Set<String> = []
            for (place, signature) in ofd.signatures.enumerated() {
                let id = signature.id.isEmpty ? "\(place + 1)" : signature.id
                let references = try OFDSignatureJudge.references(of: signature, in: ofd, &digests)
                var judged = judge(signature, id)
                // Readers differ in which of two they take.
                if names.count != files.count {
                    judged = judged.with(.unknown(.twice(OFDSignatureJudge.repeated(files))))
                } else if let change = references.change(beside: ofd.lists), judged.outcome.says(lessThan: change) {
                    judged = judged.with(change)
                } else if let broken = references.broken, judged.outcome == .valid {
                    judged = judged.with(.unknown(.brokenDigest(broken)))
                }
                document.signatures.append(judged)
                protected.formUnion(signature.references.map(\.path))
            }
            let own = Set(ofd.signatures.map { String($0.path[..<($0.path.lastIndex(of: "/") ?? $0.path.startIndex)]) })
            document.unprotected = files.filter { file in
                !protected.contains(file) && !ofd.lists.contains(file)
                    && !own.contains { !$0.isEmpty && file.hasPrefix($0 + "/") }
            }
        } catch let problem as OFDSignatures.Unreadable {
            document.unreadable = problem.what
        }
        return document
    }

    private func judge(_ signature: OFDSignature, _ id: String) -> DocumentSignature {
        let claimed = Moment.read(Array(signature.claimed.utf8))
        func judged(_ judged: SignerJudge.Judged, _ signer: String, _ seal: SealedSignature.Seal? = nil)
            -> DocumentSignature
        {
            DocumentSignature(
                id: id, isSeal: seal != nil, signer: signer, moment: judged.moment, isTimeProven: judged.isTimeProven,
                outcome: judged.outcome, vouched: judged.vouched, seal: seal)
        }
        guard let value = signature.value, !value.isEmpty else {
            return judged(SignerJudge.Judged(outcome: .altered(.value), moment: claimed), "")
        }
        if let sealed = SealedSignature(value) {
            let digests = [digest(signature.description, .sm3).bytes, digest(signature.description, .sha256).bytes]
            return judged(
                signers.judge(sealed, isOver: digests, else: .description), sealed.seal.name, sealed.seal)
        }
        guard let message = SignedMessage(value) else {
            return judged(SignerJudge.Judged(outcome: .unknown(.form(signature.method)), moment: claimed), "")
        }
        let pass = SignedContent(message)
        // Some put into the message what others only digest for it.
        let isOther = message.content.map { !$0.isEmpty && $0 != signature.description } ?? false
        pass.update(signature.description)
        let answers = pass.finish().map { answer in
            judged(
                signers.judge(answer, with: message.certificates, claimed: claimed), answer.certificate?.holder ?? "")
        }
        // All who signed one value stand or fall together.
        let first =
            answers.first { $0.outcome != .valid } ?? answers.first { $0.vouched?.standing != .licensed } ?? answers[0]
        return isOther ? first.with(.altered(.description)) : first
    }

    private static func repeated(_ files: [String]) -> String {
        var seen: Set<String> = []
        return files.first { !seen.insert($0.lowercased()).inserted } ?? ""
    }

    /// What became of the files a signature names.
    private struct References {
        var changed: [String] = []
        /// The digest they were taken by, if that is broken.
        var broken: String?
        var unknown: String?

        /// `nil`: all are as they were.
        func change(beside lists: Set<String>) -> DocumentOutcome? {
            if let unknown { return .unknown(.algorithm(unknown)) }
            guard let first = changed.first else { return nil }
            if changed.allSatisfy(lists.contains) { return .unknown(.list) }
            return .altered(.files(first: first, count: changed.count))
        }
    }

    private static func references(
        of signature: OFDSignature, in ofd: OFDSignatures, _ digests: inout [String: [String: [UInt8]]]
    ) throws -> References {
        var found = References()
        guard let name = SignatureNames.digest(signature.digest) else {
            found.unknown = signature.digest
            return found
        }
        if SignatureNames.broken.contains(name) { found.broken = name }
        for reference in signature.references {
            if digests[name]?[reference.path] == nil {
                guard var digest = ForeignDigest(named: name) else {
                    found.unknown = name
                    return found
                }
                let isThere = try ofd.read(reference.path) { digest.update($0) }
                digests[name, default: [:]][reference.path] = isThere ? digest.finish() : []
            }
            let actual = digests[name]?[reference.path] ?? []
            if actual.isEmpty || actual != Base64Stream.bytes(reference.value) { found.changed.append(reference.path) }
        }
        return found
    }
}

extension DocumentOutcome {
    /// Files that changed say more than a signature that holds, or that nobody can judge; that it was altered itself says more.
    fileprivate func says(lessThan change: DocumentOutcome) -> Bool {
        switch (self, change) {
        case (.altered, _), (.untrusted, .unknown): false
        default: true
        }
    }
}

extension DocumentSignature {
    fileprivate func with(_ outcome: DocumentOutcome) -> DocumentSignature {
        var other = DocumentSignature(
            id: id, isSeal: isSeal, signer: signer, moment: moment, isTimeProven: isTimeProven, outcome: outcome)
        other.seal = seal
        return other
    }
}
