import Archive

/// Files that operating systems leave in folders and archives: no part of any record, and no harm.
enum Leftovers {
    private static let names: Set<String> = ["thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", ".directory"]

    static func contains(_ path: FileName) -> Bool {
        let name = path.lastComponent.display.lowercased()
        return names.contains(name) || name.hasPrefix("~$") || name.hasPrefix("._")
            || path.components.contains(FileName("__MACOSX"))
    }
}
