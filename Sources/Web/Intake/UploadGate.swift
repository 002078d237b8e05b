import Archive
import Synchronization

/// How many uploads may run at once, and how full the staging disk may get.
final class UploadGate: Sendable {
    private let settings: WebSettings
    private let under = Mutex(0)

    init(_ settings: WebSettings) { self.settings = settings }

    /// Runs one upload of `length` bytes (`nil`: not said), or refuses it.
    func pass<T>(_ length: Int64?, _ upload: () async throws -> T) async throws -> T {
        if let length, length > settings.largestUpload { throw WebProblem.tooLarge(limit: settings.largestUpload) }
        try room(for: length ?? 0)
        let admitted = under.withLock { count in
            guard count < settings.uploadsAtOnce else { return false }
            count += 1
            return true
        }
        guard admitted else { throw WebProblem.tooManyUploads }
        defer { under.withLock { $0 -= 1 } }
        return try await upload()
    }

    /// Throws if writing `bytes` more would leave less than the floor.
    func room(for bytes: Int64) throws(WebProblem) {
        guard let free = FreeSpace.bytes(at: settings.stagingPath) else { return }
        if free - bytes < settings.freeSpaceFloor { throw .noSpace }
    }

    var largest: Int64 { settings.largestUpload }
}
