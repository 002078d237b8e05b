import CWorker
import Foundation
import Glibc
import Synchronization

/// A program of the system's (mediainfo, ffmpeg) that opens one foreign file, fenced in: no network, no other files than the
/// system's and that one, no other programs, limits of memory, processor and clock.
///
/// It is started as `lantai __tool`, which shuts itself in and then becomes the program.
package struct FencedTool: Sendable, Hashable {
    /// Our own program: `/proc/self/exe`.
    let lantai: String
    package let path: String

    /// - Parameter names: the tool in the folders where systems keep programs; `nil` if it is in none.
    package init?(_ name: String, lantai: String, folders: [String] = ["/usr/local/bin", "/usr/bin", "/bin"]) {
        let places = folders.map { folder -> String in "\(folder)/\(name)" }
        guard let path = places.first(where: { place in access(place, X_OK) == 0 }) else { return nil }
        (self.lantai, self.path) = (lantai, path)
    }

    package struct Limits: Sendable, Hashable {
        /// By the clock.
        package var seconds: Double
        /// Of processor time.
        package var processor: Int
        /// Address space, in bytes.
        package var memory: Int64 = 3 << 30
        /// Bytes of the largest file it may write.
        package var written: Int64 = 0
        /// Bytes it may say.
        package var said = 8 << 20
        /// Whether only the beginning and the end of what it says are kept, however much it is.
        package var keepsEnds = false
        /// Whether it steps back (nice 19) where others want the processors.
        package var givesWay = false

        package init(seconds: Double, processor: Int) { (self.seconds, self.processor) = (seconds, processor) }
    }

    package struct Answer: Sendable, Hashable {
        package enum Ending: Sendable, Hashable {
            case exited(Int32)
            case killed(Int32)
            /// It needed longer than it may.
            case timeout
            /// It said more than it may.
            case talkative
        }

        package var ending: Ending
        package var output: [UInt8] = []
        /// The first of what it complained of.
        package var errors: [UInt8] = []

        package var isGood: Bool { ending == .exited(0) }
        /// Lines of complaint.
        package var complaints: [String] {
            String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0) }
        }
    }

    /// - Parameters:
    ///   - input: the file it may read.
    ///   - output: the folder it may write files in; `nil`: none.
    /// - Throws: `WorkerProblem.noWorker` if it could not be started; `CancellationError` after it was ended.
    package func run(_ arguments: [String], input: String, output: String? = nil, limits: Limits) async throws -> Answer
    {
        let running = Running()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { reply in
                // A thread of its own: the kernel ends the child when the thread that started it ends.
                let thread = Thread {
                    reply.resume(
                        with: Result {
                            try start(arguments, input: input, output: output ?? "", limits: limits, running)
                        })
                }
                thread.name = "tool"
                thread.start()
            }
        } onCancel: {
            running.stop()
        }
    }

    /// The child, so that whoever waits for it can end it.
    private final class Running: Sendable {
        private let state = Mutex<(child: pid_t, isStopped: Bool)>((0, false))

        var isStopped: Bool { state.withLock { $0.isStopped } }
        func began(_ child: pid_t) {
            state.withLock { state in
                state.child = child
                if state.isStopped { kill(child, SIGKILL) }
            }
        }
        func stop() {
            state.withLock { state in
                state.isStopped = true
                if state.child > 0 { kill(state.child, SIGKILL) }
            }
        }
        /// Waited for: its number may be another's now.
        func ended() { state.withLock { $0.child = 0 } }
    }

    private func start(
        _ arguments: [String], input: String, output: String, limits: Limits, _ running: Running
    ) throws -> Answer {
        // Channels, since those are closed in every other child from the first.
        var (said, complained): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        var number = cworker_pair(&said)
        guard number == 0 else { throw WorkerProblem.noWorker(executable: path, number: number) }
        number = cworker_pair(&complained)
        guard number == 0 else {
            for end in said { Glibc.close(end) }
            throw WorkerProblem.noWorker(executable: path, number: number)
        }
        let whole =
            [
                "lantai", "__tool", String(limits.memory), String(limits.processor), String(limits.written), input,
                output,
                path,
            ] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = whole.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let failed = cworker_spawn_tool(lantai, words, said[1], complained[1], &child)
        Glibc.close(said[1])
        Glibc.close(complained[1])
        defer {
            Glibc.close(said[0])
            Glibc.close(complained[0])
        }
        guard failed == 0 else { throw WorkerProblem.noWorker(executable: path, number: failed) }
        running.began(child)
        if limits.givesWay { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(child), 19) }
        var answer = Answer(ending: .timeout)
        let hasEnded = listen(said[0], complained[0], limits, &answer)
        if !hasEnded { kill(child, SIGKILL) }
        running.ended()
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        if running.isStopped { throw CancellationError() }
        if hasEnded { answer.ending = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F) }
        return answer
    }

    private static let mostErrors = 16_384

    /// Hears both until they are closed.
    /// - Returns: `false` if it must be ended.
    private func listen(_ output: Int32, _ errors: Int32, _ limits: Limits, _ answer: inout Answer) -> Bool {
        let deadline = cworker_now() + Int64(limits.seconds * 1000)
        var open = [output, errors]
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while !open.isEmpty {
            let left = deadline - cworker_now()
            guard left > 0 else { return false }
            var asked = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&asked, nfds_t(asked.count), Int32(clamping: min(left, 60_000))) >= 0 || errno == EINTR else {
                return false
            }
            for one in asked where one.revents != 0 {
                let count = read(one.fd, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    open.removeAll { $0 == one.fd }
                    continue
                }
                if one.fd == output {
                    answer.output += buffer[..<count]
                    if limits.keepsEnds, answer.output.count > 262_144 {
                        answer.output.removeSubrange(4096..<(answer.output.count - 65_536))
                    }
                    guard answer.output.count <= limits.said else {
                        answer.ending = .talkative
                        return false
                    }
                } else if answer.errors.count < Self.mostErrors {
                    answer.errors += buffer[..<min(count, Self.mostErrors - answer.errors.count)]
                }
            }
        }
        return true
    }
}

/// The other side: `lantai __tool MEMORY SECONDS BYTES INPUT OUTPUT PROGRAM ARGUMENT…`.
package enum ToolMain {
    /// Shuts the process in, then becomes the program.
    package static func run(_ arguments: [String]) -> Never {
        guard arguments.count >= 6, let memory = Int64(arguments[0]), let seconds = Int64(arguments[1]),
            let written = Int64(arguments[2])
        else { _exit(126) }
        _ = cworker_isolate_tool(memory, seconds, written, arguments[3], arguments[4])
        var words: [UnsafeMutablePointer<CChar>?] = arguments[5...].map { strdup($0) }
        words.append(nil)
        execv(arguments[5], words)
        _exit(127)
    }
}
