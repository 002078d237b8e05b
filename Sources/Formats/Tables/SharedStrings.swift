/// The strings that cells of a workbook name by number, one behind the other: a million of them are ordinary.
///
/// Source: ECMA-376, part 1, 18.4.
struct SharedStrings {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// - Throws: `TableProblem`, `Broken`, `ZipArchive.Locked`
    init(_ package: OfficePackage, limits: XMLLimits) throws {
        guard package.archive.entry("xl/sharedStrings.xml") != nil else { return }
        var silent = 0
        var inText = false
        try package.events("xl/sharedStrings.xml", limits: limits) { event in
            switch event {
            case .start(let node):
                // How a word is spoken (拼音, ふりがな) is not what stands in the cell.
                if node.name == "rPh" { silent += 1 }
                inText = node.name == "t"
            case .text(let run): if inText, silent == 0 { bytes += run.utf8 }
            case .end(let name):
                if name == "si" { ends.append(bytes.count) }
                if name == "rPh" { silent -= 1 }
                inText = false
            case .instruction: break
            }
            // What the list of their ends takes is counted too: empty strings are not free.
            guard bytes.count + ends.count * 8 <= TableLimits.sharedBytes else {
                throw TableProblem.tooLarge(.shared, row: ends.count + 1)
            }
        }
    }

    /// String `place` (from 0); `nil` if there is none.
    subscript(place: Int) -> String? {
        guard ends.indices.contains(place) else { return nil }
        let start = place == 0 ? 0 : ends[place - 1]
        return String(decoding: bytes[start..<ends[place]], as: UTF8.self)
    }
}
