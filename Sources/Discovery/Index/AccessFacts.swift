import Appraisal
import Archive

/// What an `AccessRow` says without naming its unit: few different ones, so who may find what is decided once for each.
struct AccessFacts: Hashable, Sendable {
    let status: AccessStatus
    let effective: Day?
    let level: Int
    let publishedFrom: Day?
    let fondsCode: String
    let category: String
    let agency: String

    init(_ row: AccessRow) {
        status = row.status
        effective = row.effective
        level = row.level
        publishedFrom = row.publishedFrom
        fondsCode = row.fondsCode
        category = row.category
        agency = row.agency
    }

    /// The row of `unit`, if these are its facts.
    func row(of unit: UnitID) -> AccessRow {
        AccessRow(
            unit: unit, status: status, effective: effective, level: level, publishedFrom: publishedFrom,
            fondsCode: fondsCode, category: category, agency: agency, epoch: 0)
    }
}

extension AccessFacts {
    /// As the index file keeps them.
    var text: String {
        JSON.array([
            .string(status.rawValue), .string(effective?.text ?? ""), .int(Int64(level)),
            .string(publishedFrom?.text ?? ""), .string(fondsCode), .string(category), .string(agency),
        ]).text
    }

    /// Reads what `text` writes.
    init?(text: String) {
        guard let parts = try? JSON(parsing: text.utf8).array, parts.count == 7,
            let status = parts[0].string.flatMap(AccessStatus.init(rawValue:)), let effective = parts[1].string,
            let level = parts[2].int, let from = parts[3].string, let fonds = parts[4].string,
            let category = parts[5].string, let agency = parts[6].string
        else { return nil }
        self.status = status
        self.effective = Day(text: effective)
        self.level = Int(level)
        publishedFrom = Day(text: from)
        fondsCode = fonds
        self.category = category
        self.agency = agency
    }
}
