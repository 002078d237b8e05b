import Archive
import Bytes
import Formats

/// Takes the files out of the capsules of a package, so that whatever follows looks at them as at any other: each gets a number of its
/// own after those that came, and a path beside its capsule. The capsules stay as they came.
struct CapsuleUnfolding {
    let limits: UnpackLimits
    /// Where files are written, each under its number.
    let destination: String
    let stop: StopSign

    /// A file too large for the limits ends it: told as a bomb is.
    func unfold(_ package: UnpackedPackage) throws -> UnpackedPackage {
        let capsules = CapsuleNames(package.listing, prefix: package.wrapper).capsules(in: package.listing)
        var unfolded = package
        var names = TakenNames()
        for n in capsules {
            try stop.check()
            do {
                try take(n, package.path(n), into: &unfolded, &names)
            } catch is UnreadableReason {
                // Told when its record is read.
            } catch let kind as UnpackFault.Kind {
                unfolded.faults.append(UnpackFault(kind: kind, file: package.listing.path(n)))
                if kind.stops { break }
            }
        }
        unfolded.listing.seal()
        let received = Int64(package.listing.count)
        unfolded.path = { [destination, path = package.path] n in n > received ? "\(destination)/\(n)" : path(n) }
        return unfolded
    }

    /// Data decoded from a capsule, before it has a number.
    private struct Written {
        let path: String
        var bytes: Int64 = 0
        var digests: FileDigests?
    }

    private func take(_ n: Int64, _ path: String, into package: inout UnpackedPackage, _ names: inout TakenNames) throws
    {
        var written: [Int: Written] = [:]
        // Inner layers hold what the outer one replaced: it stays in the capsule.
        defer { for left in written.values { try? DurableFile.removeAll(left.path) } }
        var file: OpenFile?
        var digest = MultiDigest(Unpacker.algorithms)
        var sum = package.listing.totalBytes + package.listing.takenBytes
        let capsule = try CapsuleReading.read(path, limit: limits.bytesPerEntry) { place, bytes in
            try stop.check()
            var own = written[place] ?? Written(path: "\(destination)/capsule-\(n)-\(place)")
            defer { written[place] = own }
            if file == nil { file = try OpenFile.creating(own.path, mode: 0o600) }
            guard !bytes.isEmpty else {
                let made = digest.finish()
                own.digests = FileDigests(sha512: made[0], sha256: made[1], sm3: made[2])
                file = nil
                return
            }
            digest.update(bytes)
            try file?.write(bytes)
            own.bytes += Int64(bytes.count)
            sum += Int64(bytes.count)
            if own.bytes > limits.bytesPerEntry { throw UnpackFault.Kind.entryTooLarge }
            if sum > limits.totalBytes { throw UnpackFault.Kind.totalTooLarge }
        }
        var numbers: [Int: Int64] = [:]
        package.taken[n] = try capsule.files.enumerated().map { place, encoding in
            guard let source = capsule.source(of: encoding), !source.isBroken else { return nil }
            // Two documents may refer to the same data.
            if let number = numbers[source.place] { return number }
            guard let data = written[source.place], let digests = data.digests else { return nil }
            guard package.listing.count < limits.entries else { throw UnpackFault.Kind.tooManyEntries }
            let number = Int64(package.listing.count + 1)
            try DurableFile.rename(data.path, to: "\(destination)/\(number)")
            written[source.place] = nil
            numbers[source.place] = number
            let name = names.name(of: encoding, at: place + 1, beside: n, in: package.listing, limits)
            package.listing.add(taken: name, from: n, bytes: data.bytes, digests: digests)
            return number
        }
    }
}

/// The paths of files taken out of capsules: in the folder of their capsule, under their own names as far as those can be had.
private struct TakenNames {
    private var folder: FileName?
    private var used: Set<FileName> = []

    mutating func name(
        of encoding: Capsule.Encoding, at place: Int, beside n: Int64, in listing: Listing, _ limits: UnpackLimits
    ) -> FileName {
        let capsule = listing.path(n)
        let folder = capsule.prefix(parts: capsule.components.count - 1)
        if self.folder != folder { (self.folder, used) = (folder, []) }
        let ending = encoding.keyword.split(separator: "-").dropFirst().last.map { "." + $0 } ?? ""
        let plain = try? EntryPath.clean(FileName(FilesByCode.lastPart(of: encoding.document.fileName)), limits: limits)
        let name = plain.flatMap(\.self) ?? FileName("文件\(place)\(ending)")
        var path = folder / name
        // The place in the capsule, then the capsule: one of them is its own.
        if listing.find(path) != nil || used.contains(path) { path = folder / FileName("\(place)-\(name.display)") }
        if listing.find(path) != nil || used.contains(path) { path = capsule / FileName("\(place)-\(name.display)") }
        used.insert(path)
        return path
    }
}
