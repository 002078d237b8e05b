import Archive
import Bytes
import Glibc

/// Opens a container and unpacks it, off the cooperative pool.
enum PackageUnpacking {
    /// Unpacks what lies at `path` into `area/files`, each file under its number. A folder is read where it lies.
    ///
    /// - Parameters:
    ///   - sources: from where files may be fetched that a bag names in its fetch.txt.
    ///   - progress: told once a second.
    static func unpack(
        path: String, sort: ContainerSort, into area: String, limits: UnpackLimits,
        sources: FetchSources = FetchSources(), clock: Clock = .system(),
        progress: @escaping @Sendable (CheckProgress) async throws -> Void
    ) async throws -> UnpackedPackage {
        let meter = UnpackMeter()
        return try await withThrowingTaskGroup(of: UnpackedPackage?.self) { group in
            group.addTask {
                let package = try await unpack(path: path, sort: sort, into: area, limits: limits, meter)
                return try await BagFetcher(
                    sources: sources, limits: limits, destination: area + "/files", clock: clock, meter: meter
                ).fetch(package)
            }
            group.addTask {
                while !Task.isCancelled {
                    do { try await Task.sleep(for: .seconds(1)) } catch { break }
                    try await progress(meter.now)
                }
                return nil
            }
            while let ended = try await group.next() {
                guard let package = ended else { continue }
                group.cancelAll()
                return package
            }
            throw CancellationError()
        }
    }

    private static func unpack(
        path: String, sort: ContainerSort, into area: String, limits: UnpackLimits, _ meter: UnpackMeter
    ) async throws -> UnpackedPackage {
        if case .other(let name) = sort {
            let fault = UnpackFault(kind: .notAContainer(name), file: nil)
            return UnpackedPackage(listing: Listing(), faults: [fault], path: { _ in path })
        }
        let stop = StopSign()
        return try await withTaskCancellationHandler {
            try await onFileThread {
                let isFolder = sort == .folder
                let files = area + "/files"
                try DurableFile.makeFolder(files, mode: 0o700)
                let packed = isFolder ? nil : try OpenFile.reading(path).size()
                let unpacker = Unpacker(
                    limits: limits, destination: isFolder ? nil : files, packedBytes: packed, stop: stop,
                    meter: meter)
                let unpacked = try unpacker.unpack { try sort.open(path, limits: limits) }
                let place: @Sendable (Int64) -> String
                if isFolder {
                    place = try inPlace(unpacked.listing, root: path, links: files)
                } else {
                    place = { "\(files)/\($0)" }
                }
                let package = UnpackedPackage(
                    listing: unpacked.listing, faults: unpacked.faults, area: area, path: place)
                guard !unpacked.isStopped, KnownLayouts.kind(of: package) == .capsules else { return package }
                return try CapsuleUnfolding(limits: limits, destination: files, stop: stop).unfold(package)
            }
        } onCancel: {
            stop.raise()
        }
    }

    /// Where each file of a folder lies. A path that is not UTF-8 is reached through a link of ours, since Swift's strings
    /// cannot hold it.
    private static func inPlace(
        _ listing: Listing, root: String, links: String
    ) throws -> @Sendable (Int64) -> String {
        for n in listing.numbers {
            let raw = listing.rawPath(n)
            guard String(validating: raw.bytes, as: UTF8.self) == nil else { continue }
            let target = FileName(root) / raw
            guard target.withPath({ symlink($0, "\(links)/\(n)") }) == 0 else {
                throw BytesProblem.writing("\(links)/\(n)")
            }
        }
        return { n in
            let raw = listing.rawPath(n)
            return String(validating: raw.bytes, as: UTF8.self).map { "\(root)/\($0)" } ?? "\(links)/\(n)"
        }
    }
}
