import Archive
import CSearch
import Glibc
import Synchronization

/// The words of an index's first entries, each with the places where it stands (倒排表): one file, written when the index is
/// built and never changed. What came after it is in FTS5.
final class WordLists: @unchecked Sendable {
    private let handle: OpaquePointer
    /// How many entries it holds: those at the places below.
    let count: Int
    private let foundDamage = Atomic<Bool>(false)

    /// The lists of the index file at `path` lie beside it.
    static func path(of path: String) -> String { path + "-words" }

    /// Opens the file at `path`, which was written with `key`.
    /// - Throws: `DiscoveryProblem.unavailable` if it is not there, another, or not whole.
    init(path: String, key: Int64) throws {
        var made: OpaquePointer?
        let code = csearch_lists_open(path, UInt64(bitPattern: key), &made)
        guard let made else { throw WordLists.problem(Int(code), path, system: errno) }
        handle = made
        count = Int(csearch_lists_count(made))
    }

    deinit { csearch_lists_close(handle) }

    /// A part of the file was read that is not what was written: the index must be built anew.
    var isDamaged: Bool { foundDamage.load(ordering: .acquiring) }

    /// Adds the places where all of `clauses` stand.
    func find(_ clauses: [Clause], _ matches: Matches) throws {
        let code = clauses.withTokens {
            Int(csearch_lists_find(handle, $0, Int32(clauses.count), matches.found))
        }
        if code == CSEARCH_DAMAGED { foundDamage.store(true, ordering: .releasing) }
        guard code == CSEARCH_FINE else { throw WordLists.problem(code, "", system: errno) }
    }

    static func problem(_ code: Int, _ path: String, system: Int32) -> any Explained {
        switch code {
        case CSEARCH_SYSTEM: DiscoveryProblem.writing(path, system: system)
        case CSEARCH_NO_MEMORY: DiscoveryProblem.unavailable(detail: "memory")
        default: DiscoveryProblem.unavailable(detail: "index lists")
        }
    }
}
