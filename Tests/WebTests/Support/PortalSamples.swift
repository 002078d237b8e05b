import Archive
import Catalogue
import Sharing

/// Lines of lists, to see how they are written.
enum ListedRecordSamples {
    static func titled(_ title: String) -> ListedRecord {
        ListedRecord(
            code: "X013-WS·1998-Y-BGS-0001", title: title, author: nil, date: nil, documentNumber: nil,
            fondsCode: "X013", published: .text, citation: "", address: "")
    }
}

enum SampleDates {
    static let may = UnitDates(
        text: "", from: Day(year: 1905, month: 5, day: 11)!, to: Day(year: 1905, month: 5, day: 11)!)
}
