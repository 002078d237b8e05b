import Testing

@testable import Safekeeping

@Suite("Lines of a list of packs that somebody else wrote")
struct PackLineTests {
    @Test(
        "a pack of a size that no pack has is none",
        arguments: [("4096", true), ("-1", false), ("4611686018427387904", false)])
    func size(bytes: String, isPack: Bool) {
        let digest = String(repeating: "ab", count: 32)
        let line = #"{"bytes":\#(bytes),"form":"raw","n":1,"plain":4096,"sha256":"\#(digest)"}"#
        #expect((Pack(line: Array(line.utf8), run: "r") != nil) == isPack)
    }
}
