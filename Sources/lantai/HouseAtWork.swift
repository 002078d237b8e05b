import Archive
import Ledger
import Logging
import Sharing

/// A house that serves: followers, steward, copies, and commands from the local socket, until stopped.
struct HouseAtWork: Sendable {
    let house: House
    private let local: LocalServer
    private let tasks: [Task<Void, Never>]

    /// Commands wait until `takeCommands`: a server that cannot listen takes none.
    init(_ house: House, logger: Logger) throws {
        self.house = house
        local = try LocalServer(house.home, house: house)
        house.copyRoom.start()
        tasks = [
            Task { await house.runner.run() }, Task { await Steward(house: house, logger: logger).run() },
        ]
    }

    /// From now on commands are taken from the local socket.
    func takeCommands() { local.start() }

    func stop() {
        for task in tasks { task.cancel() }
        local.stop()
    }
}
