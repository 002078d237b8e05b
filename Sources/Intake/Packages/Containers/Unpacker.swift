import Archive
import Bytes
import Synchronization

/// Asked between two pieces whether the work is still wanted: long work off the cooperative pool cannot see its task.
final class StopSign: Sendable {
    private let raised = Mutex(false)
    func raise() { raised.withLock { $0 = true } }
    func check() throws { if raised.withLock({ $0 }) { throw CancellationError() } }
}

/// What came out of a container.
struct Unpacked: Sendable {
    var listing = Listing()
    var faults: [UnpackFault] = []
    /// Unpacking ended before the container's end: other checks would only tell consequences.
    var isStopped: Bool { faults.contains(where: \.kind.stops) }
}

/// Unpacks a container once, under limits, digesting while it writes. Blocks: use `onFileThread`.
///
/// Files are written as numbers, so no name from outside ever reaches the file system.
struct Unpacker {
    static let algorithms: [Digest.Algorithm] = [.sha512, .sha256, .sm3]

    let limits: UnpackLimits
    /// Where files are written, each under its number; `nil` reads them where they lie.
    let destination: String?
    /// Size of the container; `nil` for a folder.
    let packedBytes: Int64?
    let stop: StopSign
    let meter: UnpackMeter

    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 19, alignment: 64)

    init(
        limits: UnpackLimits, destination: String?, packedBytes: Int64?, stop: StopSign,
        meter: UnpackMeter = UnpackMeter()
    ) {
        self.limits = limits
        self.destination = destination
        self.packedBytes = packedBytes
        self.stop = stop
        self.meter = meter
    }

    /// Unpacks all of `open`'s container. What is wrong with it is in the answer; only our own failures are thrown.
    consuming func unpack(_ open: () throws -> any Container) throws -> Unpacked {
        defer { buffer.deallocate() }
        var unpacked = Unpacked()
        var names = SeenNames()
        var entries = 0
        do {
            let container = try open()
            if let promised = container.promised { meter.expect(files: promised.files, bytes: promised.bytes) }
            while let entry = try container.next() {
                try stop.check()
                entries += 1
                let shown = entry.name ?? FileName(entry.rawName.display)
                guard entries <= limits.entries else {
                    unpacked.faults.append(UnpackFault(kind: .tooManyEntries, file: nil))
                    break
                }
                do {
                    try take(entry, from: container, into: &unpacked, names: &names)
                } catch let kind as UnpackFault.Kind {
                    unpacked.faults.append(UnpackFault(kind: kind, file: shown))
                    if kind.stops { break }
                }
            }
        } catch let fault as ContainerFault {
            unpacked.faults.append(UnpackFault(kind: UnpackFault.Kind(fault), file: nil))
        }
        unpacked.listing.seal()
        return unpacked
    }

    private func take(
        _ entry: ContainerEntry, from container: any Container, into unpacked: inout Unpacked, names: inout SeenNames
    ) throws {
        guard let name = entry.name else { throw UnpackFault.Kind.nameUnreadable }
        guard let path = try EntryPath.clean(name, limits: limits) else { return }
        switch entry.sort {
        case .symbolicLink: throw UnpackFault.Kind.symbolicLink
        case .hardLink: throw UnpackFault.Kind.hardLink
        case .special: throw UnpackFault.Kind.special
        case .folder:
            unpacked.listing.add(folder: path)
            return
        case .file: break
        }
        if entry.isEncrypted { throw UnpackFault.Kind.encrypted }
        let clash = try names.add(path, as: unpacked.listing.count, among: unpacked.listing)
        let (bytes, digests) = try write(
            entry, from: container, as: unpacked.listing.count + 1, unpacked.listing.totalBytes)
        unpacked.listing.add(path: path, rawPath: entry.rawName, bytes: bytes, digests: digests)
        meter.addFile()
        if let clash { throw UnpackFault.Kind.clash(with: clash) }
    }

    private func write(
        _ entry: ContainerEntry, from container: any Container, as number: Int, _ before: Int64
    ) throws -> (Int64, FileDigests) {
        let file = try destination.map { try OpenFile.creating("\($0)/\(number)", mode: 0o600) }
        var digest = MultiDigest(Unpacker.algorithms)
        var bytes: Int64 = 0
        do {
            while true {
                let count = try container.read(into: buffer)
                guard count > 0 else { break }
                bytes += Int64(count)
                meter.add(bytes: count)
                try judge(bytes, of: entry, before: before)
                let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                digest.update(piece)
                try file?.write(piece)
                try stop.check()
            }
        } catch let fault as ContainerFault {
            // The rest of the container may be whole: only this entry is lost.
            if let destination { try DurableFile.removeAll("\(destination)/\(number)") }
            throw UnpackFault.Kind(fault)
        } catch let kind as UnpackFault.Kind {
            if let destination { try DurableFile.removeAll("\(destination)/\(number)") }
            throw kind
        }
        let made = digest.finish()
        return (bytes, FileDigests(sha512: made[0], sha256: made[1], sm3: made[2]))
    }

    private func judge(_ bytes: Int64, of entry: ContainerEntry, before: Int64) throws(UnpackFault.Kind) {
        if bytes > limits.bytesPerEntry { throw .entryTooLarge }
        if before + bytes > limits.totalBytes { throw .totalTooLarge }
        if bytes > limits.ratioFrom, let packed = entry.packedSize, bytes / limits.ratio > packed { throw .ratio }
        // Entries that share their packed bytes are each within the ratio, and together are not.
        if before + bytes > 4 * limits.ratioFrom, let packedBytes, (before + bytes) / limits.ratio > packedBytes {
            throw .ratio
        }
    }
}

extension UnpackFault.Kind {
    init(_ fault: ContainerFault) {
        self =
            switch fault {
            case .cutOff: .cutOff
            case .broken(let reason): .broken(reason: reason)
            case .damagedEntry(let reason): .damaged(reason: reason)
            case .unknownMethod: .unknownMethod
            case .tooManyEntries: .tooManyEntries
            }
    }
}

/// The names met so far, by hash only: the names themselves are in the listing.
private struct SeenNames {
    private var places: [Int: Int32] = [:]

    /// Notes `path`. Answers the earlier name that differs only by normalisation or capitals.
    mutating func add(_ path: FileName, as place: Int, among listing: Listing) throws(UnpackFault.Kind) -> FileName? {
        // Swift's strings are equal, and hash equal, when they are canonically equivalent.
        let key = path.display.lowercased().hashValue
        guard let earlier = places.updateValue(Int32(place), forKey: key) else { return nil }
        let other = listing.path(Int64(earlier) + 1)
        if other == path {
            places[key] = earlier
            throw .duplicate
        }
        return other.display.lowercased() == path.display.lowercased() ? other : nil
    }
}
