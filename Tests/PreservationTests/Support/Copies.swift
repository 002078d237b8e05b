import Archive
import Bytes
import Foundation
import Synchronization
import Testing

@testable import Preservation

/// A store under test: a folder, or a place of its own in the bucket that `script/test-s3` offers.
struct TestShelf: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (_ folder: String) async throws -> any ByteStore

    static let folder = TestShelf(testDescription: "folder") { try FolderStore(root: $0) }

    /// `nil` where no server was started.
    static let s3: TestShelf? = ProcessInfo.processInfo.environment["LANTAI_TEST_S3"].map { endpoint in
        TestShelf(testDescription: "S3") { folder in
            try await S3Store.open(
                S3Settings(
                    endpoint: endpoint, bucket: "test",
                    prefix: "p-" + sha256(Array(folder.utf8)).hex.prefix(16),
                    credentials: S3Credentials(accessKey: "lantai", secret: "lantai-secret")))
        }
    }

    static let all = [folder, s3].compactMap(\.self)
}

extension ReplicaPlace {
    /// A copy in a folder. `isPlugged`: whether its disk is there.
    static func folder(
        _ path: String, named name: String = "disk2", isPlugged: @escaping @Sendable () -> Bool = { true }
    )
        -> ReplicaPlace
    {
        ReplicaPlace(name: name, place: "folder \(path)", location: "二楼") { isKnown in
            guard isPlugged(), !isKnown || DurableFile.exists(path + "/lantai-copy") else {
                throw ReplicaProblem.away(name, place: path)
            }
            return AppendOnly(try FolderStore(root: path))
        }
    }

    /// A copy in any store.
    static func on(_ shelf: TestShelf, _ path: String, named name: String = "disk2") -> ReplicaPlace {
        ReplicaPlace(name: name, place: "\(shelf) \(path)", location: "") { _ in AppendOnly(try await shelf.open(path))
        }
    }
}

/// Damages kept bytes, as no code of the house could: below a folder, or in a bucket.
struct Vandal: Sendable {
    let store: any ByteStore

    func bytes(_ key: ByteKey) async throws -> [UInt8] { try await store.bytes(of: key) }

    func write(_ bytes: [UInt8], at key: ByteKey) async throws {
        if let path = store.localPath(of: key) {
            try DurableFile.makeFolder(DurableFile.folder(of: path))
            return try DurableFile.write(bytes, to: path)
        }
        try await store.remove(key)
        try await store.put(bytes, at: key)
    }

    func remove(_ key: ByteKey) async throws { try await store.remove(key) }
}
