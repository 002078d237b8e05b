import Archive
import Ledger
import Tables

extension Stacks {
    /// Keeps all copies up with the archive until the task is cancelled: each by itself, so that one that is away keeps
    /// neither the others nor anybody's work waiting.
    package func followReplicas() async {
        await withTaskGroup(of: Void.self) { group in
            for place in replicas.places { group.addTask { [self] in await follow(place) } }
        }
    }

    /// 5 s after the first failure, doubling to ten minutes.
    private static func pause(after tries: Int) -> Duration { .seconds(min(600, 5 << min(tries - 1, 7))) }

    private func follow(_ place: ReplicaPlace) async {
        var tries = 0
        while !Task.isCancelled {
            do {
                let hasWorked = try await attempt(place)
                tries = 0
                if !hasWorked { try await Task.sleep(for: .seconds(5)) }
            } catch {
                tries += 1
                try? await Task.sleep(for: Stacks.pause(after: tries))
            }
        }
    }

    /// Copies all that waits to every place, or to the one named. What goes wrong at a place is noted with it, and keeps
    /// the others from nothing.
    package func settleReplicas(_ name: String? = nil) async throws {
        let places = try name.map { [try replicas.place($0)] } ?? replicas.places
        await withTaskGroup(of: Void.self) { group in
            for place in places {
                group.addTask { [self] in
                    while !Task.isCancelled, (try? await attempt(place)) == true {}
                }
            }
        }
    }

    private func attempt(_ place: ReplicaPlace) async throws -> Bool {
        do {
            let hasWorked = try await replicate(to: place)
            let now = clock.now
            let row = try await database.read { tx in try ReplicaRow.one(place.name, in: tx) }
            // A look that found nothing to do is a success too, written down once a minute.
            if hasWorked || row?.trouble != nil || row?.succeededAt.map({ $0 + .seconds(60) < now }) ?? true {
                try await database.write { tx in try ReplicaRow.note(success: place.name, at: now, in: tx) }
            }
            return hasWorked
        } catch {
            try Task.checkCancellation()
            let problem = (error as? any Explained) ?? UnknownTrouble(error: "\(error)")
            let now = clock.now
            try await database.write { tx in
                try ReplicaRow.note(problem, of: place.name, at: place.place, now: now, in: tx)
            }
            throw error
        }
    }
}

/// An error that brings no words of its own.
private struct UnknownTrouble: Explained {
    let error: String
    var code: String { "replica.unexplained" }
    var what: Words { Words(zh: "复制时发生未预期的错误：\(error)", en: "An unexpected error came up while copying: \(error)") }
    var next: Words { Words(zh: "会自动重试；如反复出现，请报告此信息。", en: "It is tried again; if it repeats, report this message.") }
}
