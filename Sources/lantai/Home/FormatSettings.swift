import Archive
import Formats

/// Where the signatures of formats lie.
struct FormatSettings: Sendable {
    /// A folder with signature files; one that is not absolute begins at the home.
    var signatures = "formats"

    static let fields: [Settings.Field] = [
        Settings.Field(
            key: "formats.signatures",
            read: { settings, text in
                guard !text.isEmpty else {
                    throw HomeProblem.setting(
                        key: "formats.signatures", Words(zh: "请写一个文件夹。", en: "Name a folder."))
                }
                settings.formats.signatures = text
            }, write: { $0.formats.signatures })
    ]
}

extension Home {
    /// The folder that the settings name.
    func signatures(_ settings: Settings) -> String {
        let text = settings.formats.signatures
        return text.hasPrefix("/") ? text : path + "/" + text
    }
}

extension SignatureShelf {
    /// The signatures of a home: its own, or those that a bundle brings along.
    convenience init(_ home: Home, _ settings: Settings) {
        self.init(folders: [home.signatures(settings)] + [SignatureShelf.bundled].compactMap(\.self))
    }

    convenience init(_ home: Home) throws { self.init(home, try Settings.load(home)) }
}
