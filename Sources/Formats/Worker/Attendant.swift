import Foundation
import Glibc

/// A thread with one worker: takes a job, passes the file, waits for the answer, replaces the worker when need be.
///
/// A thread of its own, since it blocks, and since the kernel kills a worker when the *thread* that started it ends.
struct Attendant {
    let slot: Int
    let executable: String
    let limits: WorkerLimits
    let queue: JobQueue
    let givesWay: Bool

    func run() {
        var worker = Held()
        while let job = queue.take() {
            let answer = Result { try serve(job.question, &worker) }
            job.reply.resume(with: queue.isClosed && !answer.isAnswer ? .failure(WorkerProblem.closed) : answer)
        }
        drop(&worker)
        queue.left()
    }

    /// The worker, if one runs, and how many files it has seen.
    private struct Held {
        var process: WorkerProcess?
        var files = 0
    }

    private func drop(_ worker: inout Held) {
        queue.ending(slot)
        worker.process = nil
        worker.files = 0
    }

    private func running(_ worker: inout Held) throws -> WorkerProcess {
        if let process = worker.process { return process }
        let process = try WorkerProcess(executable: executable, limits: limits)
        if givesWay { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(process.pid), 19) }
        queue.started(slot, process.pid, process.isolation)
        worker.process = process
        return process
    }

    private func serve(_ question: Job.Question, _ worker: inout Held) throws -> Job.Answer {
        switch question {
        case .probe:
            return .probe(try running(&worker).isolation)
        case .file(let path, let request):
            do {
                return .file(try ask(request, path, &worker))
            } catch WorkerProcess.Failure.timeout {
                return .failure(.timeout)
            } catch WorkerProcess.Failure.exhausted {
                return .failure(.exhausted)
            } catch is WorkerProcess.Failure where !queue.isClosed {
                // It may have been the system's doing, or an earlier file's: only a fresh worker's end is this file's fault.
                do {
                    return .file(try ask(request, path, &worker))
                } catch let failure as WorkerProcess.Failure {
                    return .failure(failure)
                }
            }
        }
    }

    private func ask(_ request: WorkerRequest, _ path: String, _ worker: inout Held) throws -> WorkerAnswer {
        let file = try openForReading(path)
        defer { Glibc.close(file) }
        let process = try running(&worker)
        do {
            let answer = try process.ask(request, file, limits: limits)
            worker.files += 1
            // What a damaged file has done to the worker's memory nobody knows.
            if worker.files >= limits.files || answer.isAbnormal { drop(&worker) }
            return answer
        } catch {
            drop(&worker)
            throw error
        }
    }
}

/// Opens a plain file, and nothing that only looks like one.
func openForReading(_ path: String) throws -> Int32 {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw WorkerProblem.unreadable(path: path, number: errno) }
    var about = stat()
    guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG else {
        Glibc.close(file)
        throw WorkerProblem.unreadable(path: path, number: EINVAL)
    }
    return file
}

extension WorkerAnswer {
    var isAbnormal: Bool {
        switch self {
        case .facts(let facts): facts.damage != nil
        case .noImage: true
        case .image, .notRendered, .places: false
        }
    }
}

extension Result where Success == Job.Answer {
    /// `false` for what ends when a pool is closed over a file.
    fileprivate var isAnswer: Bool {
        if case .success(.failure) = self { return false }
        if case .failure(let error) = self, error is WorkerProcess.Failure { return false }
        return true
    }
}
