import Archive
import Bytes
import Foundation

@testable import Intake

/// Published government information as an agency hands it over: a catalogue in XML and its files.
struct MadeDisclosure: Sendable {
    /// By the name of the element.
    typealias Row = [String: String]

    var names = [
        "索引号", "名称", "文号", "发布机构", "成文日期", "公开日期", "公开属性", "公开形式", "效力状态", "主题分类", "废止日期", "废止依据", "文件名", "字节数",
        "SM3",
    ]
    var rows: [Row] = []
    var files = PackageFiles()
    /// 数量 in the head; `nil`: as many as there are.
    var count: String?
    /// The lists; `nil`: one XML.
    var lists: [(name: String, bytes: [UInt8])]?

    static let usual = "信息公开目录.xml"
    private static let titles = [
        "临江市人民政府关于加强噪声污染防治的通告", "临江市城市绿化管理办法", "临江市民政局关于公布行政权力清单的通知", "临江市殡葬管理规定",
        "临江市社会救助实施细则", "临江市人民政府办公室关于废止部分文件的通知",
    ]

    init() {
        for (place, title) in Self.titles.enumerated() {
            let number = "01425900\(place % 2)/20\(14 + place)-000\(place + 11)"
            var names = [number.replacingOccurrences(of: "/", with: "_") + ".pdf"]
            if place == 2 { names.append(number.replacingOccurrences(of: "/", with: "_") + "-附件1.pdf") }
            for name in names {
                files["文件/" + name] = MadePDF(pages: [title + (name.contains("附件") ? "附件" : "")]).bytes
            }
            rows.append([
                "索引号": number, "名称": title, "文号": "临政发〔20\(14 + place)〕\(place + 1)号", "发布机构": "临江市人民政府",
                "成文日期": "20\(14 + place)-05-0\(place + 1)", "公开日期": "20\(14 + place)-05-1\(place)", "公开属性": "主动公开",
                "公开形式": "网站", "效力状态": "有效", "主题分类": "城乡建设", "文件名": names.joined(separator: "；"),
            ])
            describe(place)
        }
        rows[1]["效力状态"] = "已废止"
        rows[1]["废止日期"] = "2019-05-06"
        rows[1]["废止依据"] = "临政发〔2019〕6号"
    }

    /// Size and digest of the main file, as it is.
    mutating func describe(_ place: Int) {
        let bytes = files[path(place)] ?? []
        rows[place]["字节数"] = "\(bytes.count)"
        rows[place]["SM3"] = digest(bytes, .sm3).hex
    }

    func path(_ place: Int) -> String {
        "文件/" + (rows[place]["文件名"]!.components(separatedBy: "；").first ?? "")
    }
    func number(_ place: Int) -> String { rows[place]["索引号"]! }

    var xml: [UInt8] {
        let entries = rows.map { row in
            "<政府信息>" + names.map { "<\($0)>\(row[$0] ?? "")</\($0)>" }.joined() + "</政府信息>"
        }
        return Array(
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<政府信息公开目录 提供单位=\"临江市人民政府办公室\" 数量=\"\(count ?? "\(rows.count)")\">\n"
                + entries.joined(separator: "\n") + "\n</政府信息公开目录>\n").utf8)
    }

    var grid: [[String]] { [names] + rows.map { row in names.map { row[$0] ?? "" } } }

    var package: PackageFiles {
        var package = files
        for (name, bytes) in lists ?? [(Self.usual, xml)] { package[name] = bytes }
        return package
    }
}
