import Archive
import Bytes
import Foundation
import Glibc
import Synchronization

/// A row that can be laid aside as bytes and read again.
protocol DiskRow: Sendable {
    func write(to bytes: inout RowWriter)
    init(from bytes: inout RowReader)
    /// What stands for a row that can no longer be read; see `RowsOnDisk.check`.
    init()
}

/// Rows of a package (entries, records, folders) in the order they were met, laid aside on disk: a package of 100,000 files
/// takes no more memory than one of a thousand.
///
/// Few rows never reach the disk. The file has no name, so nothing of it stays after a kill. Shared, not copied: rows are added by
/// whoever reads the package, and afterwards only read.
final class RowsOnDisk<Row: DiskRow>: RandomAccessCollection, Sendable {
    private let state: Mutex<State>

    /// - Parameter area: the folder the bytes are laid in; `nil`: the system's temporary one.
    init(in area: String? = nil) { state = Mutex(State(area: area)) }

    /// Adds a row at the end.
    /// - Throws: `BytesProblem`, `FullDisk`
    func append(_ row: Row) throws {
        var bytes = RowWriter()
        row.write(to: &bytes)
        try state.withLock { try $0.append(bytes.bytes) }
    }

    var startIndex: Int { 0 }
    var endIndex: Int { state.withLock { $0.count } }

    /// An empty row if the disk fails: whoever used rows asks `check` before anything follows from them.
    subscript(place: Int) -> Row {
        let bytes = state.withLock { $0.bytes(at: place) }
        guard let bytes else { return Row() }
        var reader = RowReader(bytes)
        return Row(from: &reader)
    }

    /// - Throws: `BytesProblem` if a row could not be read since it was laid aside.
    func check() throws {
        if let problem = state.withLock({ $0.problem }) { throw problem }
    }
}

extension RowsOnDisk {
    /// Where the rows lie: those before `tailStart` in the file, later ones in `tail`.
    private struct State {
        let area: String?
        private var file: OpenFile?
        private var ends: [Int64] = []
        private var tail: [UInt8] = []
        private var tailStart: Int64 = 0
        /// A piece of the file that was read last: rows are mostly read one after the other.
        private var window: [UInt8] = []
        private var windowStart: Int64 = 0
        private(set) var problem: (any Error)?

        private static var most: Int { 1 << 18 }
        private static var piece: Int { 1 << 16 }

        init(area: String?) { self.area = area }

        var count: Int { ends.count }

        mutating func append(_ bytes: [UInt8]) throws {
            if tail.count + bytes.count > Self.most, !tail.isEmpty { try flush() }
            tail += bytes
            ends.append(tailStart + Int64(tail.count))
        }

        private mutating func flush() throws {
            let file = try file ?? Self.nameless(in: area)
            self.file = file
            try file.write(tail)
            tailStart += Int64(tail.count)
            tail.removeAll(keepingCapacity: true)
        }

        private static func nameless(in area: String?) throws -> OpenFile {
            let folder = area ?? FileManager.default.temporaryDirectory.path
            let path = "\(folder)/rows-\(randomBytes(8).hex)"
            let file = try OpenFile.creating(path, mode: 0o600)
            unlink(path)
            return file
        }

        mutating func bytes(at place: Int) -> ArraySlice<UInt8>? {
            let start = place == 0 ? 0 : ends[place - 1]
            let end = ends[place]
            if start >= tailStart { return tail[Int(start - tailStart)..<Int(end - tailStart)] }
            guard let file else { return nil }
            if start < windowStart || end > windowStart + Int64(window.count) {
                do {
                    let wanted = Swift.max(Self.piece, Int(end - start))
                    window = try file.read(upTo: Int(Swift.min(Int64(wanted), tailStart - start)), at: start)
                    windowStart = start
                    guard window.count >= Int(end - start) else {
                        throw BytesProblem.unreadable(file.path, system: EIO)
                    }
                } catch {
                    problem = problem ?? error
                    window = []
                    return nil
                }
            }
            return window[Int(start - windowStart)..<Int(end - windowStart)]
        }
    }
}
