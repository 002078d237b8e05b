package import Archive
package import Bytes
import Foundation

/// A table that somebody looks at before anything is received: a file of scratch, gone after a day or a restart.
package struct TrialFile: Sendable {
    /// 32 hexadecimal digits.
    package let id: String
    package let name: FileName
    package let path: String
}

extension ReceivingDesk {
    /// Larger tables are received directly: their report names each row as well.
    private static let largestTrial: Int64 = 64 << 20
    private static let trialSeconds: Double = 86_400

    /// Keeps a table for trial; only `agent` sees it.
    /// - Throws: `IntakeProblem.trialTooLarge`, `.empty`; then nothing stays.
    package func keepForTrial(_ bytes: ByteStream, name: FileName, by agent: Agent) async throws -> TrialFile {
        let id = randomBytes(16).hex
        let (folder, scratch) = (scratch.path("tables", id), scratch)
        do {
            try await onFileThread {
                try ReceivingDesk.dropOldTrials(in: scratch)
                try DurableFile.makeFolder(folder, mode: 0o700)
                try DurableFile.write(name.lastComponent.bytes, to: folder + "/name", mode: 0o600)
                try DurableFile.write(Array(agent.id.utf8), to: folder + "/owner", mode: 0o600)
            }
            let file = try OpenFile.creating(folder + "/table", mode: 0o600)
            var size: Int64 = 0
            for try await piece in bytes {
                size += Int64(piece.count)
                guard size <= ReceivingDesk.largestTrial else {
                    throw IntakeProblem.trialTooLarge(limit: ReceivingDesk.largestTrial)
                }
                try await onFileThread { try file.write(piece) }
            }
            guard size > 0 else { throw IntakeProblem.empty }
            return TrialFile(id: id, name: name.lastComponent, path: folder + "/table")
        } catch {
            try? DurableFile.removeAll(folder)
            throw error
        }
    }

    /// The table on trial with this identifier.
    /// - Throws: `IntakeProblem.noSuchTrial`, also where it is somebody else's.
    package func trialFile(_ id: String, of agent: Agent) async throws -> TrialFile {
        guard id.utf8.count == 32, id.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw IntakeProblem.noSuchTrial
        }
        let folder = scratch.path("tables", id)
        return try await onFileThread {
            guard DurableFile.exists(folder + "/table"), try DurableFile.read(folder + "/owner") == Array(agent.id.utf8)
            else {
                throw IntakeProblem.noSuchTrial
            }
            return TrialFile(
                id: id, name: FileName(bytes: try DurableFile.read(folder + "/name")), path: folder + "/table")
        }
    }

    package func dropTrial(_ file: TrialFile) async throws {
        let scratch = scratch
        try await onFileThread { try scratch.remove("tables", file.id) }
    }

    private static func dropOldTrials(in scratch: Scratch) throws {
        let folder = scratch.path("tables")
        guard DurableFile.isFolder(folder) else { return }
        for entry in try DurableFile.entries(of: folder) {
            let path = "\(folder)/\(entry.name)"
            let made = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            if let made, made.timeIntervalSinceNow < -trialSeconds { try DurableFile.removeAll(path) }
        }
    }
}
