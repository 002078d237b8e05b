import Glibc

/// What one file may cost before it is given up.
package struct WorkerLimits: Hashable, Sendable {
    /// Seconds from sending a file to its whole answer.
    package var seconds: Double
    /// Address space of a worker process, in bytes.
    package var memory: Int64
    /// Files after which a worker is replaced by a new one.
    package var files: Int
    /// Bytes of UTF-8 text kept of one file.
    package var textBytes: Int
    /// Pages whose text is kept of one file.
    package var textPages: Int

    /// Processor time in milliseconds that an open file may cost: five seconds, and one for each megabyte it has. A small file that
    /// needs more is made to keep readers busy.
    static func budget(of file: Int32) -> Int64 {
        var about = stat()
        guard fstat(file, &about) == 0 else { return 5000 }
        return 5000 + Int64(about.st_size) * 1000 >> 20
    }

    package init(
        seconds: Double = 60, memory: Int64 = 1536 << 20, files: Int = 2_000, textBytes: Int = 12 << 20,
        textPages: Int = 10_000
    ) {
        self.seconds = seconds
        self.memory = memory
        self.files = files
        self.textBytes = textBytes
        self.textPages = textPages
    }
}
