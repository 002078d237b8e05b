import Archive
import Bytes
import Foundation
import Synchronization
import Web

extension SetUpPlace {
    /// The wizard's way to make `home`.
    /// - Parameter open: What is done with the house when it is made: it is handed the lock, and serves from then on.
    init(_ home: Home, open: @escaping @Sendable (House, HeldLock) async throws -> Void) {
        self.init(
            folder: home.path,
            faults: { answers in
                var faults: [(field: String, words: Words)] = []
                for (key, field, value) in Settings.asked(answers) {
                    do {
                        _ = try Settings(of: [(key, value)])
                    } catch HomeProblem.setting(_, let words) {
                        faults.append((field, words))
                    } catch {
                        faults.append((field, Words(zh: "\(error)", en: "\(error)")))
                    }
                }
                do {
                    _ = try TLSSettings(certificate: answers.certificate, key: answers.certificateKey).open(home)
                } catch let problem as any Explained {
                    faults.append((answers.certificate.isEmpty ? "tls-certificate" : "tls-key", problem.what))
                } catch {
                    faults.append(("tls-certificate", Words(zh: "\(error)", en: "\(error)")))
                }
                return faults
            },
            room: { home.room },
            newPassword: FirstAccounts.newPassword,
            make: { answers, accounts, say in
                let settings = try Settings(of: Settings.asked(answers).map { ($0.key, $0.value) })
                let new = NewHome(home: home, settings: settings, demo: answers.wantsDemo ? .small : nil)
                // Made before this process or its page was cut off: what is left to do is done.
                if !home.exists {
                    try await new.make { house in
                        for account in accounts { try await house.accounts.create(account, by: .steward) }
                    }
                }
                guard let lock = try HeldLock(home) else { throw HomeProblem.locked(home.path) }
                let house = try await House.open(home)
                do {
                    if let size = home.wantedDemo {
                        let io = CommandIO(
                            out: { say($0.filter { !$0.isNewline }) }, err: { _ in }, input: nil, user: "",
                            password: nil, language: answers.language)
                        try await DemoArchive(house: house, size: size).make(io)
                    }
                    try await open(house, lock)
                } catch {
                    await house.close()
                    throw error
                }
            })
    }
}

/// The lock of a home, for whoever needs it as long as they live.
final class HeldLock: Sendable {
    private let lock: HomeLock

    /// `nil` if another process holds it.
    init?(_ home: Home) throws {
        guard let lock = try HomeLock(home) else { return nil }
        self.lock = lock
    }
}

extension Settings {
    /// The answers as settings: the key, the field of the form it was typed into, the value.
    static func asked(_ answers: SetUpAnswers) -> [(key: String, field: String, value: String)] {
        let name = answers.archiveName
        return [
            ("language", "language", answers.language.rawValue), ("archive.name", "archive-name", name),
            ("archive.name-en", "archive-name-en", answers.archiveNameEn.isEmpty ? name : answers.archiveNameEn),
            (
                "archive.code", "archive-code",
                answers.archiveCode.isEmpty ? Settings().archiveCode : answers.archiveCode
            ),
            ("zone", "zone", answers.zone), ("node.network", "network", answers.network),
            ("node.classified", "grade", String(answers.isClassified)),
            ("site.tls.certificate", "tls-certificate", answers.certificate),
            ("site.tls.key", "tls-key", answers.certificateKey),
        ]
    }
}

extension Home {
    /// What the disk says, whether the folder is there yet or not.
    var room: SetUpRoom {
        var folder = path
        while !DurableFile.isFolder(folder), folder != "/" { folder = DurableFile.folder(of: folder) }
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return SetUpRoom(
            free: FreeSpace.bytes(at: folder), files: Home(path: folder).inodeBudget,
            isTaken: !entries.allSatisfy(Home.own.contains), isHalfMade: isHalfMade)
    }
}
