import CWorker
import Glibc

/// One running worker, seen from the house. Ends with this object: killed and waited for, so that no zombie stays.
final class WorkerProcess {
    /// Why a worker gave no answer.
    enum Failure: Error, Equatable {
        /// It needed longer than a file may.
        case timeout
        /// It used more processor time than a file of this size may.
        case exhausted
        /// It ended; what `waitpid` said of it.
        case ended(status: Int32)
        /// It answered what no sound worker answers.
        case nonsense
    }

    let pid: pid_t
    let isolation: Isolation
    private let channel: Int32

    /// A worker may take this long to start, in milliseconds: the machine may be busy.
    private static let startTime: Int64 = 30_000

    /// - Throws: `WorkerProblem.noWorker`.
    init(executable: String, limits: WorkerLimits) throws {
        var ends: (Int32, Int32) = (-1, -1)
        var failed = withUnsafeMutableBytes(of: &ends) {
            cworker_pair($0.baseAddress!.assumingMemoryBound(to: Int32.self))
        }
        guard failed == 0 else { throw WorkerProblem.noWorker(executable: executable, number: failed) }
        var child: pid_t = 0
        failed = cworker_spawn(executable, ends.1, &child)
        Glibc.close(ends.1)
        guard failed == 0 else {
            Glibc.close(ends.0)
            throw WorkerProblem.noWorker(executable: executable, number: failed)
        }
        do {
            isolation = try WorkerProcess.greet(ends.0, limits: limits)
        } catch {
            kill(child, SIGKILL)
            Glibc.close(ends.0)
            waitpid(child, nil, 0)
            throw WorkerProblem.noWorker(executable: executable, number: EPROTO)
        }
        pid = child
        channel = ends.0
    }

    deinit {
        kill(pid, SIGKILL)
        Glibc.close(channel)
        waitpid(pid, nil, 0)
    }

    /// Tells the worker its limits; hears which fences hold.
    private static func greet(_ channel: Int32, limits: WorkerLimits) throws -> Isolation {
        let deadline = cworker_now() + startTime
        var hello = WireWriter()
        hello.put(limits.memory)
        try send(hello.bytes, nil, on: channel, until: deadline)
        var reader = WireReader(try receive(on: channel, atMost: 64, until: deadline))
        let bits = try reader.number(0...0x7F)
        let held = Isolation.Fence.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }
        return Isolation(held: Set(held.map(\.element)))
    }

    /// Asks about the open file `descriptor`, which stays the caller's.
    /// - Throws: `Failure`; the worker is of no use afterwards.
    func ask(_ request: WorkerRequest, _ descriptor: Int32, limits: WorkerLimits) throws -> WorkerAnswer {
        let deadline = cworker_now() + Int64(limits.seconds * 1000)
        do {
            try WorkerProcess.send(request.wire, descriptor, on: channel, until: deadline)
            let frame = try WorkerProcess.receive(
                on: channel, atMost: WorkerAnswer.mostBytes(limits), until: deadline)
            return try WorkerAnswer(wire: frame, limits: limits)
        } catch is WireReader.Malformed {
            throw Failure.nonsense
        } catch Failure.ended {
            let status = statusOfTheDead()
            throw status == SIGPROF ? Failure.exhausted : Failure.ended(status: status)
        }
    }

    /// How the worker ended, without taking it from `deinit`.
    private func statusOfTheDead() -> Int32 {
        kill(pid, SIGKILL)
        var about = siginfo_t()
        waitid(P_PID, id_t(pid), &about, WEXITED | WNOWAIT)
        return about._sifields._sigchld.si_status
    }
}

// Frames: a length of eight bytes, then as many.
extension WorkerProcess {
    static func send(_ frame: [UInt8], _ descriptor: Int32?, on channel: Int32, until deadline: Int64) throws {
        var length = WireWriter()
        length.put(Int64(frame.count))
        // A large frame is not copied for the sake of eight bytes before it.
        if frame.count < 65_536 {
            let bytes = length.bytes + frame
            return try check(cworker_send(channel, bytes, bytes.count, descriptor ?? -1, deadline))
        }
        try check(cworker_send(channel, length.bytes, length.bytes.count, descriptor ?? -1, deadline))
        try check(cworker_send(channel, frame, frame.count, -1, deadline))
    }

    static func receive(on channel: Int32, atMost most: Int, until deadline: Int64) throws -> [UInt8] {
        var head = [UInt8](repeating: 0, count: 8)
        try check(cworker_receive(channel, &head, 8, nil, deadline))
        var reader = WireReader(head)
        let count = try reader.count(atMost: most)
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if count > 0 { try check(cworker_receive(channel, buffer.baseAddress, count, nil, deadline)) }
            filled = count
        }
    }

    private static func check(_ result: Int32) throws {
        switch result {
        case 0: return
        case ETIMEDOUT: throw Failure.timeout
        default: throw Failure.ended(status: 0)
        }
    }
}
