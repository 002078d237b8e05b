package import Archive
import Bytes
import Foundation
import Intake
import Tables

extension Stacks {
    /// Exports a record as a BagIt 1.0 bag at `path`, which must not exist: content and transfer metadata below `data/`
    /// under their original names, what Lantai wrote about it below `metadata/`. Every byte is compared with its kept
    /// digests on the way; if anything differs there is no bag.
    package func export(_ unit: UnitID, to path: String) async throws {
        try await finishDescriptions()
        guard let holding = try await holding(unit) else { throw PreservationProblem.unknown(unit) }
        var bag = try BagWriter(at: path)
        do {
            try await fill(&bag, with: holding)
        } catch {
            try? DurableFile.removeAll(path)
            throw error
        }
    }

    private func fill(_ bag: inout BagWriter, with holding: Holding) async throws {
        let files = [holding.metadata].compactMap(\.self) + holding.files
        var names = PayloadNames(files.map(\.name))
        var payload: [JSON] = []
        for file in files {
            let name = names.name(for: file.name, n: file.n)
            payload.append(file.json(exportedAs: name))
            let written = try await bag.add(read(file), at: name)
            guard written.digests == [file.digests.sha256, file.digests.sha512] else {
                throw PreservationProblem.damaged(holding.unit, path: file.content)
            }
        }
        let place = StorageLayout.place(of: holding.unit)
        guard let head = try await head(at: place) else {
            throw PreservationProblem.damaged(holding.unit, path: "inventory.json")
        }
        for logical in [RecordDocument.path, PremisDocument.path, Stacks.descriptionPath] {
            guard let sha512 = head.inventory.digest(ofLogical: logical),
                let content = head.inventory.manifest[sha512]?.first
            else { continue }
            let bytes = try await store.bytes(of: place / content)
            guard digest(bytes, .sha512) == sha512 else {
                throw PreservationProblem.damaged(holding.unit, path: content)
            }
            try await bag.addTag(.of(bytes), at: logical)
        }
        try await bag.addTag(.of(JSON.array(payload).canonical + [10]), at: "metadata/payload.json")
        try await bag.finish(facts: [
            ("Bag-Software-Agent", "Lantai"), ("Bagging-Date", clock.today.text),
            ("External-Identifier", StorageLayout.identifier(of: holding.unit)),
            ("Internal-Sender-Identifier", holding.code), ("Bag-Count", "1 of 1"),
        ])
    }
}

extension KeptFile {
    /// Which file of the transfer a payload file is: both names byte by byte (base64) and for people.
    fileprivate func json(exportedAs exported: FileName) -> JSON {
        func json(_ name: FileName) -> JSON {
            [
                "base64": .string(Data(name.bytes).base64EncodedString()), "display": .string(name.display),
            ]
        }
        return ["n": .int(n), "payload": json(exported), "original": json(name)]
    }
}
