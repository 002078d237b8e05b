import Archive
import Bytes
import Tables

/// A run of sealed events (封存段): a file of event lines, `segments/<index of the first>`, never written again.
struct Segment: Sendable {
    /// Events in one segment at most.
    static let limit: Int64 = 1000

    let first: EventIndex
    /// The index after its last event.
    let end: EventIndex
    /// SHA-256 of the file.
    let digest: Digest
    /// The tree of all events before `end`.
    let frontier: MerkleFrontier

    static func key(_ first: EventIndex) -> ByteKey { numbered("segments", first) }

    static func contents(_ lines: [[UInt8]]) -> [UInt8] { lines.reduce(into: []) { $0 += $1 + [UInt8(ascii: "\n")] } }

    static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "\n")) }

    func insert(in tx: any Transaction) throws {
        try tx.run(
            """
            INSERT INTO segment (first_idx, end_idx, digest, frontier)
            VALUES (\(first), \(end), \(digest.hex), \(frontier.text))
            """)
    }
}

/// `folder/000000000017`: twelve digits, so that the order of names is the order of numbers.
func numbered(_ folder: String, _ number: Int64) -> ByteKey {
    let digits = String(number)
    return ByteKey(trusted: folder + "/" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits)
}

/// The numbers of what is kept below `folder`, in order. What bears no number is not the ledger's.
func numbers(in folder: String, _ store: any ByteStore) async throws -> [Int64] {
    var found: [Int64] = []
    for try await key in store.keys(under: ByteKey(trusted: folder)) {
        if let number = Int64(key.text.dropFirst(folder.utf8.count + 1)), numbered(folder, number) == key {
            found.append(number)
        }
    }
    return found.sorted()
}
