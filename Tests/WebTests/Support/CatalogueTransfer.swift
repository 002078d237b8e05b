/// A TAR of a catalogue of one record and its file.
func catalogueTransfer(
    _ code: String, _ title: String, date: String = "20190301", _ file: [UInt8], kind: String = "pdf"
) -> [UInt8] {
    let list = "序号,档号,责任者,题名,日期,保管期限,页数\r\n1,\(code),临江市司法局,\(title),\(date),永久,1\r\n"
    let end = [UInt8](repeating: 0, count: 1024)
    return entry("归档文件目录.csv", Array(list.utf8)) + entry("\(code).\(kind)", file) + end
}

private func entry(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var head = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
        head.replaceSubrange(place..<(place + text.utf8.count), with: Array(text.utf8))
    }
    func octal(_ number: Int, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put(octal(content.count, 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    var sum = 0
    for byte in head { sum += Int(byte) }
    put(octal(sum, 6) + "\u{0} ", at: 148)
    let rest = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    return head + content + rest
}
