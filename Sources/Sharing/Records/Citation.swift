import Archive

/// How a published record is cited (参考文献著录): an archival document online, `[A/OL]`. Source: GB/T 7714-2015.
struct Citation {
    let author: String?
    let title: String
    let code: String
    let date: String?
    let publicID: String
    let settings: ReadingRoomSettings
    /// The day on which it was read.
    let read: Day

    var text: String {
        var text = author.map { $0 + ". " } ?? ""
        text += "\(title): \(code)[A/OL]. "
        text += (settings.place.map { $0 + ": " } ?? "") + settings.archive
        text += (date.map { ", " + Self.written($0) } ?? "") + "[\(read)]. "
        return text + settings.site + "/records/" + publicID + "."
    }

    /// `19560101` and `195601`, as transfers write days and months, with dashes; anything else as it is.
    private static func written(_ date: String) -> String {
        let digits = Array(date)
        guard [6, 8].contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return date }
        return [digits[..<4], digits[4..<6], digits[6...]].filter { !$0.isEmpty }.map { String($0) }
            .joined(separator: "-")
    }
}
