package import Archive
package import Formats

extension FormatKind {
    /// What a kind of format is called where formats are agreed on.
    package var name: Words {
        switch self {
        case .pdf, .ofd, .tiff, .jpeg, .png, .docx, .xlsx, .pptx, .xml, .html, .zip, .tar:
            Words(zh: rawValue.uppercased(), en: rawValue.uppercased())
        case .text: Words(zh: "纯文本", en: "plain text")
        case .image: Words(zh: "其他图像", en: "other images")
        case .audio: Words(zh: "声音", en: "sound")
        case .video: Words(zh: "影像", en: "film")
        case .compound: Words(zh: "旧版 Office", en: "Office before 2007")
        case .packed: Words(zh: "压缩文件", en: "packed files")
        case .executable: Words(zh: "程序", en: "programs")
        case .empty: Words(zh: "空文件", en: "empty files")
        case .other: Words(zh: "其他", en: "others")
        }
    }
}
