import Foundation
import Testing

@testable import Intake

/// A way to spoil published information: one fault, and what a finding must name.
struct DisclosureMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    let spoil: @Sendable (inout MadeDisclosure) -> [String]

    init(_ name: String, finds check: String, _ spoil: @escaping @Sendable (inout MadeDisclosure) -> [String]) {
        (self.name, self.check, self.spoil) = (name, check, spoil)
    }

    /// A value that is wrong.
    init(_ name: String, finds check: String, row: Int = 3, _ element: String, _ value: String) {
        self.init(name, finds: check) { made in
            made.rows[row][element] = value
            return [made.number(row)]
        }
    }

    var testDescription: String { name }

    static let all = ofNumbers + ofTerms + ofDates + ofFiles + ofLists
}

extension DisclosureMutation {
    private static let ofNumbers: [DisclosureMutation] = [
        DisclosureMutation(
            "an index number with a sign that does not belong", finds: "index-numbers", "索引号", "014259001/2017号"),
        DisclosureMutation("an index number without a year", finds: "index-numbers", "索引号", "014259001/00014"),
        DisclosureMutation(
            "an index number of an agency of eight characters", finds: "index-numbers", "索引号", "01425901/2017-00014"),
        DisclosureMutation(
            "an index number of a year that is none", finds: "index-numbers", "索引号", "014259001/1017-00014"),
        DisclosureMutation("no index number", finds: "notes-and-list") { made in
            made.rows[3]["索引号"] = ""
            return ["索引号"]
        },
        DisclosureMutation("an index number twice", finds: "code-unique") { made in
            made.rows[3]["索引号"] = made.number(4)
            return [made.number(4)]
        },
    ]

    private static let ofTerms: [DisclosureMutation] = [
        DisclosureMutation("no openness", finds: "disclosure-terms", "公开属性", ""),
        DisclosureMutation("an openness nobody knows", finds: "disclosure-terms", "公开属性", "内部公开"),
        DisclosureMutation("what is not to be published", finds: "disclosure-terms", "公开属性", "不予公开"),
        DisclosureMutation("no validity", finds: "disclosure-terms", "效力状态", ""),
        DisclosureMutation("a validity nobody knows", finds: "disclosure-terms", "效力状态", "待定"),
        DisclosureMutation("no title", finds: "notes-and-list", "名称", ""),
        DisclosureMutation("no agency", finds: "notes-and-list", "发布机构", ""),
        DisclosureMutation("no date", finds: "notes-and-list", "成文日期", ""),
        DisclosureMutation("a secrecy mark in the title", finds: "secrecy-marks", "名称", "关于某事的通告（机密★5年）"),
        DisclosureMutation("a private-use character", finds: "plain-characters", "名称", "临江市\u{E5C1}葬管理规定"),
        DisclosureMutation(
            "a title of 3,000 characters", finds: "element-lengths", "名称", String(repeating: "长", count: 3000)),
    ]

    private static let ofDates: [DisclosureMutation] = [
        DisclosureMutation("made on a day that does not exist", finds: "plausible-values", "成文日期", "2017-02-30"),
        DisclosureMutation("made on a day to come", finds: "plausible-values", "成文日期", "2031-05-01"),
        DisclosureMutation("published on a day that does not exist", finds: "disclosure-dates", "公开日期", "2017-13-01"),
        DisclosureMutation("published on a day in words", finds: "disclosure-dates", "公开日期", "去年"),
        DisclosureMutation("published on a day to come", finds: "disclosure-dates", "公开日期", "2030-01-01"),
        DisclosureMutation("published before it was made", finds: "disclosure-dates", "公开日期", "2016-01-01"),
        DisclosureMutation("repealed before it was made", finds: "disclosure-dates", row: 1, "废止日期", "2001-01-01"),
        DisclosureMutation("repealed, and said to hold", finds: "disclosure-dates", row: 1, "效力状态", "现行有效"),
        DisclosureMutation(
            "said to be repealed, with the day to come", finds: "disclosure-dates", row: 1, "废止日期", "2030-01-01"),
        DisclosureMutation("repealed by itself", finds: "disclosure-dates", row: 1, "废止依据", "临政发〔2015〕2号"),
    ]

    private static let ofFiles: [DisclosureMutation] = [
        DisclosureMutation("a file that is not there", finds: "listed-files") { made in
            made.files["文件/" + made.rows[2]["文件名"]!.components(separatedBy: "；")[1]] = nil
            return ["-附件1.pdf"]
        },
        DisclosureMutation("no file of an entry is there", finds: "list-and-folders") { made in
            made.files[made.path(3)] = nil
            return [made.number(3)]
        },
        DisclosureMutation("a file that changed", finds: "digests-match") { made in
            made.files[made.path(3)] = MadePDF(pages: ["临江市殡葬管理规定（修改）"]).bytes
            return [made.number(3)]
        },
        DisclosureMutation("a size that is wrong", finds: "sizes-match", "字节数", "12"),
        DisclosureMutation("a digest of too few digits", finds: "digests-match", "SM3", "62c62cf2"),
        DisclosureMutation("a file of an entry that does not name it", finds: "surplus-files") { made in
            let name = made.path(3).replacingOccurrences(of: ".pdf", with: "-附件1.pdf")
            made.files[name] = MadePDF(pages: ["附件"]).bytes
            return ["-附件1.pdf"]
        },
        DisclosureMutation("a file that belongs to no entry", finds: "surplus-files") { made in
            made.files["文件/会议记录.pdf"] = MadePDF(pages: ["会议记录"]).bytes
            return ["会议记录.pdf"]
        },
        DisclosureMutation("a file that breaks off", finds: "whole-files") { made in
            let path = made.path(3)
            made.files[path] = Array((made.files[path] ?? []).prefix(300))
            made.describe(3)
            return [path]
        },
        DisclosureMutation("an empty file", finds: "whole-files") { made in
            made.files[made.path(3)] = []
            made.describe(3)
            return [made.number(3)]
        },
    ]

    private static let ofLists: [DisclosureMutation] = [
        DisclosureMutation("more entries in the head than there are", finds: "registered-counts") { made in
            made.count = "9"
            return ["数量"]
        },
        DisclosureMutation("a list that breaks off", finds: "notes-and-list") { made in
            made.lists = [(MadeDisclosure.usual, Array(made.xml.dropLast(40)))]
            return [MadeDisclosure.usual]
        },
        DisclosureMutation("a list with a document type", finds: "xml-safety") { made in
            let text = String(decoding: made.xml, as: UTF8.self).replacingOccurrences(
                of: "?>\n<", with: "?>\n<!DOCTYPE a [<!ENTITY b \"c\">]>\n<")
            made.lists = [(MadeDisclosure.usual, Array(text.utf8))]
            return [MadeDisclosure.usual]
        },
        DisclosureMutation("two lists that say otherwise", finds: "list-agrees") { made in
            var other = made
            other.rows[3]["效力状态"] = "失效"
            made.lists = [(MadeDisclosure.usual, made.xml), ("信息公开目录.xlsx", MadeWorkbook(other.grid).bytes)]
            return [made.number(3)]
        },
        DisclosureMutation("a table without index numbers", finds: "notes-and-list") { made in
            made.names.removeFirst()
            made.lists = [("信息公开目录.xlsx", MadeWorkbook(made.grid).bytes)]
            return ["信息公开目录.xlsx"]
        },
    ]
}
