import Archive
import Bytes
import Foundation

@testable import Intake

/// The files of a package in memory, to be changed by a test and written as folder, ZIP or TAR.
struct PackageFiles: Sendable {
    private(set) var files: [(path: String, bytes: [UInt8])] = []

    var paths: [String] { files.map(\.path) }

    subscript(path: String) -> [UInt8]? {
        get { files.first { $0.path == path }?.bytes }
        set {
            let place = files.firstIndex { $0.path == path }
            switch (place, newValue) {
            case (let place?, let bytes?): files[place].bytes = bytes
            case (let place?, nil): files.remove(at: place)
            case (nil, let bytes?): files.append((path, bytes))
            case (nil, nil): break
            }
        }
    }

    /// The text of a file, with plain line ends.
    func text(_ path: String) -> String {
        String(decoding: self[path] ?? [], as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    }

    /// Replaces `old` in a file, which must hold it.
    mutating func replace(_ old: String, with new: String, in path: String) {
        let text = text(path)
        precondition(text.contains(old), "\(path) does not contain \(old)")
        self[path] = Array(text.replacingOccurrences(of: old, with: new).utf8)
    }

    /// Renames a file, or all files below a folder.
    mutating func rename(_ old: String, to new: String) {
        for place in files.indices {
            if files[place].path == old { files[place].path = new }
            if files[place].path.hasPrefix(old + "/") {
                files[place].path = new + files[place].path.dropFirst(old.count)
            }
        }
    }

    mutating func remove(below folder: String) { files.removeAll { $0.path.hasPrefix(folder + "/") } }
    mutating func reverse() { files.reverse() }

    /// Reads the files of a folder.
    init(folder: String) throws {
        var walk = try FolderWalk(root: folder, depth: 32)
        while let step = try walk.next() {
            guard step.sort == .file else { continue }
            files.append((step.name.display, try DurableFile.read("\(folder)/\(step.name.display)")))
        }
    }

    init() {}

    /// Writes them into a folder, which is made.
    func write(to folder: String) throws {
        for (path, bytes) in files {
            let place = URL(fileURLWithPath: folder).appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: place)
        }
    }
}
