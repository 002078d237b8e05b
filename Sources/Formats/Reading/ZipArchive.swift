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
    /// Unpacked bytes for each packed byte of one entry, looked at once it is larger than `ratioFrom`.
    private static let ratio: Int64 = 250
    private static let ratioFrom: Int64 = 48 << 20
    /// The same of XML, which is read and not only unpacked: what spreadsheet programs write packs ten- to thirtyfold.
    private static let textRatio: Int64 = 100
    private static let textRatioFrom: Int64 = 16 << 20

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
        if let place = places[Array(name.utf8)] { return entries[place] }
        return lowerPlaces[name.lowercased()].map { entries[$0] }
    }

    func has(_ name: String) -> Bool { entry(name) != nil }

    /// Where the first entry of a name stands: a document of ten thousand pages asks for each.
    private lazy var places = Dictionary(
        entries.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    private lazy var lowerPlaces = Dictionary(
        entries.enumerated().map { (String(decoding: $0.element.name, as: UTF8.self).lowercased(), $0.offset) },
        uniquingKeysWith: { first, _ in first })

    /// All bytes of `entry`.
    /// - Throws: `Broken`.
    func read(_ entry: Entry) throws -> [UInt8] {
        try unpacking(entry, atMost: ZipArchive.mostEntryBytes) { source in
            var content: [UInt8] = []
            while true {
                let piece = try source()
                if piece.isEmpty { return content }
                content += piece
            }
        }
    }

    /// Unpacks everything and keeps nothing, so that every checksum has been compared.
    /// - Throws: `Broken`.
    func verify() throws {
        var left = ZipArchive.mostBytes
        for entry in entries {
            try unpacking(entry, atMost: left) { source in
                while true {
                    let piece = try source()
                    if piece.isEmpty { return }
                    left -= Int64(piece.count)
                }
            }
        }
    }

    /// Gives `body` the bytes of `entry` piece by piece, none at the end. What an entry says it unpacks to is not believed:
    /// bytes are counted as they come.
    /// - Throws: `Broken`, `Locked`, or what `body` throws.
    func unpacking<T>(_ entry: Entry, atMost most: Int64, _ body: (ByteSource) throws -> T) throws -> T {
        let name = String(decoding: entry.name, as: UTF8.self)
        guard let opened = zip_fopen_index(archive, entry.index, 0) else {
            let failed = zip_error_code_zip(zip_get_error(archive))
            if failed == ZIP_ER_NOPASSWD || failed == ZIP_ER_WRONGPASSWD { throw Locked() }
            throw Broken("broken", zh: "压缩包内的 \(name) 无法打开。", en: "\(name) inside the package cannot be opened.")
        }
        defer { zip_fclose(opened) }
        var total: Int64 = 0
        let isText = name.lowercased().hasSuffix(".xml")
        let ratio = isText ? ZipArchive.textRatio : ZipArchive.ratio
        let from = isText ? ZipArchive.textRatioFrom : ZipArchive.ratioFrom
        /// What it says of itself is believed where it is bad enough.
        func judge(_ total: Int64) throws {
            guard total > most || total > from && total / ratio > entry.packed else { return }
            throw Broken(
                "bomb",
                zh: "压缩包内的 \(name) 解压后超过上限（\(most >> 20) MB，或压缩前的 \(ratio) 倍），疑似压缩炸弹。",
                en:
                    "\(name) inside the package unpacks to more than is allowed (\(most >> 20) MB, or \(ratio) times its packed size): it may be a bomb."
            )
        }
        if entry.size > from { try judge(entry.size) }
        return try body {
            let piece = try [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                let got = zip_fread(opened, buffer.baseAddress, UInt64(buffer.count))
                guard got >= 0 else {
                    throw Broken(
                        "broken", zh: "压缩包内的 \(name) 已损坏（解压或校验失败）。",
                        en: "\(name) inside the package is damaged (unpacking or checksum failed).")
                }
                count = Int(got)
            }
            total += Int64(piece.count)
            try judge(total)
            return piece
        }
    }

    /// An entry needs a password.
    struct Locked: Error {}
}
