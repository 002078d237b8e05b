import Archive
import Bytes
import Foundation

@testable import Intake

extension PackageFiles {
    /// The package in the layout of `kind`, faults and all: made by DA/T 93-2022, moved to where the other rules want it.
    func arranged(as kind: PackageKind) -> PackageFiles { kind == .transfer2012 ? arrangedBy2012 : self }

    private var arrangedBy2012: PackageFiles {
        var moved = PackageFiles()
        for (path, bytes) in files {
            let parts = path.components(separatedBy: "/")
            switch parts.first {
            case PackageFiles.list: moved["文件目录.XML"] = GB18030.encode(listBy2012)
            case PackageFiles.notes: moved[path] = GB18030.encode(text(path))
            case _ where parts.count >= 4 && parts[0] != "其他" && parts[0] != "__MACOSX":
                let code = parts[parts.count - 2]
                let year = code.components(separatedBy: "·").dropFirst().first?.prefix(4) ?? "2019"
                let name = parts[parts.count - 1]
                let lower = name.lowercased()
                let metadata = lower.hasPrefix("电子档案") && lower.hasSuffix("元数据.xml")
                moved["电子档案/\(year)/文书/\(code)/\(metadata ? code + "元数据" + name.suffix(4) : name)"] = bytes
            default: moved[path] = bytes
            }
        }
        return moved
    }

    private var listBy2012: String {
        text(PackageFiles.list).components(separatedBy: "\n").map { line in
            guard let code = value("档号", inLine: line) else { return line }
            let named = victims.first { $0.code == code }.map { victim in
                text(victim.metadata).components(separatedBy: "<计算机文件名>").dropFirst()
                    .map { String($0.prefix { $0 != "<" }) }
            }
            var line = line
            for name in ["保管期限", "页数"] {
                guard let start = line.range(of: "<\(name)>"), let end = line.range(of: "</\(name)>") else { continue }
                line.removeSubrange(start.lowerBound..<end.upperBound)
            }
            let names = named?.joined(separator: "；") ?? "0001正文.pdf"
            return line.replacingOccurrences(of: "<备注>", with: "<电子档案名称>\(names)</电子档案名称><备注>")
        }.joined(separator: "\n").replacingOccurrences(of: "UTF-8", with: "GB18030")
    }

    private func value(_ name: String, inLine line: String) -> String? {
        guard let start = line.range(of: "<\(name)>"), let end = line.range(of: "</\(name)>") else { return nil }
        return String(line[start.upperBound..<end.lowerBound])
    }

    /// The files of a ZIP or TAR, names as people read them.
    init(unpacking path: String, in folder: String) async throws {
        let unpacked = try await PackageUnpacking.unpack(
            path: path, sort: try ContainerSort(path: path, name: FileName(path).lastComponent), into: folder,
            limits: UnpackLimits(), progress: { _ in })
        self.init()
        for n in unpacked.listing.numbers {
            self[unpacked.listing.path(n).display] = try DurableFile.read(unpacked.path(n))
        }
    }

    /// Replaces `old` in a file in GB18030, which must hold it.
    mutating func replaceChinese(_ old: String, with new: String, in path: String) {
        let text = ChineseText.decode(self[path]!)!
        precondition(text.contains(old), "\(path) does not contain \(old)")
        self[path] = GB18030.encode(text.replacingOccurrences(of: old, with: new))
    }
}

/// A fault at one given place.
struct PlainMutation: Sendable {
    let name: String
    let spoil: @Sendable (inout PackageFiles) -> [String]

    init(_ name: String, _ spoil: @escaping @Sendable (inout PackageFiles) -> [String]) {
        self.name = name
        self.spoil = spoil
    }
}

extension Mutation {
    /// Faults that only the layout of 2012 can have.
    static let of2012: [PlainMutation] = [
        PlainMutation("the list names a file that is not there") { files in
            files.replaceChinese("0001正文.pdf；0002附件1.pdf", with: "0001正文.pdf；0002附件1.pdf；0003附件2.pdf", in: "文件目录.XML")
            return ["0003附件2.pdf"]
        },
        PlainMutation("a record below another year") { files in
            files.rename("电子档案/2020/文书/J004-WS·2020-D10-BGS-0002", to: "电子档案/2018/文书/J004-WS·2020-D10-BGS-0002")
            return ["2018"]
        },
        PlainMutation("a record below another category") { files in
            files.rename("电子档案/2020/文书/J004-WS·2020-D10-BGS-0002", to: "电子档案/2020/会计/J004-WS·2020-D10-BGS-0002")
            return ["会计", "J004-WS·2020-D10-BGS-0002"]
        },
        PlainMutation("records outside 电子档案") { files in
            files.rename("电子档案/2020", to: "档案/2020")
            return ["档案/2020", "J004-WS·2020-D10-BGS-0002"]
        },
        PlainMutation("a list that says another encoding than it has") { files in
            files["文件目录.XML"] = Array(
                ChineseText.decode(files["文件目录.XML"]!)!.replacingOccurrences(of: "GB18030", with: "UTF-8").utf8
            ).map { $0 == UInt8(ascii: "1") ? 0xFF : $0 }
            return ["文件目录"]
        },
    ]

    /// Faults of a list of volumes.
    static let ofVolumes: [PlainMutation] = [
        PlainMutation("a volume is not listed") { files in
            let text = ChineseText.decode(files["案卷目录.XML"]!)!
            files["案卷目录.XML"] = GB18030.encode(
                text.components(separatedBy: "\n").filter { !$0.contains("<档号>X013-001-0003<") }.joined(separator: "\n")
            )
            return ["X013-001-0003-001"]
        },
        PlainMutation("a listed volume is not there") { files in
            files.replaceChinese("X013-001-0012<", with: "X013-001-0013<", in: "案卷目录.XML")
            return ["X013-001-0013"]
        },
        PlainMutation("a volume is listed twice") { files in
            files.replaceChinese("X013-001-0012<", with: "X013-001-0011<", in: "案卷目录.XML")
            return ["X013-001-0011"]
        },
        PlainMutation("a volume of more records than there are") { files in
            files.replaceChinese("<备注>4件", with: "<备注>5件", in: "案卷目录.XML")
            return ["X013-001-0010"]
        },
        PlainMutation("a volume without a title") { files in
            files.replaceChinese("江北市司法局2004年规范性文件（0003卷）", with: "", in: "案卷目录.XML")
            return ["X013-001-0003"]
        },
        PlainMutation("a list of volumes that is not well-formed") { files in
            files.replaceChinese("</案卷目录>", with: "", in: "案卷目录.XML")
            return ["案卷目录"]
        },
    ]
}
