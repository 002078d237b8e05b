/// Names that many entries share, each with a number that an entry can hold; 0 is the empty one. Names are only ever added.
struct Names<Number: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
    private(set) var texts: [String] = [""]
    private var numbers: [String: Number] = ["": 0]

    /// The number of `text`, given now if it has none. When all numbers are given out: that of the empty one.
    mutating func number(_ text: String) -> Number {
        if let number = numbers[text] { return number }
        guard let number = Number(exactly: texts.count) else { return 0 }
        texts.append(text)
        numbers[text] = number
        return number
    }
}
