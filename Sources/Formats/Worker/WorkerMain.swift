import CWorker
import Glibc

/// The other side of the pool: `lantai __worker`. Descriptor 3 is the channel; there is nothing else.
package enum WorkerMain {
    /// Shuts the process in, then examines one file after the other until the channel closes.
    package static func run() -> Never {
        let channel: Int32 = 3
        BundledMaterial.announce()
        do {
            var hello = WireReader(try WorkerProcess.receive(on: channel, atMost: 64, until: -1))
            let held = cworker_isolate(try hello.number(0 ... .max))
            var answer = WireWriter()
            answer.put(Int64(held))
            try WorkerProcess.send(answer.bytes, nil, on: channel, until: -1)
            setlocale(LC_ALL, "C.UTF-8")
            while true {
                let (request, file) = try next(on: channel)
                cworker_budget(WorkerLimits.budget(of: file))
                let answer = DocumentReading.answer(request, file)
                cworker_budget(0)
                close(file)
                try WorkerProcess.send(answer.wire, nil, on: channel, until: -1)
                if filesLeftOpen(beside: channel) > mostLeftOpen { _exit(0) }
            }
        } catch {
            // The house has gone, or has no more to ask. Nothing is to be tidied up: _exit runs no handlers of libraries.
            _exit(0)
        }
    }

    /// Poppler forgets to close a character map for each font without glyphs of its own that it draws. When no more files can be
    /// opened, letters are missing from pages, and text from documents, without a word: so a worker goes before that, between
    /// two files, and is replaced.
    private static let mostLeftOpen = 16

    /// Counted one by one: what was received and closed leaves gaps below what was left open. No worker may have more than 64.
    private static func filesLeftOpen(beside channel: Int32) -> Int {
        (channel + 1..<64).count { fcntl($0, F_GETFD) >= 0 }
    }

    private static func next(on channel: Int32) throws -> (WorkerRequest, Int32) {
        var head = [UInt8](repeating: 0, count: 8)
        var file: Int32 = -1
        guard cworker_receive(channel, &head, 8, &file, -1) == 0, file >= 0 else {
            throw WorkerProcess.Failure.ended(status: 0)
        }
        var length = WireReader(head)
        var body = [UInt8](repeating: 0, count: try length.count(atMost: WorkerRequest.mostBytes))
        guard cworker_receive(channel, &body, body.count, nil, -1) == 0 else {
            throw WorkerProcess.Failure.ended(status: 0)
        }
        return (try WorkerRequest(wire: body), file)
    }
}
