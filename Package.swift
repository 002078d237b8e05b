// swift-tools-version:6.2
// The rooms and who may import whom. The arrows test (`make arrows`) reads this file: see docs/developers/arrows.md.
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A room of the house: a Swift target with the house's flags.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: house)
}

/// A C library of the system, found by pkg-config.
func system(_ name: String, _ pkgConfig: String, _ apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CPlatform/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "lantai",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.30.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries of the system, and thin shims where their API cannot be called from Swift.
        .systemLibrary(name: "CLinux", path: "Sources/CPlatform/CLinux"),
        system("COpenSSL", "libcrypto", "libssl-dev"),
        system("CLibPQ", "libpq", "libpq-dev"),
        system("CXML", "libxml-2.0", "libxml2-dev"),
        system("CArchive", "libarchive", "libarchive-dev"),
        system("CZip", "libzip", "libzip-dev"),
        system("CZlib", "zlib", "zlib1g-dev"),
        system("CMark", "libcmark", "libcmark-dev"),
        system("CQREncode", "libqrencode", "libqrencode-dev"),
        system("CPoppler", "poppler-glib", "libpoppler-glib-dev"),
        system("CVipsLib", "vips", "libvips-dev"),
        .target(name: "CVips", dependencies: ["CVipsLib"], path: "Sources/CPlatform/CVips"),
        .target(name: "CWorker", path: "Sources/CPlatform/CWorker"),
        // Pages of help and their pictures, embedded.
        .target(name: "CHelp", path: "Sources/CPlatform/CHelp"),
        .target(name: "CSearch", linkerSettings: [.linkedLibrary("sqlite3")]),

        // The rooms, upstream first.
        room("Archive"),
        room("Tables", ["Archive"]),
        room("TablesSQLite", ["Archive", "Tables", grdb]),
        room("TablesPostgres", ["Archive", "Tables", "CLibPQ"]),
        room("Bytes", ["Archive", "CLinux", "COpenSSL", "CXML", httpClient, nioCore, nioHTTP1, nioSSL]),
        room("Ledger", ["Archive", "Tables", "Bytes"]),
        room("Formats", ["Archive", "CXML", "CArchive", "CZip", "CPoppler", "CVips", "CWorker"]),
        room("Intake", ["Archive", "Tables", "Bytes", "Ledger", "Formats", "CXML", "CArchive", "CZip"]),
        room("Preservation", ["Archive", "Tables", "Bytes", "Ledger", "Formats", "Intake"]),
        room("Catalogue", ["Archive", "Tables", "Ledger", "Preservation", "CXML"]),
        room("Appraisal", ["Archive", "Tables", "Ledger", "Preservation", "Catalogue"]),
        room("Discovery", ["Archive", "Tables", "Ledger", "Preservation", "Catalogue", "Appraisal", "CSearch", grdb]),
        room(
            "Sharing",
            [
                "Archive", "Tables", "Bytes", "Ledger", "Formats", "Intake", "Preservation", "Catalogue", "Appraisal",
            ]),
        room("Safekeeping", ["Archive", "Tables", "Bytes", "CZlib"]),
        room(
            "Web",
            [
                "Archive", "Tables", "Bytes", "Ledger", "Formats", "Intake", "Preservation", "Catalogue", "Appraisal",
                "Discovery", "Sharing", "COpenSSL", "CZlib", "CQREncode", "CMark", "CHelp", hummingbird,
                hummingbirdCore, httpTypes, nioCore,
                nioHTTP1, nioSSL, httpClient,
                logging,
            ]),
        .executableTarget(
            name: "lantai",
            dependencies: [
                "Archive", "Tables", "TablesSQLite", "TablesPostgres", "Bytes", "Ledger", "Formats", "Intake",
                "Preservation", "Catalogue", "Appraisal", "Discovery", "Sharing", "Web", "CLinux",
                "Safekeeping",
                hummingbird, logging, httpTypes, nioCore,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: house),
        // Checks proofs without any of the above: whoever distrusts the archive need not trust its program.
        .executableTarget(name: "lantai-verify", dependencies: ["COpenSSL"], swiftSettings: house),

        // Tests: one target a room, contracts that several implementations share, and journeys through the whole house.
        .target(
            name: "TestGround", dependencies: ["Tables", "TablesSQLite", "TablesPostgres"], path: "Tests/TestGround",
            swiftSettings: house),
        tests("ArchiveTests", ["Archive"]),
        tests("TablesTests", ["Archive", "Tables", "TablesSQLite", "TablesPostgres", "TestGround"]),
        tests("BytesTests", ["Archive", "Bytes", nioHTTP1]),
        tests("LedgerTests", ["Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger"]),
        tests("FormatsTests", ["Archive", "Formats", "CZip", "lantai"]),
        tests(
            "IntakeTests", ["Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Formats", "Intake"]),
        tests(
            "PreservationTests",
            ["Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Formats", "Intake", "Preservation"]),
        tests(
            "CatalogueTests",
            [
                "Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Intake", "Preservation",
                "Catalogue",
            ]),
        tests(
            "AppraisalTests",
            [
                "Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Intake", "Preservation",
                "Catalogue",
                "Appraisal",
            ]),
        tests(
            "DiscoveryTests",
            [
                "Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Intake", "Preservation",
                "Catalogue",
                "Appraisal", "Discovery", grdb,
            ]),
        tests(
            "SharingTests",
            [
                "Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Formats", "Intake",
                "Preservation",
                "Catalogue",
                "Appraisal", "Sharing",
            ]),
        tests(
            "WebTests",
            [
                "Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Ledger", "Formats", "Intake",
                "Preservation",
                "Catalogue",
                "Appraisal", "Discovery", "Sharing", "Web", "lantai", "CZlib", hummingbird, httpTypes, nioCore,
            ]),
        tests("SafekeepingTests", ["Archive", "Tables", "TablesSQLite", "TestGround", "Bytes", "Safekeeping"]),
        tests("JourneyTests", ["Archive", "lantai", "lantai-verify"]),
    ],
    swiftLanguageModes: [.v6]
)
