extension Years {
    /// Reads `1990..1995`, `1990-1995`, `1990—1995`, `1990至1995`, `1990..`, `..1995`, with or without 年; `nil` for anything else.
    init?(range text: String) {
        var parts: [String] = [""]
        var scalars = Self.plain(text)[...]
        while let first = scalars.first {
            if let length = Self.separator(scalars) {
                parts.append("")
                scalars = scalars.dropFirst(length)
            } else {
                parts[parts.count - 1].unicodeScalars.append(first)
                scalars = scalars.dropFirst()
            }
        }
        guard parts.count == 2 else { return nil }
        let open = text.contains("..") || text.contains("…")
        let (from, to) = (Self.year(parts[0]), Self.year(parts[1]))
        switch (from, to) {
        case (let from?, let to?): self.init(from: from, to: to)
        case (let from?, nil) where open && parts[1].isEmpty: self.init(from: from, to: 9999)
        case (nil, let to?) where open && parts[0].isEmpty: self.init(from: 0, to: to)
        default: return nil
        }
    }

    /// Reads `1990` or `1990年`.
    init?(year text: String) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: Self.plain(text))
        guard let year = Self.year(String(view)) else { return nil }
        self.init(from: year, to: year)
    }

    /// A year of four digits; shorter ones are too easily something else.
    private static func year(_ text: String) -> Int? {
        let digits = text.hasSuffix("年") ? String(text.dropLast()) : text
        guard digits.utf8.count == 4, let year = Int(digits), (1000...2999).contains(year) else { return nil }
        return year
    }

    /// Full width to half width.
    private static func plain(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.map { scalar in
            (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
        }
    }

    /// How long the separator is that `scalars` begin with.
    private static func separator(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        if scalars.starts(with: ["."]) || scalars.starts(with: ["。"]) || scalars.starts(with: ["…"]) {
            let dots = scalars.prefix { $0 == "." || $0 == "。" || $0 == "…" }.count
            return dots > 1 || scalars.first == "…" ? dots : nil
        }
        if let first = scalars.first, "-‐‑‒–—―~〜～至到".unicodeScalars.contains(first) {
            return scalars.prefix { $0 == first }.count
        }
        return nil
    }
}
