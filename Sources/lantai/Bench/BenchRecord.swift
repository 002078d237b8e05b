import Appraisal
import Archive
import Discovery
import Foundation

/// One of the records that measurements are made with: number `number` of a row that is the same on every machine.
struct BenchRecord {
    let number: Int
    let fonds: String
    let category: String
    let year: Int
    let date: String
    let author: String
    let documentNumber: String
    let retention: String
    let code: String
    let title: String
    let text: String

    /// - Parameter textLength: Characters of full text, about; 0 for none.
    init(_ number: Int, textLength: Int = 0) {
        var dice = Dice(number)
        self.number = number
        let place = dice.skewed(Vocabulary.agencies.count)
        author = Vocabulary.city(place) + Vocabulary.agencies[place]
        fonds = "X" + Self.padded(place + 1, 3)
        category = dice.roll(10) < 8 ? "WS" : ["KJ", "KU", "ZP", "ZY"][dice.roll(4)]
        year = 1950 + dice.roll(70)
        let (month, day) = (1 + dice.roll(12), 1 + dice.roll(28))
        date = "\(year)-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
        retention = ["永久", "30年", "10年"][dice.skewed(3)]
        documentNumber = "\(Vocabulary.agencies[place].prefix(2))发〔\(year)〕\(1 + dice.roll(200))号"
        let term = ["永久": "Y", "30年": "D30", "10年": "D10"][retention] ?? "Y"
        code = "\(fonds)-\(category)·\(year)-\(term)-BGS-\(Self.padded(number % 10_000, 4))"
        let act = Vocabulary.acts[dice.skewed(Vocabulary.acts.count)]
        let subject = Vocabulary.subjects[dice.skewed(Vocabulary.subjects.count)]
        let matter = Vocabulary.matters[dice.skewed(Vocabulary.matters.count)]
        let kind = Vocabulary.kinds[dice.skewed(Vocabulary.kinds.count)]
        title = "\(author)关于\(act)\(subject)\(matter)的\(kind)"
        var text = ""
        // One character is three bytes.
        while text.utf8.count < 3 * textLength {
            text += Vocabulary.acts[dice.skewed(Vocabulary.acts.count)]
            text += Vocabulary.subjects[dice.skewed(Vocabulary.subjects.count)]
            text += Vocabulary.matters[dice.skewed(Vocabulary.matters.count)]
            // Two characters of any: text has rare words too.
            text += Vocabulary.character(dice.roll(3000)) + Vocabulary.character(dice.roll(3000)) + "，"
        }
        self.text = text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// As `lantai bench-data` writes it: one line.
    var json: JSON {
        var members: [String: JSON] = [
            "code": .string(code), "title": .string(title), "author": .string(author), "date": .string(date),
            "documentNumber": .string(documentNumber), "category": .string(category), "fonds": .string(fonds),
            "retention": .string(retention), "year": .int(Int64(year)),
        ]
        if !text.isEmpty { members["text"] = .string(text) }
        return .object(members)
    }

    static func unit(_ number: Int) -> UnitID {
        UnitID(trusted: "00000000-0000-7000-8000-" + padded(number, 12))
    }

    static func number(_ unit: UnitID) -> Int? { Int(unit.text.suffix(12)) }

    /// As an index takes it in: open and in nobody's reach but the staff's.
    var indexed: IndexedUnit {
        let unit = Self.unit(number)
        let day = Day(text: date)
        let access = AccessRow(
            unit: unit, status: .unreviewed, effective: nil, level: 0, publishedFrom: nil, fondsCode: fonds,
            category: category, agency: author, epoch: 0)
        return IndexedUnit(
            access: access, publicID: "b" + Self.padded(number, 12), code: code, codeKey: ReferenceCode.key(of: code),
            title: title, date: date, days: day.map { $0...$0 }, year: year, level: .item, authors: [author],
            numbers: [documentNumber], retention: retention, meta: [code], text: text.isEmpty ? [] : [text])
    }
}

/// Numbers that look like chance and are the same on every machine (SplitMix64).
private struct Dice {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x2545_F491_4F6C_DD1D }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0..<`count`, each as often.
    mutating func roll(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    /// 0..<`count`, the first far more often than the last, as words are.
    mutating func skewed(_ count: Int) -> Int { min(roll(count), min(roll(count), roll(count))) }
}

/// What titles and texts are made of.
private enum Vocabulary {
    static let agencies = [
        "人民政府办公室", "司法局", "水利局", "农业局", "教育局", "档案局", "财政局", "公安局", "民政局", "卫生局", "文化局", "统计局", "交通局", "粮食局",
        "林业局", "税务局", "工商局", "劳动局", "人事局", "建设局", "环境保护局", "计划委员会", "经济委员会", "科学技术委员会", "体育运动委员会", "供销合作社", "总工会",
        "妇女联合会", "青年联合会", "商业局", "物价局", "审计局", "房产管理局", "土地管理局", "气象局", "邮电局", "广播电视局", "旅游局", "外事办公室", "侨务办公室",
    ]
    private static let cities = ["江北市", "临江县", "平安区", "南山镇", "东湖市"]
    static let acts = [
        "加强", "做好", "进一步推进", "开展", "调整", "成立", "印发", "转发", "批准", "同意", "撤销", "表彰", "召开", "检查", "清理", "整顿", "追加", "拨付",
        "规范", "改进",
    ]
    static let subjects = [
        "农村", "城镇", "全市", "机关", "企业", "学校", "水库", "粮食", "防汛", "抗旱", "土地", "林木", "道路", "桥梁", "卫生防疫", "干部", "职工", "工资",
        "住房", "税收", "户籍", "婚姻登记", "电子文件", "会计", "统计", "广播", "气象", "古籍", "侨汇", "城墙", "运河", "茶叶", "蚕桑", "渔业", "盐务", "矿山",
        "铁路", "码头", "邮政", "电影放映",
    ]
    static let matters = [
        "管理工作", "安全生产", "建设规划", "经费预算", "人员编制", "任免", "归档", "普查", "改革试点", "专项治理", "培训", "竣工验收", "救济", "征收", "保护", "调查",
        "先进集体", "年度总结", "应急预案", "档案移交",
    ]
    static let kinds = ["通知", "报告", "请示", "批复", "意见", "决定", "函", "会议纪要", "总结", "统计表", "公告", "通报", "计划", "名册", "协议"]

    static func city(_ place: Int) -> String { cities[place % cities.count] }

    static func character(_ number: Int) -> String {
        String(Unicode.Scalar(UInt32(0x4E00 + number)).map(Character.init) ?? "档")
    }
}
