import Archive
import Testing

@testable import Web

@Suite("Tongue: what the records say in Chinese is marked on an English page")
struct TongueTests {
    private func english(_ body: (inout HTML) -> Void) -> String {
        var h = HTML(.en)
        body(&h)
        return String(decoding: h.bytes, as: UTF8.self)
    }

    @Test("Chinese within a sentence has its own lang, the sentence stays English")
    func within() {
        #expect(
            english { $0.p("3 of 3 records carry no opinion (到期开放意见).") }
                == "<p>3 of 3 records carry no opinion (<span lang=\"zh-Hans\">到期开放意见</span>).</p>")
        #expect(english { $0.p("目录文件.XML") } == "<p><span lang=\"zh-Hans\">目录文件</span>.XML</p>")
    }

    @Test("figures, stops and brackets between Chinese characters go with them; Latin words do not")
    func runs() {
        #expect(
            Tongue.runs(in: "临政发〔2000〕12号, see A/B").map { String($0.text) } == ["临政发〔2000〕12号", ", see A/B"])
        #expect(Tongue.runs(in: "《民法典》 and 《档案法》").map(\.tag) == ["zh-Hans", nil, "zh-Hans"])
        #expect(Tongue.runs(in: "档A案").map { String($0.text) } == ["档", "A", "案"])
        #expect(Tongue.runs(in: "賣契").map(\.tag) == ["zh-Hant"])
    }

    @Test("the runs of any text are the text")
    func whole() {
        let pieces = ["档", "A", " ", "《", "》", "1", "，", "　", "𠮷", "賣", "é", "“"]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    for text in [first + second + third, third + "档" + second + first] {
                        #expect(Tongue.runs(in: text).map { String($0.text) }.joined() == text)
                    }
                }
            }
        }
    }

    @Test("what has its lang already gets no second one, and where only text may stand there is no element")
    func once() {
        #expect(english { $0.p("賣契", .lang("zh-Hant")) } == "<p lang=\"zh-Hant\">賣契</p>")
        #expect(english { $0.recordText("档案") } == "<span lang=\"zh-Hans\">档案</span>")
        #expect(english { $0.title("档案") } == "<title>档案</title>")
        #expect(english { $0.option("原生", .value("原生")) } == "<option value=\"原生\">原生</option>")
    }

    @Test("a Chinese page is as it was")
    func chinese() {
        var h = HTML(.zh)
        h.p("档案 archive")
        #expect(String(decoding: h.bytes, as: UTF8.self) == "<p>档案 archive</p>")
    }
}

@Suite("Paragraphs: lines of a page become what one reads")
struct ParagraphsTests {
    @Test("a line that fills the measure goes on in the next, a short one or a sentence's end does not")
    func joined() {
        let lines = """
            关于退耕还林工作的实施意见
            根据国家退耕还林试点的部署，结合我市实际，提出如下意
            见。
            一、坡度在二十五度以上的坡耕地，三年内全部退耕，种植
            马尾松、毛竹和油茶。
            """
        #expect(
            Paragraphs.read(lines) == [
                "关于退耕还林工作的实施意见", "根据国家退耕还林试点的部署，结合我市实际，提出如下意见。",
                "一、坡度在二十五度以上的坡耕地，三年内全部退耕，种植马尾松、毛竹和油茶。",
            ])
    }

    @Test("a numbered paragraph begins anew however full the line before it is")
    func numbered() {
        let full = String(repeating: "档", count: 20)
        #expect(Paragraphs.read("\(full)\n二、\(full)\n（三）\(full)\n4. 案").count == 4)
        #expect(Paragraphs.read("\(full)\n第十二条 \(full)\n(12)\(full)\n１. \(full)\n第一\(full)").count == 3)
    }

    @Test("a list of short lines stays a list, empty lines go, Latin words keep their space")
    func lists() {
        #expect(Paragraphs.read("姓名\n\n性别\n年龄") == ["姓名", "性别", "年龄"])
        #expect(Paragraphs.read("the archives of the\ntown of Linjiang") == ["the archives of the town of Linjiang"])
        #expect(Paragraphs.read("") == [])
    }
}
