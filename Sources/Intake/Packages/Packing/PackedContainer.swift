import Archive
import Bytes
import Glibc

/// A package while it is written as one file: a TAR (pax) or a ZIP of stored files, from front to back, a piece at a time in memory.
///
/// What is read is digested once more: a file that is not what was checked ends it.
final class PackedContainer {
    private let file: OpenFile
    private let moment: PackMoment
    private let isZIP: Bool
    /// Entries of the directory of a ZIP, in their order.
    private var directory: [UInt8] = []
    private var count = 0
    private var offset: Int64 = 0
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)

    deinit { buffer.deallocate() }

    /// - Parameter path: a new file.
    init(_ path: String, isZIP: Bool, moment: PackMoment) throws {
        file = try OpenFile.creating(path)
        (self.isZIP, self.moment) = (isZIP, moment)
    }

    /// - Throws: `PackProblem.changed`
    func add(_ name: FileName, bytes: Int64, sha256: Digest, from place: String) throws {
        var member = ZipMember(name: name, size: bytes, offset: offset, moment: moment)
        let start = offset
        try write(
            isZIP ? member.header : TarMember(name, .file, size: bytes, changed: moment.seconds1970).header)
        let source = try OpenFile.reading(place)
        var digest = MultiDigest([.sha256])
        var checksum = Checksum32()
        var read: Int64 = 0
        while true {
            let got = try source.read(into: buffer, at: read)
            guard got > 0 else { break }
            read += Int64(got)
            guard read <= bytes else { break }
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<got])
            digest.update(piece)
            if isZIP { checksum.update(piece) }
            try file.write(piece)
            offset += Int64(got)
        }
        guard read == bytes, digest.finish()[0] == sha256 else { throw PackProblem.changed(place) }
        count += 1
        guard isZIP else { return try write([UInt8](repeating: 0, count: Int(-offset & 511))) }
        member.checksum = checksum.value
        // The checksum is known only now; it stands before what it is of.
        lseek(file.descriptor, off_t(start + ZipMember.checksumPlace), SEEK_SET)
        try file.write(withUnsafeBytes(of: checksum.value.littleEndian) { Array($0) })
        lseek(file.descriptor, off_t(offset), SEEK_SET)
        directory += member.entry
    }

    /// On disk when it returns.
    func finish() throws {
        if isZIP {
            let start = offset
            try write(directory)
            try write(ZipMember.close(count: count, from: start, to: offset))
        } else {
            try write([UInt8](repeating: 0, count: 1024))
        }
        try file.sync()
    }

    private func write(_ bytes: [UInt8]) throws {
        try file.write(bytes)
        offset += Int64(bytes.count)
    }
}
