import Archive
import CSearch
import Glibc

/// Writes `WordLists`. Used by one thread at a time.
final class WordListsBuilder: @unchecked Sendable {
    private let handle: OpaquePointer
    private let path: String

    /// Memory it works in; what does not fit lies on disk until it is merged.
    private static let memory: Int64 = 24 << 20

    init(path: String, memory: Int64 = memory) throws {
        guard let made = csearch_builder_new(path, memory) else {
            throw DiscoveryProblem.writing(path, system: errno)
        }
        (handle, self.path) = (made, path)
    }

    deinit { csearch_builder_free(handle) }

    var count: Int { Int(csearch_builder_count(handle)) }

    /// Adds the entry at the next place. Text taken from files may hold U+0000: it is taken by length.
    func add(_ columns: [String]) throws {
        for (number, column) in columns.enumerated() {
            var column = column
            let code = column.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    csearch_builder_add(handle, Int32(number), $0.baseAddress, Int64($0.count))
                }
            }
            try check(code)
        }
        let code = csearch_builder_end(handle)
        try check(code)
    }

    private func check(_ code: Int32) throws {
        let system = errno
        guard Int(code) == CSEARCH_FINE else { throw WordLists.problem(Int(code), path, system: system) }
    }

    /// Writes the file to disk; it opens with `key` only.
    func finish(key: Int64) throws {
        let code = csearch_builder_finish(handle, UInt64(bitPattern: key))
        try check(code)
    }
}
