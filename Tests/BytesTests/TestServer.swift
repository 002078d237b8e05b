import Archive
import Bytes
import Foundation
import Testing

/// An S3 server started by script/test-s3, whose addresses are in the environment.
struct TestServer: Sendable {
    let name: String
    let endpoint: String
    /// Does it compare before it writes? If not, only one writer may use it.
    let keepsWritersApart: Bool

    static let seaweed = server("SeaweedFS", "LANTAI_TEST_S3", true)
    static let rclone = server("rclone", "LANTAI_TEST_S3_RCLONE", false)
    static let tls = server("rclone by TLS", "LANTAI_TEST_S3_TLS", false)
    static let cluster = server("a cluster of SeaweedFS", "LANTAI_TEST_S3_CLUSTER", true)

    /// Those to which the contract of stores is put.
    static let there = [seaweed, rclone].compactMap(\.self)

    private static func server(_ name: String, _ variable: String, _ keepsWritersApart: Bool) -> TestServer? {
        ProcessInfo.processInfo.environment[variable].map {
            TestServer(name: name, endpoint: $0, keepsWritersApart: keepsWritersApart)
        }
    }

    /// The bucket `test`, below a prefix that nobody else has.
    var settings: S3Settings {
        S3Settings(
            endpoint: endpoint, bucket: "test", prefix: "t-" + randomBytes(8).hex,
            credentials: S3Credentials(accessKey: "lantai", secret: "lantai-secret"),
            singleWriter: !keepsWritersApart)
    }

    func store() async throws -> S3Store { try await S3Store.open(settings) }
}

@Suite("Servers for these tests")
struct TestServerTests {
    @Test("are there, or it is said what is left out")
    func areThere() {
        let missing = [
            ("SeaweedFS", TestServer.seaweed), ("rclone", TestServer.rclone), ("rclone by TLS", TestServer.tls),
            ("a cluster", TestServer.cluster),
        ].filter { $0.1 == nil }.map(\.0)
        guard !missing.isEmpty else { return }
        let words =
            "no S3 servers (\(missing.joined(separator: ", "))): run through script/test-s3 run --cluster; left out: the "
            + "contract of byte stores and all S3 tests there"
        if ProcessInfo.processInfo.environment["CI"] == "true" { Issue.record("\(words)") } else { print(words) }
    }
}
