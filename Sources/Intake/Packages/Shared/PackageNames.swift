import Archive

/// The fixed names of a layout, as they were found in one package.
protocol PackageNames {
    /// The folder around everything; `nil` if there is none.
    var prefix: FileName? { get }
    /// The files at the root that the layout knows: notes and lists.
    var own: Set<Int64> { get }

    /// Whether records may lie below this folder of the root.
    func holdsRecords(_ folder: FileName) -> Bool
    func isMetadata(_ name: FileName) -> Bool
}

extension PackageNames {
    /// The parts of a path inside the wrapping folder.
    func inside(_ path: FileName) -> ArraySlice<FileName> {
        path.components.dropFirst(prefix == nil ? 0 : 1)
    }
}

extension FileName {
    /// `说明文件` of `说明文件.TXT`, if it ends so, in capitals or not.
    func stem(ending: String) -> String? {
        guard pathExtension == ending else { return nil }
        return String(display.dropLast(ending.count + 1))
    }
}

extension Listing {
    /// The files at the root, or right inside the folder around everything, whose name `isKnown` admits.
    func atRoot(_ prefix: FileName?, _ isKnown: (FileName) -> Bool) -> Int64? {
        files(under: prefix).first { n in
            let parts = path(n).components.dropFirst(prefix == nil ? 0 : 1)
            return parts.count == 1 && isKnown(parts[parts.startIndex])
        }
    }

    /// `prefix` if it is a folder around a package: one of the names that stand at a root stands right inside it.
    func wrapper(_ prefix: FileName?, _ isKnown: (FileName) -> Bool) -> FileName? {
        prefix.flatMap { atRoot($0, isKnown) == nil ? nil : $0 }
    }
}
