import Archive
import Testing

@testable import Catalogue

@Suite("A description: elements of DA/T 18 with what they came as")
struct DescriptionTests {
    @Test("the elements of the standard have one name each, and an obligation for every level")
    func table() {
        let names = DescriptiveElement.all.map(\.identifier)
        #expect(Set(names).count == names.count)
        #expect(DescriptiveElement.all.allSatisfy { $0.obligations.count == 4 })
        let atItem = DescriptiveElement.all.filter { $0.obligation(at: .item) == .mandatory }.map(\.identifier)
        #expect(atItem == ["level", "referenceCode", "title", "date", "author", "retentionPeriod", "accessStatus"])
        #expect(DescriptiveElement.used(at: .fonds).allSatisfy { $0.identifier != "documentNumber" })
    }

    @Test("what a transfer carries becomes values that keep their name and wording")
    func carried() {
        let description = CarriedElements.description(of: [
            ("内容描述/题名", " 医疗机构管理条例 "), ("档号/完整档号", "X013-WS·2016-Y-BGS-0001"),
            ("内容描述/关键词", "医疗；机构,管理"), ("到期开放意见", "同意开放"),
        ])
        #expect(description["title"] == "医疗机构管理条例")
        #expect(description.all("title")[0].asReceived == " 医疗机构管理条例 ")
        #expect(description.all("title")[0].source == "题名")
        #expect(description.all("subject").map(\.value) == ["医疗", "机构", "管理"])
        #expect(description["openingOpinion"] == "同意开放")
        #expect(description.values.map(\.element).first == "referenceCode", "in the order of the standard")
    }

    @Test("metadata of single computer files, of business and of people is not the record's")
    func foreign() {
        let description = CarriedElements.description(of: [
            ("文件数据/文档/题名", "附件一"), ("内容描述/题名", "正题名"), ("文件数据/文档/电子属性/页数", "7"),
        ])
        #expect(description["title"] == "正题名")
        #expect(description["pageCount"] == nil)
    }

    @Test("readers see what its level of publication gives, never notes between agency and archive")
    func shown() {
        let description = Description([
            ElementValue("title", "题名"), ElementValue("personalName", "张三"), ElementValue("openingOpinion", "控制"),
            ElementValue("location", "库房 3"), ElementValue("later-element", "?"),
        ])
        #expect(description.shown(at: .catalogue).values.map(\.element) == ["title"])
        #expect(description.shown(at: .text).values.map(\.element) == ["title", "personalName"])
    }

    @Test("written and read again it is the same, and elements of a later version are kept")
    func json() throws {
        let description = Description([
            ElementValue("title", "改后", source: "题名", original: "改前"), ElementValue("later-element", "值"),
            ElementValue("author", "国务院", source: "责任者"), ElementValue("note", "手写"),
        ])
        let text = description.json.text
        #expect(try Description(json: JSON(parsing: text.utf8)) == description)
        #expect(Description(json: ["no"]) == nil)
    }

    @Test(
        "a secrecy mark is read with and without its period",
        arguments: [
            ("公开", Secrecy.open, nil), ("机密★10年", .confidential, "10年"), ("绝 密★", .topSecret, nil),
            ("秘密", .secret, nil),
        ] as [(String, Secrecy, String?)])
    func marks(text: String, secrecy: Secrecy, period: String?) {
        #expect(SecrecyLabel(text)?.secrecy == secrecy)
        #expect(SecrecyLabel(text)?.period == period)
        #expect(SecrecyLabel.stands(in: "关于 机密 ★ 10年 的通知"))
        #expect(!SecrecyLabel.stands(in: "关于做好保守国家秘密工作的通知"))
    }
}

@Suite("A public address tells nothing and finds typing errors")
struct PublicIDTests {
    @Test("a thousand of them are well formed, all different, and random from the first character")
    func minted() {
        let minted = (0..<1000).map { _ in PublicID.mint() }
        #expect(Set(minted).count == 1000)
        #expect(minted.allSatisfy(PublicID.isWellFormed))
        #expect(Set(minted.map { $0.dropFirst(2).first }).count > 20)
    }

    @Test("one wrong character, or two neighbours swapped, is noticed")
    func typing() {
        let alphabet = Array("0123456789bcdfghjkmnpqrstvwxz")
        for _ in 0..<50 {
            let good = Array(PublicID.mint())
            for place in 2..<good.count {
                var wrong = good
                wrong[place] = alphabet.filter { $0 != good[place] }.randomElement()!
                #expect(!PublicID.isWellFormed(String(wrong)))
                if place + 1 < good.count - 1, good[place] != good[place + 1] {
                    var swapped = good
                    swapped.swapAt(place, place + 1)
                    #expect(!PublicID.isWellFormed(String(swapped)))
                }
            }
        }
        #expect(!PublicID.isWellFormed(""))
        #expect(!PublicID.isWellFormed("lt'; DROP TABLE"))
    }
}
