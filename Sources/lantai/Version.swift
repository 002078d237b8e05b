/// Which Lantai this is.
enum Version {
    /// Major, minor, patch: what `lantai --version` prints and a bundle is named after (`script/package` reads this line).
    static let number = "0.1.0"
}
