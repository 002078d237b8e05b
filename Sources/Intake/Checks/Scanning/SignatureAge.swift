import Archive

/// The day of a scanner's signatures, from what it says of itself.
enum SignatureAge {
    /// - Parameter engine: `ClamAV 1.0.9/27811/Thu Nov 26 09:21:10 2026`.
    /// - Returns: `nil` where no day is told: the signatures are of the archive's own making.
    static func day(of engine: String) -> Day? {
        let parts = engine.split(separator: "/", maxSplits: 2)
        guard parts.count == 3 else { return nil }
        let words = parts[2].split(separator: " ")
        guard words.count == 5, let month = months.firstIndex(of: words[1]), let day = Int(words[2]),
            let year = Int(words[4])
        else { return nil }
        return Day(year: year, month: month + 1, day: day)
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
