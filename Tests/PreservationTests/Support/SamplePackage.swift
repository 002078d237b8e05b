import Archive
import Bytes
import Foundation

@testable import Intake

/// An accepted package whose files lie in a folder, as Intake leaves them: for tests that begin where Intake ends.
struct SamplePackage: AcceptedSource {
    let accession: Accession
    let folder: String
    private(set) var records: [PackagedRecord] = []
    private(set) var files: [PackagedFile] = []
    private(set) var texts: [Int64: [String]] = [:]

    static let id = AccessionID(trusted: "01937a00-0000-7000-8000-00000000000a")
    static let acceptedAt = Instant(text: "2026-11-20T08:00:00.000000Z")!

    /// - Parameter contents: for each record its content files, by name.
    init(
        in folder: String, id: AccessionID = SamplePackage.id, records contents: [[(name: FileName, bytes: [UInt8])]],
        own: [(name: String, bytes: [UInt8])] = [("说明文件.TXT", Array("说明\r\n".utf8)), ("其他/备注.txt", [])]
    ) throws {
        self.folder = folder
        accession = Accession.sample(id: id, records: Int64(contents.count))
        for file in own { files.append(try stage(FileName(file.name), file.bytes, .package)) }
        for (place, content) in contents.enumerated() {
            let base = "X013/WS/X013-WS·2019-Y-BGS-\(place + 1)/"
            let xml = Array("<?xml version=\"1.0\"?>\r\n<电子文件 n=\"\(place)\"/>".utf8)
            let metadata = try stage(FileName(base + "电子档案元数据.XML"), xml, .metadata)
            let kept = try content.enumerated().map { number, file in
                let name = FileName(bytes: Array(base.utf8) + file.name.bytes)
                return try stage(
                    name, file.bytes, number == 0 ? .main : .attachment,
                    text: number == 0 ? ["第一页 \(place)", "第二页"] : nil)
            }
            files += [metadata] + kept
            records.append(.sample(Int64(place + 1), metadata, kept))
        }
    }

    /// Records of one small content file each.
    init(in folder: String, id: AccessionID = SamplePackage.id, count: Int, bytes: Int = 300) throws {
        try self.init(
            in: folder, id: id,
            records: (0..<count).map { place in
                var content = Array("%PDF-1.7 \(place) ".utf8)
                content += (0..<bytes).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ place) }
                return [(FileName("0001正文.pdf"), content)]
            })
    }

    var package: AcceptedPackage { AcceptedPackage(accession, self)! }

    private mutating func stage(_ name: FileName, _ bytes: [UInt8], _ role: FileRole, text: [String]? = nil) throws
        -> PackagedFile
    {
        let n = Int64(texts.count) + Int64(staged) + 1
        staged += 1
        if let text { texts[n] = text }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path(of: n)))
        let isPDF = name.pathExtension == "pdf"
        return PackagedFile(
            n: n, path: name, rawPath: name, bytes: Int64(bytes.count),
            digests: FileDigests(
                sha512: digest(bytes, .sha512), sha256: digest(bytes, .sha256), sm3: digest(bytes, .sm3)),
            format: FileFormat(
                puid: isPDF ? "fmt/276" : nil, name: isPDF ? "Acrobat PDF 1.7" : "text", version: isPDF ? "1.7" : nil,
                mime: isPDF ? "application/pdf" : "text/plain", basis: "signature"),
            role: role, pages: isPDF ? 2 : nil, hasText: text != nil)
    }

    private var staged = 0

    func records(after sequence: Int64, limit: Int) async throws -> [PackagedRecord] {
        Array(records.filter { $0.sequence > sequence }.prefix(limit))
    }

    func files(after n: Int64, limit: Int) async throws -> [PackagedFile] {
        Array(files.sorted { $0.n < $1.n }.filter { $0.n > n }.prefix(limit))
    }

    func path(of n: Int64) -> String { "\(folder)/\(n)" }

    func text(of n: Int64) throws -> [String] { texts[n] ?? [] }
}

extension Accession {
    static func sample(id: AccessionID, records: Int64) -> Accession {
        Accession(
            id: id, number: "2026-0001", state: .accepted, name: FileName("移交.zip"), bytes: 1000,
            sha256: digest([1], .sha256), agency: "江城市档案局", receivedAt: SamplePackage.acceptedAt,
            receivedBy: Agent(id: "archivist-1", role: .archivist), supersedes: nil, note: nil, kind: .transfer2022,
            verdict: .accept, carries: .records, records: records, files: 2 * records + 2, contentBytes: 5000,
            reportDigest: nil,
            listingDigest: nil, checkedAt: SamplePackage.acceptedAt, acceptedAt: SamplePackage.acceptedAt, purgedAt: nil
        )
    }
}

extension PackagedRecord {
    static func sample(_ sequence: Int64, _ metadata: PackagedFile, _ contents: [PackagedFile]) -> PackagedRecord {
        PackagedRecord(
            sequence: sequence, code: "X013-WS·2019-Y-BGS-\(sequence)", fondsCode: "X013", category: "WS", year: "2019",
            office: "BGS", title: "关于第 \(sequence) 件 <&> 的通知", author: "江城市人民政府", date: "2019-07-26",
            documentNumber: "江政发〔2019〕14号", retention: "永久", secrecy: "公开", pages: 2, recordNumber: nil,
            fondsName: "江城市人民政府办公室", openingOpinion: "开放", disclosure: nil, secrecyChange: nil,
            volumeTitle: nil,
            metadata: metadata, contents: contents,
            elements: [Element(name: "内容描述/题名", value: "关于第 \(sequence) 件 <&> 的通知")])
    }
}
