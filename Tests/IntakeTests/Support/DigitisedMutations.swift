import Foundation
import Testing

@testable import Intake

/// A way to spoil digitised paper: one fault, and what a finding must name. Record 3 has three pages, in the second volume.
struct DigitisedMutation: Sendable, CustomTestStringConvertible {
    let name: String
    let check: String
    let spoil: @Sendable (inout MadeDigitised) -> [String]

    init(_ name: String, finds check: String, _ spoil: @escaping @Sendable (inout MadeDigitised) -> [String]) {
        (self.name, self.check, self.spoil) = (name, check, spoil)
    }

    /// A cell of a record that is wrong.
    init(_ name: String, finds check: String, row: Int = 1, _ heading: String, _ value: String) {
        self.init(name, finds: check) { made in
            made.items[row][heading] = value
            return [made.code(row)]
        }
    }

    /// A cell of a volume that is wrong.
    init(_ name: String, finds check: String, volume: Int, _ heading: String, _ value: String) {
        self.init(name, finds: check) { made in
            made.volumes[volume][heading] = value
            return ["J004-001-000\(volume + 1)"]
        }
    }

    /// A page of record 3 that another takes the place of.
    init(_ name: String, finds check: String, page: MadePage) {
        self.init(name, finds: check) { made in
            made.files[made.folder(3) + "/0002.tif"] = page.bytes
            return ["0002.tif"]
        }
    }

    var testDescription: String { name }

    static let all = ofPages + ofScans + ofRanges + ofVolumes + ofRecords
}

extension DigitisedMutation {
    private static let ofPages: [DigitisedMutation] = [
        DigitisedMutation("a page in the middle is missing", finds: "page-numbers") { made in
            made.files[made.folder(3) + "/0002.tif"] = nil
            return ["0002.tif"]
        },
        DigitisedMutation("the first page is missing", finds: "page-numbers") { made in
            made.files[made.folder(3) + "/0001.tif"] = nil
            return ["0001.tif"]
        },
        DigitisedMutation("the last page is missing", finds: "page-ranges") { made in
            made.files[made.folder(3) + "/0003.tif"] = nil
            return ["0003.tif"]
        },
        DigitisedMutation("the last page of a record with one number is missing", finds: "page-ranges") { made in
            made.items[1]["页数"] = "2"
            made.volumes[0]["页数"] = "5"
            made.items[2]["页号"] = "5"
            return ["0002.tif"]
        },
        DigitisedMutation("a page too many", finds: "page-ranges") { made in
            made.files[made.folder(3) + "/0004.tif"] = MadePage(seed: 90).bytes
            return ["0004.tif"]
        },
        DigitisedMutation("a page twice, under one number", finds: "page-numbers") { made in
            made.files[made.folder(3) + "/002.tif"] = MadePage(seed: 91).bytes
            return ["002.tif"]
        },
        DigitisedMutation("one image under two numbers", finds: "page-numbers") { made in
            made.files[made.folder(3) + "/0002.tif"] = made.files[made.folder(3) + "/0001.tif"]
            return ["0002.tif"]
        },
        DigitisedMutation("a page named by the scanner", finds: "page-numbers") { made in
            made.files.rename(made.folder(3) + "/0003.tif", to: made.folder(3) + "/新扫描件 (2).tif")
            return ["新扫描件 (2).tif"]
        },
        DigitisedMutation("a copy that somebody made by hand", finds: "page-numbers") { made in
            made.files[made.folder(3) + "/0003 - 副本.tif"] = MadePage(seed: 92).bytes
            return ["0003 - 副本.tif"]
        },
    ]

    private static let ofScans: [DigitisedMutation] = [
        DigitisedMutation("half the resolution", finds: "scan-quality", page: MadePage(seed: 80, dots: 100)),
        DigitisedMutation("a little less than the least resolution", finds: "scan-quality", page: MadePage(dots: 199)),
        DigitisedMutation(
            "a resolution of screens", finds: "scan-quality", page: MadePage(seed: 81, dots: 72, bits: 8)),
        DigitisedMutation("more dots in the table than in the picture", finds: "scan-quality") { made in
            made.addColumn("扫描分辨率", "300dpi")
            return [made.code(0)]
        },
        DigitisedMutation("colour in the table, black and white in the picture", finds: "scan-quality") { made in
            made.addColumn("色彩模式", "24位真彩色")
            return [made.code(0)]
        },
        DigitisedMutation("grey in the table, black and white in the picture", finds: "scan-quality") { made in
            made.addColumn("色彩模式", "灰度")
            return [made.code(0)]
        },
        DigitisedMutation("an image that breaks off", finds: "whole-files") { made in
            let path = made.folder(3) + "/0002.tif"
            made.files[path] = Array((made.files[path] ?? []).prefix(9000))
            return ["0002.tif"]
        },
        DigitisedMutation("an empty file", finds: "whole-files") { made in
            made.files[made.folder(3) + "/0002.tif"] = []
            return ["0002.tif"]
        },
        DigitisedMutation("a text that calls itself an image", finds: "formats-agree") { made in
            made.files[made.folder(3) + "/0002.tif"] = Array("第二页见纸质原件".utf8)
            return ["0002.tif"]
        },
    ]

    private static let ofRanges: [DigitisedMutation] = [
        DigitisedMutation("pages that overlap", finds: "page-ranges", "页号", "2"),
        DigitisedMutation("a page that no record has", finds: "page-ranges", "页号", "4"),
        DigitisedMutation("pages in words", finds: "page-ranges", "页号", "见卷内"),
        DigitisedMutation("pages from back to front", finds: "page-ranges", row: 3, "页号", "3-1"),
        DigitisedMutation("a range of another number than the pages", finds: "page-ranges", row: 3, "页号", "1-2"),
        DigitisedMutation("a volume of more pages than its records", finds: "page-ranges", volume: 1, "页数", "7"),
    ]

    private static let ofVolumes: [DigitisedMutation] = [
        DigitisedMutation("a volume of more records than it has", finds: "volumes-agree", volume: 0, "件数", "4"),
        DigitisedMutation("a volume without a title", finds: "volumes-agree", volume: 1, "案卷题名", ""),
        DigitisedMutation("a volume that is not listed", finds: "volumes-agree") { made in
            made.volumes.remove(at: 1)
            return [made.code(3)]
        },
        DigitisedMutation("a volume listed twice", finds: "volumes-agree") { made in
            made.volumes.append(made.volumes[0])
            return ["J004-001-0001"]
        },
        DigitisedMutation("a volume without records", finds: "volumes-agree") { made in
            made.volumes.append(made.volumes[0].merging(["案卷号": "J004-001-0004"]) { $1 })
            return ["J004-001-0004"]
        },
    ]

    private static let ofRecords: [DigitisedMutation] = [
        DigitisedMutation("no title", finds: "notes-and-list", "题名", ""),
        DigitisedMutation("a day that does not exist", finds: "plausible-values", "日期", "19960230"),
        DigitisedMutation("a secrecy nobody knows", finds: "value-domains", "密级", "内参"),
        DigitisedMutation("a secrecy mark in the title", finds: "secrecy-marks", "题名", "关于某协会的批复（秘密★10年）"),
        DigitisedMutation("a private-use character", finds: "plain-characters", "题名", "关于\u{E5C1}协会登记的批复"),
        DigitisedMutation("a code of another build", finds: "code-syntax") { made in
            let old = made.folder(1)
            made.items[1]["档号"] = "民政卷1件2"
            made.files.rename(old, to: "J004-001-0001/民政卷1件2")
            return ["民政卷1件2"]
        },
        DigitisedMutation("one code twice", finds: "code-unique") { made in
            made.items[1]["档号"] = made.code(0)
            return [made.code(0)]
        },
        DigitisedMutation("a number that is missing inside a volume", finds: "unbroken-sequence") { made in
            made.files.remove(below: made.folder(1))
            let code = made.items.remove(at: 1)["档号"]!
            return [code]
        },
        DigitisedMutation("a record without its folder", finds: "list-and-folders") { made in
            made.files.remove(below: made.folder(3))
            return [made.code(3)]
        },
        DigitisedMutation("a folder that no line of the table speaks of", finds: "list-and-folders") { made in
            made.files["J004-001-0002/J004-001-0002-002/0001.tif"] = MadePage(seed: 95).bytes
            return ["J004-001-0002-002"]
        },
        DigitisedMutation("a packed file among the pages", finds: "archival-formats") { made in
            var zip = MadeZip()
            zip.entries = [MadeZip.Entry(name: Array("a.txt".utf8), bytes: [1, 2, 3])]
            made.files[made.folder(3) + "/0004.zip"] = zip.bytes
            return ["0004.zip"]
        },
        DigitisedMutation("an image that belongs nowhere", finds: "surplus-files") { made in
            made.files["扫描/0001.tif"] = MadePage(seed: 96).bytes
            return ["扫描/0001.tif"]
        },
        DigitisedMutation("a table that breaks off", finds: "notes-and-list") { made in
            let bytes = made.package[MadeDigitised.usual] ?? []
            made.tables = [(MadeDigitised.usual, Array(bytes.prefix(bytes.count / 2)))]
            return [MadeDigitised.usual]
        },
    ]
}
