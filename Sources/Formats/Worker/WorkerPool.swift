package import Archive
import Foundation
import Synchronization

/// The isolated processes that open foreign files, and the queue before them.
///
/// The house itself never parses a foreign document: it opens the file, passes the open descriptor to a worker, and
/// takes back a short, checked answer. A worker that hangs is killed, one that dies is replaced, and so is one that met a damaged file.
package final class WorkerPool: Sendable {
    package let limits: WorkerLimits
    private let queue: JobQueue
    private let numbers = Atomic<UInt64>(0)

    /// Workers start with their first file.
    /// - Parameters:
    ///   - executable: the program that answers to `__worker`: our own, `/proc/self/exe`.
    ///   - givesWay: whether its workers step back (nice 19) where others want the processors.
    package init(executable: String, count: Int, limits: WorkerLimits = WorkerLimits(), givesWay: Bool = false) {
        self.limits = limits
        queue = JobQueue(threads: count)
        for slot in 0..<count {
            let attendant = Attendant(
                slot: slot, executable: executable, limits: limits, queue: queue, givesWay: givesWay)
            let thread = Thread { attendant.run() }
            thread.name = "worker-\(slot)"
            thread.start()
        }
    }

    deinit { queue.close() }

    /// What the file at `path` is and holds. A crash, a hang or a bomb is `damage`, never an error.
    ///
    /// - Parameters:
    ///   - text: whether the text is wanted.
    ///   - looks: whether pictures are looked at as scanned pages (`DocumentFacts.Looks`).
    /// - Throws: `WorkerProblem` when the file could not be looked at at all.
    package func examine(path: String, name: FileName, text: Bool = true, looks: Bool = false) async throws
        -> DocumentFacts
    {
        let request = WorkerRequest(
            .examine(
                textBytes: text ? limits.textBytes : 0, textPages: text ? limits.textPages : 0, looks: looks),
            name: name)
        switch try await ask(.file(path: path, request)) {
        case .file(.facts(let facts)): return facts
        case .failure(let failure):
            // The name and first bytes are looked at here, by code that copies no more than it may.
            let identification = try Identification.identify(path: path, name: name)
            return DocumentFacts(identification: identification, damage: failure.damage(limits))
        default: throw WorkerProblem.noWorker(executable: "__worker", number: EPROTO)
        }
    }

    /// Page `page` (from 1) of a document as PNG, or of a picture as JPEG, `width` pixels wide.
    /// - Parameters:
    ///   - turn: quarters clockwise, 0 to 3, by which the finished image is turned.
    ///   - webp: as WebP instead, which is smaller.
    /// - Throws: `WorkerProblem.notRendered`, `.pageImage`, or as `examine`.
    package func pageImage(path: String, name: FileName, page: Int, width: Int, turn: Int = 0, webp: Bool = false)
        async throws
        -> PageImage
    {
        let request = WorkerRequest(.pageImage(page: page, width: width, turn: turn & 3, webp: webp), name: name)
        switch try await ask(.file(path: path, request)) {
        case .file(.image(let image)): return image
        case .file(.notRendered(let kind)): throw WorkerProblem.notRendered(kind)
        case .file(.noImage(let reason)): throw WorkerProblem.pageImage(page: page, reason: reason)
        case .failure(let failure): throw WorkerProblem.pageImage(page: page, reason: failure.damage(limits).what)
        default: throw WorkerProblem.noWorker(executable: "__worker", number: EPROTO)
        }
    }

    /// Page `page` (from 1) of a document or picture as a pyramid for `TilePyramid`, in TIFF: a picture as large as it is up to
    /// 100 million pixels, a page of PDF at 300 dots an inch (200 without pictures) up to 50 million.
    /// - Throws: as `pageImage`.
    package func pyramid(path: String, name: FileName, page: Int) async throws -> [UInt8] {
        switch try await ask(.file(path: path, WorkerRequest(.pyramid(page: page), name: name))) {
        case .file(.image(let image)): return image.bytes
        case .file(.notRendered(let kind)): throw WorkerProblem.notRendered(kind)
        case .file(.noImage(let reason)): throw WorkerProblem.pageImage(page: page, reason: reason)
        case .failure(let failure): throw WorkerProblem.pageImage(page: page, reason: failure.damage(limits).what)
        default: throw WorkerProblem.noWorker(executable: "__worker", number: EPROTO)
        }
    }

    /// Where the text of page `page` (from 1) stands on it: of PDF. Nothing where there is no text, or it cannot be found out.
    package func places(path: String, name: FileName, page: Int) async throws -> PagePlaces {
        switch try await ask(.file(path: path, WorkerRequest(.places(page: page), name: name))) {
        case .file(.places(let places)): return places
        case .failure: return .nothing
        default: throw WorkerProblem.noWorker(executable: "__worker", number: EPROTO)
        }
    }

    /// Starts a worker if none runs, and says which fences hold: for `/readyz`.
    @discardableResult
    package func probe() async throws -> Isolation {
        if case .probe(let isolation) = try await ask(.probe) { return isolation }
        throw WorkerProblem.closed
    }

    /// The fences that the system granted to the last worker started; `nil` before one was.
    package var isolation: Isolation? { queue.isolation }

    /// The processes running now.
    package var processes: [Int32] { queue.processes }

    /// Ends all workers, and comes back when they are gone. Work in the queue is refused.
    package func close() async {
        queue.close()
        await queue.empty()
    }

    private func ask(_ question: Job.Question) async throws -> Job.Answer {
        let number = numbers.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { reply in
                queue.put(Job(number: number, question: question, reply: reply))
                // A cancellation that came before `put` found nothing to take back.
                if Task.isCancelled { queue.cancel(number) }
            }
        } onCancel: {
            queue.cancel(number)
        }
    }
}

extension WorkerProcess.Failure {
    /// The end of a worker, as a fact about the file it read.
    func damage(_ limits: WorkerLimits) -> DocumentFacts.Damage {
        switch self {
        case .timeout:
            DocumentFacts.Damage(
                code: "timeout",
                what: Words(
                    zh: "\(Int(limits.seconds)) 秒内未能读完该文件，已停止解析。",
                    en: "The file could not be read within \(Int(limits.seconds)) seconds and was given up."))
        case .exhausted:
            DocumentFacts.Damage(
                code: "exhausted",
                what: Words(
                    zh: "读完该文件所用的处理器时间超出其大小所应有的（疑似解压炸弹或循环引用），已停止解析。",
                    en:
                        "Reading the file takes more processor time than one of its size may need (a bomb or a loop, perhaps): it was given up."
                ))
        case .ended(let status):
            DocumentFacts.Damage(
                code: "crash",
                what: Words(
                    zh: "隔离进程在解析该文件时异常终止（状态 \(status)），文件可能已损坏或被恶意构造。",
                    en:
                        "The isolated reader ended abnormally on this file (status \(status)): it is damaged, or made to harm."
                ))
        case .nonsense:
            DocumentFacts.Damage(
                code: "crash",
                what: Words(
                    zh: "隔离进程解析该文件后给出了不可信的结果，文件可能被恶意构造。",
                    en: "The isolated reader gave an impossible answer on this file: it may be made to harm."))
        }
    }
}

/// A page as a picture.
package struct PageImage: Hashable, Sendable {
    /// `image/png`, `image/jpeg` or `image/webp`.
    package let mime: String
    package let bytes: [UInt8]

    package init(mime: String, bytes: [UInt8]) {
        self.mime = mime
        self.bytes = bytes
    }
}
