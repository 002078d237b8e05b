import Archive
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Sharing

// The public log for everybody: its page, checkpoint, tiles, keys, and the proof of one published record.

extension Pages {
    var publicLedgerRoutes: [Route] {
        [
            .get("/ledger", .anyone) { call in
                let log = try publicLog()
                return call.page(
                    publicLedgerPage(
                        call.visit,
                        PublicLedgerView(
                            origin: log.origin, beat: log.beat, checkpoint: try await log.checkpoint(), book: log.book,
                            at: { log.time(of: $0 - 1) }, clock: rooms.clock)))
            },
            .get("/ledger/checkpoint", .anyone) { call in
                guard let checkpoint = try await publicLog().checkpoint() else { throw WebProblem.notFound }
                return call.text(checkpoint.note.whole)
            },
            .get("/ledger/key", .anyone) { call in call.text(try publicLog().book.text) },
            // A tile's number may have many parts, and a partial tile's has two more.
            .get("/ledger/tile/{level}/{a}", .anyone, tile),
            .get("/ledger/tile/{level}/{a}/{b}", .anyone, tile),
            .get("/ledger/tile/{level}/{a}/{b}/{c}", .anyone, tile),
            .get("/ledger/tile/{level}/{a}/{b}/{c}/{d}", .anyone, tile),
            .get("/records/{id}/proof", .anyone) { call in
                let id = try call.value("id")
                guard let proof = try await rooms.readingRoom.proof(publicID: id) else { throw WebProblem.notFound }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/plain; charset=utf-8", .cacheControl: "private, no-cache",
                        .contentDisposition: ServedFile.disposition(id + ".tlog-proof"),
                    ], body: .init(byteBuffer: ByteBuffer(bytes: proof)))
            },
        ]
    }

    private func publicLog() throws -> PublicLog {
        guard let log = rooms.readingRoom.publicLog else { throw WebProblem.notFound }
        return log
    }

    private func tile(_ call: Call) async throws -> Response {
        let parts = ["a", "b", "c", "d"].compactMap { call.values[$0] }
        guard let at = TilePlace(parts) else { throw WebProblem.notFound }
        let level = try call.value("level")
        let bytes: [UInt8]?
        if level == "entries" {
            bytes = try await publicLog().entries(n: at.n, width: at.width)
        } else {
            guard let number = Int(level), String(number) == level else { throw WebProblem.notFound }
            bytes = try await publicLog().tile(level: number, n: at.n, width: at.width)
        }
        guard let bytes else { throw WebProblem.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream", .cacheControl: "public, max-age=31536000, immutable",
                .accessControlAllowOrigin: "*",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// Which tile an address means: `x001/x234/067`, `000.p/12`. Source: C2SP tlog-tiles.
struct TilePlace: Hashable {
    let n: Int64
    let width: Int

    init?(_ parts: [String]) {
        var parts = parts
        var width = 256
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let given = Int(parts[parts.count - 1]), (1...255).contains(given), String(given) == parts.last else {
                return nil
            }
            width = given
            parts.removeLast()
            parts[parts.count - 1].removeLast(2)
        }
        guard let last = parts.popLast(), let end = Self.three(last) else { return nil }
        var n: Int64 = 0
        for part in parts {
            guard part.hasPrefix("x"), let number = Self.three(String(part.dropFirst())) else { return nil }
            n = n * 1000 + number
        }
        // One way to write each number.
        guard parts.first != "x000" else { return nil }
        (self.n, self.width) = (n * 1000 + end, width)
    }

    private static func three(_ text: String) -> Int64? {
        text.utf8.count == 3 && text.utf8.allSatisfy { (48...57).contains($0) } ? Int64(text) : nil
    }
}

extension Call {
    /// Text for programs and people that changes by the beat.
    fileprivate func text(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache", .accessControlAllowOrigin: "*",
            ], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
