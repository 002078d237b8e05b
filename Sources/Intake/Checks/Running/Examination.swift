import Archive
import Bytes
import Formats
import Glibc

/// Opens the files of a package in isolated workers, a few at a time, and keeps what the checks ask for: format, pages,
/// damage, secrecy marks. Text goes to disk, not to memory.
struct Examination: Sendable {
    let package: UnpackedPackage
    /// Files a reader has read itself.
    let describing: Set<Int64>
    let workers: WorkerPool?
    /// What tells formats; `nil`: the workers alone do.
    let signatures: PronomSignatures?
    /// What reads sound and film; `nil`: nothing does.
    var media: MediaTools?
    /// Whether pictures are looked at as scanned pages.
    var looks = false
    /// Whether what pictures say of themselves (EXIF, IPTC, XMP) is asked for.
    var photographs = false
    /// Where extracted text is written, as `<n>` with pages separated by form feeds; `nil` where nobody will read it.
    let texts: String?
    /// What was found before: such files are not opened again.
    var known: FileFactsTable?
    /// Called with the files and the bytes done.
    let progress: @Sendable (_ files: Int64, _ bytes: Int64) async throws -> Void

    /// Files in the workers' queue at a time: enough that none is idle.
    private static let ahead = 8

    func run() async throws -> FileFactsTable {
        var facts = known ?? FileFactsTable(in: package.area)
        var done: Int64 = 0
        var bytes: Int64 = 0
        let numbers = package.listing.numbers.filter { !describing.contains($0) && facts[$0] == nil }
        try await withThrowingTaskGroup(of: (Int64, FileFacts).self) { group in
            for (place, n) in numbers.enumerated() {
                if place >= Examination.ahead, let (m, found) = try await group.next() {
                    try facts.keep(found, of: m)
                    done += 1
                    bytes += package.listing.bytes(m)
                    try await progress(done, bytes)
                }
                group.addTask { (n, try await examine(n)) }
            }
            for try await (m, found) in group {
                try facts.keep(found, of: m)
                done += 1
                bytes += package.listing.bytes(m)
                try await progress(done, bytes)
            }
        }
        return facts
    }

    private func examine(_ n: Int64) async throws -> FileFacts {
        let path = package.path(n)
        let name = package.listing.path(n)
        guard let workers else {
            let identification = try await onFileThread { try Identification.identify(path: path, name: name) }
            var facts = FileFacts(identification)
            facts.isUnopened = true
            facts.format = try await format(of: n, identification)
            facts.isTestVirus = try await isTestVirus(n)
            facts.isUndecoded = facts.isMedium
            return facts
        }
        let document = try await workers.examine(path: path, name: name, looks: looks || photographs)
        var facts = FileFacts(document.identification)
        facts.format = try await format(of: n, document.identification)
        facts.pages = document.pages.map { Int64($0) }
        facts.encryption = document.encryption
        facts.damage = document.damage
        facts.carries = document.carries.filter { $0 != .signature }
        facts.isSigned = document.carries.contains(.signature)
        if looks || photographs { facts.picture = document.picture }
        if !photographs { facts.picture?.photo = nil }
        if facts.isMedium, package.listing.bytes(n) > 0 { try await play(n, into: &facts) }
        facts.isTestVirus = try await isTestVirus(n)
        if let pages = document.text { try await take(pages, of: n, into: &facts) }
        return facts
    }

    /// Reads what sound or film says of itself, and decodes it to its end.
    private func play(_ n: Int64, into facts: inout FileFacts) async throws {
        let path = package.path(n)
        facts.media = try await media?.facts(path: path)
        let decoded = try await media?.decode(path: path, bytes: package.listing.bytes(n), facts: facts.media)
        switch decoded {
        case .whole: return
        case .damaged(let damage): facts.damage = facts.damage ?? damage
        case .notLookedAt, nil: facts.isUndecoded = true
        }
    }

    /// The format as PRONOM registers it, where its signatures say more than was told already.
    private func format(of n: Int64, _ told: Identification) async throws -> FileFormat {
        guard let signatures else { return FileFormat(told) }
        let path = package.path(n)
        let name = package.listing.path(n)
        return try await onFileThread {
            let answer = try FormatAnswer.of(path: path, name: name, by: signatures)
            let (kept, version) = answer.kept(beside: told)
            return FileFormat(kept, by: version)
        }
    }

    private func take(_ pages: [String], of n: Int64, into facts: inout FileFacts) async throws {
        facts.hasText = pages.contains { page in page.unicodeScalars.contains { !$0.properties.isWhitespace } }
        guard facts.hasText else { return }
        facts.marks = SecrecyMark.marks(inPages: pages)
        facts.personal = PersonalNumber.numbers(inPages: pages)
        facts.namesAttachments = AttachmentLines.areNamed(in: pages)
        facts.holdsAttachment = AttachmentLines.begin(in: pages)
        facts.identity = DocumentIdentity(pages: pages)
        guard let texts else { return }
        try await onFileThread {
            let file = try OpenFile.creating("\(texts)/\(n)", mode: 0o600)
            for (place, page) in pages.enumerated() {
                if place > 0 { try file.write([0x0C]) }
                var bytes = Array(page.utf8)
                for at in bytes.indices where bytes[at] == 0x0C { bytes[at] = 0x0A }
                try file.write(bytes)
            }
        }
    }

    private func isTestVirus(_ n: Int64) async throws -> Bool {
        // The test file is 68 bytes, alone or with little around it.
        guard (68...65_536).contains(package.listing.bytes(n)) else { return false }
        let path = package.path(n)
        return try await onFileThread {
            let head = try OpenFile.reading(path).read(upTo: 65_536, at: 0)
            return head.contains(Examination.testVirus)
        }
    }

    /// Written in two halves, so that scanners do not take this program for the virus.
    private static let testVirus = Array(("EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!").utf8)
}

extension FileFacts {
    init(_ identification: Identification) {
        self.init(
            format: FileFormat(identification), kind: identification.kind, extensions: identification.extensions)
    }
}

extension [UInt8] {
    /// Whether `other` occurs in it.
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        var start = startIndex
        while let place = self[start...].firstIndex(of: first), place + other.count <= count {
            if self[place..<(place + other.count)].elementsEqual(other) { return true }
            start = place + 1
        }
        return false
    }
}

/// Lines of an official document that speak of attachments. Source: GB/T 9704-2012 7.3.4, 7.3.7.
enum AttachmentLines {
    /// 附件：… below the text of the document itself.
    static func areNamed(in pages: [String]) -> Bool {
        pages.contains { page in
            holds(page)
                && page.split(whereSeparator: \.isNewline).contains { line in
                    let plain = NumberText.plain(String(line))
                    return plain.hasPrefix("附件:") && plain.count > 3
                }
        }
    }

    /// Whether a page holds 附件, by its bytes: nearly none does, and lines are slow to look at. A page has no zeros.
    private static func holds(_ page: String) -> Bool { page.withCString { strstr($0, "附件") != nil } }

    /// A page that begins with 附件, 附件1: an attachment in the same file.
    static func begin(in pages: [String]) -> Bool {
        pages.contains { page in
            guard holds(page) else { return false }
            // The first lines say it: a page of 16 MB is not cut up for them.
            let lines = page.prefix(4096).split(whereSeparator: \.isNewline).map { NumberText.plain(String($0)) }
                .filter { !$0.isEmpty }
            return lines.prefix(2).contains { line in
                line.hasPrefix("附件") && line.count <= 6 && !line.contains(":")
                    || line.hasPrefix("附件1:") && lines.first == line
            }
        }
    }
}
