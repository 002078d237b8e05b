import Hummingbird
import HummingbirdCore
import Synchronization

/// What answers at the address of the house: the wizard while there is no archive, the archive from the moment it is made,
/// without a gap between the two.
package final class Front: Sendable {
    private let state: Mutex<(setUp: SetUpResponder?, archive: Responder?)>

    /// An archive that is there.
    package convenience init(rooms: WebRooms, log: AccessLog?) {
        self.init(setUp: nil)
        open(rooms, log: log)
    }

    /// One that is to be made.
    package init(setUp: SetUpDesk?) { state = Mutex((setUp.map(SetUpResponder.init), nil)) }

    /// The archive answers from now on. The wizard's own pages stay until it is ended.
    package func open(_ rooms: WebRooms, log: AccessLog?) {
        let pages = Pages(rooms: rooms)
        let archive = Responder(rooms: rooms, table: RouteTable(pages.routes), doors: pages.doors, log: log)
        state.withLock { $0.archive = archive }
    }

    func respond(to request: Request, context: Arrival) async throws -> Response {
        let (setUp, archive) = state.withLock { state in
            if state.setUp?.desk.isDone == true { state.setUp = nil }
            return state
        }
        if let setUp, archive == nil || request.uri.path == "/setup" || request.uri.path.hasPrefix("/setup/") {
            return await setUp.respond(to: request, context: context)
        }
        guard let archive else { return Response(status: .serviceUnavailable) }
        return try await archive.respond(to: request, context: context)
    }
}

/// The front as the server asks for it.
struct FrontResponder: HTTPResponder {
    typealias Context = Arrival

    let front: Front
    /// Whether this program itself encrypts the connection.
    let isEncrypted: Bool

    func respond(to request: Request, context: Arrival) async throws -> Response {
        var context = context
        context.isEncrypted = isEncrypted
        return try await front.respond(to: request, context: context)
    }
}
