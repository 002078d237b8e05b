import Archive

/// The columns of a unit that follow from its description: what it is listed, sorted and searched by.
struct DerivedColumns: Hashable, Sendable {
    let code: String
    let codeKey: String
    let title: String
    let year: Int?
    let date: ArchivalDate?
    let author: String?
    let documentNumber: String?
    let documentNumberKey: String?
    let retention: String?
    let secrecy: String?
    /// Whether a published document holds (效力状态); `nil` where nothing is said.
    let validity: String?

    init(_ description: Description) {
        code = description["referenceCode"] ?? ""
        codeKey = ReferenceCode.key(of: code)
        title = description["title"] ?? code
        date = description["date"].flatMap { try? ArchivalDate(parsing: $0) }
        year =
            description["year"].flatMap { Int($0) } ?? (try? ReferenceCode(parsing: code))?.year ?? date?.from?.year
        author = description["author"]
        documentNumber = description["documentNumber"]
        documentNumberKey = documentNumber.map(DocumentNumber.key(of:))
        retention = description["retentionPeriod"]
        validity = description["validity"].flatMap { Validity(text: $0)?.rawValue }
        secrecy = description["classification"].map { SecrecyLabel($0)?.secrecy.rawValue ?? $0 }
    }
}
