package import Hummingbird
import HummingbirdCore
package import Logging

/// The web side of the house: all pages, the API and the uploads, as one application to run.
///
/// - Parameters:
///   - port: 0 takes any free port; `onRunning` tells which.
///   - log: Where request lines go; `nil` writes none.
package func webApplication(
    rooms: WebRooms, host: String, port: Int, log: AccessLog?, logger: Logger,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let pages = Pages(rooms: rooms)
    let responder = Responder(rooms: rooms, table: RouteTable(pages.routes), doors: pages.doors, log: log)
    return Application(
        responder: responder,
        // A connection on which nothing arrives for so long is closed; work on a whole request is not interrupted.
        server: .http1(configuration: .init(idleTimeout: .seconds(60))),
        configuration: ApplicationConfiguration(
            address: .hostname(host, port: port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(1024, logger: logger)),
        onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
        logger: logger)
}

/// The pages, act by act. Each act's folder adds its own routes and answers.
struct Pages: Sendable {
    let rooms: WebRooms
    let doors = DoorKeys()
    let gate: UploadGate

    init(rooms: WebRooms) {
        self.rooms = rooms
        gate = UploadGate(rooms.settings)
    }

    /// The table of everything that can be asked for.
    var routes: [Route] {
        siteRoutes + signInRoutes + tokenRoutes + accountRoutes + permissionRoutes + overviewRoutes + intakeRoutes
            + uploadRoutes + tableRoutes
            + catalogueRoutes + openingRoutes + batchRoutes
            + ledgerRoutes + searchRoutes + readingRoutes
    }
}
