import Archive
import Bytes

/// Where the archive has its side of a handover form signed by its own key; both may be left out.
struct SigningSettings: Sendable {
    /// A signature server, or a seal platform.
    struct Place: Sendable {
        var address = ""
        /// The file of the bearer token; empty: none is sent.
        var tokenFile = ""
        /// A PEM file of authorities to trust; empty: those of the system.
        var authorities = ""

        func gateway(_ kind: SealKind) -> SigningGateway? {
            SigningGateway(
                kind, address, tokenFile: tokenFile.isEmpty ? nil : tokenFile,
                authorities: authorities.isEmpty ? nil : authorities)
        }
    }

    var server = Place()
    var platform = Place()

    var gateways: [SigningGateway] { [server.gateway(.cms), platform.gateway(.seal)].compactMap(\.self) }

    static let fields: [Settings.Field] =
        fields("intake.signing.server", .cms, \.server) + fields("intake.signing.platform", .seal, \.platform)

    private static func fields(
        _ key: String, _ kind: SealKind, _ place: any WritableKeyPath<SigningSettings, Place> & Sendable
    ) -> [Settings.Field] {
        [
            Settings.Field(
                key: key + ".address",
                read: { settings, text in
                    guard text.isEmpty || SigningGateway(kind, text) != nil else {
                        throw HomeProblem.setting(
                            key: key + ".address",
                            Words(
                                zh: "“\(text)”应是 https 的地址；只有本机（127.0.0.1）可以用 http。",
                                en:
                                    "“\(text)” should be an address of https; http is for this machine (127.0.0.1) only."
                            ))
                    }
                    settings.signing[keyPath: place].address = text
                }, write: { $0.signing[keyPath: place].address }),
            Settings.Field(
                key: key + ".token-file", read: { $0.signing[keyPath: place].tokenFile = $1 },
                write: { $0.signing[keyPath: place].tokenFile }),
            Settings.Field(
                key: key + ".ca-file", read: { $0.signing[keyPath: place].authorities = $1 },
                write: { $0.signing[keyPath: place].authorities }),
        ]
    }
}
