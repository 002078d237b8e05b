import Glibc

/// What an offline bundle brings along because the system may not have it.
///
/// A worker starts with an empty environment, and the libraries it loads look for fonts where distributions keep them. A
/// bundle has its own beside the program: `bin/lantai`, `share/fonts.conf` (packaging/).
enum BundledMaterial {
    /// Tells the libraries where the bundle's material lies. Does nothing where there is no bundle.
    static func announce() {
        guard let configuration = fontConfiguration else { return }
        setenv("FONTCONFIG_FILE", configuration, 1)
        // Plug-ins of the system are made for the system's GLib, not for the one in the bundle.
        setenv("GIO_MODULE_DIR", "/nonexistent", 1)
    }

    private static var fontConfiguration: String? { share("fonts.conf") }

    /// What lies under this name in `share` of the bundle this program was started from, if it does.
    static func share(_ name: String) -> String? {
        guard let program = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(program) }
        let folders = String(cString: program).split(separator: "/").dropLast(2)
        let path = "/" + folders.joined(separator: "/") + "/share/" + name
        return access(path, R_OK) == 0 ? path : nil
    }
}
