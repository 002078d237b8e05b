package import Archive
package import Bytes

/// A copy of the archive elsewhere (副本), as the settings declare it.
package struct ReplicaPlace: Sendable {
    /// Short, for rows and commands: `disk2`. Never `primary`.
    package let name: String
    /// Where its bytes are: `folder /mnt/disk2/lantai`, `s3 bucket/prefix`.
    package let place: String
    /// Where that is, for people: 异地库房三楼.
    package let location: String
    /// Bytes free there; `nil` where nobody can tell.
    package let free: @Sendable () -> Int64?
    /// Whether one broken disk would take it and the archive itself.
    package let sharesDisk: @Sendable () -> Bool
    /// Opens it. `isKnown`: it was there before, so a folder that is missing now is away (an unplugged disk) and must not be
    /// made anew.
    package let open: @Sendable (_ isKnown: Bool) async throws -> AppendOnly

    package init(
        name: String, place: String, location: String, free: @escaping @Sendable () -> Int64? = { nil },
        sharesDisk: @escaping @Sendable () -> Bool = { false },
        open: @escaping @Sendable (_ isKnown: Bool) async throws -> AppendOnly
    ) {
        (self.name, self.place, self.location) = (name, place, location)
        (self.free, self.sharesDisk, self.open) = (free, sharesDisk, open)
    }
}

/// Where an object's bytes lie: in the archive's own store, or in a copy.
package enum CopyName {
    /// The archive's own store (主库).
    package static let primary = "primary"

    /// For people.
    package static func words(_ copy: String) -> Words {
        copy == primary
            ? Words(zh: "主库", en: "primary store") : Words(zh: "副本 \(copy)", en: "copy \(copy)")
    }
}
