import Foundation
import Testing

@testable import Intake

/// A way to spoil an item catalogue or its files: one fault, and what a finding must name.
struct CatalogueMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    let spoil: @Sendable (inout MadeCatalogue) -> [String]

    init(_ name: String, finds check: String, _ spoil: @escaping @Sendable (inout MadeCatalogue) -> [String]) {
        (self.name, self.check, self.spoil) = (name, check, spoil)
    }

    /// A cell that is wrong.
    init(_ name: String, finds check: String, row: Int = 2, _ heading: String, _ value: String) {
        self.init(name, finds: check) { catalogue in
            catalogue.rows[row][heading] = value
            return [catalogue.rows[row]["档号"]!]
        }
    }

    var testDescription: String { name }

    static let all = ofCells + ofRows + ofTables + ofFiles
}

extension CatalogueMutation {
    private static let ofCells: [CatalogueMutation] = [
        CatalogueMutation("no title", finds: "notes-and-list", "题名", ""),
        CatalogueMutation("no author", finds: "notes-and-list", "责任者", ""),
        CatalogueMutation("no date", finds: "notes-and-list", "日期", ""),
        CatalogueMutation("a day that does not exist", finds: "plausible-values", "日期", "20190230"),
        CatalogueMutation("a day to come", finds: "plausible-values", "日期", "20270101"),
        CatalogueMutation("a year to come", finds: "plausible-values", "日期", "2031年"),
        CatalogueMutation("a year long before paper", finds: "plausible-values", "日期", "0219-03-11"),
        CatalogueMutation("a date in words", finds: "element-types", "日期", "去年三月"),
        CatalogueMutation("a day as the number a spreadsheet keeps", finds: "element-types", "日期", "43535"),
        CatalogueMutation("more pages than the file has", finds: "page-counts", "页数", "12"),
        CatalogueMutation("pages in words", finds: "element-types", "页数", "若干"),
        CatalogueMutation("a retention that the code contradicts", finds: "code-parts", "保管期限", "30年"),
        CatalogueMutation("a retention nobody knows", finds: "value-domains", "保管期限", "暂存"),
        CatalogueMutation("a secrecy nobody knows", finds: "value-domains", "密级", "保密"),
        CatalogueMutation("a secrecy class", finds: "secrecy-marks", "密级", "秘密"),
        CatalogueMutation("a secrecy mark in the title", finds: "secrecy-marks", "题名", "关于某事的通知（机密★10年）"),
        CatalogueMutation("a private-use character", finds: "plain-characters", "题名", "关于设立\u{E5C1}区服务站的批复"),
        CatalogueMutation("a replacement mark", finds: "plain-characters", "责任者", "临江市民\u{FFFD}局"),
        CatalogueMutation("garbled twice", finds: "plain-characters", "题名", "关于锟斤拷锟斤拷的批复"),
        CatalogueMutation("UTF-8 read as Latin-1", finds: "plain-characters", "题名", "å…³äºŽè®¾ç«‹ç¤¾åŒº"),
        CatalogueMutation("UTF-8 read as GBK", finds: "plain-characters", "题名", "鍏充簬璁剧珛绀惧尯鏈嶅姟绔欑殑鎵瑰"),
        CatalogueMutation(
            "a title of 3,000 characters", finds: "element-lengths", "题名", String(repeating: "长", count: 3000)),
        CatalogueMutation("a formula that came to nothing", finds: "plausible-values", "题名", "#REF!"),
        CatalogueMutation("a column too narrow to show its day", finds: "plausible-values", "日期", "########"),
        CatalogueMutation("the same document number, day and author twice", finds: "same-document") { catalogue in
            for heading in ["文号", "日期"] { catalogue.rows[2][heading] = catalogue.rows[0][heading] }
            return [catalogue.rows[2]["档号"]!]
        },
        CatalogueMutation("a code of another build", finds: "code-syntax") { catalogue in
            catalogue.rows[2]["档号"] = "民政2019第3号"
            return ["民政2019第3号"]
        },
        CatalogueMutation("a code that a formula lost", finds: "code-syntax") { catalogue in
            catalogue.rows[2]["档号"] = "#N/A"
            return ["#N/A"]
        },
        CatalogueMutation("another fonds than in the code", finds: "code-parts") { catalogue in
            catalogue.addColumn("全宗号") { _ in "J004" }
            catalogue.rows[4]["全宗号"] = "J005"
            return ["J005"]
        },
        CatalogueMutation("another year than in the code", finds: "code-parts") { catalogue in
            catalogue.addColumn("归档年度") { String($0["日期"]!.prefix(4)) }
            catalogue.rows[4]["归档年度"] = "2018"
            return ["2018"]
        },
        CatalogueMutation("another category than in the code", finds: "code-parts") { catalogue in
            catalogue.addColumn("门类") { _ in "文书" }
            catalogue.rows[4]["门类"] = "会计"
            return ["会计"]
        },
    ]

    private static let ofRows: [CatalogueMutation] = [
        CatalogueMutation("a code twice", finds: "code-unique") { catalogue in
            catalogue.rows.append(catalogue.rows[3])
            catalogue.renumber()
            return [catalogue.rows[3]["档号"]!]
        },
        CatalogueMutation("a code twice, in two writings", finds: "code-unique") { catalogue in
            var row = catalogue.rows[3]
            row["档号"] = row["档号"]!.replacingOccurrences(of: "-", with: "－").replacingOccurrences(of: "·", with: "•")
            catalogue.rows.append(row)
            catalogue.renumber()
            return [row["档号"]!]
        },
        CatalogueMutation("a row without a code", finds: "notes-and-list") { catalogue in
            catalogue.rows.append(["题名": "临江市民政局关于某事的通知", "责任者": "临江市民政局", "日期": "20190301"])
            return ["第 11 条"]
        },
        CatalogueMutation("a row without files", finds: "list-and-folders") { catalogue in
            let last = catalogue.path(9)
            catalogue.files[last] = nil
            return [catalogue.rows[9]["档号"]!]
        },
        CatalogueMutation("files without a row", finds: "list-and-folders") { catalogue in
            let gone = catalogue.rows.remove(at: 9)
            return [gone["档号"]!]
        },
        CatalogueMutation("a number left out", finds: "unbroken-sequence") { catalogue in
            catalogue.files[catalogue.path(1)] = nil
            let gone = catalogue.rows.remove(at: 1)
            catalogue.renumber()
            return [gone["档号"]!]
        },
    ]

    private static let ofTables: [CatalogueMutation] = [
        CatalogueMutation("no column of codes", finds: "notes-and-list") { catalogue in
            catalogue.headings.removeAll { $0 == "档号" }
            return ["没有“档号”列"]
        },
        CatalogueMutation("no headings", finds: "notes-and-list") { catalogue in
            catalogue.tables = [(MadeCatalogue.usual, MadeWorkbook(Array(catalogue.grid.dropFirst())).bytes)]
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("headings and nothing below", finds: "notes-and-list") { catalogue in
            catalogue.rows = []
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("an empty sheet", finds: "notes-and-list") { catalogue in
            catalogue.tables = [(MadeCatalogue.usual, MadeWorkbook([[""]]).bytes)]
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("an empty file", finds: "notes-and-list") { catalogue in
            catalogue.tables = [(MadeCatalogue.usual, [])]
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("a hidden sheet alone", finds: "notes-and-list") { catalogue in
            var book = MadeWorkbook(catalogue.grid)
            book.sheets[0].isHidden = true
            catalogue.tables = [(MadeCatalogue.usual, book.bytes)]
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("a spreadsheet cut off", finds: "notes-and-list") { catalogue in
            let bytes = MadeWorkbook(catalogue.grid).bytes
            catalogue.tables = [(MadeCatalogue.usual, Array(bytes.prefix(bytes.count / 2)))]
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("a sheet with a document type", finds: "notes-and-list") { catalogue in
            var book = MadeWorkbook(catalogue.grid)
            book.sheets[0].prolog = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            catalogue.tables = [(MadeCatalogue.usual, book.bytes)]
            return [MadeCatalogue.usual]
        },
        CatalogueMutation("a spreadsheet of the old form", finds: "notes-and-list") { catalogue in
            let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
            catalogue.tables = [("归档文件目录.xls", head + [UInt8](repeating: 0, count: 4088))]
            return ["归档文件目录.xls"]
        },
        CatalogueMutation("a quotation mark never closed", finds: "notes-and-list") { catalogue in
            catalogue.rows[5]["题名"] = "关于做好“国家秘密”保护的意见"
            let text = catalogue.csv().replacingOccurrences(of: "关于做好", with: "\"关于做好")
            catalogue.tables = [("归档文件目录.csv", Array(text.utf8))]
            return ["归档文件目录.csv"]
        },
        CatalogueMutation("bytes that are of no encoding", finds: "notes-and-list") { catalogue in
            var bytes = [0xEF, 0xBB, 0xBF] + Array(catalogue.csv().utf8)
            bytes[bytes.count - 40] = 0xFF
            catalogue.tables = [("归档文件目录.csv", bytes)]
            return ["归档文件目录.csv"]
        },
        CatalogueMutation("a control character", finds: "plain-characters") { catalogue in
            catalogue.rows[2]["题名"] = "关于设立社区\u{02}服务站的批复"
            catalogue.tables = [("归档文件目录.csv", Array(catalogue.csv().utf8))]
            return [catalogue.rows[2]["档号"]!]
        },
        CatalogueMutation("two forms of the list that differ in a title", finds: "list-agrees") { catalogue in
            let first = MadeWorkbook(catalogue.grid).bytes
            catalogue.rows[3]["题名"] = "临江市救助管理规定（试行）"
            catalogue.tables = [(MadeCatalogue.usual, first), ("归档文件目录.csv", Array(catalogue.csv().utf8))]
            return [catalogue.rows[3]["档号"]!]
        },
        CatalogueMutation("two forms of the list, one with a row less", finds: "list-agrees") { catalogue in
            let first = MadeWorkbook(catalogue.grid).bytes
            let gone = catalogue.rows.removeLast()
            catalogue.tables = [(MadeCatalogue.usual, first), ("归档文件目录.csv", Array(catalogue.csv().utf8))]
            return [gone["档号"]!]
        },
    ]

    private static let ofFiles: [CatalogueMutation] = [
        CatalogueMutation("a file named by a code one digit off", finds: "list-and-folders") { catalogue in
            catalogue.files.rename(catalogue.path(9), to: "电子文件/J004-WS·2020-Y-BGS-0010.pdf")
            return ["J004-WS·2020-Y-BGS-0010"]
        },
        CatalogueMutation("a file named freely", finds: "surplus-files") { catalogue in
            catalogue.files["电子文件/扫描0001.pdf"] = MadePDF(pages: ["扫描"]).bytes
            return ["扫描0001.pdf"]
        },
        CatalogueMutation("a file at the root that is nobody's", finds: "surplus-files") { catalogue in
            catalogue.files["通讯录.pdf"] = MadePDF(pages: ["通讯录"]).bytes
            return ["通讯录.pdf"]
        },
        CatalogueMutation("a file the table names is not there", finds: "listed-files") { catalogue in
            catalogue.addColumn("电子档案名称") { $0["档号"]! + ".pdf" }
            catalogue.rows[0]["电子档案名称"]! += "；\(catalogue.rows[0]["档号"]!)-附件1.pdf"
            return ["\(catalogue.rows[0]["档号"]!)-附件1.pdf"]
        },
        CatalogueMutation("the attachment that the text names is not there", finds: "attachments") { catalogue in
            let code = catalogue.rows[4]["档号"]!
            catalogue.files["电子文件/\(code)-附件1.pdf"] = nil
            catalogue.rows[4]["页数"] = "1"
            return [code]
        },
        CatalogueMutation("one record's file twice, in two folders", finds: "page-counts") { catalogue in
            let code = catalogue.rows[1]["档号"]!
            catalogue.files["旧/\(code).pdf"] = catalogue.files[catalogue.path(1)]
            return [code]
        },
        CatalogueMutation("two records of the same content", finds: "same-content") { catalogue in
            catalogue.files[catalogue.path(3)] = catalogue.files[catalogue.path(1)]
            return [catalogue.rows[3]["档号"]!]
        },
        CatalogueMutation("an empty content file", finds: "whole-files") { catalogue in
            catalogue.files[catalogue.path(3)] = []
            return [catalogue.rows[3]["档号"]!]
        },
        CatalogueMutation("a PDF cut off", finds: "whole-files") { catalogue in
            let path = catalogue.path(3)
            catalogue.files[path] = Array(catalogue.files[path]!.dropLast(300))
            return [path]
        },
        CatalogueMutation("a PDF of zeros", finds: "formats-agree") { catalogue in
            let path = catalogue.path(3)
            catalogue.files[path] = [UInt8](repeating: 0, count: catalogue.files[path]!.count)
            return [path]
        },
        CatalogueMutation("a picture that calls itself PDF", finds: "formats-agree") { catalogue in
            catalogue.files[catalogue.path(3)] = MadePicture.tiff()
            return [catalogue.path(3)]
        },
        CatalogueMutation("a packed file as content", finds: "archival-formats") { catalogue in
            let path = catalogue.path(3)
            catalogue.files.rename(path, to: path.replacingOccurrences(of: ".pdf", with: ".zip"))
            catalogue.files[path.replacingOccurrences(of: ".pdf", with: ".zip")] = MadeZip(Built.package()).bytes
            return [".zip"]
        },
        CatalogueMutation("a program as content", finds: "virus-free") { catalogue in
            let path = catalogue.path(3)
            catalogue.files[path] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 4000)
            return [path]
        },
        CatalogueMutation("the test virus", finds: "virus-free") { catalogue in
            let text = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"
            catalogue.files["电子文件/\(catalogue.rows[3]["档号"]!)-附件1.txt"] = Array(text.utf8)
            return ["附件1.txt"]
        },
        CatalogueMutation("a secrecy mark on a page", finds: "secrecy-marks") { catalogue in
            catalogue.files[catalogue.path(3)] = MadePDF(pages: ["某局文件\n机密★10年\n关于某事的通知\n各单位："]).bytes
            return [catalogue.path(3)]
        },
        CatalogueMutation("a secrecy mark in a name", finds: "secrecy-marks") { catalogue in
            catalogue.files.rename(catalogue.path(3), to: "电子文件/\(catalogue.rows[3]["档号"]!)【秘密】.pdf")
            return ["【秘密】"]
        },
        CatalogueMutation("a script inside a PDF", finds: "active-content") { catalogue in
            let path = catalogue.path(3)
            let text = String(decoding: catalogue.files[path]!, as: UTF8.self)
            let action = "<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Pages 2 0 R >>"
            catalogue.files[path] = Array(
                text.replacingOccurrences(of: "<< /Type /Catalog /Pages 2 0 R >>", with: action).utf8)
            return [path]
        },
        CatalogueMutation("a ZIP behind a PDF", finds: "two-formats") { catalogue in
            let path = catalogue.path(3)
            catalogue.files[path]! += MadeZip(Built.package([Built.records[0]])).bytes
            return [path]
        },
        CatalogueMutation("a page of HTML in front of a PDF", finds: "two-formats") { catalogue in
            let path = catalogue.path(3)
            catalogue.files[path] = Array("<html><script>alert(1)</script>".utf8) + catalogue.files[path]!
            return [path]
        },
        CatalogueMutation("an identity number in an open record", finds: "personal-data") { catalogue in
            catalogue.files[catalogue.path(3)] = MadePDF(pages: ["某局文件\n身份证号：11010519491231002X"]).bytes
            return [catalogue.path(3)]
        },
    ]
}
