import Archive
import Bytes
import Foundation

@testable import Intake

extension Mutation {
    /// All of them: the package's own files, then the metadata, then the content, then what should not be there.
    static let all: [Mutation] = ofPackage + ofMetadata + ofContent + ofIntruders

    private static let ofPackage: [Mutation] = [
        Mutation("notes file missing") { files, _, _ in
            files[PackageFiles.notes] = nil
            return ["说明文件"]
        },
        Mutation("list missing") { files, _, _ in
            files[PackageFiles.list] = nil
            return ["目录文件", "文件目录"]
        },
        Mutation("a key of the notes is missing") { files, _, random in
            let key = ["移交单位", "内容描述", "起止档号", "软硬件环境"].randomElement(using: &random)!
            files[PackageFiles.notes] = Array(
                files.text(PackageFiles.notes).components(separatedBy: "\n").filter { !$0.hasPrefix(key) }
                    .joined(separator: "\n").utf8)
            return [key]
        },
        Mutation("notes: wrong number of records") { files, _, _ in
            files.replace("\(files.victims.count)件", with: "\(files.victims.count + 2)件", in: PackageFiles.notes)
            return ["档案数量"]
        },
        Mutation("form: wrong number of records") { files, _, _ in
            files.set("移交电子档案文件总数", to: "\(files.victims.count - 1)", in: PackageFiles.form)
            return ["移交电子档案文件总数"]
        },
        Mutation("notes: wrong number of bytes") { files, _, _ in
            files.replace("\(files.recordBytes)字节", with: "\(files.recordBytes + 1)字节", in: PackageFiles.notes)
            return ["移交数据量"]
        },
        Mutation("form: wrong number of bytes") { files, _, _ in
            files.set("移交数据量字节", to: "\(files.recordBytes * 2)", in: PackageFiles.form)
            return ["移交数据量字节"]
        },
        Mutation("the range of codes ends elsewhere") { files, _, _ in
            let code = files.victims.last!.code
            files[PackageFiles.notes] = Array(
                files.text(PackageFiles.notes).components(separatedBy: "\n")
                    .map { $0.hasPrefix("起止档号") ? "起止档号：\(code)至\(code)9" : $0 }.joined(separator: "\n").utf8)
            return ["起止档号"]
        },
        Mutation("an entry of the list is missing") { files, victim, _ in
            files.removeEntry(victim.code)
            files.renumber()
            return [victim.code]
        },
        Mutation("a listed record's folder is missing") { files, victim, _ in
            files.remove(below: victim.folder)
            files.register()
            return [victim.code]
        },
        Mutation("a record is gone from the middle of its sequence") { files, _, random in
            let gone = files.middles.randomElement(using: &random)!
            files.remove(below: gone.folder)
            files.removeEntry(gone.code)
            files.renumber()
            files.register(records: files.victims.count)
            return [gone.code]
        },
        Mutation("an entry occurs twice") { files, victim, _ in
            files.editEntry(victim.code) { $0 + "\n" + $0 }
            files.renumber()
            return [victim.code]
        },
        Mutation("the list has a document type") { files, _, _ in
            files.replace("<文件目录>", with: "<!DOCTYPE 文件目录 [<!ENTITY a \"b\">]><文件目录>", in: PackageFiles.list)
            return ["目录文件", "文件目录"]
        },
        Mutation("the list is not well-formed") { files, _, _ in
            files.replace("</文件目录>", with: "", in: PackageFiles.list)
            return ["目录文件", "文件目录"]
        },
        Mutation("a malformed code") { files, victim, _ in
            let bad = victim.code.replacingOccurrences(of: "-WS·", with: "WS")
            files.replace(victim.code, with: bad, in: PackageFiles.list)
            files.replace(victim.code, with: bad, in: victim.metadata)
            if files.text(PackageFiles.notes).contains(victim.code) {
                files.replace(victim.code, with: bad, in: PackageFiles.notes)
            }
            files.rename(victim.folder, to: victim.folder.replacingOccurrences(of: victim.code, with: bad))
            files.register()
            return [bad]
        },
        Mutation("a folder is named otherwise than its record") { files, victim, _ in
            files.rename(
                victim.folder, to: victim.folder.replacingOccurrences(of: victim.code, with: victim.code + "0"))
            files.register()
            return [victim.code + "0"]
        },
        Mutation("a record lies below another fonds", only: .transfer2022) { files, victim, _ in
            files.rename(victim.folder, to: "Q999" + victim.folder.dropFirst(4))
            return ["Q999"]
        },
    ]

    private static let ofMetadata: [Mutation] = [
        Mutation("a day that does not exist") { files, victim, _ in
            let year = files.value("日期", in: victim.metadata).prefix(4)
            files.set("日期", to: "\(year)-02-30", in: victim.metadata)
            files.setListed("日期", to: "\(year)0230", of: victim.code)
            files.register()
            return ["\(year)-02-30", "\(year)0230"]
        },
        Mutation("a day to come") { files, victim, _ in
            files.set("日期", to: "2031-01-01", in: victim.metadata)
            files.setListed("日期", to: "20310101", of: victim.code)
            files.register()
            return ["2031-01-01", "20310101"]
        },
        Mutation("signed before it was drafted") { files, victim, _ in
            let first = files.value("行为时间", in: victim.metadata)
            files.replace("<行为时间>\(first)", with: "<行为时间>2025-01-01T00:00:00", in: victim.metadata)
            files.register()
            return [victim.code]
        },
        Mutation("a secrecy class that is none") { files, victim, _ in
            files.set("密级", to: "内部", in: victim.metadata)
            files.setListed("密级", to: "内部", of: victim.code)
            files.register()
            return ["密级"]
        },
        Mutation("a retention term that is none") { files, victim, _ in
            files.set("保管期限", to: "很久", in: victim.metadata)
            files.setListed("保管期限", to: "很久", of: victim.code)
            files.register()
            return ["保管期限"]
        },
        Mutation("a level that is none") { files, victim, _ in
            files.set("聚合层次", to: "一大堆", in: victim.metadata)
            files.register()
            return ["聚合层次"]
        },
        Mutation("a required element is empty") { files, victim, random in
            let name = ["立档单位名称", "电子文件号", "责任者", "年度"].randomElement(using: &random)!
            files.set(name, to: "", in: victim.metadata)
            files.register()
            return [name]
        },
        Mutation("a required element is missing") { files, victim, random in
            let name = ["立档单位名称", "电子文件号", "密级", "年度"].randomElement(using: &random)!
            files.set(name, to: nil, in: victim.metadata)
            files.register()
            return [name]
        },
        Mutation("a year that is no number") { files, victim, _ in
            files.set("年度", to: "二〇一九", in: victim.metadata)
            files.register()
            return ["年度"]
        },
        Mutation("a date in another form") { files, victim, _ in
            files.set("日期", to: "春天", in: victim.metadata)
            files.register()
            return ["日期"]
        },
        Mutation("another title in the list") { files, victim, _ in
            files.setListed("题名", to: "另一份文件的题名", of: victim.code)
            return ["另一份文件的题名"]
        },
        Mutation("another day in the list") { files, victim, _ in
            files.setListed("日期", to: "20010102", of: victim.code)
            return ["20010102"]
        },
        Mutation("another number of pages in the list", only: .transfer2022) { files, victim, _ in
            files.setListed("页数", to: "77", of: victim.code)
            return ["77"]
        },
        Mutation("a title longer than any") { files, victim, _ in
            let long = String(repeating: "长", count: 1200)
            files.set("题名", to: long, in: victim.metadata)
            files.setListed("题名", to: long, of: victim.code)
            files.register()
            return ["题名"]
        },
        Mutation("a garbled title") { files, victim, _ in
            files.set("题名", to: "锟斤拷锟斤拷", in: victim.metadata)
            files.setListed("题名", to: "锟斤拷锟斤拷", of: victim.code)
            files.register()
            return ["锟斤拷"]
        },
        Mutation("two records of one number") { files, victim, _ in
            let other = files.victims.first { $0.code != victim.code }!
            files.set("电子文件号", to: files.value("电子文件号", in: other.metadata), in: victim.metadata)
            files.register()
            return ["电子文件号"]
        },
        Mutation("the year contradicts the code") { files, victim, _ in
            files.set("年度", to: "1988", in: victim.metadata)
            files.register()
            return ["年度"]
        },
        Mutation("a step of the process is missing") { files, victim, _ in
            files.replace("<业务行为>签发</业务行为>", with: "<业务行为></业务行为>", in: victim.metadata)
            files.register()
            return ["签发"]
        },
        Mutation("metadata that is not well-formed") { files, victim, _ in
            files.replace("</文件数据>", with: "", in: victim.metadata)
            files.register()
            return [victim.code]
        },
        Mutation("metadata with an entity") { files, victim, _ in
            files.replace("<聚合层次>文件", with: "<聚合层次>&file;文件", in: victim.metadata)
            files.register()
            return [victim.code]
        },
        Mutation("metadata missing") { files, victim, _ in
            files[victim.metadata] = nil
            files.register()
            return [victim.code]
        },
    ]

    private static let ofContent: [Mutation] = [
        Mutation("one bit of a file is flipped") { files, victim, random in
            var bytes = files[victim.main]!
            bytes[Int.random(in: 200..<(bytes.count - 200), using: &random)] ^= 1
            files[victim.main] = bytes
            return [victim.main]
        },
        Mutation("a PDF is cut off") { files, victim, _ in
            let pdf = victim.contents.first { $0.hasSuffix(".pdf") } ?? victim.main
            let bytes = files[pdf]!
            files.exchange(pdf, for: Array(bytes.prefix(bytes.count * 2 / 3)))
            return [pdf]
        },
        Mutation("a file of no bytes") { files, victim, _ in
            files.exchange(victim.main, for: [])
            return [victim.main]
        },
        Mutation("a listed file is missing") { files, victim, _ in
            files[victim.main] = nil
            files.register()
            return [victim.main]
        },
        Mutation("another size in the metadata") { files, victim, _ in
            let size = files[victim.main]!.count
            files.replace("<计算机文件大小>\(size)<", with: "<计算机文件大小>\(size + 7)<", in: victim.metadata)
            files.register()
            return [victim.main, "计算机文件大小"]
        },
        Mutation("a digest that is none") { files, victim, _ in
            let digest = digest(files[victim.main]!, .sm3).hex
            files.replace(digest, with: String(digest.dropLast(4)), in: victim.metadata)
            files.register()
            return [victim.main]
        },
        Mutation("a wrong extension") { files, victim, _ in
            let name = victim.main.components(separatedBy: "/").last!
            let other = name.hasSuffix(".tif") ? "0001正文.pdf" : "0001正文.tif"
            files.replace(name, with: other, in: victim.metadata)
            files.rename(victim.main, to: victim.folder + "/" + other)
            files.register()
            return [other]
        },
        Mutation("another number of pages in the metadata") { files, victim, _ in
            let pages = files.value("电子属性", in: victim.metadata).components(separatedBy: "<页数>")[1].prefix { $0 != "<" }
            let text = files.text(victim.metadata)
            let start = text.range(of: "<电子属性>")!
            let spoiled = text[start.lowerBound...].replacingOccurrences(
                of: "<页数>\(pages)<", with: "<页数>9<", range: text[start.lowerBound...].range(of: "<页数>\(pages)<"))
            files[victim.metadata] = Array((text[..<start.lowerBound] + spoiled).utf8)
            files.register()
            return ["页数"]
        },
        Mutation("content of another kind under its name") { files, victim, _ in
            files.exchange(victim.main, for: MadeZip(Built.package([Built.records[3]])).bytes)
            return [victim.main]
        },
        Mutation("a program as content") { files, victim, _ in
            files.exchange(victim.main, for: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 4000))
            return [victim.main]
        },
    ]

    private static let ofIntruders: [Mutation] = [
        Mutation("a file the metadata does not name") { files, victim, _ in
            files[victim.folder + "/0009补充.pdf"] = MadePDF(pages: ["补充"]).bytes
            files.register()
            return ["0009补充.pdf"]
        },
        Mutation("a file at the root") { files, _, _ in
            files["草稿本.pdf"] = MadePDF(pages: ["草稿"]).bytes
            return ["草稿本.pdf"]
        },
        Mutation("the test virus") { files, _, _ in
            let text = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"
            files["其他/说明.TXT"] = Array(text.utf8)
            return ["其他/说明.TXT"]
        },
        Mutation("a secrecy mark on a page") { files, victim, random in
            let mark = ["机密★10年", "秘 密 ☆ ５ 年", "绝密\n★长期"].randomElement(using: &random)!
            let pdf = victim.contents.first { $0.hasSuffix(".pdf") } ?? victim.main
            files.exchange(pdf, for: MadePDF(pages: ["某局文件\n\(mark)\n关于某事的通知\n各单位："]).bytes)
            return [pdf, victim.code]
        },
        Mutation("a line that is a secrecy mark") { files, victim, _ in
            let pdf = victim.contents.first { $0.hasSuffix(".pdf") } ?? victim.main
            files.exchange(pdf, for: MadePDF(pages: ["000012\n机密 特急\n某局文件\n关于某事的通知"]).bytes)
            return [pdf, victim.code]
        },
        Mutation("a secrecy class in the metadata") { files, victim, _ in
            files.set("密级", to: "秘密", in: victim.metadata)
            files.setListed("密级", to: "秘密", of: victim.code)
            files.register()
            return [victim.code]
        },
        Mutation("a secrecy mark in a title") { files, victim, _ in
            files.set("题名", to: "关于某事的通知（机密★5年）", in: victim.metadata)
            files.setListed("题名", to: "关于某事的通知（机密★5年）", of: victim.code)
            files.register()
            return [victim.code]
        },
        Mutation("a secrecy mark in a name") { files, _, _ in
            files["其他/【秘密】补充材料.TXT"] = Array("补充材料".utf8)
            return ["【秘密】补充材料"]
        },
    ]
}

extension PackageFiles {
    /// Records with one before and one after them in their sequence.
    var middles: [Victim] {
        let codes = Set(victims.map(\.code))
        return victims.filter { victim in
            guard let code = try? ReferenceCode(parsing: victim.code) else { return false }
            return [code.previous, code.next].allSatisfy { $0.map { codes.contains($0.text) } == true }
        }
    }
}
