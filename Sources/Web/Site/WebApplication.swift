package import Hummingbird
import HummingbirdCore
package import Logging
import NIOSSL

/// The web side of the house: all pages, the API and the uploads, as one application to run.
///
/// - Parameters:
///   - port: 0 takes any free port; `onRunning` tells which.
///   - tls: encrypts the connections; `nil`: they are plain.
///   - log: Where request lines go; `nil` writes none.
package func webApplication(
    rooms: WebRooms, host: String, port: Int, tls: SiteTLS? = nil, log: AccessLog?, logger: Logger,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    webApplication(
        front: Front(rooms: rooms, log: log), host: host, port: port, tls: tls, logger: logger,
        onRunning: onRunning)
}

/// The same for a house whose archive may still have to be made.
package func webApplication(
    front: Front, host: String, port: Int, tls: SiteTLS? = nil, logger: Logger,
    onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    Application(
        responder: FrontResponder(front: front, isEncrypted: tls != nil),
        server: HTTPServerBuilder { responder in
            let channel = HTTP1Channel(
                responder: responder,
                // A connection on which nothing arrives for so long is closed; work on a whole request is not interrupted.
                configuration: .init(idleTimeout: .seconds(60)))
            if let tls { return SecureChannel(inner: channel, tls: tls) }
            return channel
        },
        configuration: ApplicationConfiguration(
            address: .hostname(host, port: port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(1024, logger: logger)),
        onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
        logger: logger)
}

/// The pages, act by act. Each act's folder adds its own routes and answers.
struct Pages: Sendable {
    let rooms: WebRooms
    let doors: DoorKeys
    let gate: UploadGate

    init(rooms: WebRooms) {
        self.rooms = rooms
        doors = DoorKeys(shared: rooms.settings.secret)
        gate = UploadGate(rooms.settings)
    }

    /// The table of everything that can be asked for.
    var routes: [Route] {
        siteRoutes + keyRoutes + designRoutes + savedFilterRoutes + signInRoutes + factorRoutes + sessionRoutes
            + (tokenRoutes + accountRoutes + permissionRoutes + maintenanceRoutes).map(\.grave) + intakeRoutes
            + reviewRoutes + itemRoutes + keepingReviewRoutes + schemeRoutes + policyRoutes + ruleBookRoutes
            + formatRoutes + virusRoutes
            + catalogueRoutes + openingRoutes + batchRoutes + storageRoutes + mediaRoutes + searchRoutes + readingRoutes
            + placesRoutes
            + HelpRoutes.all()
            // What stands still, how the ledger and the public log are, and what lies half-received is known where it is done.
            + (overviewRoutes + settingsRoutes + ledgerRoutes + publicLedgerRoutes + uploadRoutes + tableRoutes).map(
                \.atWriter)
    }
}
