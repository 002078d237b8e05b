package import Archive

/// Why signatures of formats cannot be used.
package enum SignatureProblem: Explained, Hashable {
    /// Not a signature file of DROID, nor one of its container signatures.
    case notSignatures(String)
    /// No signature file where one should be.
    case none(String)
    /// Older than what is in use.
    case older(String, inUse: String)

    package var code: String {
        switch self {
        case .notSignatures: "formats.not-signatures"
        case .none: "formats.no-signatures"
        case .older: "formats.older-signatures"
        }
    }

    package var what: Words {
        switch self {
        case .notSignatures(let path):
            Words(
                zh: "\(path) 不是 PRONOM 格式特征文件（DROID_SignatureFile 或 container-signature）。",
                en: "\(path) is no file of PRONOM signatures (DROID_SignatureFile or container-signature).")
        case .none(let path):
            Words(
                zh: "\(path) 里没有 PRONOM 格式特征文件（DROID_SignatureFile_V….xml）。",
                en: "There is no file of PRONOM signatures (DROID_SignatureFile_V….xml) in \(path).")
        case .older(let version, let inUse):
            Words(
                zh: "特征文件版本 \(version) 比正在使用的 \(inUse) 旧。",
                en: "Version \(version) of the signatures is older than \(inUse), which is in use.")
        }
    }

    package var next: Words {
        switch self {
        case .notSignatures, .none:
            Words(
                zh: "请从英国国家档案馆网站取得最新的两个文件，运行 lantai formats update 文件… 装入。",
                en:
                    "Get the two newest files from The National Archives (UK) and put them in with lantai formats update FILE…."
            )
        case .older:
            Words(zh: "如确要换回旧版，请加 --older。", en: "If you want the older one back, add --older.")
        }
    }
}
