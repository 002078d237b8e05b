import Archive
package import Bytes
import Synchronization

/// Where the signing key lies and the book of keys beside it: `ledger.pem`, `ledger-next.pem` while keys change, `history`.
package struct KeyPlace: Hashable, Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    package var signing: String { folder + "/ledger.pem" }
    var next: String { folder + "/ledger-next.pem" }
    var history: String { folder + "/history" }

    /// The public keys of the book and of books before it, for whoever checks older signatures; none while there is no
    /// book, or none to be read.
    package func known() -> [VerifyingKey] {
        (lost() + [KeyPlace.book(at: history)].compactMap(\.self)).flatMap { $0.keys.map(\.key.key) }
    }

    /// `nil` if there is none, or none to be read.
    static func book(at path: String) -> KeyBook? {
        (try? DurableFile.read(path)).flatMap { KeyBook(text: String(decoding: $0, as: UTF8.self)) }
    }

    /// The book as it lies there; made from the ledger's events where it does not.
    func book(origin: String, ledger: Ledger) async throws -> KeyBook {
        let path = history
        let bytes = try await onFileThread { DurableFile.exists(path) ? try DurableFile.read(path) : nil }
        if let bytes {
            guard var book = KeyBook(text: String(decoding: bytes, as: UTF8.self)), book.first.name == origin else {
                throw PublicLogProblem.keysAltered(path)
            }
            // What the ledger knows and a crash kept from the file.
            let missing = try await ledger.keyChanges(of: origin).filter { !book.changes.contains($0) }
            for change in missing where !book.add(change) { throw PublicLogProblem.keysAltered(path) }
            if !missing.isEmpty { try await save(book) }
            return book
        }
        let changes = try await ledger.keyChanges(of: origin)
        var book = KeyBook(first: NoteKey(name: origin, key: ledger.key.verifying))
        if case .rotation(let old, _)? = changes.first?.kind { book = KeyBook(first: old) }
        for change in changes where !book.add(change) { throw PublicLogProblem.keysAltered("ledger/acts") }
        try await save(book)
        return book
    }

    func save(_ book: KeyBook) async throws {
        let (folder, path, text) = (folder, history, book.text)
        try await onFileThread {
            try DurableFile.makeFolder(folder, mode: 0o700)
            try DurableFile.write(Array(text.utf8), to: path, mode: 0o600)
        }
    }

    /// Finishes a change of keys that was cut off once the ledger knew of it; forgets one it never knew.
    func finishRotation(_ log: PublicLog) async throws {
        let (next, signing) = (next, signing)
        guard let key = try await onFileThread({ DurableFile.exists(next) ? try SigningKey(from: next) : nil }) else {
            return
        }
        var book = log.book
        for change in try await log.ledger.keyChanges(of: log.origin) where !book.changes.contains(change) {
            _ = book.add(change)
        }
        guard book.current.key == key.verifying else {
            return try await onFileThread { try DurableFile.removeAll(next) }
        }
        try await save(book)
        try await onFileThread { try DurableFile.rename(next, to: signing) }
        log.ledger.sign(with: key)
        let whole = book
        log.state.withLock { $0.book = whole }
    }
}
