import Archive
import Bytes
import Foundation
import Safekeeping
import Testing

/// 36 MiB, no two of which are the same.
private let large: [UInt8] = {
    var piece = noise(1 << 14, seed: 2)
    var bytes: [UInt8] = []
    for n in 0..<36 * 64 {
        (piece[0], piece[1]) = (UInt8(n >> 8), UInt8(n & 255))
        bytes += piece
    }
    return bytes
}()

@Suite("Backups in a vault")
struct VaultTests {
    private let files: [String: [UInt8]] = [
        "stacks/a/1": noise(5000, seed: 1), "stacks/a/2": [], "stacks/b": large,
        "acts/x": Array("act".utf8), "keys/k": Array("secret".utf8), "rows/db": noise(100_000, seed: 3),
    ]

    @Test("bring back every byte, also of files larger than a pack and of empty ones")
    func roundTrip() async throws {
        let ground = try Ground()
        let made = try await ground.backup(files)
        #expect(made.manifest.files == 6 && made.manifest.bytes == files.values.reduce(0) { $0 + Int64($1.count) })
        #expect(try await ground.restored() == files)
        #expect(try await VaultCheck(of: ground.vault()).isClean)
    }

    @Test("write only what is new, and each restores to the state that it is of")
    func incremental() async throws {
        let ground = try Ground()
        let first = try await ground.backup(files)
        var later = files
        later["stacks/a/1"] = noise(6000, seed: 9)
        later["stacks/c"] = noise(10, seed: 4)
        later["acts/x"] = nil
        let second = try await ground.backup(later)
        #expect(second.run.fresh == 4, "the changed, the new, the rows and the key")
        #expect(second.run.written < 200_000, "the large file is not written again")
        #expect(try await ground.restored(first.manifest.id, in: "first") == files)
        #expect(try await ground.restored(second.manifest.id, in: "second") == later)
        // What did not change is not even read: 30 more, so that the listing is folded on the way.
        for n in 0..<30 {
            later["stacks/n\(n)"] = noise(100, seed: UInt64(n))
            try await ground.backup(later)
        }
        #expect(try await ground.restored(in: "last") == later)
    }

    @Test("are opened by openssl as well: a standard format, not one of our own")
    func standard() async throws {
        let ground = try Ground()
        try await ground.backup(["stacks/a": Array("公文".utf8)])
        let pack = try #require(try await ground.packs().first { !$0.text.contains("-rows/") })
        let (key, sealed) = (ground.folder + "/key.pem", ground.folder + "/pack")
        try DurableFile.write(Ground.key.get().file(passphrase: "correct horse battery"), to: key)
        try DurableFile.write(await ground.store.bytes(of: pack), to: sealed)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "cms", "-decrypt", "-inform", "DER", "-in", sealed, "-inkey", key, "-passin", "pass:correct horse battery",
            "-out", sealed + ".out",
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try DurableFile.read(sealed + ".out") == Array("公文".utf8))
    }

    @Test("hold nothing that can be read without the key, and with --plain all but the secrets")
    func sealed() async throws {
        let marker = Array("永久保存的文书".utf8)
        for isPlain in [false, true] {
            let ground = try Ground()
            try await ground.backup(["stacks/a": marker, "keys/k": marker + [1]], plain: isPlain)
            var found = 0
            for key in try await ground.packs() {
                let bytes = try await ground.store.bytes(of: key)
                if Data(bytes).range(of: Data(marker)) != nil { found += 1 }
            }
            #expect(found == (isPlain ? 1 : 0))
            #expect(try await ground.restored() == ["stacks/a": marker, "keys/k": marker + [1]])
        }
    }

    @Test("cut off, are none; the next goes on with what is there")
    func cutOff() async throws {
        let ground = try Ground()
        let first = try await ground.backup(["stacks/a": [1]])
        var run = try await ground.run()
        try await run.keep([ground.item("stacks/large", files["stacks/b"]!)])
        // Its process ends here.
        #expect(try await ground.vault().backups() == [first.manifest.id])
        #expect(try await ground.restored(in: "before") == ["stacks/a": [1]])
        let second = try await ground.backup(["stacks/a": [1], "stacks/large": files["stacks/b"]!, "stacks/c": [2]])
        #expect(try await ground.restored(in: "after").count == 3)
        #expect(second.manifest.entries == 3)
        #expect(try await VaultCheck(of: ground.vault()).isClean)
    }

    @Test("belong to one archive; a place without its mark is not the same place")
    func places() async throws {
        let ground = try Ground()
        try await ground.backup(files)
        await #expect(throws: SafekeepingProblem.otherArchive("x", archive: "archive")) {
            try await Vault.open(for: "another", in: ground.store, name: "x", isKnown: false, now: ground.now)
        }
        let empty = try FolderStore(root: ground.folder + "/unmounted")
        await #expect(throws: SafekeepingProblem.placeGone("x")) {
            try await Vault.open(for: "archive", in: empty, name: "x", isKnown: true, now: ground.now)
        }
        try await empty.put([1], at: ByteKey("letter")!)
        await #expect(throws: SafekeepingProblem.occupied("x")) {
            try await Vault.open(for: "archive", in: empty, name: "x", isKnown: false, now: ground.now)
        }
    }

    @Test("pruned, leave the kept ones whole and take what only the others needed")
    func pruned() async throws {
        let ground = try Ground()
        for n in 0..<4 { try await ground.backup(["stacks/a": [0], "stacks/n": noise(300_000, seed: UInt64(n))]) }
        let before = try await ground.packs().count
        let gone = try await ground.vault().prune(keeping: 1)
        #expect(gone.count == 3)
        #expect(try await ground.packs().count < before)
        #expect(try await VaultCheck(of: ground.vault()).isClean)
        #expect(try await ground.restored() == ["stacks/a": [0], "stacks/n": noise(300_000, seed: 3)])
        try await ground.backup(["stacks/a": [0], "stacks/m": [7]])
        #expect(try await ground.restored(in: "next") == ["stacks/a": [0], "stacks/m": [7]])
    }
}

@Suite("Faults in a vault")
struct VaultFaultTests {
    private let files: [String: [UInt8]] = ["stacks/a": noise(9000, seed: 1), "rows/db": noise(9000, seed: 2)]

    @Test("one flipped bit of any pack is found by the check, named, and never restored")
    func flipped() async throws {
        let ground = try Ground()
        try await ground.backup(files)
        for key in try await ground.packs() {
            let bytes = try await ground.store.bytes(of: key)
            var bad = bytes
            bad[bytes.count / 2] ^= 4
            try await ground.replace(key, with: bad)
            let check = try await VaultCheck(of: ground.vault())
            #expect(check.faults.map(\.place) == [key.text])
            #expect(check.faults.first?.problem.code == "backup.pack-altered")
            await #expect(throws: SafekeepingProblem.packAltered(key.text)) {
                try await ground.restored(in: "bad-\(randomBytes(4).hex)")
            }
            try await ground.replace(key, with: bytes)
        }
        #expect(try await ground.restored() == files)
    }

    @Test("a missing pack is found, named, and written again by the next backup")
    func missing() async throws {
        let ground = try Ground()
        try await ground.backup(files)
        for key in try await ground.packs() { try await ground.store.remove(key) }
        let check = try await VaultCheck(of: ground.vault())
        #expect(Set(check.faults.map(\.problem.code)) == ["backup.pack-missing"])
        await #expect(throws: SafekeepingProblem.self) { try await ground.restored(in: "bad") }
        try await ground.backup(files)
        #expect(try await ground.restored(in: "good") == files)
    }

    @Test("a damaged pack that the check found is written again by the next backup, and only the old one stays faulty")
    func mended() async throws {
        let ground = try Ground()
        let old = try await ground.backup(files)
        let key = try #require(try await ground.packs().first)
        try await ground.replace(key, with: [1, 2, 3])
        try await ground.forget(VaultCheck(of: ground.vault()).lost)
        try await ground.backup(files)
        #expect(try await ground.restored() == files)
        let check = try await VaultCheck(of: ground.vault())
        #expect(check.faults.map(\.place) == [key.text])
        _ = try await ground.vault().prune(keeping: 1)
        #expect(try await VaultCheck(of: ground.vault()).isClean)
        #expect(try await !ground.vault().backups().contains(old.manifest.id))
    }

    @Test("a manifest that is cut off or altered in any place is no manifest")
    func manifest() async throws {
        let ground = try Ground()
        let made = try await ground.backup(files)
        let (key, whole) = (ByteKey("backups/" + made.manifest.id)!, made.manifest.contents)
        for length in [0, 1, whole.count / 2, whole.count - 10] {
            try await ground.replace(key, with: Array(whole.prefix(length)))
            await #expect(throws: SafekeepingProblem.manifestAltered(made.manifest.id)) {
                try await ground.vault().manifest()
            }
        }
        let text = String(decoding: whole, as: UTF8.self)
        #expect(Manifest(Array(text.replacing("\"files\":2", with: "\"files\":1").utf8)) == nil)
        #expect(Manifest(whole) == made.manifest)
    }

    @Test("a key it was not sealed for opens nothing; a wrong passphrase is called one")
    func wrongKey() async throws {
        let ground = try Ground()
        try await ground.backup(files)
        let other = try RecipientKey.generate(name: "other", bits: 3072)
        await #expect(throws: EnvelopeProblem.self) { try await ground.restored(key: other) }
        #expect(try Ground.files(in: ground.folder + "/home").isEmpty)
        let file = try Ground.key.get().file(passphrase: "right passphrase")
        #expect(throws: EnvelopeProblem.wrongPassphrase("k")) {
            try RecipientKey(pem: file, passphrase: "wrong passphrase", from: "k")
        }
        #expect(throws: EnvelopeProblem.notAKey("k")) { try RecipientKey(pem: [1, 2], passphrase: nil, from: "k") }
    }

    @Test("a restore that was cut off goes on, and what a cut-off write left is made whole")
    func resumed() async throws {
        let ground = try Ground()
        try await ground.backup(files)
        let key = try #require(try await ground.packs().last)
        let bytes = try await ground.store.bytes(of: key)
        try await ground.store.remove(key)
        await #expect(throws: SafekeepingProblem.self) { try await ground.restored() }
        try await ground.store.put(bytes, at: key)
        try DurableFile.makeFolder(ground.folder + "/home/stacks")
        try DurableFile.write([9], to: ground.folder + "/home/stacks/a")
        #expect(try await ground.restored() == files)
    }
}
