import CSearch

/// One Han character, or one word of other letters and digits, as the index holds it: folded (繁简、全半角、大小写).
struct TextUnit: Hashable, Sendable {
    /// Folded UTF-8.
    let bytes: [UInt8]
    let isHan: Bool
    /// Whether something other than spaces stands between it and the unit before.
    let gap: Bool
    /// Stands for the unit in `csearch_marks`.
    let key: UInt64
}

extension TextUnit {
    /// The same unit, with something or nothing before it.
    func after(gap: Bool) -> TextUnit { TextUnit(bytes: bytes, isHan: isHan, gap: gap, key: key) }

    /// The units of `text`, at most `limit`.
    static func units(of text: String, limit: Int) -> [TextUnit] {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                var scanner = csearch_scanner()
                csearch_scan(&scanner, characters.baseAddress, Int64(characters.count))
                var unit = csearch_unit()
                var units: [TextUnit] = []
                while units.count < limit, csearch_next(&scanner, &unit) != 0 { units.append(TextUnit(unit)) }
                return units
            }
        }
    }

    private init(_ unit: csearch_unit) {
        var unit = unit
        key = csearch_key(&unit)
        isHan = unit.kind == Int32(CSEARCH_HAN)
        gap = unit.gap != 0
        bytes = withUnsafeBytes(of: &unit.bytes) { Array($0.prefix(Int(unit.length))) }
    }
}
