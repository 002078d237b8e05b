import Archive

/// Sorts the files of a package into records, 其他 and strays by where they lie.
struct RecordFolders {
    let names: any PackageNames
    /// Whether a key is that of a code in the list.
    let isListed: (String) -> Bool

    func sort(_ listing: Listing, into contents: inout PackageContents) throws {
        var fonds: Set<FileName> = []
        var open: (path: FileName, metadata: [Int64], contents: [Int64])?
        func close() throws {
            if let done = open {
                try contents.folders.append(
                    RecordFolder(path: done.path, metadata: done.metadata, contents: done.contents))
            }
            open = nil
        }
        let withMetadata = folders(withMetadataIn: listing)
        for n in listing.files(under: names.prefix) {
            let isTaken = listing.source(n) != nil
            let path = listing.path(n)
            let parts = Array(names.inside(path))
            if parts.count == 1 {
                if !names.own.contains(n) { contents.strays.append(n) }
                continue
            }
            if parts[0].display == "其他" {
                contents.others.append(n)
                continue
            }
            // The first is what the Finder puts into every ZIP.
            if parts[0].display == "__MACOSX" || !names.holdsRecords(parts[0]) {
                contents.strays.append(n)
                continue
            }
            fonds.insert(path.prefix(parts: path.components.count - parts.count + 1))
            // Counted apart: they came after the agency had counted.
            if Leftovers.contains(path) {
                contents.leftoverBytes += listing.bytes(n)
            } else if !isTaken {
                contents.recordBytes += listing.bytes(n)
            }
            guard let folder = folder(of: path, parts: parts, withMetadata) else {
                contents.strays.append(n)
                continue
            }
            if open?.path != folder {
                try close()
                open = (folder, [], [])
            }
            // Metadata lies directly in the folder; a file so named deeper down is content.
            if path.components.count == folder.components.count + 1, names.isMetadata(path.lastComponent),
                !isTaken
            {
                open?.metadata.append(n)
            } else {
                open?.contents.append(n)
            }
        }
        try close()
        try addEmptyFolders(of: listing, to: contents)
        contents.fonds = fonds.sorted()
    }

    private func folders(withMetadataIn listing: Listing) -> Set<FileName> {
        var found: Set<FileName> = []
        for n in listing.files(under: names.prefix) {
            let path = listing.path(n)
            if names.isMetadata(path.lastComponent) {
                found.insert(path.prefix(parts: path.components.count - 1))
            }
        }
        return found
    }

    /// The record folder a file belongs to: the highest one above it that holds metadata or is named like a listed
    /// record; otherwise the one it lies in, unless that is a folder of the arrangement (全宗号/类别).
    private func folder(of path: FileName, parts: [FileName], _ withMetadata: Set<FileName>) -> FileName? {
        let outside = path.components.count - parts.count
        guard parts.count >= 3 else {
            let folder = path.prefix(parts: path.components.count - 1)
            return parts.count == 2 && withMetadata.contains(folder) ? folder : nil
        }
        for depth in 2..<parts.count {
            let folder = path.prefix(parts: outside + depth)
            if withMetadata.contains(folder) || isListed(ReferenceCode.key(of: folder.lastComponent.display)) {
                return folder
            }
        }
        // 全宗号/类别/file: not a record.
        return parts.count == 3 && !looksLikeCode(parts[1]) ? nil : path.prefix(parts: outside + parts.count - 1)
    }

    private func looksLikeCode(_ name: FileName) -> Bool { name.display.contains("-") }

    /// A listed record whose folder is there and holds nothing.
    private func addEmptyFolders(of listing: Listing, to contents: PackageContents) throws {
        guard !listing.folders.isEmpty else { return }
        let found = contents.folders
        // Bytes are compared, not characters.
        func key(_ place: Int) -> String { found[place].path.bytes.hex }
        let known = FirstPlaces(count: found.count, key: key)
        for folder in listing.folders where known.place(of: folder.bytes.hex, keyAt: key) == nil {
            let parts = names.inside(folder)
            guard parts.count >= 2, let first = parts.first, first.display != "其他", names.holdsRecords(first),
                listing.files(under: folder).isEmpty,
                isListed(ReferenceCode.key(of: folder.lastComponent.display))
                    || looksLikeCode(folder.lastComponent)
            else { continue }
            try contents.folders.append(RecordFolder(path: folder, metadata: [], contents: []))
        }
    }
}

extension FileName {
    /// The first `count` parts of a path.
    func prefix(parts count: Int) -> FileName {
        var slashes = 0
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
            slashes += 1
            if slashes == count { return FileName(bytes: Array(bytes[..<place])) }
        }
        return self
    }
}
