package import Archive

/// Why an upload cannot go on.
package enum UploadProblem: Explained, Hashable {
    /// There is none of that number, or it is somebody else's, or it ran out.
    case noSuchUpload
    /// The sender goes on at another byte than the last that is here.
    case otherOffset(is: Int64, said: Int64)
    /// More bytes than were announced.
    case tooLong(length: Int64)
    /// Another connection is sending to it.
    case busy
    /// What arrived is not what the sender's digest says.
    case otherDigest
    /// One account has this many under way.
    case tooMany(Int)

    package var code: String {
        switch self {
        case .noSuchUpload: "intake.no-such-upload"
        case .otherOffset: "intake.other-offset"
        case .tooLong: "intake.upload-too-long"
        case .busy: "intake.upload-busy"
        case .otherDigest: "intake.other-digest"
        case .tooMany: "intake.too-many-uploads"
        }
    }

    package var isTransient: Bool { self == .busy }

    package var what: Words {
        switch self {
        case .noSuchUpload: Words(zh: "没有这次上传，或者已经过期。", en: "There is no such upload, or it ran out.")
        case .otherOffset(let place, let said):
            Words(
                zh: "这里收到第 \(place) 字节，对方却从第 \(said) 字节续传。",
                en: "\(place) bytes are here; the sender goes on at \(said).")
        case .tooLong(let length):
            Words(zh: "送来的比说好的 \(length) 字节多。", en: "More was sent than the \(length) bytes announced.")
        case .busy: Words(zh: "这次上传正由另一个连接传送。", en: "Another connection is sending to this upload.")
        case .otherDigest:
            Words(
                zh: "收到的字节与对方给的 SHA-256 不符，没有接收。",
                en: "What arrived does not have the SHA-256 announced; it was not received.")
        case .tooMany(let count):
            Words(zh: "这个账号已有 \(count) 次上传没有传完。", en: "This account has \(count) unfinished uploads.")
        }
    }

    package var next: Words {
        switch self {
        case .noSuchUpload: Words(zh: "重新开始上传。", en: "Begin the upload anew.")
        case .otherOffset: Words(zh: "先问到了第几字节，再从那里续传。", en: "Ask how far it is, and go on from there.")
        case .tooLong, .otherDigest: Words(zh: "核对文件后重新上传。", en: "Check the file and upload it anew.")
        case .busy: Words(zh: "等一会儿再续传。", en: "Wait a moment, then go on.")
        case .tooMany: Words(zh: "传完或取消其中几次，再传新的。", en: "Finish or cancel some of them first.")
        }
    }
}
