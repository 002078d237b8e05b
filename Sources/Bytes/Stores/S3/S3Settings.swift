import Foundation

/// Where a bucket is and how it may be spoken to. Credentials are kept apart and are never printed.
package struct S3Settings: Sendable {
    package enum Addressing: String, Sendable {
        /// `https://host/bucket/key`, as most servers of one's own want it.
        case path
        /// `https://bucket.host/key`.
        case host
    }

    /// `https://host[:port]`, without a path.
    package var endpoint: String
    package var region: String
    package var bucket: String
    /// What comes before every key: `city/stacks`. Made of safe characters, or empty.
    package var prefix: String
    package var addressing: Addressing
    package var credentials: S3Credentials
    /// A PEM file of authorities to trust instead of the system's.
    package var authorities: String?
    /// May HTTP without TLS leave this machine? To this machine itself it always may.
    package var allowsPlain: Bool
    /// May one process alone write to a server that does not compare before it writes?
    package var singleWriter: Bool

    package init(
        endpoint: String, region: String = "us-east-1", bucket: String, prefix: String = "",
        addressing: Addressing = .path, credentials: S3Credentials, authorities: String? = nil,
        allowsPlain: Bool = false, singleWriter: Bool = false
    ) {
        (self.endpoint, self.region, self.bucket, self.prefix) = (endpoint, region, bucket, prefix)
        (self.addressing, self.credentials, self.authorities) = (addressing, credentials, authorities)
        (self.allowsPlain, self.singleWriter) = (allowsPlain, singleWriter)
    }

    /// Scheme, host with its port, and the path before the key, if the settings can be used at all.
    /// - Throws: `S3Problem.setting`, `S3Problem.plain`
    func address() throws -> S3Address {
        guard let parts = URLComponents(string: endpoint), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme, scheme == "https" || scheme == "http",
            parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.user == nil
        else { throw S3Problem.setting("endpoint", endpoint) }
        guard S3Settings.isBucket(bucket) else { throw S3Problem.setting("bucket", bucket) }
        guard prefix.isEmpty || ByteKey(prefix) != nil else { throw S3Problem.setting("prefix", prefix) }
        let isLocal = ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
        guard scheme == "https" || isLocal || allowsPlain else { throw S3Problem.plain(endpoint) }
        let port = parts.port.map { ":\($0)" } ?? ""
        let start = prefix.isEmpty ? "" : prefix + "/"
        switch addressing {
        case .path:
            return S3Address(scheme: scheme, host: host + port, path: "/" + bucket, prefix: start)
        case .host:
            return S3Address(scheme: scheme, host: bucket + "." + host + port, path: "", prefix: start)
        }
    }

    /// Lower-case letters, digits, `-` and `.`, 3 to 63 of them.
    private static func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
            && name.first != "-" && name.first != "."
    }
}

/// The two halves of a key of the object store. Its description tells neither.
package struct S3Credentials: Sendable, CustomStringConvertible, CustomReflectable {
    let accessKey: String
    let secret: String

    package init(accessKey: String, secret: String) { (self.accessKey, self.secret) = (accessKey, secret) }

    /// The half that is no secret: whose key it is.
    package var id: String { accessKey }

    package var description: String { "S3Credentials" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where requests go.
struct S3Address: Sendable {
    let scheme: String
    let host: String
    /// `/bucket`, or nothing where the bucket is in the host's name.
    let path: String
    /// What stands before every key, its slash included; may be empty.
    var prefix: String

    /// Object names are at most 1,024 bytes.
    func name(of key: ByteKey) throws -> String {
        let name = prefix + key.text
        guard name.utf8.count <= 1024 else { throw S3Problem.longKey(name) }
        return name
    }
}
