import Archive
import Glibc

/// The files of a package (清单), held in columns: some 300 bytes a file, so that 100,000 files are ordinary.
struct Listing: Sendable {
    private var names: [UInt8] = []
    private var ends: [Int] = []
    private var rawNames: [Int: FileName] = [:]
    /// For files that did not come by themselves: the file each was taken out of. They come after all that came.
    private var sources: [Int: Int64] = [:]
    private var sizes: [Int64] = []
    /// SHA-512, SHA-256 and SM3 one after the other, 128 bytes a file, in pieces: one large array would be copied, and double,
    /// whenever it grows.
    private var digestBytes: [[UInt8]] = []
    private static let piece = 4096
    /// Places (from 0) in the order of their paths; made by `seal`.
    private var order: [Int32] = []
    /// Folders that the container names, without a slash at the end, in order.
    private(set) var folders: [FileName] = []
    /// Of the files that came.
    private(set) var totalBytes: Int64 = 0
    /// Of those taken out of them.
    private(set) var takenBytes: Int64 = 0

    var count: Int { ends.count }
    /// The files that came, without those taken out of them.
    var received: Int { count - sources.count }
    /// The numbers of the files: 1 … count, in the order of the container.
    var numbers: Range<Int64> { 1..<Int64(count) + 1 }
    var isEmpty: Bool { ends.isEmpty }

    /// Adds a file; it has number `count` then.
    mutating func add(path: FileName, rawPath: FileName, bytes: Int64, digests: FileDigests) {
        names += path.bytes
        ends.append(names.count)
        if rawPath != path { rawNames[ends.count - 1] = rawPath }
        sizes.append(bytes)
        if (ends.count - 1) % Listing.piece == 0 { digestBytes.append([]) }
        digestBytes[digestBytes.count - 1] += digests.sha512.bytes + digests.sha256.bytes + digests.sm3.bytes
        totalBytes += bytes
    }

    /// Adds a file that was taken out of file `n`.
    mutating func add(taken path: FileName, from n: Int64, bytes: Int64, digests: FileDigests) {
        add(path: path, rawPath: path, bytes: bytes, digests: digests)
        sources[count - 1] = n
        totalBytes -= bytes
        takenBytes += bytes
    }

    mutating func add(folder: FileName) { folders.append(folder) }

    /// Sorts what is there, for `find` and `files(under:)`. Nothing is added after it.
    mutating func seal() {
        order = (0..<count).map { Int32($0) }
        let sorted = self
        sorted.names.withUnsafeBytes { names in
            func name(_ place: Int32) -> UnsafeRawBufferPointer {
                let start = place == 0 ? 0 : sorted.ends[Int(place) - 1]
                return UnsafeRawBufferPointer(rebasing: names[start..<sorted.ends[Int(place)]])
            }
            order.sort { left, right in
                let (a, b) = (name(left), name(right))
                guard let first = a.baseAddress, let second = b.baseAddress else { return a.isEmpty && !b.isEmpty }
                let compared = memcmp(first, second, min(a.count, b.count))
                return compared == 0 ? a.count < b.count : compared < 0
            }
        }
        folders.sort()
    }
}

extension Listing {
    private func name(_ place: Int) -> ArraySlice<UInt8> { names[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }

    func path(_ n: Int64) -> FileName { FileName(bytes: Array(name(Int(n) - 1))) }
    /// The file that `n` was taken out of; `nil` if it came by itself.
    func source(_ n: Int64) -> Int64? { sources[Int(n) - 1] }
    func rawPath(_ n: Int64) -> FileName { rawNames[Int(n) - 1] ?? path(n) }
    func bytes(_ n: Int64) -> Int64 { sizes[Int(n) - 1] }

    func digests(_ n: Int64) -> FileDigests {
        let bytes = digestBytes(at: Int(n) - 1)
        let start = bytes.startIndex
        return FileDigests(
            sha512: Digest(.sha512, Array(bytes[start..<(start + 64)])),
            sha256: Digest(.sha256, Array(bytes[(start + 64)..<(start + 96)])),
            sm3: Digest(.sm3, Array(bytes[(start + 96)...])))
    }

    private func digestBytes(at place: Int) -> ArraySlice<UInt8> {
        let start = place % Listing.piece * 128
        return digestBytes[place / Listing.piece][start..<(start + 128)]
    }

    /// The number of the file at `path`, byte by byte.
    func find(_ path: FileName) -> Int64? {
        let place = lowerBound(path.bytes)
        guard place < order.count, name(Int(order[place])).elementsEqual(path.bytes) else { return nil }
        return Int64(order[place]) + 1
    }

    /// The numbers of the files below `folder` (`nil`: of all), in the order of their paths.
    func files(under folder: FileName?) -> [Int64] {
        guard let folder else { return order.map { Int64($0) + 1 } }
        let prefix = folder.bytes + [UInt8(ascii: "/")]
        return order[lowerBound(prefix)...].prefix { name(Int($0)).starts(with: prefix) }.map { Int64($0) + 1 }
    }

    private func lowerBound(_ key: [UInt8]) -> Int {
        var low = 0
        var high = order.count
        while low < high {
            let middle = (low + high) / 2
            if name(Int(order[middle])).lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What is signed on the handover form: `SHA-512  path` a line, in the order of paths, as `sha512sum -c` reads it. What was
    /// taken out of files here is no part of what came.
    func eachSumLine(_ body: ([UInt8]) -> Void) {
        for place in order where sources[Int(place)] == nil {
            body(Array(digestBytes(at: Int(place)).prefix(64).hex.utf8) + [32, 32] + name(Int(place)) + [10])
        }
    }
}
