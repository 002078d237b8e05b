import Archive
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Preservation
import Sharing
import Tables

// Assets, health, robots: what belongs to the site itself.

extension Pages {
    var siteRoutes: [Route] {
        [
            .get("/assets/{name}", .anyone, Asset.answer),
            .get("/healthz", .anyone) { $0.plain("ok\n") },
            .get("/readyz", .anyone, ready),
            .get("/robots.txt", .anyone) { $0.plain("User-agent: *\nDisallow: /desk\nDisallow: /search\n") },
        ]
    }

    /// Whether the house can serve: database, staging space, store. Numbers and words, no secrets.
    private func ready(_ call: Call) async throws -> Response {
        var checks: [String: JSON] = [:]
        var good = true
        do {
            _ = try await rooms.database.read { try $0.row("SELECT 1 AS one") }
            checks["database"] = "ok"
        } catch {
            checks["database"] = "unreadable"
            good = false
        }
        // Told, and no reason to serve nobody: only proofs stop.
        if let log = rooms.readingRoom.publicLog { checks["publicLog"] = .string(log.damage?.code ?? "ok") }
        // Told, and the house is ready none the less: a balancer shall not put its own page in place of the portal's.
        do {
            checks["portal"] = try await rooms.doorkeeper.closure() == nil ? "open" : "closed"
        } catch {
            checks["portal"] = "unknown"
        }
        let free = FreeSpace.bytes(at: rooms.settings.stagingPath)
        checks["stagingFreeBytes"] = JSON(free)
        if let free, free < rooms.settings.freeSpaceFloor {
            checks["staging"] = "low"
            good = false
        } else {
            checks["staging"] = free == nil ? "unknown" : "ok"
        }
        if let watch = rooms.storage {
            do {
                let state = try await watch.state()
                // Only a store that fails is a reason to serve nobody; the rest asks for somebody.
                if state.failure != nil { good = false }
                checks["storage"] = .string(state.failure?.code ?? "ok")
                checks["alarms"] = .array(
                    state.alarms.map {
                        ["code": .string($0.kind.rawValue), "what": JSON($0.what), "next": JSON($0.next)]
                    })
            } catch {
                checks["storage"] = "unknown"
            }
        }
        if let writer = rooms.writer {
            // Reading goes on without it.
            checks["writer"] = await writer.isThere() ? "ok" : "none"
            checks["index"] = .string(rooms.runner.troubles().first?.code ?? "ok")
        }
        var answer = call.json(
            JSON.object(["ready": .bool(good), "checks": .object(checks)]).canonical,
            status: good ? .ok : .serviceUnavailable)
        answer.headers[.cacheControl] = "no-store"
        return answer
    }
}

extension Asset {
    /// A file of the site's own: its name changes with its bytes, so it is kept for ever.
    static func answer(_ call: Call) throws -> Response {
        guard let asset = byName[try call.value("name")] else { throw WebProblem.notFound }
        var headers: HTTPFields = [
            .contentType: asset.mime, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
        ]
        let packs = call.takesGzip
        if packs { headers[.contentEncoding] = "gzip" }
        return Response(
            status: .ok, headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: packs ? asset.packed : asset.bytes)))
    }
}
