/// How far the workers are cut off from the house: which fences the system granted and which it refused.
package struct Isolation: Hashable, Sendable {
    package enum Fence: String, Hashable, Sendable, CaseIterable, Codable {
        /// No new rights by starting programs (`no_new_privs`).
        case privileges
        /// Other processes of the same account cannot look inside.
        case memoryPrivate = "memory-private"
        /// Dies with its parent.
        case parentDeath = "parent-death"
        /// Limits of memory, files, core dumps.
        case limits
        /// A network namespace with nothing in it.
        case network
        /// Nothing of the file system but the system's own libraries, read only (Landlock).
        case files
        /// No programs, sockets, tracing or mounts (seccomp).
        case systemCalls = "system-calls"
    }

    package let held: Set<Fence>

    package init(held: Set<Fence>) { self.held = held }

    package var refused: Set<Fence> { Set(Fence.allCases).subtracting(held) }

    /// Whether foreign files may be opened with a good conscience: privileges, limits, and a way to keep them from the network.
    package var isSound: Bool {
        held.isSuperset(of: [.privileges, .limits]) && !held.isDisjoint(with: [.network, .systemCalls])
    }
}
