import Archive
import Formats

/// Where the signatures of formats lie, and how often what is kept is held against the policy.
struct FormatSettings: Sendable {
    /// A folder with signature files; one that is not absolute begins at the home.
    var signatures = "formats"

    /// Days between rounds over what is kept; 0: the steward does none.
    var everyDays: Int64 = 30

    static let fields: [Settings.Field] = [
        Settings.Field(
            key: "formats.signatures",
            read: { settings, text in
                guard !text.isEmpty else {
                    throw HomeProblem.setting(
                        key: "formats.signatures", Words(zh: "请写一个文件夹。", en: "Name a folder."))
                }
                settings.formats.signatures = text
            }, write: { $0.formats.signatures }),
        Settings.Field(
            key: "formats.every-days",
            read: { $0.formats.everyDays = try Settings.whole("formats.every-days", $1, in: 0...36_500) },
            write: { String($0.formats.everyDays) }),
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
