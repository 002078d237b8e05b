import Archive
package import Bytes

/// A file to be backed up: its path below the item's key (empty: the item is the file), and how to read it.
package struct BackupFile: Sendable {
    let path: String
    let open: @Sendable () -> ByteStream

    package init(path: String = "", open: @escaping @Sendable () -> ByteStream) {
        (self.path, self.open) = (path, open)
    }
}

/// Files that belong together and are backed up, or not changed, together.
package struct BackupItem: Sendable {
    package enum Kind: Sendable {
        /// Of a kept record or a package: most do not shrink.
        case content
        /// What the ledger sealed, never changed and many small files: they shrink together.
        case ledger
        /// Rows and settings: of this backup alone, written anew by each. They shrink.
        case text
        /// Keys and passwords: sealed also where the rest is not.
        case secret
    }

    /// Its path in a restored home.
    package let key: String
    /// The same as long as its bytes are.
    package let stamp: String
    let kind: Kind
    /// About how many bytes, where known: small items are read ahead.
    let size: Int64
    let files: @Sendable () async throws -> [BackupFile]

    package init(
        key: String, stamp: String, kind: Kind, size: Int64 = .max,
        files: @escaping @Sendable () async throws -> [BackupFile]
    ) {
        (self.key, self.stamp, self.kind, self.size, self.files) = (key, stamp, kind, size, files)
    }

    /// A small file whose bytes are at hand.
    package init(key: String, kind: Kind, bytes: [UInt8]) {
        self.init(key: key, stamp: sha256(bytes).hex, kind: kind, size: Int64(bytes.count)) {
            [BackupFile { .of(bytes) }]
        }
    }
}
