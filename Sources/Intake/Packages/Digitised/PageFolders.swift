import Archive

/// Sorts page images to records by the folders they lie in, from the inside out: `案卷/件/0001.jpg` is of the 件, not of the 案卷.
struct PageFolders {
    let rules: [CodeRule]
    /// Whether a key is that of a code in the list of records, or of volumes.
    let isListed: (String) -> Bool
    let isVolume: (String) -> Bool

    /// What is scanned of a volume beside its records.
    private static let ofVolumes = ["封面", "卷皮", "卷内目录", "卷内文件目录", "备考表", "封底", "目录"]

    /// - Parameter own: files that describe the package.
    func sort(
        _ package: UnpackedPackage, prefix: FileName?, own: Set<Int64>, into contents: inout PackageContents
    ) throws {
        let listing = package.listing
        let outside = prefix?.components.count ?? 0
        var places: [String: Int] = [:]
        var groups: [(path: FileName, files: [Int64])] = []
        func add(_ n: Int64?, _ key: String, _ path: FileName) {
            let place = places[key] ?? groups.count
            if place == groups.count {
                places[key] = place
                groups.append((path, []))
            }
            if let n { groups[place].files.append(n) }
        }
        for n in listing.files(under: prefix) where !own.contains(n) {
            let path = listing.path(n)
            let parts = Array(path.components.dropFirst(outside))
            if parts.count > 1, parts[0].display == "其他" {
                contents.others.append(n)
            } else if Leftovers.contains(path) {
                contents.strays.append(n)
            } else if let (key, place) = record(of: path, parts, outside) {
                contents.recordBytes += listing.bytes(n)
                add(n, key, place)
            } else if isOfVolume(path, parts) {
                contents.others.append(n)
            } else {
                contents.strays.append(n)
            }
        }
        // A listed record whose folder is there and holds nothing.
        for folder in listing.folders where listing.files(under: folder).isEmpty {
            let key = ReferenceCode.key(of: folder.lastComponent.display)
            if isListed(key) { add(nil, key, folder) }
        }
        for group in groups {
            let sorted = PageFile.inOrder(
                group.files, listing, key: ReferenceCode.key(of: group.path.lastComponent.display))
            try contents.folders.append(RecordFolder(path: group.path, metadata: [], contents: sorted))
        }
    }

    /// The record an image belongs to: the nearest folder, or the file's own name, that is listed; else the nearest that reads as a
    /// code of a record.
    private func record(of path: FileName, _ parts: [FileName], _ outside: Int) -> (key: String, place: FileName)? {
        let stem = path.stem
        for depth in parts.indices.dropLast().reversed() {
            let name = parts[depth].display
            let joined = depth > 0 ? parts[depth - 1].display + "-" + name : nil
            for code in [name, joined].compactMap(\.self) where isListed(ReferenceCode.key(of: code)) {
                return (ReferenceCode.key(of: code), place(of: code, path, outside + depth))
            }
        }
        if let code = begins(stem) {
            return (ReferenceCode.key(of: code), place(of: code, path, path.components.count - 1))
        }
        for depth in parts.indices.dropLast().reversed() {
            let name = parts[depth].display
            let key = ReferenceCode.key(of: name)
            guard !isVolume(key), let code = try? ReferenceCode(parsing: name, rules: rules), code.item != nil else {
                continue
            }
            return (key, place(of: name, path, outside + depth))
        }
        return nil
    }

    /// `档号-0001`, `档号_0001`, `档号`: the code of the list that a name begins with.
    private func begins(_ stem: String) -> String? {
        if isListed(ReferenceCode.key(of: stem)) { return stem }
        guard let cut = stem.lastIndex(where: { "-_ ".contains($0) }) else { return nil }
        let head = String(stem[..<cut])
        return isListed(ReferenceCode.key(of: head)) ? head : nil
    }

    /// The folder above the part at `depth`, with the code as its last part: also where a file's name alone says it.
    private func place(of code: String, _ path: FileName, _ depth: Int) -> FileName {
        depth == 0 ? FileName(code) : path.prefix(parts: depth) / FileName(code)
    }

    /// A cover, a list inside, a note at the end: beside the records of a volume.
    private func isOfVolume(_ path: FileName, _ parts: [FileName]) -> Bool {
        guard parts.count > 1, isVolume(ReferenceCode.key(of: parts[parts.count - 2].display)) else { return false }
        return PageFolders.ofVolumes.contains { path.stem.contains($0) }
    }
}
