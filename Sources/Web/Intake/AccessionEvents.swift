import Archive
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Ledger
import NIOCore

// Progress as it happens (server-sent events): the page is told that something changed, and reads itself anew.

extension Pages {
    /// How often the rows are looked at, and how long one connection may last before the browser opens another.
    private static let look: Duration = .milliseconds(500)
    private static let longest: Duration = .seconds(600)

    /// `changed` whenever state or progress of a transfer change, `settled` when nothing is under way any more. Nothing else is
    /// said: what may be shown, the page itself decides.
    func accessionEvents(_ call: Call) async throws -> Response {
        let id = try await accession(call).id
        let (rooms, ends) = (rooms, ContinuousClock.now + Self.longest)
        let body = ResponseBody { writer in
            var last: String?
            var quiet = 0
            while ContinuousClock.now < ends {
                let (mark, isSettled) = try await Self.mark(of: id, rooms)
                if isSettled {
                    try await writer.write(ByteBuffer(string: "event: settled\ndata: \n\n"))
                    break
                }
                if mark != last {
                    if last != nil { try await writer.write(ByteBuffer(string: "event: changed\ndata: \n\n")) }
                    (last, quiet) = (mark, 0)
                } else if quiet % 20 == 0 {
                    // A comment: a browser that went away is noticed when it is written to.
                    try await writer.write(ByteBuffer(string: ": \n\n"))
                }
                quiet += 1
                do { try await Task.sleep(for: Self.look) } catch { break }
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream", .cacheControl: "no-store", .init("X-Accel-Buffering")!: "no",
            ],
            body: body)
    }

    /// What the page would show, in short; and whether nothing of it can change by itself.
    private static func mark(of id: AccessionID, _ rooms: WebRooms) async throws -> (String, isSettled: Bool) {
        guard let accession = try await rooms.desk.accession(id) else { return ("", true) }
        let work = try await Progress(database: rooms.database, clock: rooms.clock).of(id.text)
        let mark = ([accession.state.rawValue] + work.map { "\($0.follower) \($0.done)/\($0.total) \($0.bytes)" })
            .joined(
                separator: " ")
        let moves = accession.state.isUnchecked || accession.state == .accepted || accession.state == .preserved
        return (mark, !moves && work.isEmpty)
    }
}
