package import Archive
package import Bytes
import Glibc

extension ReceivingDesk {
    /// Uploads one account may have unfinished.
    private static let mostUploads = 20
    /// Bytes between two times that what arrived is made durable.
    private static let durableStep: Int64 = 64 << 20

    private func folder(of id: String) throws -> String {
        guard id.utf8.count == 32, id.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw UploadProblem.noSuchUpload
        }
        return scratch.path("uploads", id)
    }

    /// Begins an upload. What all unfinished ones have still to bring must find room above the floor.
    package func begin(_ upload: OpenUpload) async throws {
        let scratch = scratch
        let now = clock.now
        let open = try await onFileThread { try ReceivingDesk.uploads(in: scratch, at: now) }
        let mine = open.filter { $0.owner.id == upload.owner.id && $0.accession == nil }
        guard mine.count < ReceivingDesk.mostUploads else { throw UploadProblem.tooMany(mine.count) }
        let promised = open.reduce(0) { $0 + $1.length - $1.offset }
        let free = try scratch.freeSpace()
        guard free - promised - upload.length >= settings.freeSpaceFloor else {
            throw IntakeProblem.noSpace(free: free - promised, floor: settings.freeSpaceFloor)
        }
        let folder = try folder(of: upload.id)
        try await onFileThread {
            try DurableFile.makeFolder(folder, mode: 0o700)
            try DurableFile.write(upload.json.canonical, to: folder + "/about.json", mode: 0o600)
        }
    }

    /// How far an upload is.
    /// - Throws: `UploadProblem.noSuchUpload`, also where it is somebody else's.
    package func upload(_ id: String, of agent: Agent) async throws -> OpenUpload {
        let folder = try folder(of: id)
        return try await onFileThread {
            guard let upload = try OpenUpload(id: id, folder: folder), upload.owner.id == agent.id else {
                throw UploadProblem.noSuchUpload
            }
            return upload
        }
    }

    /// Adds bytes from `offset` on. What arrived stays, however it ends.
    package func append(_ bytes: ByteStream, at offset: Int64, to id: String, of agent: Agent) async throws
        -> OpenUpload
    {
        var upload = try await upload(id, of: agent)
        let path = try folder(of: id) + "/data"
        let file = try await onFileThread { try OpenFile.appending(path, mode: 0o600) }
        guard file.tryLock() else { throw UploadProblem.busy }
        // Looked at again under the lock: another connection may have gone on meanwhile.
        upload.offset = upload.accession == nil ? try await onFileThread { try file.size() } : upload.length
        guard upload.offset == offset else { throw UploadProblem.otherOffset(is: upload.offset, said: offset) }
        var unsynced: Int64 = 0
        do {
            for try await piece in bytes where !piece.isEmpty {
                guard upload.offset + Int64(piece.count) <= upload.length else {
                    throw UploadProblem.tooLong(length: upload.length)
                }
                unsynced += Int64(piece.count)
                let isDue = unsynced >= ReceivingDesk.durableStep
                try await onFileThread {
                    try file.write(piece)
                    if isDue { try file.sync() }
                }
                if isDue { unsynced = 0 }
                upload.offset += Int64(piece.count)
            }
        } catch {
            try? await onFileThread { try file.sync() }
            throw error
        }
        try await onFileThread { try file.sync() }
        return upload
    }

    /// Receives an upload that is whole, once: asked again, it answers with the same transfer.
    package func receive(_ upload: OpenUpload) async throws -> Accession {
        guard upload.isWhole else { throw UploadProblem.otherOffset(is: upload.offset, said: upload.length) }
        if let id = upload.accession, let accession = try await accession(id) { return accession }
        let folder = try folder(of: upload.id)
        var received = upload
        do {
            let accession = try await receive(
                file: folder + "/data", digest: upload.sha256, name: upload.name, agency: upload.agency,
                by: upload.owner, supersedes: upload.supersedes, note: upload.note)
            received.accession = accession.id
            // A name with a secrecy mark stays nowhere: the register withheld it.
            received.name = accession.name
        } catch IntakeProblem.alreadyReceived(let id, let number, let day) {
            // A kill between the register and this folder: the transfer is this very upload's.
            let same = try await accession(id)
            guard let same, same.receivedBy.id == upload.owner.id,
                same.name == upload.name || same.state == .quarantined
            else {
                throw IntakeProblem.alreadyReceived(id, number: number, on: day)
            }
            (received.accession, received.name) = (id, same.name)
        } catch UploadProblem.otherDigest {
            try await drop(upload)
            throw UploadProblem.otherDigest
        }
        let done = received
        try await onFileThread {
            try DurableFile.write(done.json.canonical, to: folder + "/about.json", mode: 0o600)
            unlink(folder + "/data")
        }
        guard let id = received.accession, let accession = try await accession(id) else {
            throw UploadProblem.noSuchUpload
        }
        return accession
    }

    /// Gives an upload up: its bytes go.
    package func drop(_ upload: OpenUpload) async throws {
        let scratch = scratch
        try await onFileThread { try scratch.remove("uploads", upload.id) }
    }

    /// All uploads there are; those whose time ran out go.
    static func uploads(in scratch: Scratch, at now: Instant) throws -> [OpenUpload] {
        let folder = scratch.path("uploads")
        guard DurableFile.isFolder(folder) else { return [] }
        return try DurableFile.entries(of: folder).compactMap { entry in
            let upload = try OpenUpload(id: entry.name, folder: "\(folder)/\(entry.name)")
            guard let upload, upload.expiresAt > now else {
                try DurableFile.removeAll("\(folder)/\(entry.name)")
                return nil
            }
            return upload
        }
    }
}
