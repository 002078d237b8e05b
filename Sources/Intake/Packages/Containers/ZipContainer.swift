import Archive
import CZip

/// A ZIP, by its central directory, with names as bytes.
///
/// A name is UTF-8 if it is valid UTF-8 or a Unicode path field says so, otherwise GB18030: what Chinese Windows writes.
final class ZipContainer: Container {
    private let archive: OpaquePointer
    private let directory: ZipDirectory
    private var place = -1
    private var file: OpaquePointer?

    init(path: String, limits: UnpackLimits) throws {
        directory = try ZipDirectory(path: path, limit: limits.entries)
        guard directory.count <= limits.entries else { throw ContainerFault.tooManyEntries }
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw ContainerFault.broken(reason: ZipContainer.words(code))
        }
        self.archive = archive
        let count = zip_get_num_entries(archive, 0)
        guard directory.count == Int(count) else {
            throw ContainerFault.broken(
                reason: "the directory has \(directory.count) entries, the end record says \(count)")
        }
    }

    var promised: (files: Int64, bytes: Int64)? {
        var bytes: Int64 = 0
        for place in 0..<directory.count {
            var facts = zip_stat_t()
            zip_stat_init(&facts)
            guard zip_stat_index(archive, UInt64(place), zip_flags_t(ZIP_FL_ENC_RAW), &facts) == 0 else { continue }
            bytes = bytes.addingReportingOverflow(Int64(clamping: facts.size)).partialValue
        }
        return bytes < 0 ? nil : (Int64(directory.count), bytes)
    }

    deinit {
        if let file { zip_fclose(file) }
        zip_discard(archive)
    }

    func next() throws -> ContainerEntry? {
        if let file { zip_fclose(file) }
        file = nil
        place += 1
        guard place < directory.count else { return nil }
        let line = try directory.line(place)
        var facts = zip_stat_t()
        zip_stat_init(&facts)
        guard zip_stat_index(archive, UInt64(place), zip_flags_t(ZIP_FL_ENC_RAW), &facts) == 0 else {
            throw ContainerFault.broken(reason: ZipContainer.words(zip_error_code_zip(zip_get_error(archive))))
        }
        return ContainerEntry(
            sort: sort(line.name), rawName: line.name, name: line.unicodeName ?? ChineseText.name(line.name),
            size: facts.valid & UInt64(ZIP_STAT_SIZE) == 0 ? nil : Int64(clamping: facts.size),
            packedSize: facts.valid & UInt64(ZIP_STAT_COMP_SIZE) == 0 ? nil : Int64(clamping: facts.comp_size),
            isEncrypted: line.flags & 1 != 0)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if file == nil {
            guard let opened = zip_fopen_index(archive, UInt64(place), 0) else {
                let code = zip_error_code_zip(zip_get_error(archive))
                throw code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP
                    ? ContainerFault.unknownMethod : ContainerFault.damagedEntry(reason: ZipContainer.words(code))
            }
            file = opened
        }
        let count = zip_fread(file, buffer.baseAddress, UInt64(buffer.count))
        guard count >= 0 else {
            let code = zip_error_code_zip(zip_file_get_error(file))
            throw ContainerFault.damagedEntry(reason: ZipContainer.words(code))
        }
        return Int(count)
    }

    private func sort(_ name: FileName) -> ContainerEntry.Sort {
        var system: UInt8 = 0
        var attributes: UInt32 = 0
        zip_file_get_external_attributes(archive, UInt64(place), 0, &system, &attributes)
        if UInt32(system) == UInt32(ZIP_OPSYS_UNIX) {
            switch attributes >> 16 & 0o170000 {
            case 0o120000: return .symbolicLink
            case 0o020000, 0o060000, 0o010000, 0o140000: return .special
            default: break
            }
        }
        return name.bytes.last == UInt8(ascii: "/") ? .folder : .file
    }

    private static func words(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return String(cString: zip_error_strerror(&error))
    }
}

extension ZipDirectory.Line {
    /// The name in Info-ZIP's Unicode path field, if there is one.
    fileprivate var unicodeName: FileName? {
        var cursor = 0
        while cursor + 4 <= extra.count {
            let id = extra.number(2, at: cursor)
            let length = Int(extra.number(2, at: cursor + 2))
            guard cursor + 4 + length <= extra.count else { return nil }
            if id == 0x7075, length > 5, extra[cursor + 4] == 1 {
                return String(validating: extra[(cursor + 9)..<(cursor + 4 + length)], as: UTF8.self).map {
                    FileName($0)
                }
            }
            cursor += 4 + length
        }
        return nil
    }
}
