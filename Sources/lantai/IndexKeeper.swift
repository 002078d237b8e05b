import Archive
import Discovery
import Logging

/// Builds indexes anew where they should be: each process for its own.
struct IndexKeeper: Sendable {
    let finder: Finder
    let logger: Logger

    /// Works until cancelled.
    func run() async {
        while !Task.isCancelled {
            for index in [finder.staff, finder.public] {
                await logger.attempt("index") {
                    guard let reason = try index.rebuildReason() else { return }
                    let records = try await index.rebuild()
                    logger.log(
                        level: reason == .damaged ? .warning : .info, "index built anew",
                        metadata: [
                            "index": .string(index.scope.rawValue), "reason": .string(reason.rawValue),
                            "records": .stringConvertible(records),
                        ])
                }
            }
            try? await Task.sleep(for: .seconds(30))
        }
    }
}

extension Logger {
    /// A failed duty is logged and tried again on the next round; it must not end the others.
    func attempt(_ duty: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            // The program ends.
        } catch let problem as any Explained {
            error("steward", metadata: ["duty": .string(duty), "code": .string(problem.code)])
        } catch {
            self.error(
                "steward", metadata: ["duty": .string(duty), "error": .string(String(describing: type(of: error)))])
        }
    }
}
