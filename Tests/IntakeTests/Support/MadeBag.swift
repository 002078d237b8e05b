import Archive
import Bytes
import Foundation

@testable import Intake

/// A bag as an agency hands it over: the records of `Built`, a table with a line for each file, folders named by 档号.
struct MadeBag: Sendable {
    var headings = ["档号", "题名", "责任者", "文件编号", "日期", "密级", "保管期限", "页数", "电子文件名称", "格式", "字节数", "SM3"]
    var rows: [[String: String]] = []
    /// Below `data`.
    var payload = PackageFiles()
    var info = ["Source-Organization: 临江市民政局", "External-Description: 文书类电子档案", "Bagging-Date: 2026-11-20"]
    var declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    var algorithms: [Digest.Algorithm] = [.sha256, .sha512]
    /// How the tag files are written down.
    var encode: @Sendable (String) -> [UInt8] = { Array($0.utf8) }
    /// How a path stands in a manifest.
    var written: @Sendable (String) -> String = { $0 }
    var separator = "  "
    var lineEnd = "\n"
    var tableName = "元数据.csv"

    init(_ records: [Built.Record] = Built.records) {
        let built = Built.package(records)
        for (record, victim) in zip(records, records.map { record in built.victims.first { $0.code == record.code }! })
        {
            for path in victim.contents.sorted() {
                let name = path.components(separatedBy: "/").last!
                payload["\(record.code)/\(name)"] = built[path]!
                rows.append([
                    "档号": record.code, "题名": name.contains("附件") ? record.attachment! : record.title,
                    "责任者": record.author, "文件编号": record.documentNumber, "日期": record.date.filter { $0 != "-" },
                    "密级": "公开", "保管期限": record.retention, "页数": name.contains("附件") ? "2" : "1", "电子文件名称": name,
                    "格式": "PDF", "字节数": "\(built[path]!.count)", "SM3": digest(built[path]!, .sm3).hex,
                ])
            }
        }
    }

    /// Writes size and digest of a file into its row, as the program that made the table would have.
    mutating func describe(_ path: String) {
        let parts = path.components(separatedBy: "/")
        guard let bytes = payload[path],
            let place = rows.firstIndex(where: { $0["档号"] == parts[0] && $0["电子文件名称"] == parts[1] })
        else { return }
        rows[place]["字节数"] = "\(bytes.count)"
        rows[place]["SM3"] = digest(bytes, .sm3).hex
    }

    var table: [UInt8] {
        let lines =
            [headings.joined(separator: ",")]
            + rows.map { row in headings.map { row[$0] ?? "" }.joined(separator: ",") }
        return Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// The bag, with manifests true to what is in it.
    var sealed: PackageFiles {
        var bag = PackageFiles()
        for path in payload.paths { bag["data/" + path] = payload[path] }
        if !tableName.isEmpty { bag["data/" + tableName] = table }
        let files = bag
        let bytes = files.paths.reduce(0) { $0 + files[$1]!.count }
        bag["bagit.txt"] = Array(declaration.utf8)
        bag["bag-info.txt"] = encode(
            (info + ["Payload-Oxum: \(bytes).\(files.paths.count)"]).map { $0 + lineEnd }.joined())
        for algorithm in algorithms { bag["manifest-\(algorithm.rawValue).txt"] = manifest(of: files, algorithm) }
        bag.tag(algorithms, separator, encode)
        return bag
    }

    private func manifest(of files: PackageFiles, _ algorithm: Digest.Algorithm) -> [UInt8] {
        encode(
            files.paths.sorted().map { "\(digest(files[$0]!, algorithm).hex)\(separator)\(written($0))\(lineEnd)" }
                .joined())
    }
}

extension PackageFiles {
    /// Writes the tag manifests of a bag, as whoever changed another tag file must.
    mutating func tag(
        _ algorithms: [Digest.Algorithm] = [.sha256, .sha512], _ separator: String = "  ",
        _ encode: (String) -> [UInt8] = { Array($0.utf8) }
    ) {
        let tags = paths.filter { !$0.hasPrefix("data/") && !$0.hasPrefix("tagmanifest-") }.sorted()
        let files = self
        for algorithm in algorithms {
            let lines = tags.map { "\(digest(files[$0]!, algorithm).hex)\(separator)\($0)\n" }
            self["tagmanifest-\(algorithm.rawValue).txt"] = encode(lines.joined())
        }
    }

    /// Changes the lines of a text file, and makes the tag manifests agree.
    mutating func edit(_ path: String, _ change: ([String]) -> [String]) {
        let lines = text(path).components(separatedBy: "\n").filter { !$0.isEmpty }
        self[path] = Array((change(lines).joined(separator: "\n") + "\n").utf8)
        tag()
    }
}
