package import Archive
import Bytes
import Tables

extension KeyPlace {
    /// `history-lost-001`, `history-lost-002` …: the books of keys whose private halves were lost with their home, oldest
    /// first. Their signatures in the ledger hold; nothing is signed with them any more.
    private func lostFile(_ n: Int) -> String {
        let digits = String(n)
        return history + "-lost-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// The books that lie there, up to the first that cannot be read.
    package func lost() -> [KeyBook] {
        var books: [KeyBook] = []
        while let book = KeyPlace.book(at: lostFile(books.count + 1)) { books.append(book) }
        return books
    }

    /// Keeps `books` as those of lost keys.
    package func keep(lost books: [KeyBook]) throws {
        try DurableFile.makeFolder(folder, mode: 0o700)
        for (place, book) in books.enumerated() {
            try DurableFile.write(Array(book.text.utf8), to: lostFile(place + 1), mode: 0o600)
        }
    }
}

extension Ledger {
    static let keyLostSchema = "lantai.key-lost/1"

    /// Says that the keys of `book` are lost and the key of now signs instead (失钥换钥). No lost key can vouch for it, so whoever
    /// trusts one is to be told the new one by a person. Said once for each new key.
    package func enter(lost book: KeyBook, reason: String, by agent: Agent) async throws {
        let (old, new) = (book.current.key.id, keyID)
        let isSaid = try await events(about: "ledger-key").contains { _, event in
            event.kind == .keyChanged && event.facts["action"]?.string == "lost" && event.facts["new"]?.string == new
        }
        if isSaid { return }
        let act: JSON = [
            "schema": .string(Self.keyLostSchema), "lost": .string(book.text), "key": .string(key.verifying.bytes.hex),
            "reason": .string(reason),
        ]
        let event = event(
            kind: .keyChanged, subject: "ledger-key", agent: agent, act: try await write(act: act),
            facts: ["action": "lost", "old": .string(old), "new": .string(new)])
        try await database.write { [self] tx in append(event, in: tx) }
    }
}
