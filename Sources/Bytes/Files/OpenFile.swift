import Archive
import CLinux
import Glibc

/// One open file of the system, closed when the last reference goes. Interrupted calls are repeated; a failed one
/// throws a `BytesProblem` that names the path, or `FullDisk`. Its calls block: use `onFileThread` from asynchronous code.
package final class OpenFile: Sendable {
    package let descriptor: Int32
    package let path: String

    private init(_ descriptor: Int32, _ path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    package static func reading(_ path: String) throws -> OpenFile {
        let descriptor = repeated { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw BytesProblem.reading(path) }
        return OpenFile(descriptor, path)
    }

    /// A new empty file; it is an error if one is there.
    package static func creating(_ path: String, mode: UInt32 = 0o644) throws -> OpenFile {
        let descriptor = repeated { open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw BytesProblem.writing(path) }
        return OpenFile(descriptor, path)
    }

    /// An existing file or a new one, written only at its end.
    package static func appending(_ path: String, mode: UInt32 = 0o644) throws -> OpenFile {
        let descriptor = repeated { open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw BytesProblem.writing(path) }
        return OpenFile(descriptor, path)
    }

    package static func folder(_ path: String) throws -> OpenFile {
        let descriptor = repeated { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw BytesProblem.reading(path) }
        return OpenFile(descriptor, path)
    }

    package func size() throws -> Int64 {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw BytesProblem.reading(path) }
        return Int64(facts.st_size)
    }

    /// Reads at `offset` until `buffer` is full or the file ends; how many bytes.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var done = 0
        while done < buffer.count {
            let count = repeated {
                pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset) + off_t(done))
            }
            guard count >= 0 else { throw BytesProblem.reading(path) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    package func read(upTo count: Int, at offset: Int64) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }

    package func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    /// Writes all of `bytes` where the file stands.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var done = 0
        while done < bytes.count {
            let count = repeated { Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done) }
            guard count >= 0 else { throw BytesProblem.writing(path) }
            done += count
        }
    }

    /// Takes over the content of the file at `source`, sharing its blocks where the file system can.
    package func copy(from source: String) throws {
        let from = try OpenFile.reading(source)
        let size = try from.size()
        var done: Int64 = 0
        while done < size {
            var (start, end) = (off_t(done), off_t(done))
            let count = repeated {
                copy_file_range(from.descriptor, &start, descriptor, &end, Int(min(size - done, 1 << 30)), 0)
            }
            if count < 0 && [EXDEV, EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) {
                try copyByHand(from, from: done, to: size)
                return
            }
            guard count >= 0 else { throw BytesProblem.writing(path) }
            guard count > 0 else { throw BytesProblem.unreadable(source, system: EIO) }
            done += Int64(count)
        }
    }

    /// For file systems between which the kernel does not copy.
    private func copyByHand(_ source: OpenFile, from start: Int64, to end: Int64) throws {
        lseek(descriptor, off_t(start), SEEK_SET)
        var done = start
        while done < end {
            let bytes = try source.read(upTo: Int(min(1 << 20, end - done)), at: done)
            guard !bytes.isEmpty else { throw BytesProblem.unreadable(source.path, system: EIO) }
            try write(bytes)
            done += Int64(bytes.count)
        }
    }

    /// Content and length on disk when it returns.
    package func sync() throws {
        if Planted.has(.missingSync) { return }
        guard repeated({ fsync(descriptor) }) == 0 else { throw BytesProblem.writing(path) }
    }

    /// Everything written to the file system of this file on disk when it returns, folders and renames included.
    package func syncFileSystem() throws {
        if Planted.has(.missingSync) { return }
        guard repeated({ syncfs(descriptor) }) == 0 else { throw BytesProblem.writing(path) }
    }

    /// Lets go of what the system holds of the file in memory, so that the next read is one of the disk. A hint: what is not
    /// on the disk yet stays.
    package func forget() { posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) }

    /// Takes the lock of the file for as long as it is open; `false` while another has it.
    package func tryLock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

    package func truncate(to size: Int64) throws {
        guard repeated({ ftruncate(descriptor, off_t(size)) }) == 0 else { throw BytesProblem.writing(path) }
    }
}

/// `call` again as long as a signal interrupts it.
func repeated<Number: SignedInteger>(_ call: () -> Number) -> Number {
    while true {
        let answer = call()
        if answer != -1 || errno != EINTR { return answer }
    }
}
