// swift-tools-version:6.2
// Fuzzing of the readers of foreign bytes, in a package of its own so that the product's builds do not pay. Its sources are links to
// the house's, compiled once more with the counters that libFuzzer steers by. See docs/developers/fuzzing.md; fuzz/run runs it.
import Foundation
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]),
]

/// Where the toolchain keeps libFuzzer; fuzz/run says it.
let fuzzer = ProcessInfo.processInfo.environment["LANTAI_LIBFUZZER"] ?? "libclang_rt.fuzzer_no_main.a"

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func system(_ name: String, _ pkgConfig: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CPlatform/\(name)", pkgConfig: pkgConfig)
}

let http: [Target.Dependency] = [
    .product(name: "AsyncHTTPClient", package: "async-http-client"), .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
]

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .systemLibrary(name: "CLinux", path: "Sources/CPlatform/CLinux"),
        system("COpenSSL", "libcrypto"), system("CXML", "libxml-2.0"), system("CArchive", "libarchive"),
        system("CZip", "libzip"), system("CPoppler", "poppler-glib"), system("CVipsLib", "vips"),
        .target(name: "CVips", dependencies: ["CVipsLib"], path: "Sources/CPlatform/CVips"),
        .target(name: "CWorker", path: "Sources/CPlatform/CWorker"),
        room("Archive"),
        room("Tables", ["Archive"]),
        room("Bytes", ["Archive", "CLinux", "COpenSSL", "CXML"] + http),
        room("Ledger", ["Archive", "Tables", "Bytes"]),
        room("Formats", ["Archive", "CXML", "CArchive", "CZip", "CPoppler", "CVips", "CWorker"]),
        room("Intake", ["Archive", "Tables", "Bytes", "Ledger", "Formats", "CXML", "CArchive", "CZip"]),
        room("Preservation", ["Archive"]),
        room("Web", ["Archive", "Intake"]),
        .executableTarget(
            name: "Fuzzing", dependencies: ["Archive", "Bytes", "Formats", "Intake", "Preservation", "Web"],
            swiftSettings: house,
            linkerSettings: [.unsafeFlags([fuzzer, "-sanitize=address", "-Xlinker", "-lstdc++"])]),
    ]
)
