package import Archive

/// The isolated processes that open foreign files, and the queue before them.
package final class WorkerPool: Sendable {
    package let executable: String
    package let limits: WorkerLimits

    /// - Parameter executable: the program that answers to `__worker`: our own, `/proc/self/exe`.
    package init(executable: String, count: Int, limits: WorkerLimits = WorkerLimits()) {
        self.executable = executable
        self.limits = limits
    }

    /// What the file at `path` is and holds. A crash, a hang or a bomb is `damage`, never an error.
    ///
    /// - Parameter text: whether the text is wanted.
    package func examine(path: String, name: FileName, text: Bool = true) async throws -> DocumentFacts {
        throw WorkerProblem.closed
    }

    /// Page `page` (from 1) as PNG (documents) or JPEG (pictures), `width` pixels wide.
    package func pageImage(path: String, name: FileName, page: Int, width: Int) async throws -> PageImage {
        throw WorkerProblem.closed
    }

    /// The fences that the system granted to the last worker started; `nil` before one was.
    package var isolation: Isolation? { nil }

    /// Ends all workers. Work in the queue is refused.
    package func close() async {}
}

/// A page as a picture.
package struct PageImage: Hashable, Sendable {
    package let mime: String
    package let bytes: [UInt8]

    package init(mime: String, bytes: [UInt8]) {
        self.mime = mime
        self.bytes = bytes
    }
}
