import Archive
import Bytes
import Intake
import Ledger
import Synchronization
import Tables

/// What came of making the rows of the stacks again from the objects.
package struct RebuildReport: Sendable {
    package internal(set) var objects: Int64 = 0
    package internal(set) var files: Int64 = 0
    /// Objects whose rows could not be made, by their place in the store, and why.
    package internal(set) var faults: [(place: String, fault: ObjectFault)] = []
}

extension Stacks {
    /// Makes the rows of all kept objects again from the objects alone (they are the truth); the ledger's acts say
    /// afterwards which of them are holdings (`replay`). Nothing counts as checked: the next fixity rounds begin with them.
    ///
    /// An interrupted change of a head is finished, and a version that no head ever knew is removed, so that each object
    /// is valid again.
    ///
    /// - Parameter text: extracts the text of a content file again, page by page; `nil` if it has none.
    package func rebuildHoldings(
        text: @escaping @Sendable (KeptFile, _ path: String) async throws -> [String]?
    ) async throws -> RebuildReport {
        try await describing.hold { [self] in
            var report = RebuildReport()
            var places: [ByteKey] = []
            for try await key in store.keys(under: nil) {
                guard let place = Stacks.place(declaredBy: key) else { continue }
                places.append(place)
                if places.count == Stacks.batch {
                    try await rebuild(places, text: text, into: &report)
                    places = []
                }
            }
            try await rebuild(places, text: text, into: &report)
            return report
        }
    }

    /// The object whose declaration `key` is.
    private static func place(declaredBy key: ByteKey) -> ByteKey? {
        let parts = key.text.split(separator: "/")
        guard parts.count == 5, parts[4] == "0=ocfl_object_1.1" else { return nil }
        return ByteKey(trusted: parts.dropLast().joined(separator: "/"))
    }

    private func rebuild(
        _ places: [ByteKey], text: @escaping @Sendable (KeptFile, _ path: String) async throws -> [String]?,
        into report: inout RebuildReport
    ) async throws {
        let found = try await places.concurrentMap(atMost: 4) { [self] place in
            try await settleHead(at: place)
            let object = try await readObject(at: place)
            var pages: [TextPage] = []
            for file in object?.files ?? [] where file.n > 0 && object?.row.kind == .item {
                guard let strings = try await withFile(file, { try await text(file, $0) }) else { continue }
                pages += TextPage.pages(strings, of: file.n)
            }
            return (place, object, pages)
        }
        // Long before anything was kept, so before every check.
        let never = Instant(microseconds: 0)
        try await database.write { tx in
            for case (_, let object?, let pages) in found {
                try object.row.write(checked: never, in: tx)
                for file in object.files { try file.write(checked: never, in: tx) }
                for page in pages { try page.write(of: object.row.unit, in: tx) }
            }
        }
        for (place, object, _) in found {
            if let object {
                report.objects += 1
                report.files += Int64(object.files.count)
            } else {
                let faults = try await ObjectCheck.faults(of: place, in: store, content: false)
                let unknown = ObjectFault("-", zh: "不是本系统写入的对象。", en: "Not an object that Lantai wrote.")
                report.faults += (faults.isEmpty ? [unknown] : faults).map { (place.text, $0) }
            }
        }
    }

    /// Brings the sidecar after a root inventory that a crash parted from it, and removes what no head knows. Changes
    /// nothing where the root inventory is not, byte for byte, the valid inventory of its own version.
    private func settleHead(at place: ByteKey) async throws {
        guard let head = try await head(at: place) else { return }
        let sidecar = place / "inventory.json.sha512"
        let line = ObjectVersion.sidecar(head.digest)
        let there = try await store.size(of: sidecar) == nil ? nil : try await store.bytes(of: sidecar)
        if there != line { try await store.replaceHead(sidecar, with: line, was: there.map { sha256($0) }) }
        for try await key in store.keys(under: place / "v\(head.inventory.head + 1)") { try await store.remove(key) }
    }
}
