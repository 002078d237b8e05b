import Foundation
import Glibc

/// A command and everything it starts, in a process group of its own.
///
/// Foundation's `Process` waits for whoever still holds its end of a socket, so a server left behind by the command
/// held the test for ever. Here the end of the command itself is the end; what it left behind lives on until `end()`.
/// The command stays unreaped until then, so that its number cannot be given to a stranger whom `end()` would hit.
final class ProcessGroup: Sendable {
    private let leader: pid_t

    /// Starts `words` in `folder`, by env, which finds the program on PATH and then is that program; what it and its children print goes to the file `log`.
    init(_ words: [String], environment: [String: String], in folder: URL, log: URL) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let words = ["/usr/bin/env", "--chdir=" + folder.path] + words
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var started = pid_t()
        let failure = posix_spawn(&started, words[0], &actions, &attributes, &arguments, &variables)
        guard failure == 0 else {
            throw NotStarted(command: words.joined(separator: " "), reason: String(cString: strerror(failure)))
        }
        leader = started
    }

    /// The command's exit status, 128 + the signal that ended it, or 124 if it had to be ended after `seconds`.
    func status(within seconds: Int) -> Int32 {
        if let status = ended(by: .now + .seconds(seconds)) { return status }
        kill(-leader, SIGTERM)
        if ended(by: .now + .seconds(10)) == nil { kill(-leader, SIGKILL) }
        return 124
    }

    /// Ends whatever is left of the group.
    func end() {
        kill(-leader, SIGKILL)
        waitpid(leader, nil, 0)
    }

    private func ended(by deadline: ContinuousClock.Instant) -> Int32? {
        repeat {
            var found = siginfo_t()
            if waitid(P_PID, id_t(leader), &found, WEXITED | WNOHANG | WNOWAIT) == 0, found.si_signo == SIGCHLD {
                let status = found._sifields._sigchld.si_status
                return found.si_code == Int32(CLD_EXITED) ? status : 128 + status
            }
            usleep(5_000)
        } while ContinuousClock.now < deadline
        return nil
    }
}

struct NotStarted: Error {
    let command: String
    let reason: String
}
