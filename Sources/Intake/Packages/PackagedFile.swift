package import Archive

/// One file of a package: its name there, its bytes as measured, what it is and what it is for.
package struct PackagedFile: Hashable, Sendable {
    /// Its number in the package, from 1, in the order of the container. Names the copy in staging.
    package let n: Int64
    /// The path inside the package in UTF-8, however the container wrote it.
    package let path: FileName
    /// The path as the container wrote it, byte by byte.
    package let rawPath: FileName
    package let bytes: Int64
    package let digests: FileDigests
    package let format: FileFormat?
    package let role: FileRole
    /// Pages, where the format has pages and they could be counted.
    package let pages: Int64?
    /// Whether its text was extracted (`AcceptedPackage.text(of:)`).
    package let hasText: Bool
    /// The number of the file it was taken out of (a capsule); `nil` if it came by itself.
    package var source: Int64? = nil
}

/// The three digests of one file, made in one read.
package struct FileDigests: Hashable, Sendable {
    package let sha512: Digest
    package let sha256: Digest
    package let sm3: Digest

    package init(sha512: Digest, sha256: Digest, sm3: Digest) {
        (self.sha512, self.sha256, self.sm3) = (sha512, sha256, sm3)
    }

    package subscript(algorithm: Digest.Algorithm) -> Digest {
        switch algorithm {
        case .sha512: sha512
        case .sha256: sha256
        case .sm3: sm3
        }
    }
}

/// What a file is for inside its record, or inside the package.
package enum FileRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// 正文
    case main
    /// 附件
    case attachment
    /// 处理单
    case processing
    /// 定稿, 草稿: a draft kept beside the final version.
    case draft
    /// 元数据 of one record.
    case metadata
    /// 说明文件, 目录文件, 其他/…: belongs to the package, not to a record.
    case package
    /// In a record's folder, but the metadata does not say what it is.
    case other

    package var words: Words {
        switch self {
        case .main: Words(zh: "正文", en: "main text")
        case .attachment: Words(zh: "附件", en: "attachment")
        case .processing: Words(zh: "处理单", en: "processing sheet")
        case .draft: Words(zh: "稿本", en: "draft")
        case .metadata: Words(zh: "元数据", en: "metadata")
        case .package: Words(zh: "包文件", en: "file of the package")
        case .other: Words(zh: "其他", en: "other")
        }
    }
}
