import Archive
import Bytes
import Synchronization

/// The second copy of the events not yet sealed, on disk before each COMMIT.
///
/// Called by the writer of the database only, one call after the other.
final class Tail: Sendable {
    private struct State {
        /// `nil` after a failed reopening; the next append tries again.
        var file: OpenFile?
        /// Index of the first event in the file, and where each event begins.
        var first: EventIndex
        var offsets: [Int64]
        /// Bytes that are committed; what lies beyond is cut before the next append.
        var length: Int64
        var isMarked: Bool
        var isDirty: Bool
        var pending: (offsets: [Int64], length: Int64)?

        var end: EventIndex { first + Int64(offsets.count) }
    }

    let path: String
    private let state: Mutex<State>

    /// Goes on with the file at `path`, whose first `length` bytes hold events from `first`.
    ///
    /// - Parameter cuts: whether what lies beyond `length` goes; it stays where it is evidence.
    init(path: String, first: EventIndex, offsets: [Int64], length: Int64, isMarked: Bool, cuts: Bool) throws {
        self.path = path
        let file = try OpenFile.appending(path)
        if cuts { try file.truncate(to: length) }
        state = Mutex(
            State(file: file, first: first, offsets: offsets, length: length, isMarked: isMarked, isDirty: false))
    }

    /// How long the file should be; `nil` if the last group could not be cut from it yet.
    var expectedSize: Int64? { state.withLock { $0.isDirty ? nil : $0.length } }

    /// Bytes of what is committed; the file may be longer by a group that was undone.
    var committedSize: Int64 { state.withLock { $0.length } }

    /// Adds a commit group's events; on disk when it returns.
    func append(_ lines: [[UInt8]]) throws {
        try state.withLock { state in
            let file = try state.file ?? OpenFile.appending(path)
            state.file = file
            if state.isDirty { try file.truncate(to: state.length) }
            var bytes = state.isMarked ? [] : TailReading.mark(state.end)
            var offsets: [Int64] = []
            for line in lines {
                offsets.append(state.length + Int64(bytes.count))
                bytes += line
                bytes.append(UInt8(ascii: "\n"))
            }
            state.isDirty = true
            try file.write(bytes)
            try file.sync()
            state.pending = (offsets, state.length + Int64(bytes.count))
        }
    }

    /// The group stands. The mark is written without waiting for the disk; if it cannot be, the next group brings it.
    func committed() {
        state.withLock { state in
            guard let pending = state.pending else { return }
            state.pending = nil
            state.offsets += pending.offsets
            state.length = pending.length
            state.isMarked = false
            let mark = TailReading.mark(state.end)
            guard (try? state.file?.write(mark)) != nil else { return }
            state.length += Int64(mark.count)
            state.isMarked = true
            state.isDirty = false
        }
    }

    /// The group was undone. If it was written whole, its COMMIT was tried, and may yet be found done after a crash (its sync
    /// failed, its bytes were there): then it must be found here too, so it is cut only before the next append. A group
    /// that is not whole is cut now, or else then.
    func rolledBack() {
        state.withLock { state in
            let wasTried = state.pending != nil
            state.pending = nil
            if state.isDirty, !wasTried { state.isDirty = (try? state.file?.truncate(to: state.length)) == nil }
        }
    }

    /// Drops the events before `index`, which are sealed. If that fails the file stays as it was, only longer.
    func drop(before index: EventIndex) {
        state.withLock { state in
            guard index > state.first, index <= state.end, let file = state.file else { return }
            let place = Int(index - state.first)
            guard let kept = try? rest(of: file, from: place, state) else { return }
            let shift = place < state.offsets.count ? state.offsets[place] : 0
            guard (try? DurableFile.write(kept, to: path)) != nil else {
                // Whether the new file took the old one's place is not known: look.
                state.file = try? OpenFile.appending(path)
                guard let size = try? state.file?.size(), size == Int64(kept.count), size != state.length else {
                    return
                }
                return become(kept, index, shift, &state)
            }
            state.file = try? OpenFile.appending(path)
            become(kept, index, shift, &state)
        }
    }

    private func rest(of file: OpenFile, from place: Int, _ state: State) throws -> [UInt8] {
        guard place < state.offsets.count else { return TailReading.mark(state.end) }
        let start = state.offsets[place]
        let bytes = try file.read(upTo: Int(state.length - start), at: start)
        guard bytes.count == Int(state.length - start) else { throw BytesProblem.reading(path) }
        return bytes
    }

    private func become(_ kept: [UInt8], _ index: EventIndex, _ shift: Int64, _ state: inout State) {
        let place = Int(index - state.first)
        if place == state.offsets.count { state.isMarked = true }
        state.offsets = state.offsets[place...].map { $0 - shift }
        state.first = index
        state.length = Int64(kept.count)
    }
}
