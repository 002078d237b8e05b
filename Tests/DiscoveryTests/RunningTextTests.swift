import Testing

@testable import Discovery

@Suite("Text is searched as it is read, not as its lines are set")
struct RunningTextTests {
    @Test(
        "a line break between Han characters is no break",
        arguments: [("十\n月底", "十月底"), ("暴 \r\n 雨", "暴雨"), ("，\n各", "，各")])
    func han(_ text: String, _ read: String) {
        #expect(RunningText.joined(text) == read)
    }

    @Test(
        "blanks inside a line and breaks beside Latin words stay",
        arguments: ["第一章 总 则", "by\nLaw", "共\nPDF", "二\n", "\n三"])
    func others(_ text: String) {
        #expect(RunningText.joined(text) == text)
    }
}
