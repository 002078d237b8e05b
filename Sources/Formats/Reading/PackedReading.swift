import Archive
import CArchive
import Glibc

/// Lists a ZIP or TAR that came as a document; unpacks nothing.
enum PackedReading {
    static let packedExtensions: Set<String> = [
        "zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "iso", "jar",
    ]

    static func zip(_ file: Int32, _ facts: inout DocumentFacts) {
        do {
            let archive = try ZipArchive(file)
            var listing = Listing()
            for entry in archive.entries {
                listing.add(FileName(bytes: entry.name), bytes: entry.size, encrypted: entry.encrypted)
            }
            listing.report(&facts)
        } catch {
            facts.damage = (error as? Broken)?.damage
        }
    }

    static func tar(_ file: Int32, _ facts: inout DocumentFacts) {
        lseek(file, 0, SEEK_SET)
        let archive = archive_read_new()
        defer { archive_read_free(archive) }
        archive_read_support_format_tar(archive)
        var listing = Listing()
        var entry: OpaquePointer?
        var result = archive_read_open_fd(archive, file, 65_536)
        while result == ARCHIVE_OK || result == ARCHIVE_WARN {
            result = archive_read_next_header(archive, &entry)
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN else { break }
            let name = archive_entry_pathname(entry).map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
            listing.add(FileName(bytes: name ?? []), bytes: archive_entry_size(entry), encrypted: false)
            if listing.container.entries > ZipArchive.mostEntries { break }
        }
        if result != ARCHIVE_EOF {
            facts.damage =
                listing.container.entries > ZipArchive.mostEntries
                ? Broken("bomb", zh: "包内文件过多。", en: "The package holds too many files.").damage
                : Broken.truncated.damage
        }
        listing.report(&facts)
    }

    private struct Listing {
        var container = DocumentFacts.Container(
            entries: 0, encryptedEntries: 0, nested: 0, unpackedBytes: 0, names: [])

        mutating func add(_ name: FileName, bytes: Int64, encrypted: Bool) {
            container.entries += 1
            if encrypted { container.encryptedEntries += 1 }
            if PackedReading.packedExtensions.contains(name.pathExtension) { container.nested += 1 }
            container.unpackedBytes = container.unpackedBytes.addingReportingOverflow(max(0, bytes)).partialValue
            if container.unpackedBytes < 0 { container.unpackedBytes = .max }
            if container.names.count < DocumentFacts.Container.mostNames { container.names.append(name) }
        }

        func report(_ facts: inout DocumentFacts) {
            if container.names.count < container.entries { facts.limitsHit.append(.containerNames) }
            if container.encryptedEntries > 0 { facts.encryption = .locked }
            facts.container = container
        }
    }
}
