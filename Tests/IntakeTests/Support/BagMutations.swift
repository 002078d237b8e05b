import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// A way to spoil a bag: one fault, the check that finds it, and what it must name.
struct BagMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    let spoil: @Sendable (MadeBag) -> (files: PackageFiles, named: [String])

    var testDescription: String { name }

    /// Something done to the finished bag.
    init(
        _ name: String, finds check: String, named: String...,
        after spoil: @escaping @Sendable (inout PackageFiles) -> Void
    ) {
        (self.name, self.check) = (name, check)
        self.spoil = { made in
            var files = made.sealed
            spoil(&files)
            return (files, named)
        }
    }

    /// Something wrong before the bag was made.
    init(_ name: String, finds check: String, before spoil: @escaping @Sendable (inout MadeBag) -> [String]) {
        (self.name, self.check) = (name, check)
        self.spoil = { made in
            var made = made
            let named = spoil(&made)
            return (made.sealed, named)
        }
    }

    /// A cell that is wrong.
    init(_ name: String, finds check: String, _ heading: String, _ value: String) {
        self.init(name, finds: check) { bag in
            for place in bag.rows.indices where bag.rows[place]["档号"] == Self.victim {
                bag.rows[place][heading] = value
            }
            return [Self.victim]
        }
    }

    /// A record of one file.
    private static let victim = "J004-WS·2019-Y-BGS-0002"
    private static let file = "data/J004-WS·2019-Y-BGS-0002/0001正文.pdf"
    private static let inside = "J004-WS·2019-Y-BGS-0002/0001正文.pdf"

    static let all = ofTags + ofManifests + ofPayload + ofTable

    private static let ofTags: [BagMutation] = [
        BagMutation("no bagit.txt", finds: "bag-declared", named: "bagit.txt") { files in
            files["bagit.txt"] = nil
            files.tag()
        },
        BagMutation("a version to come", finds: "bag-declared") { bag in
            bag.declaration = "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"
            return ["2.0"]
        },
        BagMutation("a version before the first", finds: "bag-declared") { bag in
            bag.declaration = "BagIt-Version: 0.91\nTag-File-Character-Encoding: UTF-8\n"
            return ["0.91"]
        },
        BagMutation("a version in words", finds: "bag-declared") { bag in
            bag.declaration = "BagIt-Version: latest\nTag-File-Character-Encoding: UTF-8\n"
            return ["latest"]
        },
        BagMutation("an encoding nobody knows", finds: "bag-declared") { bag in
            bag.declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-9\n"
            return ["UTF-9"]
        },
        BagMutation("no encoding", finds: "bag-declared") { bag in
            bag.declaration = "BagIt-Version: 1.0\n"
            return ["bagit.txt"]
        },
        BagMutation("a third line in bagit.txt", finds: "bag-declared") { bag in
            bag.declaration += "Bagging-Software: x\n"
            return ["bagit.txt"]
        },
        BagMutation("an empty bagit.txt", finds: "bag-declared") { bag in
            bag.declaration = ""
            return ["bagit.txt"]
        },
        BagMutation("no manifest", finds: "bag-declared", named: "manifest-") { files in
            for name in ["manifest-sha256.txt", "manifest-sha512.txt"] { files[name] = nil }
            files.tag()
        },
        BagMutation("only a manifest nobody can compute", finds: "bag-declared", named: "whirlpool") { files in
            files["manifest-whirlpool.txt"] = files["manifest-sha512.txt"]
            for name in ["manifest-sha256.txt", "manifest-sha512.txt"] { files[name] = nil }
            files.tag()
        },
        BagMutation("more bytes promised than are there", finds: "bag-complete", named: "Payload-Oxum") { files in
            files.edit("bag-info.txt") { $0.map { $0.hasPrefix("Payload-Oxum") ? "Payload-Oxum: 9999999.18" : $0 } }
        },
        BagMutation("more files promised than are there", finds: "bag-complete", named: "Payload-Oxum") { files in
            files.edit("bag-info.txt") { $0.map { $0.hasPrefix("Payload-Oxum") ? $0 + "0" : $0 } }
        },
        BagMutation("a promise in words", finds: "bag-complete", named: "Payload-Oxum") { files in
            files.edit("bag-info.txt") { $0.map { $0.hasPrefix("Payload-Oxum") ? "Payload-Oxum: 全部" : $0 } }
        },
        BagMutation("a tag file changed after the bag was made", finds: "bag-digests", named: "bag-info.txt") { files in
            files["bag-info.txt"]! += Array("Contact-Name: x\n".utf8)
        },
        BagMutation("a tag file that is gone", finds: "bag-complete", named: "bag-info.txt") {
            $0["bag-info.txt"] = nil
        },
        BagMutation("a file to be fetched from elsewhere", finds: "bag-complete", named: "fetch.txt", inside) { files in
            files[file] = nil
            files["fetch.txt"] = Array("http://example.org/a.pdf 100 \(file)\n".utf8)
            files.tag()
        },
        BagMutation("fetch.txt that leads outside", finds: "bag-complete", named: "/etc/passwd") { files in
            files["fetch.txt"] = Array("http://example.org/a 1 /etc/passwd\n".utf8)
            files.tag()
        },
        BagMutation("fetch.txt of another kind", finds: "bag-complete", named: "fetch.txt") { files in
            files["fetch.txt"] = Array("请向我局索取\n".utf8)
            files.tag()
        },
    ]

    private static let ofManifests: [BagMutation] = [
        BagMutation("one digit of a digest", finds: "bag-digests", named: inside) { files in
            files.edit("manifest-sha256.txt") { lines in
                lines.map { $0.hasSuffix(file) ? ($0.first == "0" ? "1" : "0") + $0.dropFirst() : $0 }
            }
        },
        BagMutation("a digest that is too short", finds: "bag-digests", named: "manifest-sha256.txt") { files in
            files.edit("manifest-sha256.txt") { $0.map { $0.hasSuffix(file) ? String($0.dropFirst(8)) : $0 } }
        },
        BagMutation("a digest that is none", finds: "bag-digests", named: "manifest-sha256.txt") { files in
            files.edit("manifest-sha256.txt") { $0.map { $0.hasSuffix(file) ? "xyz  " + file : $0 } }
        },
        BagMutation("digests of another algorithm", finds: "bag-digests", named: "manifest-sha256.txt") { files in
            files["manifest-sha256.txt"] = files["manifest-sha512.txt"]
            files.tag()
        },
        BagMutation("a line without a path", finds: "bag-complete", named: "manifest-sha256.txt") { files in
            files.edit("manifest-sha256.txt") { $0 + ["abcdef"] }
        },
        BagMutation("a file that one manifest leaves out", finds: "bag-complete", named: inside) { files in
            files.edit("manifest-sha256.txt") { $0.filter { !$0.hasSuffix(file) } }
        },
        BagMutation("a file that all manifests leave out", finds: "bag-complete", named: inside) { files in
            for name in ["manifest-sha256.txt", "manifest-sha512.txt"] {
                files.edit(name) { $0.filter { !$0.hasSuffix(file) } }
            }
        },
        BagMutation("a file that stands twice with two digests", finds: "bag-complete", named: inside) { files in
            files.edit("manifest-sha256.txt") { $0 + ["deadbeef" + String(repeating: "0", count: 56) + "  " + file] }
        },
        BagMutation("a path upwards", finds: "bag-complete", named: "../../etc/passwd") { files in
            files.edit("manifest-sha256.txt") { $0 + [String(repeating: "0", count: 64) + "  ../../etc/passwd"] }
        },
        BagMutation("an absolute path", finds: "bag-complete", named: "/tmp/foo") { files in
            files.edit("manifest-sha256.txt") { $0 + [String(repeating: "0", count: 64) + "  /tmp/foo"] }
        },
        BagMutation("a path on a drive", finds: "bag-complete", named: "C:\\Windows") { files in
            files.edit("manifest-sha256.txt") { $0 + [String(repeating: "0", count: 64) + "  C:\\Windows\\a.exe"] }
        },
        BagMutation("a path in a home", finds: "bag-complete", named: "~root/foo") { files in
            files.edit("manifest-sha256.txt") { $0 + [String(repeating: "0", count: 64) + "  ~root/foo"] }
        },
        BagMutation("an MD5 that is another's", finds: "bag-digests", named: inside) { files in
            let lines = files.paths.filter { $0.hasPrefix("data/") }.map { path in
                var digest = ForeignDigest(named: "md5")!
                digest.update(path == file ? [] : files[path]!)
                return "\(digest.finish().hex)  \(path)\n"
            }
            files["manifest-md5.txt"] = Array(lines.joined().utf8)
            files.tag()
        },
        BagMutation("a manifest that is no text", finds: "bag-complete", named: "manifest-sha256.txt") { files in
            files["manifest-sha256.txt"] = [0xFF, 0x00, 0xFF, 0xFF, 0x80, 10]
            files.tag()
        },
    ]

    private static let ofPayload: [BagMutation] = [
        BagMutation("one bit of a file", finds: "bag-digests", named: inside) { files in files[file]![40] ^= 1 },
        BagMutation("a file that is gone", finds: "bag-complete", named: inside) { $0[file] = nil },
        BagMutation("a file that came later", finds: "bag-complete", named: "0009补充.pdf") { files in
            files["data/\(victim)/0009补充.pdf"] = files[file]
        },
        BagMutation("a file under another name", finds: "bag-complete", named: inside) { files in
            files.rename(file, to: "data/\(victim)/正文.pdf")
        },
        BagMutation("an empty file", finds: "whole-files") { bag in
            bag.payload[inside] = []
            bag.describe(inside)
            return [inside]
        },
        BagMutation("a file cut off", finds: "whole-files") { bag in
            bag.payload[inside] = Array(bag.payload[inside]!.dropLast(400))
            bag.describe(inside)
            return [inside]
        },
        BagMutation("a file of another format than its name", finds: "formats-agree") { bag in
            bag.payload[inside] = MadePicture.tiff()
            bag.describe(inside)
            return [inside]
        },
        BagMutation("a file of no record", finds: "surplus-files") { bag in
            bag.payload["说明.txt"] = Array("说明".utf8)
            return ["说明.txt"]
        },
        BagMutation("a secrecy mark on the page", finds: "secrecy-marks") { bag in
            bag.payload[inside] = MadePDF(pages: ["机密★10年\n临江市民政局文件\n关于设立社区服务站的批复"]).bytes
            bag.describe(inside)
            return [inside]
        },
    ]

    private static let ofTable: [BagMutation] = [
        BagMutation("no table", finds: "notes-and-list") { bag in
            bag.tableName = ""
            return ["元数据"]
        },
        BagMutation("no title", finds: "notes-and-list", "题名", ""),
        BagMutation("a day that does not exist", finds: "plausible-values", "日期", "20190230"),
        BagMutation("a secrecy nobody knows", finds: "value-domains", "密级", "保密"),
        BagMutation("a retention that the code contradicts", finds: "code-parts", "保管期限", "30年"),
        BagMutation("more pages than the file has", finds: "page-counts", "页数", "12"),
        BagMutation("another size", finds: "sizes-match", "字节数", "12"),
        BagMutation("another digest", finds: "digests-match", "SM3", String(repeating: "0", count: 64)),
        BagMutation("a file that is not there", finds: "listed-files") { bag in
            var row = bag.rows.first { $0["档号"] == victim }!
            row["电子文件名称"] = "0003附件.pdf"
            bag.rows.append(row)
            return ["0003附件.pdf"]
        },
        BagMutation("a file that the table does not name", finds: "surplus-files") { bag in
            bag.payload["\(victim)/0002附件1.pdf"] = MadePDF(pages: ["附件", "另一份"]).bytes
            return ["0002附件1.pdf"]
        },
        BagMutation("a line that stands twice", finds: "code-unique") { bag in
            bag.rows.append(bag.rows.first { $0["档号"] == victim }!)
            return [victim]
        },
        BagMutation("a record that is not listed", finds: "list-and-folders") { bag in
            bag.rows.removeAll { $0["档号"] == victim }
            return [victim]
        },
        BagMutation("a listed record that is not there", finds: "list-and-folders") { bag in
            bag.payload[inside] = nil
            return [victim]
        },
        BagMutation("a gap in the numbers", finds: "unbroken-sequence") { bag in
            bag.rows.removeAll { $0["档号"] == victim }
            bag.payload[inside] = nil
            return [victim]
        },
    ]
}
