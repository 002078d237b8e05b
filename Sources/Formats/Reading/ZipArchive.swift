import CZip
import Glibc

/// A ZIP opened by libzip for reading single entries, under limits that libzip itself does not have.
final class ZipArchive {
    struct Entry {
        let index: UInt64
        let name: [UInt8]
        let size: Int64
        let packed: Int64
        let encrypted: Bool
    }

    /// Bytes one entry may unpack to when it is read into memory.
    static let mostEntryBytes: Int64 = 64 << 20
    /// Bytes all entries together may unpack to.
    static let mostBytes: Int64 = 1 << 30
    static let mostEntries = 100_000

    let entries: [Entry]
    private let archive: OpaquePointer

    /// - Throws: `Broken`.
    init(_ file: Int32) throws {
        // libzip closes what it is given.
        let own = dup(file)
        lseek(own, 0, SEEK_SET)
        var failed: Int32 = 0
        guard let opened = zip_fdopen(own, 0, &failed) else {
            close(own)
            switch failed {
            case ZIP_ER_NOZIP: throw Broken.truncated
            default: throw Broken("broken", zh: "压缩包目录无法读取。", en: "The directory of the package cannot be read.")
            }
        }
        let count = zip_get_num_entries(opened, 0)
        guard count <= ZipArchive.mostEntries else {
            zip_discard(opened)
            throw Broken(
                "bomb", zh: "压缩包内文件超过 \(ZipArchive.mostEntries) 个。",
                en: "The package holds more than \(ZipArchive.mostEntries) files.")
        }
        entries = (0..<max(0, count)).compactMap { place in
            let index = UInt64(place)
            var about = zip_stat_t()
            guard let name = zip_get_name(opened, index, ZIP_FL_ENC_RAW), zip_stat_index(opened, index, 0, &about) == 0
            else { return nil }
            return Entry(
                index: index, name: Array(UnsafeRawBufferPointer(start: name, count: strlen(name))),
                size: Int64(clamping: about.size), packed: Int64(clamping: about.comp_size),
                encrypted: about.encryption_method != 0)
        }
        archive = opened
    }

    deinit { zip_discard(archive) }

    /// The entry of this name: byte for byte, or else the first that differs only in the case of its letters.
    func entry(_ name: String) -> Entry? {
        let wanted = Array(name.utf8)
        if let exact = entries.first(where: { $0.name == wanted }) { return exact }
        let lower = name.lowercased()
        return entries.first { String(decoding: $0.name, as: UTF8.self).lowercased() == lower }
    }

    /// All bytes of `entry`.
    /// - Throws: `Broken`.
    func read(_ entry: Entry) throws -> [UInt8] {
        var content: [UInt8] = []
        try unpack(entry, atMost: ZipArchive.mostEntryBytes) { content += $0 }
        return content
    }

    /// Unpacks everything and keeps nothing, so that every checksum has been compared.
    /// - Throws: `Broken`.
    func verify() throws {
        var left = ZipArchive.mostBytes
        for entry in entries { left -= try unpack(entry, atMost: left) { _ in } }
    }

    /// What an entry says it unpacks to is not believed: bytes are counted as they come.
    @discardableResult
    private func unpack(
        _ entry: Entry, atMost most: Int64, _ take: (UnsafeRawBufferPointer) -> Void
    ) throws -> Int64 {
        let name = String(decoding: entry.name, as: UTF8.self)
        guard let opened = zip_fopen_index(archive, entry.index, 0) else {
            let failed = zip_error_code_zip(zip_get_error(archive))
            if failed == ZIP_ER_NOPASSWD || failed == ZIP_ER_WRONGPASSWD { throw Locked() }
            throw Broken("broken", zh: "压缩包内的 \(name) 无法打开。", en: "\(name) inside the package cannot be opened.")
        }
        defer { zip_fclose(opened) }
        var total: Int64 = 0
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let got = zip_fread(opened, &piece, UInt64(piece.count))
            if got == 0 { return total }
            guard got > 0 else {
                throw Broken(
                    "broken", zh: "压缩包内的 \(name) 已损坏（解压或校验失败）。",
                    en: "\(name) inside the package is damaged (unpacking or checksum failed).")
            }
            total += got
            guard total <= most else {
                throw Broken(
                    "bomb", zh: "压缩包内的 \(name) 解压后超过上限，疑似压缩炸弹。",
                    en: "\(name) inside the package unpacks to more than is allowed: it may be a bomb.")
            }
            piece.withUnsafeBytes { take(UnsafeRawBufferPointer(rebasing: $0[..<Int(got)])) }
        }
    }

    /// An entry needs a password.
    struct Locked: Error {}
}
