package import Archive
import COpenSSL
import Foundation
import Glibc

/// Digests and size of the file at `path`, in one read. A large file is hashed by one thread for each algorithm, fed
/// from a ring of pieces; a small one here. Blocks: use `onFileThread` from asynchronous code.
package func digests(ofFile path: String, _ algorithms: Set<Digest.Algorithm>) throws
    -> (digests: [Digest.Algorithm: Digest], bytes: Int64)
{
    let file = try OpenFile.reading(path)
    let ordered = Digest.Algorithm.allCases.filter(algorithms.contains)
    let size = try file.size()
    if size > piece { posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
    let parallel = size >= 8 << 20 && ordered.count > 1 && ProcessInfo.processInfo.activeProcessorCount > 1
    let (digests, bytes) = parallel ? try ring(file, ordered) : try inline(file, ordered, size)
    return (Dictionary(uniqueKeysWithValues: zip(ordered, digests)), bytes)
}

/// The size of one read, and of one piece of the ring.
private let piece = 1 << 20

private func inline(_ file: OpenFile, _ algorithms: [Digest.Algorithm], _ size: Int64) throws -> ([Digest], Int64) {
    var digest = MultiDigest(algorithms)
    // One byte more than the file has, so that its end is seen without a second read.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(piece, Int(size) + 1), alignment: 64)
    defer { buffer.deallocate() }
    var bytes: Int64 = 0
    while true {
        let count = try file.read(into: buffer, at: bytes)
        digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        bytes += Int64(count)
        if count < buffer.count { return (digest.finish(), bytes) }
    }
}

private func ring(_ file: OpenFile, _ algorithms: [Digest.Algorithm]) throws -> ([Digest], Int64) {
    let ring = DigestRing(algorithms)
    for place in algorithms.indices {
        let thread = Thread { ring.consume(place) }
        thread.name = "lantai.digest.\(algorithms[place].rawValue)"
        thread.start()
    }
    return try ring.produce(from: file)
}

/// Pieces of a file on their way from one reader to a thread for each algorithm.
private final class DigestRing: @unchecked Sendable {
    private static let places = 8

    private let algorithms: [Digest.Algorithm]
    private let buffers: [UnsafeMutableRawBufferPointer]

    // All below is guarded by `condition`; a buffer belongs to the reader until its piece is counted as filled, then to
    // the algorithms until each has counted it as done.
    private let condition = NSCondition()
    private var lengths: [Int]
    private var filled = 0
    private var done: [Int]
    private var ended = false
    private var digests: [Digest?]

    init(_ algorithms: [Digest.Algorithm]) {
        self.algorithms = algorithms
        buffers = (0..<Self.places).map { _ in .allocate(byteCount: piece, alignment: 64) }
        lengths = Array(repeating: 0, count: Self.places)
        done = Array(repeating: 0, count: algorithms.count)
        digests = Array(repeating: nil, count: algorithms.count)
    }

    deinit {
        for buffer in buffers { buffer.deallocate() }
    }

    /// Reads the file to its end, then waits for the digests. The threads end in any case.
    func produce(from file: OpenFile) throws -> ([Digest], Int64) {
        var bytes: Int64 = 0
        defer { end() }
        while true {
            let place = waitForRoom()
            let count = try file.read(into: buffers[place], at: bytes)
            bytes += Int64(count)
            if count > 0 { fill(place, count) }
            if count < piece { break }
        }
        end()
        return (waitForDigests(), bytes)
    }

    func consume(_ algorithm: Int) {
        let context = newContext(algorithms[algorithm])
        defer { EVP_MD_CTX_free(context) }
        var next = 0
        while let (place, count) = waitForPiece(next) {
            EVP_DigestUpdate(context, buffers[place].baseAddress, count)
            next += 1
            locked { done[algorithm] = next }
        }
        let digest = finished(context, algorithms[algorithm])
        locked { digests[algorithm] = digest }
    }

    private func locked(_ body: () -> Void) {
        condition.lock()
        body()
        condition.broadcast()
        condition.unlock()
    }

    private func waitForRoom() -> Int {
        condition.lock()
        defer { condition.unlock() }
        while filled - done.min()! >= Self.places { condition.wait() }
        return filled % Self.places
    }

    private func fill(_ place: Int, _ count: Int) {
        locked {
            lengths[place] = count
            filled += 1
        }
    }

    private func end() { locked { ended = true } }

    private func waitForPiece(_ next: Int) -> (Int, Int)? {
        condition.lock()
        defer { condition.unlock() }
        while next == filled && !ended { condition.wait() }
        return next == filled ? nil : (next % Self.places, lengths[next % Self.places])
    }

    private func waitForDigests() -> [Digest] {
        condition.lock()
        defer { condition.unlock() }
        while digests.contains(nil) { condition.wait() }
        return digests.compactMap(\.self)
    }
}
