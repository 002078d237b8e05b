package import Archive

extension RuleBook {
    /// A number that images are held against.
    package enum Measure: String, Hashable, Sendable, CaseIterable {
        /// 分辨率: the fewest dots an inch of a scan.
        case scanDots = "scan-dots"
        /// Of a hundred thousand points, so few that are not paper make a page seem empty.
        case blankInk = "blank-ink"
        /// So little between dark and light does too, of 255.
        case blankContrast = "blank-contrast"
        /// Hundredths of a degree from which a page is seen to lean.
        case lean
        /// The fewest points of a photograph, in all.
        case photoPixels = "photo-pixels"
        /// About the quality of JPEG below which a photograph was packed too hard, or packed again.
        case photoQuality = "photo-quality"

        /// DA/T 31-2017: 200 dots at least, 300 where letters are small or are to be recognised. For the other numbers we have no
        /// source to trust: they are this program's, and all that rests on them is a warning or for review.
        package var usual: Int {
            switch self {
            case .scanDots: 200
            case .blankInk: 60
            case .blankContrast: 24
            case .lean: 125
            case .photoPixels: 2_000_000
            case .photoQuality: 75
            }
        }

        package var range: ClosedRange<Int> {
            switch self {
            case .scanDots: SchemeTerms.resolutions
            case .blankInk: 0...100_000
            case .blankContrast: 0...255
            case .lean: 10...4500
            case .photoPixels: 100_000...500_000_000
            case .photoQuality: 1...100
            }
        }

        package var words: Words {
            switch self {
            case .scanDots: Words(zh: "扫描分辨率不低于（dpi）", en: "fewest dots an inch of a scan")
            case .blankInk:
                Words(zh: "空白页：有墨迹的点少于（每十万点）", en: "an empty page: inked points, of 100,000, fewer than")
            case .blankContrast: Words(zh: "空白页：明暗之差小于（共255级）", en: "an empty page: contrast, of 255, less than")
            case .lean: Words(zh: "歪斜：不小于（百分之一度）", en: "a leaning page: from, in hundredths of a degree")
            case .photoPixels: Words(zh: "照片像素总数不少于", en: "fewest points of a photograph")
            case .photoQuality: Words(zh: "照片的 JPEG 质量不低于（约数）", en: "least quality of a JPEG photograph, about")
            }
        }
    }

    /// Lists of words and numbers that checks look things up in.
    package struct Lists: Hashable, Sendable {
        /// How the points of a TIFF may be packed: numbers of TIFF 6.0.
        package var compressions: [Int]
        /// Words in the name of a program that changes pictures, in small letters: what it wrote is no camera's original.
        package var editors: [String]
        /// 公开属性: how readers may have what was published.
        package var openness: [String]
        /// Other writings of the same.
        package var opennessToo: [String: String]
        /// How the columns of a list of published information are headed.
        package var columns: [Column: [String]]

        package init(
            compressions: [Int], editors: [String], openness: [String], opennessToo: [String: String],
            columns: [Column: [String]]
        ) {
            (self.compressions, self.editors) = (compressions, editors)
            (self.openness, self.opennessToo, self.columns) = (openness, opennessToo, columns)
        }

        /// The first column that says this of an entry.
        func value(_ column: Column, of item: ItemList.Item) -> (name: String, value: String)? {
            let names = columns[column] ?? Lists.standard.columns[column] ?? []
            return item.others.first { names.contains($0.name) }
        }
    }

    /// What a list of published information says of an entry.
    package enum Column: String, Hashable, Sendable, CaseIterable {
        case openness, validity, published, effective, end, ground

        package var words: Words {
            switch self {
            case .openness: Words(zh: "公开属性", en: "openness")
            case .validity: Words(zh: "效力状态", en: "validity")
            case .published: Words(zh: "公开日期", en: "day of publication")
            case .effective: Words(zh: "施行日期", en: "day it takes effect")
            case .end: Words(zh: "废止日期", en: "day it ends")
            case .ground: Words(zh: "废止依据", en: "what repeals it")
            }
        }
    }
}

extension RuleBook.Lists {
    package static let standard = RuleBook.Lists(
        compressions: [1, 2, 3, 4, 5, 7, 8, 32_773, 32_946],
        editors: [
            "photoshop", "lightroom", "gimp", "acdsee", "美图", "picasa", "snapseed", "光影", "paint", "画图", "wechat", "微信",
            "meitu", "photoscape", "affinity", "capture one", "luminar", "xnview", "irfanview",
        ],
        openness: ["主动公开", "依申请公开", "不予公开"],
        opennessToo: ["主动": "主动公开", "公开": "主动公开", "申请公开": "依申请公开", "不公开": "不予公开"],
        columns: [
            .openness: ["公开属性", "信息公开属性", "公开类别"], .validity: ["效力状态", "有效性", "时效性", "效力"],
            .published: ["公开日期", "发布日期"], .effective: ["施行日期", "生效日期", "实施日期"],
            .end: ["废止日期", "失效日期", "有效期至", "失效时间", "废止时间"], .ground: ["废止依据", "废止文件", "失效依据"],
        ])
}
