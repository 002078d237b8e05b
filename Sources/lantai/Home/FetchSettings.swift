import Archive
import Bytes

/// From where files are fetched that a bag leaves out and names in its fetch.txt; nothing configured: nothing is fetched.
struct FetchSettings: Sendable {
    var prefixes: [FetchPrefix] = []
    /// A PEM file of authorities to trust; empty: those of the system.
    var authorities = ""

    var sources: FetchSources { FetchSources(prefixes, authorities: authorities.isEmpty ? nil : authorities) }

    static let sourcesKey = "intake.fetch.sources"

    static let fields: [Settings.Field] = [
        Settings.Field(
            key: sourcesKey,
            read: { settings, text in
                settings.fetching.prefixes = try text.split(whereSeparator: \.isWhitespace).map { word in
                    guard let prefix = FetchPrefix(String(word)) else {
                        throw HomeProblem.setting(
                            key: sourcesKey,
                            Words(
                                zh: "“\(word)”应是 https 或 http 的网址，不带账号、参数和“..”，例如 https://ftp.example.gov.cn/移交/。",
                                en:
                                    "“\(word)” should be an address of https or http without account, query and “..”, such as https://files.example.org/transfers/."
                            ))
                    }
                    return prefix
                }
            }, write: { $0.fetching.prefixes.map(\.text).joined(separator: " ") }),
        Settings.Field(
            key: "intake.fetch.ca-file", read: { $0.fetching.authorities = $1 },
            write: { $0.fetching.authorities }),
    ]
}
