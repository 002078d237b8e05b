import Archive

/// Where a record's pages stand in its volume (页号): `1`, `1-3`, `001—003`. A single number says where they begin.
///
/// Source: GB/T 9705-2008 (卷内文件目录: 页号 of the first page, of the last record both ends).
struct PageRange: Hashable, Sendable {
    let first: Int
    /// `nil`: only the beginning is told.
    let last: Int?

    /// The headings it stands under.
    static let headings: Set<String> = ["页号", "起止页号", "页次", "起止页次", "页码", "起止页码", "起始页号", "所在页号", "张号", "起止张号"]

    /// `nil` if it is not written as one.
    init?(_ text: String) {
        let plain = NumberText.plain(text).filter { !$0.isWhitespace && !"第页".contains($0) }
        let numbers = plain.split { "-—–－~～至到".contains($0) }.map { Int($0) }
        guard (1...2).contains(numbers.count), let first = numbers[0], first > 0, first < 1_000_000 else { return nil }
        if numbers.count == 2 {
            guard let last = numbers[1], last >= first, last < 1_000_000 else { return nil }
            self.last = last
        } else {
            last = nil
        }
        self.first = first
    }

    /// Pages, where both ends are told.
    var count: Int? { last.map { $0 - first + 1 } }
}

extension ItemList.Item {
    /// 页号 as written, and what it is called there; `nil` if the table has none.
    var pageRange: (name: String, text: String)? {
        others.first { PageRange.headings.contains(ItemColumn.plain($0.name)) }.map { ($0.name, $0.value) }
    }
}
