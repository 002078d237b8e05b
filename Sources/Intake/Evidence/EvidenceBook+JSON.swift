package import Archive
import Bytes
import Ledger

extension EvidenceBook {
    /// Everything in one object: `evidence.json`.
    package var json: JSON {
        var sorts: [String: JSON] = [:]
        for (kind, sum) in material {
            sorts[kind.rawValue] = ["transfers": .int(Int64(sum.transfers)), "files": .int(sum.files)]
        }
        var kept: [String: JSON] = [:]
        for (round, last) in rounds {
            kept[round.rawValue] = [
                "index": .int(last.index), "at": .string(last.event.at.text), "act": JSON(last.event.act?.hex),
                "facts": .object(last.event.facts),
            ]
        }
        var members: [String: JSON] = [
            "schema": "lantai.evidence/1", "archive": .string(archive), "madeAt": .string(madeAt.text),
            "standard": "DA/T 70-2018", "agencies": .array(agencies.map { .string($0) }), "material": .object(sorts),
            "missing": .array(missing.map { JSON($0) }), "transfers": .array(transfers.map { json(of: $0) }),
            "rounds": .object(kept),
            "opinions": .object(
                opinions.mapValues { review -> JSON in
                    [
                        "opinion": .string(review.opinion.rawValue), "note": .string(review.note),
                        "name": .string(review.name), "at": .string(review.at.text), "by": .string(review.by.id),
                    ]
                }),
        ]
        if let proofs { members["ledger"] = ["size": .int(proofs.size), "root": .string(proofs.root.hex)] }
        return .object(members)
    }

    private func json(of transfer: AccessionEvidence) -> JSON {
        let accession = transfer.accession
        var members: [String: JSON] = [
            "accession": .string(accession.id.text), "number": .string(accession.number),
            "agency": .string(accession.agency), "state": .string(accession.state.rawValue),
            "receivedAt": .string(accession.receivedAt.text), "receivedBy": .string(name(of: accession.receivedBy)),
            "bytes": .int(accession.bytes), "sha256": .string(accession.sha256.hex),
            "kind": .string(transfer.report.kind.text), "stage": .string(transfer.report.stage.rawValue),
            "records": .int(accession.records), "files": .int(accession.files),
            "verdict": .string(transfer.report.verdict.rawValue), "items": .array(transfer.items.map(\.json)),
            "reportDigest": JSON(accession.reportDigest?.hex), "listingDigest": JSON(accession.listingDigest?.hex),
            "signatures": .array(
                transfer.signatures.map { signature -> JSON in
                    [
                        "side": .string(signature.side.rawValue), "name": .string(signature.name),
                        "at": .string(signature.at.text),
                        "report": .string(signature.report.hex), "listing": .string(signature.listing.hex),
                        "scan": JSON(signature.scan?.hex), "sealed": JSON(signature.seal?.kind.rawValue),
                    ]
                }),
            "events": .array(
                transfer.events.map { index, event -> JSON in
                    [
                        "index": .int(index), "at": .string(event.at.text), "kind": .string(event.kind.text),
                        "by": .string(name(of: event.agent)), "act": JSON(event.act?.hex),
                    ]
                }),
            "material": .object(
                Dictionary(uniqueKeysWithValues: transfer.material.map { ($0.key.rawValue, JSON.int($0.value)) })),
        ]
        if let checked = transfer.checked, let path = proofs?.paths[checked.index] {
            members["proof"] = [
                "index": .int(checked.index), "leaf": .string(path.leaf.hex),
                "path": .array(path.hashes.map { .string($0.hex) }),
            ]
        }
        return .object(members)
    }

    /// A line for every item of every transfer: `evidence.csv`, UTF-8 with the mark by which spreadsheets know it.
    package func csv(_ language: Language) -> [UInt8] {
        var out = CSV.mark
        CSV.add(Self.head.map { $0[language] }, to: &out)
        for transfer in transfers {
            let accession = transfer.accession
            let signed: [String] = HandoverSide.allCases.map { side in
                transfer.signatures.first { $0.side == side }.map { "\($0.name) \($0.at.text)" } ?? ""
            }
            let head: [String] = [
                accession.number, accession.agency, accession.receivedAt.text, name(of: accession.receivedBy),
                accession.sha256.hex,
            ]
            let index: String = transfer.checked.map { String($0.index) } ?? ""
            let end: [String] = signed + [accession.reportDigest?.hex ?? "", index]
            for result in transfer.items {
                let item = result.item
                let number: String = item.number.map { "\(item.stage.code)-\($0)" } ?? ""
                let opinions: [String] = result.reviews.map { "\($0.opinion.words[language]) \($0.note)" }
                let reviewers: [String] = result.reviews.map { "\($0.name) \($0.at.text)" }
                let cells: [String] =
                    head + [
                        item.stage.words[language], item.property.words[language], number, item.name[language],
                        item.mode.words[language], result.outcomes.map(\.check).joined(separator: " "),
                        result.result.words[language], String(result.findings), opinions.joined(separator: "; "),
                        reviewers.joined(separator: "; "),
                    ] + end
                CSV.add(cells, to: &out)
            }
        }
        return out
    }

    private static let head = [
        Words(zh: "收件号", en: "receipt"), Words(zh: "移交单位", en: "agency"), Words(zh: "收到", en: "received"),
        Words(zh: "接收人", en: "received by"), Words(zh: "移交包摘要 SHA-256", en: "SHA-256 of the package"),
        Words(zh: "环节", en: "stage"), Words(zh: "四性", en: "property"), Words(zh: "编号", en: "number"),
        Words(zh: "检测项目", en: "item"), Words(zh: "方式", en: "how"), Words(zh: "检测程序", en: "checks"),
        Words(zh: "结果", en: "result"), Words(zh: "发现数", en: "findings"), Words(zh: "复核意见", en: "opinions"),
        Words(zh: "复核人", en: "reviewed by"), Words(zh: "移交单位签字", en: "signed for the agency"),
        Words(zh: "接收单位签字", en: "signed for the archive"), Words(zh: "报告摘要", en: "digest of the report"),
        Words(zh: "账簿序号", en: "index in the ledger"),
    ]
}
