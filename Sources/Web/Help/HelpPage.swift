import Archive
import CHelp

/// The pages of help, in the order in which they are offered. Their texts are `docs/how-to/zh-Hans` and `docs/how-to/en`.
enum HelpPage: String, CaseIterable, Sendable {
    case start = "ten-minutes"
    case pack
    case receive
    case giveBack = "return"
    case describe = "describe-and-open"
    case find
    case manual

    static let word = Words(zh: "帮助", en: "Help")

    var path: Path { "/help/\(rawValue)" }

    /// The title the page gives itself.
    var words: Words {
        Words(zh: HelpText.of(rawValue, .zh)?.title ?? rawValue, en: HelpText.of(rawValue, .en)?.title ?? rawValue)
    }

    /// The page about the work of a place at the desk.
    static func about(_ place: DeskPlace?) -> HelpPage {
        switch place {
        case nil, .overview: .start
        case .accessions: .receive
        case .catalogue, .opening: .describe
        case .search: .find
        case .ledger, .storage, .parked, .incidents, .permissions, .accounts, .settings: .manual
        }
    }
}

/// The texts of help, read once.
enum HelpText {
    /// The overview stands beside the pages under this name, as a forge expects it.
    static let index = "README"

    static func of(_ name: String, _ language: Language) -> Markdown? { all[language.tag + "/" + name + ".md"] }

    private static let all: [String: Markdown] = HelpFiles.all.filter { $0.key.hasSuffix(".md") }
        .mapValues { Markdown($0) }
}

/// The files of help that are part of the program: `zh-Hans/receive.md`, `en/desk.webp`.
enum HelpFiles {
    static let all: [String: [UInt8]] = {
        var all: [String: [UInt8]] = [:]
        for n in 0..<help_count() {
            all[String(cString: help_name(n))] = Array(
                UnsafeBufferPointer(start: help_bytes(n), count: Int(help_size(n))))
        }
        return all
    }()
}
