import Testing

@testable import Archive

@Suite("发文字号: a document number is equal in all its writings")
struct DocumentNumberTests {
    @Test(
        "brackets, full-width digits, spaces, 第, zeros",
        arguments: [
            "国办发〔2024〕5号", "国办发[2024]5号", "国办发【2024】5号", "国办发（2024）5号", "国办发(2024)5号", "国办发［2024］5号",
            "国办发〔２０２４〕５号", "国办发 〔2024〕 5 号", "国办发〔2024〕第5号", "国办发〔2024〕05号",
        ])
    func variants(written: String) throws {
        let number = try #require(DocumentNumber(written))
        #expect(number.key == "国办发〔2024〕5号")
        #expect(number.form == .yearly)
        #expect(number.issuerCode == "国办发")
        #expect(number.year == 2024)
        #expect(number.number == "5")
        #expect(number.original == written)
    }

    @Test("an order of the State Council")
    func order() throws {
        let number = try #require(DocumentNumber("国务院令第711号"))
        #expect(number.form == .serial)
        #expect(number.issuerCode == "国务院令")
        #expect(number.number == "711")
        #expect(number == DocumentNumber("国务院令 第 ７１１ 号"))
        #expect(DocumentNumber("主席令第五十号")?.number == "五十")
    }

    @Test(
        "old writings",
        arguments: [
            ("(81)国发12号", "国发〔1981〕12号"), ("国发[1981]12号", "国发〔1981〕12号"), ("（81）国发字第12号", "国发〔1981〕12号"),
        ])
    func old(written: String, key: String) { #expect(DocumentNumber.key(of: written) == key) }

    @Test("what is not understood is kept and still compares")
    func other() throws {
        let number = try #require(DocumentNumber("京政(办)字 七"))
        #expect(number.form == .other)
        #expect(number == DocumentNumber("京政〔办〕字七"))
        #expect(number.original == "京政(办)字 七")
    }

    @Test("different numbers differ; a blank is none")
    func different() {
        #expect(DocumentNumber("国办发〔2024〕5号") != DocumentNumber("国办函〔2024〕5号"))
        #expect(DocumentNumber("国办发〔2024〕5号") != DocumentNumber("国办发〔2023〕5号"))
        #expect(DocumentNumber(" \u{3000}") == nil)
        #expect(DocumentNumber.key(of: "") == "")
    }
}
