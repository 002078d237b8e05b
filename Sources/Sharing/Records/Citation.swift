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
        text += (date.map { ", " + $0 } ?? "") + "[\(read)]. "
        return text + settings.site + "/records/" + publicID + "."
    }
}
