package import Archive

/// Why a signing server gave nothing that can be kept. The server is named by its address.
package enum SigningProblem: Explained, Equatable {
    case silent(String, String)
    /// With the reason it gave.
    case refused(String, String)
    /// What came is not of the form that was agreed.
    case unreadable(String)
    /// What came is no signature over what was sent.
    case notOverIt(String)
    /// It is one, by somebody who cannot be trusted: why.
    case untrusted(String, Words)
    /// The file of the bearer token, or of the authorities, that a setting names.
    case file(String)

    package var code: String {
        switch self {
        case .silent: "bytes.signing-silent"
        case .refused: "bytes.signing-refused"
        case .unreadable: "bytes.signing-unreadable"
        case .notOverIt: "bytes.signing-not-over-it"
        case .untrusted: "bytes.signing-untrusted"
        case .file: "bytes.signing-file"
        }
    }

    package var what: Words {
        switch self {
        case .silent(let address, let reason):
            Words(
                zh: "签名服务 \(address) 没有答复（\(reason)），什么都没有写入。",
                en: "The signing server \(address) does not answer (\(reason)); nothing was written.")
        case .refused(let address, let reason):
            Words(
                zh: "签名服务 \(address) 拒绝签名：\(reason)。什么都没有写入。",
                en: "The signing server \(address) refused: \(reason). Nothing was written.")
        case .unreadable(let address):
            Words(
                zh: "签名服务 \(address) 的答复读不出签名，什么都没有写入。",
                en: "No signature can be read from what the signing server \(address) answered; nothing was written.")
        case .notOverIt(let address):
            Words(
                zh: "签名服务 \(address) 给出的不是对这份登记表的签名，什么都没有写入。",
                en: "What the signing server \(address) gave is no signature over this form; nothing was written.")
        case .untrusted(let address, let why):
            Words(
                zh: "签名服务 \(address) 给出的签名不能采信：\(why.zh)什么都没有写入。",
                en: "The signature that \(address) gave cannot be trusted: \(why.en) Nothing was written.")
        case .file(let path):
            Words(
                zh: "签名服务的令牌或证书文件“\(path)”读不出来，什么都没有写入。",
                en: "The file \(path) of the signing server's token or authorities cannot be read; nothing was written."
            )
        }
    }

    package var next: Words {
        switch self {
        case .silent, .refused:
            Words(
                zh: "可以再试一次；也可以不用印章直接签字，或签在纸上录入扫描件，同样有效。",
                en: "Try again; or sign without it, or on paper and enter the scan: that is as valid.")
        case .unreadable, .notOverIt, .untrusted, .file:
            Words(
                zh: "请系统管理员核对设置 intake.signing 和 intake.trust；现在可以不用印章直接签字，或签在纸上录入扫描件，同样有效。",
                en:
                    "The system administrator sees to the settings intake.signing and intake.trust; now sign without it, or on paper and enter the scan: that is as valid."
            )
        }
    }

    package var isTransient: Bool { if case .silent = self { true } else { false } }
}
