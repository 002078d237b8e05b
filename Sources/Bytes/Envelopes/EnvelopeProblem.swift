package import Archive

/// Why something could not be sealed for a recipient, or opened.
package enum EnvelopeProblem: Explained, Equatable {
    /// Not a PEM certificate of an RSA key of 3072 bits or more.
    case notACertificate(String)
    /// Not a private key with its certificate, as `lantai backup key new` writes it.
    case notAKey(String)
    case wrongPassphrase(String)
    /// Not sealed for this key, or altered: the cipher tells no more.
    case cannotOpen(String)
    case cannotSeal(String)

    package var code: String {
        switch self {
        case .notACertificate: "bytes.not-a-certificate"
        case .notAKey: "bytes.not-a-recipient-key"
        case .wrongPassphrase: "bytes.wrong-passphrase"
        case .cannotOpen: "bytes.cannot-open"
        case .cannotSeal: "bytes.cannot-seal"
        }
    }

    package var what: Words {
        switch self {
        case .notACertificate(let path):
            Words(
                zh: "“\(path)”不是可用的证书（需要 PEM 格式、3072 位以上的 RSA 公钥）。",
                en: "\(path) is no certificate that can be used: PEM, with an RSA key of 3072 bits or more.")
        case .notAKey(let path):
            Words(
                zh: "“\(path)”不是备份私钥文件（应含私钥和证书，PEM 格式）。",
                en: "\(path) is no backup key: a PEM file with a private key and its certificate.")
        case .wrongPassphrase(let path):
            Words(zh: "备份私钥“\(path)”的口令不对。", en: "The passphrase of the backup key \(path) is wrong.")
        case .cannotOpen(let what):
            Words(
                zh: "“\(what)”不能用这把私钥解开：不是封给它的，或内容已被改动。",
                en: "\(what) cannot be opened with this key: it was sealed for another one, or it was altered.")
        case .cannotSeal(let why):
            Words(zh: "不能加密：\(why)", en: "It cannot be encrypted: \(why)")
        }
    }

    package var next: Words {
        switch self {
        case .notACertificate:
            Words(
                zh: "用 lantai backup key new 生成一对，或换用合格的证书。",
                en: "Make a pair with lantai backup key new, or use a fitting certificate.")
        case .notAKey, .wrongPassphrase:
            Words(
                zh: "找出 lantai backup key new 写下的文件和当时记下的口令。",
                en: "Find the file that lantai backup key new wrote, and the passphrase noted then.")
        case .cannotOpen:
            Words(
                zh: "换用正确的私钥；如私钥无误，说明备份已损坏，改用另一份备份。",
                en: "Use the right key; if it is the right one, the backup is damaged: use another.")
        case .cannotSeal: Words(zh: "检查证书；重试。", en: "Look at the certificate; try again.")
        }
    }
}
