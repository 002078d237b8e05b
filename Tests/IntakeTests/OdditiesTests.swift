import Archive
import Bytes
import Foundation
import Testing

@testable import Intake

/// What agencies do that is unusual and not wrong. No package is returned for it.
@Suite("Harmless oddities are not returned")
struct OdditiesTests {
    /// How a package is packed for the check.
    enum Form: Sendable {
        case folder, zip, gbkZip
        case tar(MadeTar.Dialect)
        case wrapped, wrappedZip
    }

    struct Oddity: Sendable, CustomTestStringConvertible {
        let name: String
        var form = Form.folder
        /// Whether a warning is what an archivist would want.
        var mayWarn = false
        let change: @Sendable (inout PackageFiles) -> Void

        var testDescription: String { name }
    }

    static let oddities: [Oddity] = [
        Oddity(name: "byte order marks at the head of notes and list") { files in
            for path in [PackageFiles.notes, PackageFiles.list] { files[path] = [0xEF, 0xBB, 0xBF] + files[path]! }
        },
        Oddity(name: "Windows line ends everywhere") { files in
            for path in files.paths where path.hasSuffix("XML") || path.hasSuffix("TXT") {
                files[path] = Array(files.text(path).replacingOccurrences(of: "\n", with: "\r\n").utf8)
            }
            files.register()
        },
        Oddity(name: "full-width digits in the numbers of notes, list and metadata") { files in
            files.replace("10件", with: "１０件", in: PackageFiles.notes)
            let victim = files.victims[0]
            files.setListed("页数", to: "３", of: victim.code)
            files.set("年度", to: "２０１９", in: victim.metadata)
            files.register()
        },
        Oddity(name: "thousands separated by commas, and a unit of another kind") { files in
            let bytes = files.recordBytes
            let grouped = "\(bytes / 1000),\(String("\(1000 + bytes % 1000)".dropFirst()))"
            files.replace("\(bytes)字节", with: grouped + " 字节", in: PackageFiles.notes)
        },
        Oddity(name: "megabytes with decimals instead of bytes") { files in
            let bytes = files.recordBytes
            files.replace(
                "\(bytes)字节", with: "0.\(String("\(100 + bytes / 10000)".dropFirst()))MB", in: PackageFiles.notes)
        },
        Oddity(name: "notes in GB18030 with ASCII colons") { files in
            files.replace("：", with: ": ", in: PackageFiles.notes)
            files[PackageFiles.notes] = GB18030.encode(files.text(PackageFiles.notes))
        },
        Oddity(name: "the list in GB18030, declared so") { files in
            let text = files.text(PackageFiles.list).replacingOccurrences(of: "UTF-8", with: "GB18030")
            files[PackageFiles.list] = GB18030.encode(text)
        },
        Oddity(name: "empty elements that are optional, and extra blank lines") { files in
            let victim = files.victims[0]
            for name in ["文件编号", "文种", "语种", "控制标识"] { files.set(name, to: "", in: victim.metadata) }
            files.replace("</形式特征>", with: "\n\n\n</形式特征>\n\n", in: victim.metadata)
            files[PackageFiles.notes] = Array("\n\n\(files.text(PackageFiles.notes))\n\n".utf8)
            files.register()
        },
        Oddity(name: "elements in another order") { files in
            let victim = files.victims[1]
            let form = files.value("形式特征", in: victim.metadata)
            files.set("形式特征", to: nil, in: victim.metadata)
            files.replace("<来源>", with: "<形式特征>\(form)</形式特征><来源>", in: victim.metadata)
            files.register()
        },
        Oddity(name: "elements nobody knows") { files in
            let victim = files.victims[2]
            files.replace("<权限管理>", with: "<本局自定项><流水>7</流水></本局自定项><权限管理>", in: victim.metadata)
            files.register()
        },
        Oddity(name: "lower-case extensions of the fixed names") { files in
            files.rename(PackageFiles.notes, to: "说明文件.txt")
            files.rename(PackageFiles.list, to: "目录文件.xml")
            for victim in files.victims { files.rename(victim.metadata, to: victim.folder + "/电子档案元数据.xml") }
        },
        Oddity(name: "a name of 200 bytes with spaces, brackets and rare characters") { files in
            let victim = files.victims[3]
            let name = "0001正文 （定稿）〔2019〕 & 《\(String(repeating: "很长的名字", count: 11))》孙䶮𠮷.pdf"
            files.replace("0001正文.pdf", with: name.replacingOccurrences(of: "&", with: "&amp;"), in: victim.metadata)
            files.rename(victim.main, to: victim.folder + "/" + name)
            files.register()
        },
        Oddity(name: "titles that speak of secrets, and a declassified record that says so") { files in
            let victim = files.victims[4]
            let title = "关于做好机密级文件和国家秘密载体管理的通知"
            files.set("题名", to: title, in: victim.metadata)
            files.setListed("题名", to: title, of: victim.code)
            files.replace("<权限管理>", with: "<权限管理><密级变更情况>原为机密★10年，2016年5月1日解密</密级变更情况>", in: victim.metadata)
            files.register()
        },
        Oddity(name: "dates in the list with hyphens, in the metadata without") { files in
            let victim = files.victims[0]
            let date = files.value("日期", in: victim.metadata)
            files.setListed("日期", to: date, of: victim.code)
            files.set("日期", to: date.replacingOccurrences(of: "-", with: ""), in: victim.metadata)
            files.register()
        },
        Oddity(name: "retention as 定期30年 in the metadata") { files in
            let victim = files.victims.first { $0.code.contains("D30") }!
            files.set("保管期限", to: "定期30年", in: victim.metadata)
            files.register()
        },
        Oddity(name: "brackets, quotes and spaces of a title written otherwise in the list") { files in
            let victim = files.victims.first { files.text($0.metadata).contains("《") }!
            files.setListed("题名", to: "关于印发 〈临江市地名管理细则〉 的通知", of: victim.code)
        },
        Oddity(name: "codes with a full-width hyphen and another dot in the list", mayWarn: true) { files in
            let victim = files.victims[1]
            files.replace(
                "<档号>\(victim.code)",
                with: "<档号>"
                    + victim.code.replacingOccurrences(of: "-", with: "－")
                    .replacingOccurrences(of: "·", with: "•"), in: PackageFiles.list)
        },
        Oddity(name: "digests in capitals with spaces around") { files in
            let victim = files.victims[0]
            let sum = digest(files[victim.main]!, .sm3).hex
            files.replace(sum, with: "\n  \(sum.uppercased())  ", in: victim.metadata)
            files.register()
        },
        Oddity(name: "what operating systems leave behind", mayWarn: true) { files in
            files["Thumbs.db"] = [1, 2, 3]
            files["__MACOSX/._说明文件.TXT"] = [0, 5, 22, 7]
            files["J004/.DS_Store"] = [0, 0, 0, 1]
        },
        Oddity(name: "no form of transfer, and no 其他 at all") { files in files[PackageFiles.form] = nil },
        Oddity(name: "a second carrier of explanations in 其他, with folders of its own") { files in
            files["其他/规范/元数据方案.TXT"] = Array("元数据按 DA/T 46-2009。".utf8)
            files["其他/规范/表/分类.xml"] = Array("<分类><项>文书</项></分类>".utf8)
        },
        Oddity(name: "category folders of several levels") { files in
            for victim in files.victims { files.rename(victim.folder, to: "J004/WS/2019/办公室/" + victim.code) }
        },
        Oddity(name: "everything inside one folder", form: .wrapped) { _ in },
        Oddity(name: "a ZIP of one folder", form: .wrappedZip) { _ in },
        Oddity(name: "a ZIP with names in GBK", form: .gbkZip) { _ in },
        Oddity(name: "a ZIP in no order, with folder entries", form: .zip) { $0.reverse() },
        Oddity(name: "a TAR by GNU", form: .tar(.gnu)) { _ in },
        Oddity(name: "a TAR by pax", form: .tar(.pax)) { _ in },
    ]

    @Test("an oddity", arguments: oddities)
    func oddity(_ oddity: Oddity) async throws {
        var files = Built.package()
        oddity.change(&files)
        let area = try TestFolder()
        let path = try pack(files, oddity.form, in: area.path)
        let report = try await check(path)
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10)
    }

    @Test(
        "the same oddity in a package by the rules of 2012",
        arguments: oddities.filter { oddity in
            if case .zip = oddity.form { return false }
            return !["in GB18030", "several levels", "in the list with hyphens", "lower-case"].contains {
                oddity.name.contains($0)
            }
        })
    func by2012(_ oddity: Oddity) async throws {
        var files = Built.package()
        oddity.change(&files)
        let area = try TestFolder()
        let path = try pack(files.arranged(as: .transfer2012), oddity.form, in: area.path)
        let report = try await check(path)
        #expect(report.kind == .transfer2012)
        #expect(report.findings(.blocking).isEmpty, "\(report.faults.map(\.summary))")
        #expect(oddity.mayWarn || report.verdict == .accept, "\(report.faults.map(\.summary))")
        #expect(report.records == 10)
    }

    private func pack(_ files: PackageFiles, _ form: Form, in area: String) throws -> String {
        let path = area + "/包"
        switch form {
        case .folder: try files.write(to: path)
        case .wrapped:
            try files.write(to: path + "/移交包2026")
        case .zip:
            var zip = MadeZip(files)
            zip.entries.insert(MadeZip.Entry(name: Array("J004/WS/".utf8), bytes: [], flags: 1 << 11), at: 0)
            try Data(zip.bytes).write(to: URL(fileURLWithPath: path))
        case .wrappedZip: try Data(MadeZip(files, prefix: "移交包/").bytes).write(to: URL(fileURLWithPath: path))
        case .gbkZip:
            var zip = MadeZip(files)
            for place in zip.entries.indices {
                zip.entries[place].name = GB18030.encode(files.files[place].path)
                zip.entries[place].flags = 0
            }
            try Data(zip.bytes).write(to: URL(fileURLWithPath: path))
        case .tar(let dialect): try Data(MadeTar(files, dialect).bytes).write(to: URL(fileURLWithPath: path))
        }
        return path
    }
}
