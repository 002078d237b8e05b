import Archive
import Bytes
import Foundation
import Ledger

/// The folder that holds everything of one archive: settings, rows, preserved bytes, ledger, keys.
struct Home: Sendable {
    let path: String

    /// The version of the home folder this program writes. A newer home is refused; an older one is backed up, then moved on.
    static let format = 1

    var settings: String { path + "/lantai.yaml" }
    var formatFile: String { path + "/format" }
    var lockFile: String { path + "/lock" }
    var database: String { path + "/lantai.sqlite" }
    var stacks: String { path + "/stacks" }
    var ledger: String { path + "/ledger" }
    var ledgerTail: String { path + "/ledger-tail" }
    var scratch: String { path + "/scratch" }
    var index: String { path + "/index" }
    var keys: String { path + "/keys" }
    var signingKey: String { path + "/keys/ledger.pem" }
    /// Where the signing key and the book of keys lie.
    var keyPlace: KeyPlace { KeyPlace(folder: keys) }
    /// Journal and newest checkpoint of the public log. The journal holds salts: it is secret.
    var publicLog: String { path + "/public-log" }
    var run: String { path + "/run" }
    var socket: String { path + "/run/lantai.sock" }
    var logs: String { path + "/logs" }
    var accounts: String { path + "/accounts.txt" }

    /// `--home`, else `LANTAI_HOME`, else `~/lantai`; always absolute.
    static func locate(_ given: String?) -> Home {
        let environment = ProcessInfo.processInfo.environment
        let text = given ?? environment["LANTAI_HOME"] ?? ((environment["HOME"] ?? ".") + "/lantai")
        return Home(path: URL(fileURLWithPath: text).standardizedFileURL.path)
    }

    var exists: Bool { FileManager.default.fileExists(atPath: formatFile) }

    /// Makes the folders, each on disk. Only the owner may look inside: unopened records lie here.
    func create() throws {
        let folders = [path, stacks, ledger, scratch, index, keys, run, logs]
        for folder in folders {
            do {
                try DurableFile.makeFolder(folder, mode: 0o700)
            } catch BytesProblem.unwritable(_, let system) {
                throw HomeProblem.creating(folder, system)
            }
        }
    }

    /// Written last: a home without it was never finished.
    func writeFormat() throws {
        try DurableFile.write(Array("lantai \(Home.format)\n".utf8), to: formatFile)
    }

    /// Refuses a home of a newer program, one that was never finished, and one whose rows are half-made because a rebuild
    /// was cut off (but for another rebuild).
    func checkFormat(mayBeRebuilding: Bool = false) throws {
        guard let text = try? String(contentsOfFile: formatFile, encoding: .utf8) else { throw HomeProblem.none(path) }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == "lantai", let version = Int(words[1]) else {
            throw HomeProblem.unknownFormat(path, text)
        }
        guard version <= Home.format else { throw HomeProblem.newer(path, version) }
        if !mayBeRebuilding, DurableFile.exists(rebuilding) { throw HomeProblem.halfRebuilt(path) }
    }
}

extension Settings {
    /// The name of a public log that begins now: where it will be read, or, where no address is known, a name nobody else has.
    func logOrigin(_ ledger: Ledger) -> String {
        let address = site.split(separator: "/", omittingEmptySubsequences: true).dropFirst().joined(separator: "/")
        let name = address + "/ledger"
        return !address.isEmpty && NoteKey.isName(name) ? name : "lantai.invalid/\(ledger.keyID)"
    }
}
