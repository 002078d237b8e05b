import Foundation
import Testing

/// Other people's packages, outside the project: `LANTAI_DATA`, or `../shared/data` beside the package.
enum Material {
    static let root: URL? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let places = [
            ProcessInfo.processInfo.environment["LANTAI_DATA"].map { URL(fileURLWithPath: $0) },
            package.deletingLastPathComponent().appendingPathComponent("shared/data"),
        ]
        return places.compactMap(\.self).map { $0.appendingPathComponent("transfers") }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// The path of a package.
    static func path(_ package: String) -> String { root!.appendingPathComponent(package).path }

    static let missing: Comment = "the transfers are not there (LANTAI_DATA or ../shared/data): not tested"
    /// On a build server nothing may be missing: there the tests run, and fail.
    static var isThere: Bool { root != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// What a package must come to: a line of `expected.tsv`.
    struct Expected: Sendable, CustomStringConvertible {
        let package: String
        let kind: String
        let verdicts: Set<String>
        let fault: String
        let named: [String]

        var description: String { package }
        var isGood: Bool { fault.isEmpty }
    }

    static let expected: [Expected] = {
        guard let root, let text = try? String(contentsOf: root.appendingPathComponent("expected.tsv"), encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
            return Expected(
                package: fields[0], kind: fields[1], verdicts: Set([fields[2], fields[3]].filter { !$0.isEmpty }),
                fault: fields[4], named: fields[7].split(separator: "|").map { String($0) })
        }
    }()
}
