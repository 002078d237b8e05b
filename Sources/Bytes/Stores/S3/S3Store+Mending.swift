package import Archive
import NIOHTTP1

extension S3Store {
    /// Where what was damaged lies: `…/stacks.quarantine/` beside `…/stacks/`.
    package var quarantine: S3Store {
        var connection = connection
        let prefix = connection.address.prefix
        connection.address.prefix = prefix.isEmpty ? "quarantine/" : prefix.dropLast() + ".quarantine/"
        return S3Store(connection, facts)
    }

    /// Small contents replace what is there in one request; of a large one all parts are there before the damaged object goes.
    package func mend(_ key: ByteKey, with content: ByteStream, promised: [Digest], aside: ByteKey) async throws {
        guard !promised.isEmpty else { throw BytesProblem.otherBytes(key) }
        let name = try connection.address.name(of: key)
        await turns.take(name)
        defer { turns.give(name) }
        let upload = S3Upload(self, name)
        do {
            let whole = try await upload.send(content, promised: promised, key)
            let tag = try await copyAside(key, as: aside)
            if let bytes = whole.bytes {
                try await replace(HeadToReplace(key: key, content: bytes, was: nil), name, tag)
            } else {
                if tag != nil { _ = try await connection.send(S3Request(method: .DELETE, name: name)) }
                guard try await upload.complete(whole.size) else { throw BytesProblem.headMoved(key) }
            }
        } catch {
            await upload.giveUp()
            throw error
        }
    }

    package func setAside(_ key: ByteKey, as aside: ByteKey) async throws -> Bool {
        guard try await copyAside(key, as: aside) != nil else { return false }
        try await remove(key)
        return true
    }

    /// Copies the object into the quarantine, unless it cannot be read; its tag, `nil` if there is none.
    private func copyAside(_ key: ByteKey, as aside: ByteKey) async throws -> String? {
        let name = try connection.address.name(of: key)
        let head = try await connection.send(S3Request(method: .HEAD, name: name))
        guard head.isDone else { return nil }
        for number in 1... {
            do {
                let copy = number == 1 ? aside : ByteKey(trusted: "\(aside.text)-\(number)")
                try await quarantine.put(read(key, range: nil), at: copy)
                break
            } catch BytesProblem.taken {
                continue
            } catch let problem as S3Problem where !problem.isTransient {
                // What the server itself cannot read any more cannot be kept either.
                break
            }
        }
        return head.tag ?? ""
    }
}
