import Archive
import Foundation

@testable import Intake

/// Random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

/// One record of a package that is being changed.
struct Victim: Sendable {
    let folder: String
    let code: String
    let metadata: String
    let contents: [String]

    var main: String { contents.first { $0.contains("正文") } ?? contents[0] }
}

extension PackageFiles {
    static let list = "目录文件.XML"
    static let notes = "说明文件.TXT"
    static let form = "其他/电子档案移交与接收登记表.XML"

    var victims: [Victim] {
        paths.filter { $0.hasSuffix("/电子档案元数据.XML") }.sorted().map { metadata in
            let folder = String(metadata.dropLast("/电子档案元数据.XML".count))
            return Victim(
                folder: folder, code: folder.components(separatedBy: "/").last!, metadata: metadata,
                contents: paths.filter { $0.hasPrefix(folder + "/") && $0 != metadata })
        }
    }

    /// The text of the first element of this name.
    func value(_ name: String, in path: String) -> String {
        let text = text(path)
        guard let start = text.range(of: "<\(name)>"),
            let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)
        else { return "" }
        return String(text[start.upperBound..<end.lowerBound])
    }

    /// Sets the first element of this name; `nil` removes it.
    mutating func set(_ name: String, to value: String?, in path: String) {
        let text = text(path)
        let start = text.range(of: "<\(name)>")!
        let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)!
        let element = value.map { "<\(name)>\($0)</\(name)>" } ?? ""
        self[path] = Array((text[..<start.lowerBound] + element + text[end.upperBound...]).utf8)
    }

    /// Sets an element in the list's entry of `code`.
    mutating func setListed(_ name: String, to value: String, of code: String) {
        editEntry(code) { entry in
            let start = entry.range(of: "<\(name)>")!
            let end = entry.range(of: "</\(name)>")!
            return entry[..<start.upperBound] + value + entry[end.lowerBound...]
        }
    }

    mutating func editEntry(_ code: String, _ edit: (String) -> some StringProtocol) {
        let lines = text(PackageFiles.list).components(separatedBy: "\n").map { line in
            line.contains("<档号>\(code)</档号>") ? String(edit(line)) : line
        }
        self[PackageFiles.list] = Array(lines.joined(separator: "\n").utf8)
    }

    mutating func removeEntry(_ code: String) {
        let lines = text(PackageFiles.list).components(separatedBy: "\n").filter { !$0.contains("<档号>\(code)</档号>") }
        self[PackageFiles.list] = Array(lines.joined(separator: "\n").utf8)
    }

    /// Renumbers the list, as the program that made it would have.
    mutating func renumber() {
        var number = 0
        let lines = text(PackageFiles.list).components(separatedBy: "\n").map { line -> String in
            guard let start = line.range(of: "<顺序号>"), let end = line.range(of: "</顺序号>") else { return line }
            number += 1
            return line[..<start.upperBound] + "\(number)" + line[end.lowerBound...]
        }
        self[PackageFiles.list] = Array(lines.joined(separator: "\n").utf8)
    }

    /// Replaces a content file, with size and digests in the metadata as if it had always been so.
    mutating func exchange(_ path: String, for bytes: [UInt8]) {
        let old = self[path]!
        self[path] = bytes
        describe(path, was: old)
        register()
    }
}

/// A package with one fault, and what a finding must name.
struct Mutant: Sendable {
    let name: String
    let named: [String]
    let files: PackageFiles
}

/// A way to spoil a package: one fault, everything else made to agree.
struct Mutation: Sendable {
    let name: String
    /// The only layout in which it is a fault; `nil`: in all.
    let only: PackageKind?
    /// Spoils `files` at `victim`; answers what must be named.
    let spoil: @Sendable (_ files: inout PackageFiles, _ victim: Victim, _ random: inout Seeded) -> [String]

    init(
        _ name: String, only: PackageKind? = nil,
        _ spoil: @escaping @Sendable (inout PackageFiles, Victim, inout Seeded) -> [String]
    ) {
        self.name = name
        self.only = only
        self.spoil = spoil
    }

    func applied(to package: PackageFiles, seed: UInt64) -> Mutant {
        var random = Seeded(seed)
        var files = package
        let victim = files.victims.randomElement(using: &random)!
        let named = spoil(&files, victim, &random)
        return Mutant(name: name, named: named, files: files)
    }
}
