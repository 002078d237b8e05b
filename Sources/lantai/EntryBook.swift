import Catalogue
import Intake

extension FindingAids {
    /// Lets the receiving desk, which comes before the catalogue, ask which entries wait for files.
    var entryBook: EntryBook {
        { [self] keys in
            let answer = try await waiting(among: keys)
            return WaitingEntries(
                found: Dictionary(
                    answer.found.map { ($0.codeKey, WaitingEntry($0)) }, uniquingKeysWith: { first, _ in first }),
                absent: answer.absent.map { WaitingEntry($0) }, absentCount: answer.count)
        }
    }
}

extension WaitingEntry {
    init(_ unit: ArchivalUnit) {
        self.init(
            code: unit.code, key: unit.codeKey, title: unit.title,
            pages: unit.description["pageCount"].flatMap { Int64($0.filter { ("0"..."9").contains($0) }) })
    }
}
