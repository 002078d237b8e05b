import Archive
import Bytes
import Formats

/// Single files of a package that still lies in staging, unpacked or in its container, read for a person. Blocks: use
/// `onFileThread`.
struct StagedFiles: Sendable {
    let accession: Accession
    let staging: Staging
    /// A folder of its own for what is taken out of the container; whoever made this removes it.
    let area: String
    let limits: UnpackLimits

    /// More of a file is not unpacked for a page.
    private static let largest: Int64 = 64 << 20
    /// More of a text is not looked through.
    private static let longest = 4 << 20

    /// The lines or rows of `file` that a finding means.
    func content(_ finding: Finding, _ file: PackagedFile?, _ kept: KeptMappings) throws -> ShownContent {
        guard let file else { return .withheld(finding.file == nil ? .nothingNamed : .noFile) }
        guard file.mayBeText || SpreadsheetNames.isTable(file.path) else { return .withheld(.otherKind) }
        do {
            guard let path = try path(of: file) else { return .withheld(.gone) }
            if SpreadsheetNames.isTable(file.path), try Table.isTable(path: path) {
                guard file.bytes <= StagedFiles.largest else { return .withheld(.tooLarge) }
                return try ShownRows(finding, kept).read(path)
            }
            var bytes = try OpenFile.reading(path).read(upTo: StagedFiles.longest + 1, at: 0)
            let isWhole = bytes.count <= StagedFiles.longest
            if !isWhole {
                // A line that is cut in two, perhaps in the middle of a character, is left out.
                guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return .withheld(.tooLarge) }
                bytes.removeLast(bytes.count - end)
            }
            guard let text = StagedFiles.text(bytes) else { return .withheld(.otherKind) }
            let lines = ShownText(text).around(finding)
            if let wanted = finding.line, !isWhole, !lines.contains(where: { $0.number == wanted }) {
                return .withheld(.tooLarge)
            }
            return .lines(lines)
        } catch is ContainerFault {
            return .withheld(.damaged)
        } catch let problem as TableProblem {
            if case .unreadable = problem { throw problem }
            return .withheld(.damaged)
        }
    }

    /// The record a finding names: its metadata, or what the list says of it.
    func record(_ finding: Finding, _ line: RecordLine?, _ metadata: PackagedFile?) throws -> ShownRecord? {
        if let metadata, let reader = PackageReaders.all.first(where: { $0.kind == accession.kind }) {
            do {
                guard let path = try path(of: metadata), let read = try reader.metadata(in: metadata, at: path) else {
                    return nil
                }
                let elements = read.elements.map { (name: $0.path, value: $0.value, line: Int?.some($0.line)) }
                return ShownRecord(finding, code: finding.record ?? line?.code ?? "", elements)
            } catch let fault where fault is ContainerFault || fault is UnreadableReason {
                // Then the lines of the file say more than its elements can.
                return nil
            }
        }
        guard let line, !line.elements.isEmpty else { return nil }
        return ShownRecord(finding, code: line.code, line.elements.map { ($0.name, $0.value, nil) })
    }

    /// Where the bytes of `file` can be read: all of them, or so many as a page needs. `nil` if they are in staging no more.
    /// - Throws: `ContainerFault`, `IntakeProblem.altered` if they are other bytes than were listed.
    private func path(of file: PackagedFile) throws -> String? {
        let unpacked = staging.file(file.n)
        let taken = "\(area)/\(file.n)"
        let path: String
        if DurableFile.exists(unpacked) {
            path = unpacked
        } else if DurableFile.exists(taken) {
            path = taken
        } else {
            guard DurableFile.exists(staging.container), try take(file, to: taken) else { return nil }
            path = taken
        }
        if file.bytes <= StagedFiles.largest {
            let (found, bytes) = try digests(ofFile: path, [.sha256])
            guard bytes == file.bytes, found[.sha256] == file.digests.sha256 else {
                throw IntakeProblem.altered(number: accession.number)
            }
        }
        return path
    }

    /// Takes one file out of the container. `false` if it is not there.
    private func take(_ file: PackagedFile, to path: String) throws -> Bool {
        try DurableFile.makeFolder(area, mode: 0o700)
        let sort = try ContainerSort(path: staging.container, name: accession.name)
        let container = try sort.open(staging.container, limits: limits)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        while let entry = try container.next() {
            guard entry.sort == .file, !entry.isEncrypted, entry.rawName == file.rawPath else { continue }
            let out = try OpenFile.creating(path, mode: 0o600)
            var left = min(StagedFiles.largest, file.bytes)
            while left > 0 {
                let count = try container.read(into: buffer)
                guard count > 0 else { break }
                let taken = Int(min(Int64(count), left))
                try out.write(UnsafeRawBufferPointer(rebasing: buffer[..<taken]))
                left -= Int64(taken)
            }
            return true
        }
        return false
    }

    /// Text in one of the encodings that agencies use; `nil` if the bytes are something else.
    private static func text(_ bytes: [UInt8]) -> String? {
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        guard isWide || !bytes.contains(0) else { return nil }
        return ChineseText.decode(bytes)
    }
}

extension PackagedFile {
    /// By its format. What describes the package was read by its reader, so its format was never asked for.
    fileprivate var mayBeText: Bool {
        guard let mime = format?.mime else { return true }
        return mime.hasPrefix("text/") || mime.hasSuffix("xml") || mime.hasSuffix("json")
    }
}
