import Archive

extension ToldSignature {
    /// As the report prints and keeps it; absent members are left out.
    var json: JSON {
        var members: [String: JSON] = [
            "file": .string(file.display), "id": .string(id), "kind": .string(kind.rawValue),
            "signer": .string(signer), "outcome": .string(outcome.rawValue), "words": JSON(outcome.words),
        ]
        if let record { members["record"] = .string(record) }
        if let at { members["at"] = .string(at.text) }
        if !issuer.isEmpty { members["issuer"] = .string(issuer) }
        if outcome == .qualified || outcome == .valid { members["qualified"] = .bool(outcome == .qualified) }
        if let stamp {
            members["stamp"] = ["authority": .string(stamp.authority), "qualified": .bool(stamp.isLicensed)]
        }
        if let seal { members["seal"] = seal.json }
        return .object(members)
    }

    /// Reads what `json` writes; `nil` for anything else.
    init?(json: JSON) {
        guard let file = json["file"]?.string, let id = json["id"]?.string,
            let kind = json["kind"]?.string.flatMap(Kind.init(rawValue:)), let signer = json["signer"]?.string,
            let outcome = json["outcome"]?.string.flatMap(Outcome.init(rawValue:))
        else { return nil }
        self.init(
            file: FileName(file), record: json["record"]?.string, id: id, kind: kind, signer: signer,
            at: json["at"]?.string.flatMap { Instant(text: $0) }, outcome: outcome,
            issuer: json["issuer"]?.string ?? "")
        if let told = json["stamp"], let authority = told["authority"]?.string {
            stamp = Stamp(authority: authority, isLicensed: told["qualified"]?.bool == true)
        }
        seal = json["seal"].flatMap { ToldSeal(json: $0) }
    }
}

extension ToldSeal {
    var json: JSON {
        var members: [String: JSON] = [
            "maker": .string(maker), "width": .int(Int64(width)), "height": .int(Int64(height)),
        ]
        switch picture {
        case .shown(let kind, let digest):
            members["picture"] = ["kind": .string(kind.rawValue), "sha256": .string(digest.hex)]
        case .notShown(let kind): members["picture"] = ["kind": .string(kind)]
        case .none: break
        }
        return .object(members)
    }

    init?(json: JSON) {
        guard let maker = json["maker"]?.string, let width = json["width"]?.int, let height = json["height"]?.int
        else { return nil }
        let told = json["picture"]
        let kind = told?["kind"]?.string
        var picture = kind.map { Picture.notShown($0) } ?? .none
        if let shown = kind.flatMap(SealPicture.Kind.init(rawValue:)),
            let digest = told?["sha256"]?.string.flatMap({ Digest(.sha256, hex: $0) })
        {
            picture = .shown(shown, digest)
        }
        self.init(maker: maker, width: Int(width), height: Int(height), picture: picture)
    }
}
