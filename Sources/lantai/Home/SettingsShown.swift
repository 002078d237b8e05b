import Archive
import Web

extension Settings {
    /// Where a value in force comes from.
    enum Source: Hashable, Sendable {
        case file
        case environment(String)
        case command(String)
    }

    /// Values of the command line, which go before all others.
    mutating func take(host: String?, port: Int?) {
        if let host {
            self.host = host
            sources["listen.host"] = .command("--host")
        }
        if let port {
            self.port = port
            sources["listen.port"] = .command("--port")
        }
    }

    /// Every setting in force for the page that shows them: secrets only told to be there.
    var shown: [SettingShown] {
        let standard = Dictionary(uniqueKeysWithValues: Settings().lines)
        return lines.map { key, value in
            let source: SettingShown.Source =
                switch sources[key] {
                case nil: .standard
                case .file: .file
                case .environment(let name): .environment(name)
                case .command(let option): .command(option)
                }
            return SettingShown(
                key: key, value: value, standard: standard[key] ?? "", variable: Settings.variable(key), source: source,
                help: SettingHelp.words(key) ?? Words(zh: "", en: ""))
        }
    }
}
