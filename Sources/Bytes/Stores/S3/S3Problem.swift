package import Archive

/// Why an object store did not do what it was asked.
package enum S3Problem: Explained, Equatable {
    /// A setting that cannot be used, and its value.
    case setting(String, String)
    /// HTTP without TLS to another machine.
    case plain(String)
    /// A name longer than object stores take.
    case longKey(String)
    /// No answer: the host and what the network said.
    case unreachable(String, String)
    /// The server answers that it cannot just now.
    case busy(String, String)
    /// The credentials are not known, or may not do this: where, and the server's code.
    case denied(String, String)
    case noBucket(String)
    /// Seconds this machine's clock is ahead of the server's, where it told its own.
    case clockSkew(String, seconds: Int?)
    /// What arrived is not what was sent.
    case checksum(String)
    /// There is no room left.
    case full(String)
    /// The server lacks what keeps two writers apart: which of it.
    case unconditional(String, lacking: [String])
    /// The server lacks what nothing can stand in for.
    case unfit(String, lacking: [String])
    /// Anything else: where, status, the server's code.
    case refused(String, status: Int, String)
    /// An answer that is not one of an object store.
    case answer(String, String)

    package var code: String {
        switch self {
        case .setting: "bytes.s3-setting"
        case .plain: "bytes.s3-plain"
        case .longKey: "bytes.s3-long-key"
        case .unreachable: "bytes.s3-unreachable"
        case .busy: "bytes.s3-busy"
        case .denied: "bytes.s3-denied"
        case .noBucket: "bytes.s3-no-bucket"
        case .clockSkew: "bytes.s3-clock-skew"
        case .checksum: "bytes.s3-checksum"
        case .full: "bytes.s3-full"
        case .unconditional: "bytes.s3-unconditional"
        case .unfit: "bytes.s3-unfit"
        case .refused: "bytes.s3-refused"
        case .answer: "bytes.s3-answer"
        }
    }

    /// What a server or a network may do better later.
    package var isTransient: Bool {
        switch self {
        case .unreachable, .busy, .full, .checksum, .clockSkew: true
        default: false
        }
    }

    package var what: Words {
        switch self {
        case .setting(let name, let value):
            Words(zh: "对象存储设置 \(name) 的值“\(value)”不能用。", en: "The object store's \(name) cannot be “\(value)”.")
        case .plain(let endpoint):
            Words(
                zh: "“\(endpoint)” 不加密（http），又不在本机。", en: "\(endpoint) is not encrypted (http) and not this machine.")
        case .longKey(let name):
            Words(zh: "对象名超过 1,024 字节：\(name)", en: "The object's name has more than 1,024 bytes: \(name)")
        case .unreachable(let place, let said):
            Words(zh: "连不上对象存储 \(place)（\(said)）。", en: "The object store does not answer at \(place) (\(said)).")
        case .busy(let place, let said):
            Words(zh: "对象存储暂时不能处理 \(place)（\(said)）。", en: "The object store cannot do \(place) just now (\(said)).")
        case .denied(let place, let said):
            Words(zh: "对象存储拒绝访问 \(place)（\(said)）。", en: "The object store denies access to \(place) (\(said)).")
        case .noBucket(let bucket):
            Words(zh: "没有存储桶“\(bucket)”。", en: "There is no bucket \(bucket).")
        case .clockSkew(let place, let seconds):
            Words(
                zh: "本机时钟与对象存储 \(place) 相差太多\(seconds.map { "（快 \($0) 秒）" } ?? "")。",
                en:
                    "This machine's clock and that of \(place) differ too much\(seconds.map { " (\($0) s ahead)" } ?? "")."
            )
        case .checksum(let place):
            Words(zh: "\(place) 传输后的校验和不符。", en: "The checksum of \(place) differs after the transfer.")
        case .full(let place):
            Words(zh: "对象存储已满，写不进 \(place)。", en: "The object store is full; \(place) was not written.")
        case .unconditional(let place, let lacking):
            Words(
                zh: "对象存储 \(place) 不支持：\(lacking.joined(separator: "、"))；两个写入者会互相覆盖。",
                en:
                    "\(place) does not honour \(lacking.joined(separator: ", ")): two writers would overwrite each other."
            )
        case .unfit(let place, let lacking):
            Words(
                zh: "对象存储 \(place) 缺少必需的功能：\(lacking.joined(separator: "、"))。",
                en: "\(place) lacks what is needed: \(lacking.joined(separator: ", ")).")
        case .refused(let place, let status, let said):
            Words(
                zh: "对象存储没有接受 \(place)（\(status) \(said)）。",
                en: "The object store refused \(place) (\(status) \(said)).")
        case .answer(let place, let said):
            Words(
                zh: "\(place) 的回答不像对象存储（\(said)）。",
                en: "The answer at \(place) is not one of an object store (\(said)).")
        }
    }

    package var next: Words {
        switch self {
        case .setting, .longKey:
            Words(zh: "改 lantai.yaml 里 store.s3 的设置。", en: "Change the settings store.s3 in lantai.yaml.")
        case .plain:
            Words(
                zh: "用 https 地址；确在可信网络内，设 store.s3.plain-http: true。",
                en: "Use an https address; inside a trusted network, set store.s3.plain-http: true.")
        case .unreachable:
            Words(
                zh: "检查地址、网络、证书（store.s3.ca-file）；恢复后会自动接着做。",
                en: "Check address, network and certificate (store.s3.ca-file); work goes on by itself afterwards.")
        case .busy: Words(zh: "稍后自动重试。", en: "It is tried again later.")
        case .denied:
            Words(
                zh: "检查访问密钥，以及它在该存储桶上的读、写、列出、删除权限。",
                en: "Check the access key, and that it may read, write, list and delete in the bucket.")
        case .noBucket: Words(zh: "先建立存储桶，或改 store.s3.bucket。", en: "Make the bucket, or change store.s3.bucket.")
        case .clockSkew: Words(zh: "校准两边的时钟（NTP）。", en: "Set both clocks right (NTP).")
        case .checksum:
            Words(zh: "会重试；如反复出现，请检查网络与内存。", en: "It is tried again; if it repeats, check network and memory.")
        case .full: Words(zh: "为对象存储扩容，再接着做。", en: "Give the object store more room; work goes on afterwards.")
        case .unconditional:
            Words(
                zh: "换用支持的服务；如只有一个程序写入，设 store.s3.single-writer: true。",
                en: "Use a server that does; if only one program ever writes, set store.s3.single-writer: true.")
        case .unfit: Words(zh: "换用或升级对象存储服务。", en: "Use another server, or a newer version.")
        case .refused, .answer:
            Words(
                zh: "检查地址与对象存储的日志。", en: "Check the address, and the log of the object store.")
        }
    }
}
